"""Comparisons of a user's own table: the same rules as for the dataset, over whatever engine holds the rows."""

from __future__ import annotations

from typing import Any

import numpy as np

from positions import arrow
from positions.analyse.own.table import OwnTable
from positions.analyse.result import Caption
from positions.analyse.stance import stances as st
from positions.analyse.stance.cells import KEPT_BY_VALUE, NO_DAY, Cells, cells
from positions.analyse.stance.matrix import Matrix
from positions.errors import BadQuery

RULE = "mean of the stances on each question; within a question deeds speak before words"


def matrix(own: OwnTable, value: str = "stance", level: float | None = None, title: str = "") -> Matrix:
    """The stance matrix of a user's table: actors x the values of its ``column``, or one column for all.

    Parameters
    ----------
    level
        Level of the interval told with each cell; needs the questions, which are then collected from the engine.

    Notes
    -----
    An engine reduces the rows to cells by itself, so that only the cells come into memory.
    """
    if value in KEPT_BY_VALUE:
        raise BadQuery(
            f"the value {value} is one of the dataset; keep the {KEPT_BY_VALUE[value]} rows of your table instead"
        )
    needs_questions = level is not None or value == "newest"
    if own.lazy and not needs_questions:
        stances, rows, columns, made = _from_engine(own)
    else:
        stances = st.event_stances(own.frame)
        rows, columns = natural(stances.rows), natural(stances.columns)
        made = cells(stances, rows, columns)
    if not own.dated:
        made = Cells(
            made.stance, made.latest, made.share, made.n, made.events, made.mixed, np.full(made.newest.shape, NO_DAY)
        )
    return Matrix(
        rows=rows,
        columns=columns,
        rows_are="actor",
        columns_are="column",
        value=value,
        cells=made,
        stances=stances,
        caption=Caption(title or "Mean stance by actor", (), RULE, None, own.notes),
        level=level,
    )


def answered(own: OwnTable) -> tuple[tuple[str, ...], st.EventStances]:
    """The actors of a user's table in order, and their stances on its questions.

    Raises
    ------
    BadQuery
        If the table has no row that counts, or a dense table of actors x questions would not fit in memory.
    """
    stances = st.event_stances(own.frame)
    rows = natural(stances.rows)
    size = len(rows) * len(stances.questions)
    if not size:
        raise BadQuery("the table has no row with an actor, a question and a stance")
    if size > 500_000_000:
        raise BadQuery(
            f"{len(rows):,} actors x {len(stances.questions):,} questions are more than memory holds; filter the table first"
        )
    return rows, stances


def _from_engine(own: OwnTable) -> tuple[st.EventStances, tuple[str, ...], tuple[str, ...], Cells]:
    found = st.by_cell(st.by_event(own.frame)).collect("pyarrow").to_native()
    (row_labels, row), (column_labels, column) = (arrow.factorized(found[name]) for name in (st.ROW, st.COLUMN))
    rows, columns = natural(row_labels), natural(column_labels)
    at = (
        np.array([rows.index(label) for label in row_labels], int)[row],
        np.array([columns.index(label) for label in column_labels], int)[column],
    )

    def spread(values: Any, fill: Any) -> np.ndarray:
        array = np.full((len(rows), len(columns)), fill)
        array[at] = values
        return array

    events = arrow.values(found["events"]).astype(float)
    mixed = (arrow.values(found["for_"]) > 0) & (arrow.values(found["against"]) > 0)
    made = Cells(
        stance=spread(arrow.values(found["total"]) / events, np.nan),
        latest=np.full((len(rows), len(columns)), np.nan),
        share=spread(arrow.values(found["supportive"]) / events, np.nan),
        n=spread(arrow.values(found["n"]), 0),
        events=spread(events.astype(np.int64), 0),
        mixed=spread(mixed, False),
        newest=spread(arrow.values(found["newest"]), NO_DAY),
    )
    nothing = np.array([], np.int64)
    empty = st.EventStances(
        rows,
        columns,
        (),
        nothing,
        nothing,
        nothing,
        nothing.astype(float),
        nothing,
        nothing.astype(bool),
        nothing.astype(bool),
        nothing,
    )
    return empty, rows, columns, made


def natural(names: Any) -> tuple[str, ...]:
    """Names in order; numbers by their value."""
    unique = {str(name) for name in names}
    return tuple(
        sorted(
            unique,
            key=lambda name: (not name.lstrip("-").isdigit(), int(name) if name.lstrip("-").isdigit() else 0, name),
        )
    )
