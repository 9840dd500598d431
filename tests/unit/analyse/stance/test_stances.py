"""From positions to stances on events: by arrays and by an engine, pooled, joined and laid out."""

from __future__ import annotations

from typing import Any

import duckdb
import narwhals as nw
import numpy as np
import pyarrow as pa
import pytest

from positions.analyse.stance import stances as st

NEVER = np.iinfo(np.int64).min
# Lithuania acts and speaks on one question and speaks on another; Sweden stands on both sides of it; Norway is neutral.
ROWS = [
    # row, column, question, stance, deed, day
    ("LTU", "visas", "q1", 2, 1, 100),
    ("LTU", "visas", "q1", 1, 0, 130),
    ("LTU", "press", "q2", 1, 0, 110),
    ("SWE", "press", "q2", 2, 1, 90),
    ("SWE", "press", "q2", -2, 1, 95),
    ("SWE", "press", "q2", -1, 0, 80),
    ("NOR", "visas", "q3", 0, 0, 70),
    ("NOR", "visas", "q1", -1, 0, 60),
    ("NOR", "visas", "q1", 0, 0, 50),
]
# By hand: deeds before words, their mean; all positions counted; a side is held if any position holds it.
EXPECTED = [
    # row, column, question, value, n, for, against, newest
    ("LTU", "press", "q2", 1.0, 1, True, False, 110),
    ("LTU", "visas", "q1", 2.0, 2, True, False, 130),
    ("NOR", "visas", "q1", -0.5, 2, False, True, 60),
    ("NOR", "visas", "q3", 0.0, 1, False, False, 70),
    ("SWE", "press", "q2", 0.0, 3, True, True, 95),
]


def table(rows: list[tuple[Any, ...]] = ROWS) -> pa.Table:
    kinds = (pa.string(), pa.string(), pa.string(), pa.int64(), pa.int64(), pa.int64())
    columns = zip(*rows, strict=True) if rows else ((),) * len(kinds)
    arrays = [pa.array(list(values), kind) for values, kind in zip(columns, kinds, strict=True)]
    return pa.Table.from_arrays(arrays, ["row", "column", "question", "stance", "deed", "day"])


def told(found: st.EventStances) -> list[tuple[Any, ...]]:
    """Event stances with their labels, in the order in which they stand."""
    return [
        (found.rows[row], found.columns[column], found.questions[question], *rest)
        for row, column, question, *rest in zip(
            found.row.tolist(), found.column.tolist(), found.question.tolist(), found.value.tolist(), found.n.tolist(),
            found.for_.tolist(), found.against.tolist(), found.newest.tolist(), strict=True,
        )
    ]  # fmt: skip


def lazy(rows: list[tuple[Any, ...]] = ROWS) -> nw.LazyFrame[Any]:
    native = table(rows)
    return nw.from_native(duckdb.from_arrow(native))


@pytest.mark.parametrize("frame", [table, lazy], ids=["arrays", "engine"])
def test_deeds_before_words_in_each_event(frame: Any) -> None:
    """Each row has one stance on a question: the mean of its deeds, else of its words; labels and stances are sorted."""
    found = st.event_stances(frame())

    assert EXPECTED == told(found)
    assert (("LTU", "NOR", "SWE"), ("press", "visas"), ("q1", "q2", "q3")) == (
        found.rows,
        found.columns,
        found.questions,
    )


@pytest.mark.parametrize("frame", [table, lazy], ids=["arrays", "engine"])
def test_types_are_the_same_however_it_was_computed(frame: Any) -> None:
    """Numbers of positions and days are whole, sides are flags, stances are floats."""
    found = st.event_stances(frame())

    assert (["int64"] * 3, ["float64", "int64", "bool", "bool", "int64"]) == (
        [str(array.dtype) for array in (found.row, found.column, found.question)],
        [str(array.dtype) for array in (found.value, found.n, found.for_, found.against, found.newest)],
    )


@pytest.mark.parametrize("frame", [table, lazy], ids=["arrays", "engine"])
def test_no_positions_no_stances(frame: Any) -> None:
    """An empty table has neither rows nor stances."""
    found = st.event_stances(frame([]))

    assert ([], (), (), ()) == (told(found), found.rows, found.columns, found.questions)


@pytest.mark.parametrize("frame", [table, lazy], ids=["arrays", "engine"])
def test_deeds_and_words_are_averaged_each_for_themselves(frame: Any) -> None:
    """Of deeds of 2, 2 and -1 the mean is 1, whatever was said beside them; of words of 1, 1 and -1 a third."""
    deeds = [("LTU", "c", "q1", stance, 1, 1) for stance in (2, 2, -1)] + [("LTU", "c", "q1", -1, 0, 1)]
    words = [("LTU", "c", "q2", stance, 0, 1) for stance in (1, 1, -1)]

    assert pytest.approx([1.0, 1 / 3]) == st.event_stances(frame(deeds + words)).value.tolist()


