"""Small releases made by hand, and a server on this machine that misbehaves as it is told."""

from __future__ import annotations

import copy
import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import tests.small
from tests.small import small_rows, write_tables
from tests.unit.share.files import as_built
from tests.unit.share.server import Server

from positions.analyse.dataset import Dataset
from positions.share.release import release

Rows = dict[str, list[dict[str, Any]]]


@pytest.fixture(name="rows")
def _rows() -> Rows:
    """The rows of the small dataset, free to be changed."""
    return _published()


def _published() -> Rows:
    rows = copy.deepcopy(small_rows())
    for row in rows["sources"]:
        row.setdefault("publisher", "A publisher")
    return rows


@pytest.fixture(name="built")
def _built(tmp_path: Path) -> Callable[..., Dataset]:
    """Tables of a version, as the build leaves them."""

    def build(rows: Rows, version: str = "2026.1", released: str = "2026-01-01", name: str = "") -> Dataset:
        return _as_version(tmp_path / (name or f"built-{version}") / "data", rows, version, released)

    return build


def _as_version(folder: Path, rows: Rows, version: str, released: str) -> Dataset:
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(tests.small.DATASET, "name", "positions")
        patch.setitem(tests.small.DATASET, "version", version)
        patch.setitem(tests.small.DATASET, "released", dt.date.fromisoformat(released))
        return Dataset(as_built(write_tables(folder, rows)))


@pytest.fixture(name="dataset")
def _dataset(built: Callable[..., Dataset], rows: Rows) -> Dataset:
    """The small dataset, as the build leaves it."""
    return built(rows)


@pytest.fixture(name="first_bundle", scope="session")
def _first_bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("release")
    return release(_as_version(folder / "data", _published(), "2026.1", "2026-01-01"), folder / "out").folder


@pytest.fixture(name="bundle")
def _bundle(first_bundle: Path, tmp_path: Path) -> Path:
    """A release of the small dataset, free to be changed; its zip file lies beside it."""
    shutil.copytree(first_bundle.parent, tmp_path / "out", symlinks=True)
    return tmp_path / "out" / first_bundle.name


@pytest.fixture(name="server")
def _server(tmp_path: Path):
    with Server(tmp_path / "out") as server:
        yield server
