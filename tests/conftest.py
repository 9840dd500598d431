"""What every test may ask for: a small dataset made by hand, no network, no home."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.small import small_rows, write_tables

from positions.analyse.dataset import Dataset
from positions.versions import ENVIRONMENT

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"


@pytest.fixture(autouse=True)
def _no_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No test reads or writes the home of whoever runs it."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home" / ".cache"))
    for name in ("NO_COLOR", ENVIRONMENT):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(name="shared", scope="session")
def _shared() -> Path:
    if not SHARED.is_dir():
        pytest.skip("the folder of research files is not beside this checkout")
    return SHARED


@pytest.fixture(name="root", scope="session")
def _root() -> Path:
    return ROOT


@pytest.fixture(name="small_folder", scope="session")
def _small_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tables(tmp_path_factory.mktemp("small") / "data", small_rows())


@pytest.fixture(name="small")
def _small(small_folder: Path) -> Dataset:
    """Four states, four events; see `small_rows`."""
    return Dataset(small_folder)


@pytest.fixture(name="tables_of")
def _tables_of(tmp_path: Path) -> Callable[[dict[str, list[dict[str, Any]]]], Dataset]:
    """A dataset made of the rows that a test gives."""
    return lambda rows: Dataset(write_tables(tmp_path / "tables", rows))
