"""Trees of seeds to try things on: the small complete one, alone or with some of its files replaced."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

SEEDS = Path(__file__).parents[2] / "seeds"
CHECKOUT = Path(__file__).parents[3]


@pytest.fixture(name="tree")
def tree_(tmp_path: Path) -> Path:
    """A checkout that holds the small complete tree of seeds."""
    shutil.copytree(SEEDS / "good", tmp_path / "seeds")
    return tmp_path


@pytest.fixture(name="overlaid")
def overlaid_(tree: Path) -> Callable[[Path], Path]:
    """Lays the files of a folder over the small tree and returns the folder ``seeds``."""

    def overlay(folder: Path) -> Path:
        ignore = shutil.ignore_patterns("problems.txt")
        shutil.copytree(folder, tree / "seeds", dirs_exist_ok=True, ignore=ignore)
        return tree / "seeds"

    return overlay