def test_the_engine_tells_each_event() -> None:
    """What an engine hands on: a row each, sides as 0 and 1."""
    found = st.by_event(lazy()).sort("row", "column", "question").collect().to_native().to_pylist()

    assert {
        "row": "SWE",
        "column": "press",
        "question": "q2",
        "n": 3,
        "newest": 95,
        "value": 0.0,
        "for_": 1,
        "against": 1,
    } == found[-1]
    assert [(1, 0), (1, 0), (0, 1), (0, 0), (1, 1)] == [(row["for_"], row["against"]) for row in found]


def test_the_engine_adds_up_cells() -> None:
    """A cell from its events: their sum, number, positions, supporters, sides and newest day."""
    rows = [
        *ROWS,
        ("LTU", "visas", "q3", -1, 0, 140),
        ("LTU", "visas", "q4", 1, 1, 20),
        ("LTU", "visas", "q5", 0, 1, 10),
    ]
    found = st.by_cell(st.by_event(lazy(rows))).sort("row", "column").collect().to_native().to_pylist()

    assert {
        "row": "LTU",
        "column": "visas",
        "total": 2.0,
        "events": 4,
        "n": 5,
        "for_": 1,
        "against": 1,
        "supportive": 2,
        "newest": 140,
    } == found[1]
    assert {
        "row": "NOR",
        "column": "visas",
        "total": -0.5,
        "events": 2,
        "n": 3,
        "for_": 0,
        "against": 1,
        "supportive": 0,
        "newest": 70,
    } == found[2]


def test_dense_is_rows_by_questions() -> None:
    """A stance for each row and question, nan where there is none."""
    nan = np.nan

    np.testing.assert_array_equal([[2, 1, nan], [-0.5, nan, 0], [nan, 0, nan]], st.dense(st.event_stances(table())))


def test_dense_shows_the_rows_asked_for() -> None:
    """Rows in the order asked for; one that has no stance is nan throughout, one not asked for is left out."""
    nan = np.nan
    found = st.dense(st.event_stances(table()), ["SWE", "ISL", "LTU"])

    np.testing.assert_array_equal([[nan, 0, nan], [nan, nan, nan], [2, 1, nan]], found)


def test_dense_without_any_stance() -> None:
    """Where nobody took a position there are rows, but no questions."""
    assert (2, 0) == st.dense(st.event_stances(table([])), ["LTU", "SWE"]).shape


def test_a_question_of_several_columns_counts_once() -> None:
    """A question that stands in two columns has the mean of both stances."""
    rows = [("LTU", "a", "q1", 2, 1, 1), ("LTU", "b", "q1", -1, 1, 1), ("LTU", "b", "q2", 1, 1, 1)]

    np.testing.assert_array_equal([[0.5, 1.0]], st.dense(st.event_stances(table(rows))))


def test_a_group_is_the_mean_of_its_members() -> None:
    """Within an event the members that have a stance count alike; counts add up, sides and days are those of any."""
    found = st.pooled(st.event_stances(table()), "both", ["SWE", "LTU", "ISL"])

    assert [
        ("both", "press", "q2", 0.5, 4, True, True, 110),
        ("both", "visas", "q1", 2.0, 2, True, False, 130),
    ] == told(found)


def test_a_group_that_is_against() -> None:
    """Sides are those of the members, not of anybody else."""
    found = st.pooled(st.event_stances(table()), "one", ["NOR"])

    assert [
        ("one", "visas", "q1", -0.5, 2, False, True, 60),
        ("one", "visas", "q3", 0.0, 1, False, False, 70),
    ] == told(found)


def test_a_group_without_members_has_no_stance() -> None:
    """Nobody's stances are none."""
    for rows in (ROWS, []):
        assert [] == told(st.pooled(st.event_stances(table(rows)), "none", []))


def test_parts_are_joined_and_sorted() -> None:
    """Rows keep the order of their parts; columns and questions are sorted anew, and the stances with them."""
    one = st.event_stances(table([("SWE", "visas", "q2", 1, 0, 5), ("SWE", "visas", "q1", -1, 0, 4)]))
    other = st.event_stances(table([("LTU", "press", "q3", 2, 1, 7), ("LTU", "visas", "q1", 0, 0, 6)]))
    found = st.joined([one, other])

    assert [
        ("SWE", "visas", "q1", -1.0, 1, False, True, 4),
        ("SWE", "visas", "q2", 1.0, 1, True, False, 5),
        ("LTU", "press", "q3", 2.0, 1, True, False, 7),
        ("LTU", "visas", "q1", 0.0, 1, False, False, 6),
    ] == told(found)
    assert (("SWE", "LTU"), ("press", "visas"), ("q1", "q2", "q3")) == (found.rows, found.columns, found.questions)


def test_a_part_whose_labels_come_later_stays_itself() -> None:
    """Joined to a part with earlier labels, a part points to its own still."""
    one = st.event_stances(table([("A", "z", "q9", 1, 1, 1)]))
    other = st.event_stances(table([("B", "a", "q1", -2, 1, 2), ("B", "m", "q5", 2, 1, 3)]))

    assert [
        ("A", "z", "q9", 1.0, 1, True, False, 1),
        ("B", "a", "q1", -2.0, 1, False, True, 2),
        ("B", "m", "q5", 2.0, 1, True, False, 3),
    ] == told(st.joined([one, other]))
