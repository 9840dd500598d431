"""Small releases made by hand, and a server on this machine that misbehaves as it is told."""

from __future__ import annotations

import copy
import datetime as dt
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
    rows = copy.deepcopy(small_rows())
    for row in rows["sources"]:
        row.setdefault("publisher", "A publisher")
    return rows


@pytest.fixture(name="built")
def _built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Dataset]:
    """Tables of a version, as the build leaves them."""

    def build(rows: Rows, version: str = "2026.1", released: str = "2026-01-01", name: str = "") -> Dataset:
        monkeypatch.setitem(tests.small.DATASET, "name", "positions")
        monkeypatch.setitem(tests.small.DATASET, "version", version)
        monkeypatch.setitem(tests.small.DATASET, "released", dt.date.fromisoformat(released))
        return Dataset(as_built(write_tables(tmp_path / (name or f"built-{version}") / "data", rows)))

    return build


@pytest.fixture(name="dataset")
def _dataset(built: Callable[..., Dataset], rows: Rows) -> Dataset:
    """The small dataset, as the build leaves it."""
    return built(rows)


@pytest.fixture(name="bundle")
def _bundle(dataset: Dataset, tmp_path: Path) -> Path:
    """A release of the small dataset; its zip file lies beside it."""
    return release(dataset, tmp_path / "out").folder


@pytest.fixture(name="server")
def _server(tmp_path: Path):
    with Server(tmp_path / "out") as server:
        yield server
