"""Text: what a reader of a terminal or a pipe sees."""

from __future__ import annotations

import re

import pytest
from syrupy.assertion import SnapshotAssertion
from tests.unit.render.results import RESULTS, agreement, stance_matrix

from positions.analyse.result import Result
from positions.analyse.stance.matrix import Matrix
from positions.render.measure import width

ANSI = re.compile("\x1b\\[[0-9;]*m")


@pytest.mark.parametrize("kind", RESULTS)
def test_snapshot(kind: str, snapshot: SnapshotAssertion) -> None:
    """Every kind as it is shown."""
    assert snapshot == RESULTS[kind]().render("text", width=110)


def test_counts(matrix: Matrix, snapshot: SnapshotAssertion) -> None:
    """The number of positions stands beside each value where asked for."""
    assert snapshot == matrix.render("text", width=90, show_n=True)


def test_color_is_only_color(result: Result) -> None:
    """With colours taken out, coloured text is the plain text; plain text holds no control character."""
    plain, colored = str(result.render("text", width=100)), str(result.render("text", width=100, color=True))

    assert [line.rstrip() for line in plain.splitlines()] == [
        line.rstrip() for line in ANSI.sub("", colored).splitlines()
    ]
    assert "\x1b" not in plain
    assert "\x1b[31m" not in colored


@pytest.mark.parametrize("columns", [40, 60, 80, 120, 200])
def test_fits(result: Result, columns: int) -> None:
    """No line but an address is wider than the terminal."""
    lines = str(result.render("text", width=columns)).splitlines()

    assert [] == [line for line in lines if width(line) > columns and "://" not in line]


def test_left_out_is_told(matrix: Matrix) -> None:
    """Columns that find no room are named."""
    assert "Left out" in str(matrix.render("text", width=34))


def test_sides_without_color(matrix: Matrix) -> None:
    """For, against, undecided and blank differ in their letters alone; a rounded zero has no sign."""
    rows = {
        line.split()[0]: line
        for line in str(matrix.render("text", width=100)).splitlines()
        if line.startswith(("LTU", "NAM", "X-1"))
    }

    assert "+2.0 ▲▲" in rows["LTU"]
    assert "0.0 ○" in rows["LTU"]
    assert "-0.0" not in rows["LTU"]
    assert "-2.0 ▼▼" in rows["X-1"]
    assert not {"·", "×", "–"} - set(rows["NAM"])


def test_undefined_agreement_is_blank() -> None:
    """An undefined agreement is shown as neither 0 nor 1."""
    (row,) = (line for line in agreement().render("text", width=100).splitlines() if line.startswith("X-2"))

    assert not re.search(r"[01]\.\d|\.\d\d", row)


def test_wide_matrix_is_turned() -> None:
    """A matrix wider than the terminal is turned where that makes it fit."""
    wide = stance_matrix()
    columns = tuple(f"event-{year}" for year in range(1990, 2020))
    cells = {name: array[:2, [0] * 30] for name, array in vars(wide.cells).items()}
    made = Matrix(
        wide.rows[:2], columns, "actor", "event", "stance", type(wide.cells)(**cells), wide.stances, wide.caption
    )
    shown = str(made.render("text", width=80))

    assert "Turned" in shown
    assert "event-2019" in shown
