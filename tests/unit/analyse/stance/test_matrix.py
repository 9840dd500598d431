"""Cells from stances on events, and how a matrix is asked for them."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

import numpy as np
import pytest

from positions.analyse.dataset import Dataset
from positions.analyse.selection import resolve
from positions.analyse.stance.cells import NO_DAY, VALUES, Cell, cells
from positions.analyse.stance.comparison import matrix
from positions.analyse.stance.stances import EventStances
from positions.errors import BadQuery, UnknownName


def stances(*entries: tuple[str, str, str, float, int, bool, bool, int]) -> EventStances:
    """Event stances from rows of (row, column, question, value, n, for, against, newest)."""
    rows, columns, questions = (tuple(sorted({entry[place] for entry in entries})) for place in range(3))
    places = (
        [labels.index(entry[place]) for entry in entries] for place, labels in enumerate((rows, columns, questions))
    )
    kinds = (float, np.int64, bool, bool, np.int64)
    values = (np.array([entry[3 + place] for entry in entries], kind) for place, kind in enumerate(kinds))
    return EventStances(rows, columns, questions, *(np.array(place, np.int64) for place in places), *values)


# Lithuania on visas: three events, two on the newest day, of opposite sides; on press it is neutral. Sweden speaks on press alone.
FOUND = stances(
    ("LTU", "press", "q4", 0.0, 1, False, False, 50),
    ("LTU", "visas", "q1", 2.0, 3, True, False, 100),
    ("LTU", "visas", "q2", 1.0, 1, True, False, 200),
    ("LTU", "visas", "q3", -2.0, 2, False, True, 200),
    ("SWE", "press", "q4", -1.5, 4, False, True, 300),
)
NAN = np.nan


def same(expected: Any, found: np.ndarray) -> bool:
    return bool(np.array_equal(np.array(expected, found.dtype), found, equal_nan=found.dtype.kind == "f"))


def test_cells_by_hand() -> None:
    """Mean of all events, mean of the newest day, share for, counts, sides and newest day; nan where nothing counts."""
    found = cells(FOUND, ("SWE", "LTU"), ("visas", "press"))

    assert same([[NAN, -1.5], [1 / 3, 0.0]], found.stance)
    assert same([[NAN, -1.5], [-0.5, 0.0]], found.latest)
    assert same([[NAN, 0.0], [2 / 3, 0.0]], found.share)
    assert same([[0, 4], [6, 1]], found.n)
    assert same([[0, 1], [3, 1]], found.events)
    assert same([[False, False], [True, False]], found.mixed)
    assert same([[NO_DAY, 300], [200, 50]], found.newest)
    assert ("int64", "int64", "bool") == tuple(str(array.dtype) for array in (found.n, found.events, found.mixed))


def test_rows_and_columns_that_nobody_asks_for_are_left_out() -> None:
    """A row without stances is empty; what has no row or column in the matrix is in no cell."""
    found = cells(FOUND, ("ISL", "LTU"), ("visas",))

    assert (same([[NAN], [1 / 3]], found.stance), same([[0], [3]], found.events)) == (True, True)
    assert same([[0]], cells(FOUND, ("SWE",), ("visas",)).events)


def test_events_may_weigh_more() -> None:
    """Weights, one for each event stance, count in the mean and the share; not in the newest stance, nor in what is counted."""
    found = cells(FOUND, ("LTU",), ("visas",), np.array([9.0, 3.0, 1.0, 4.0, 9.0]))

    assert same([[(3 * 2 + 1 * 1 + 4 * -2) / 8]], found.stance)
    assert same([[0.5]], found.share)
    assert (same([[-0.5]], found.latest), same([[3]], found.events), same([[6]], found.n)) == (True, True, True)


def test_a_cell_of_weightless_events_has_no_value() -> None:
    """Where every event weighs nothing there is no mean, and no warning."""
    assert same([[NAN]], cells(FOUND, ("LTU",), ("visas",), np.zeros(5)).stance)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("stance", [[NAN, -1.5], [1 / 3, 0.0]]), ("deeds", [[NAN, -1.5], [1 / 3, 0.0]]), ("words", [[NAN, -1.5], [1 / 3, 0.0]]),
        ("newest", [[NAN, -1.5], [-0.5, 0.0]]), ("share", [[NAN, 0.0], [2 / 3, 0.0]]), ("n", [[NAN, 4.0], [6.0, 1.0]]),
        ("events", [[NAN, 1.0], [3.0, 1.0]]), ("mixed", [[NAN, 0.0], [1.0, 0.0]]),
    ],
)  # fmt: skip
def test_what_a_value_shows(value: str, expected: list[list[float]]) -> None:
    """Each value is one array of the cells, nan where no event counts."""
    assert same(expected, VALUES[value].of(cells(FOUND, ("SWE", "LTU"), ("visas", "press"))))


def test_only_what_has_two_sides_is_shown_as_such() -> None:
    """Stances run from against to for; shares and counts from nothing upwards."""
    assert {"stance", "deeds", "words", "newest"} == {name for name, value in VALUES.items() if value.diverging}


@pytest.fixture(name="made")
def _made(small: Dataset) -> Any:
    """Lithuania and Sweden on every topic."""
    return matrix(small, resolve(small, actor=["LTU", "SWE"]), level=0.9)


def test_a_cell_in_full(made: Any) -> None:
    """A cell holds its place, value, counts, sides, newest day, ids and interval; or why it is empty, and nothing else."""
    assert Cell(
        "LTU", "diplomatic_pressure", 1.5, 2, 2, False, dt.date(2018, 3, 1), None, ("press-2017:LTU", "vote-2018:LTU"), 1.0, 2.0
    ) == made.cell("LTU", "diplomatic_pressure")  # fmt: skip
    assert Cell("LTU", "asylum_rules", None, 0, 0, False, None, "not_found", ()) == made.cell("LTU", "asylum_rules")
    assert Cell(
        "SWE", "asylum_rules", -2.0, 1, 1, False, dt.date(2015, 6, 1), None, ("law-2015:SWE",)
    ) == made.cell("SWE", "asylum_rules")  # fmt: skip


def test_a_cell_holds_plain_values(made: Any) -> None:
    """No type of an array library leaks into a cell."""
    found = made.cell("SWE", "diplomatic_pressure")

    assert [str, str, float, int, int, bool, dt.date, type(None), tuple, float, float] == [
        type(getattr(found, each.name)) for each in dataclasses.fields(found)
    ]
    assert (True, -1.0, -2.0, 0.0) == (found.mixed, found.value, found.low, found.high)


def test_without_a_level_no_interval_is_told(small: Dataset) -> None:
    """Ends are told where they were asked for."""
    found = matrix(small, resolve(small, actor="LTU")).cell("LTU", "diplomatic_pressure")

    assert (None, None) == (found.low, found.high)


def test_arrays_of_a_matrix(made: Any) -> None:
    """Values, counts, sides and days are those of its cells."""
    assert ("LTU", "SWE") == made.rows
    assert ("humanitarian_visas", "asylum_rules", "diplomatic_pressure") == made.columns
    assert same([[2.0, NAN, 1.5], [NAN, -2.0, -1.0]], made.values)
    assert same([[2, 0, 2], [0, 1, 3]], made.counts)
    assert same([[False, False, False], [False, False, True]], made.mixed)
    assert "datetime64[D]" == str(made.newest.dtype)
    assert [["2017-05-19", "NaT", "2018-03-01"], ["NaT", "2015-06-01", "2018-03-01"]] == made.newest.astype(
        str
    ).tolist()
    assert [["", "not_found", ""], ["left_out", "", ""]] == made.missing.tolist()


def test_cells_are_told_row_by_row(made: Any) -> None:
    """All cells of the first row come before those of the second."""
    assert [(row, column) for row in made.rows for column in made.columns] == [(cell.row, cell.column) for cell in made]


@pytest.mark.parametrize(
    ("what", "expected"),
    [
        ("value", [[2.0, NAN, 1.5], [NAN, -2.0, -1.0]]), ("n", [[2, 0, 2], [0, 1, 3]]), ("events", [[1, 0, 2], [0, 1, 2]]),
        ("mixed", [[False, False, False], [False, False, True]]), ("missing", [["", "not_found", ""], ["left_out", "", ""]]),
        ("low", [[NAN, NAN, 1.0], [NAN, NAN, -2.0]]), ("high", [[NAN, NAN, 2.0], [NAN, NAN, 0.0]]),
    ],
)  # fmt: skip
def test_frames_of_each_array(made: Any, what: str, expected: list[list[Any]]) -> None:
    """A frame of rows x columns, named by what they are, for each array."""
    frame = made.to_frame(what)

    np.testing.assert_array_equal(np.array(expected), frame.to_numpy())
    assert (("LTU", "SWE"), "actor", made.columns, "topic") == (
        tuple(frame.index),
        frame.index.name,
        tuple(frame.columns),
        frame.columns.name,
    )
    assert made.caption.facts() == frame.attrs


def test_the_frame_of_days(made: Any) -> None:
    """Newest days are datetimes of pandas."""
    frame = made.to_frame("newest")

    assert {"datetime64[s]"} == set(map(str, frame.dtypes))
    assert "2017-05-19" == str(frame.loc["LTU", "humanitarian_visas"].date())


def test_by_default_a_frame_holds_values(made: Any) -> None:
    """Without a word it is that of the values."""
    assert made.to_frame().equals(made.to_frame("value"))


def test_the_frame_of_cells(made: Any) -> None:
    """One row a cell with all that a cell holds, days as datetimes."""
    frame = made.to_frame("cells")

    assert [each.name for each in dataclasses.fields(Cell)] == list(frame.columns)
    assert (6, "2018-03-01") == (len(frame), str(frame.loc[2, "newest"].date()))
    assert "M" == frame["newest"].dtype.kind
    assert made.caption.facts() == frame.attrs


def test_a_frame_of_nothing_known_is_told(made: Any) -> None:
    """An unknown array is answered with the known ones."""
    with pytest.raises(UnknownName) as caught:
        made.to_frame("cell")
    assert "unknown array of a matrix 'cell'; did you mean 'cells'?" == str(caught.value)
    with pytest.raises(UnknownName, match="unknown array of a matrix 'missin'; did you mean 'missing'"):
        made.to_frame("missin")


@pytest.mark.parametrize(
    ("row", "column", "message"),
    [
        ("LTA", "asylum_rules", "unknown actor of this matrix 'LTA'; did you mean 'LTU'?"),
        ("LTU", "asylum_rule", "unknown topic of this matrix 'asylum_rule'; did you mean 'asylum_rules'?"),
    ],
)
def test_unknown_cells_are_told(made: Any, row: str, column: str, message: str) -> None:
    """A row or a column that is not there is answered with the nearest, asked for a cell or for its explanation."""
    for ask in (made.cell, made.explain):
        with pytest.raises(UnknownName) as caught:
            ask(row, column)
        assert message == str(caught.value)


def test_a_matrix_of_another_table_has_no_explanation(made: Any) -> None:
    """Without evidence there is nothing to explain by."""
    with pytest.raises(BadQuery) as caught:
        dataclasses.replace(made, selected=None).explain("LTU", "asylum_rules")

    assert "only a matrix of the dataset itself can be explained; this one was made of another table" == str(
        caught.value
    )


def test_an_explanation_is_that_of_the_cell(made: Any) -> None:
    """Row and column asked for are those explained."""
    told = made.explain("SWE", "diplomatic_pressure")

    assert ("SWE", "diplomatic_pressure", -1.0) == (told.row, told.column, told.value)


def test_what_counts_for_a_row(small: Dataset) -> None:
    """For actors it is what counts for all; for a group what counts for that group; for another table nothing is known."""
    actors = matrix(small, resolve(small, actor="LTU"))
    groups = matrix(small, resolve(small, group=["EU", "Northern Europe"]), rows="group")

    assert actors.selected is actors.selected_of("LTU")
    assert ("EU",) == groups.selected_of("EU").selection.groups
    with pytest.raises(AssertionError, match=r"^a user's own table has no selection"):
        dataclasses.replace(actors, selected=None).selected_of("LTU")


def test_the_interval_has_the_level_asked_for(small: Dataset) -> None:
    """Without a level the interval is that of 0.95."""

    def ends(level: float | None) -> list[float]:
        return [
            float(end)
            for array in matrix(small, resolve(small), level=level).interval
            for end in array.ravel()
            if end == end
        ]

    assert ends(0.95) == ends(None)
    assert ends(0.95)


def test_a_cell_by_its_place(made: Any) -> None:
    """``matrix[row, column]`` is the cell; every place is offered for completion, row by row."""
    assert made.cell("SWE", "asylum_rules") == made["SWE", "asylum_rules"]
    assert [(row, column) for row in made.rows for column in made.columns] == made._ipython_key_completions_()


@pytest.mark.parametrize("place", ["LTU", ("LTU",), ("LTU", "asylum_rules", "x"), "LT"])
def test_a_place_is_a_row_and_a_column(made: Any, place: Any) -> None:
    """What names no row and column is answered with how to name them."""
    with pytest.raises(BadQuery) as caught:
        made[place]

    assert f"a cell has a row and a column, matrix[row, column], not {place!r}" == str(caught.value)
