"""From positions to cells: the stance of an actor on each event, and the mean of these in each cell.

Everything here is one group-by after another over a narrow table, so that one computation serves pandas, polars
and Arrow in memory, and DuckDB or Spark over files that memory does not hold.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from positions import arrow

if TYPE_CHECKING:
    import narwhals as nw
    import pyarrow as pa

ROW, COLUMN, QUESTION, STANCE, DEED, DAY = "row", "column", "question", "stance", "deed", "day"


@dataclass(frozen=True)
class EventStances:
    """The stance of each row (an actor, a group) on each event of each column.

    Attributes
    ----------
    rows, columns, questions
        Labels; the arrays below point into them.
    row, column, question
        Where each stance belongs.
    value
        The stance: the mean of the deeds, or of the words where there is no deed.
    n
        The number of positions behind it, words beside deeds included.
    for_, against
        Whether a position behind it is for, or against.
    newest
        The newest day of its positions, in days since 1970; the smallest integer where days are not known.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    questions: tuple[str, ...]
    row: np.ndarray
    column: np.ndarray
    question: np.ndarray
    value: np.ndarray
    n: np.ndarray
    for_: np.ndarray
    against: np.ndarray
    newest: np.ndarray


def by_event(frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
    """The stance of each row on each question of each column.

    Parameters
    ----------
    frame
        Columns ``row``, ``column``, ``question``, ``stance`` (a number), ``deed`` (0 or 1), ``day`` (a date, or a
        whole number of days).

    Returns
    -------
    LazyFrame
        One row for each of (row, column, question): ``value``, ``n``, ``for_``, ``against`` (0 or 1), ``newest``.

    Notes
    -----
    Rule 1 of the codebook: within an event an actor's deeds speak before its words.
    """
    # Narwhals is imported where an engine is asked; the dataset's own tables need none of it.
    import narwhals as nw

    stance = nw.col(STANCE)
    # A mean passes over what is missing: that of the deeds is missing where there is none.
    of_deeds = nw.when(nw.col(DEED) > 0).then(stance)
    means = (
        frame.with_columns(_deed=of_deeds)
        .group_by(ROW, COLUMN, QUESTION)
        .agg(
            n=nw.len(),
            of_deeds=nw.col("_deed").mean(),
            of_all=stance.mean(),
            # Flags are the smallest states: an engine keeps one for each of millions of groups.
            for_=(stance > 0).any(),
            against=(stance < 0).any(),
            newest=nw.col(DAY).max(),
        )
    )
    return means.select(
        ROW,
        COLUMN,
        QUESTION,
        "n",
        "newest",
        value=nw.coalesce("of_deeds", "of_all"),
        for_=nw.col("for_").cast(nw.Int64),
        against=nw.col("against").cast(nw.Int64),
    )


def by_cell(events: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
    """The cell of each row and column from its event stances, without keeping them; see `by_event`.

    Notes
    -----
    Rule 2 of the codebook: the cell is the mean of the event stances, so that a much-reported event counts once.
    """
    import narwhals as nw

    return events.group_by(ROW, COLUMN).agg(
        total=nw.col("value").sum(),
        events=nw.len(),
        n=nw.col("n").sum(),
        for_=nw.col("for_").max(),
        against=nw.col("against").max(),
        supportive=(nw.col("value") > 0).cast(nw.Int64).sum(),
        newest=nw.col("newest").max(),
    )


def event_stances(frame: nw.LazyFrame[Any] | pa.Table) -> EventStances:
    """The event stances of a narrow table, sorted by row, column and question.

    Parameters
    ----------
    frame
        A table with the columns that `by_event` names. A lazy one is reduced by its own engine; an Arrow table is
        reduced here, since a sort of its keys is all that takes.
    """
    return _from_engine(frame) if hasattr(frame, "collect") else _from_arrow(frame)


def _from_engine(frame: nw.LazyFrame[Any]) -> EventStances:
    found = by_event(frame).collect("pyarrow").to_native()
    (rows, row), (columns, column), (questions, question) = (
        arrow.factorized(found[name]) for name in (ROW, COLUMN, QUESTION)
    )
    order = np.lexsort((question, column, row))
    parts = (arrow.values(found[name])[order] for name in ("value", "n", "for_", "against", "newest"))
    return _made(rows, columns, questions, row[order], column[order], question[order], *parts)


def _from_arrow(native: pa.Table) -> EventStances:
    (rows, row), (columns, column), (questions, question) = (
        arrow.factorized(native[name]) for name in (ROW, COLUMN, QUESTION)
    )
    arrays = {name: arrow.values(native[name]) for name in (STANCE, DEED, DAY)}
    keys, at = np.unique((row * len(columns) + column) * len(questions) + question, return_inverse=True)
    cell, question_of = np.divmod(keys, len(questions))
    row_of, column_of = np.divmod(cell, len(columns))
    reduced = _reduced(at, arrays[STANCE], arrays[DEED], arrays[DAY])
    return _made(rows, columns, questions, row_of, column_of, question_of, *reduced)


def _reduced(at: np.ndarray, stance: np.ndarray, deed: np.ndarray, day: np.ndarray) -> tuple[np.ndarray, ...]:
    """`by_event` on arrays: value, n, for, against and newest of each group; `at` is the group of each position."""

    def total(amounts: np.ndarray) -> np.ndarray:
        return np.bincount(at, amounts)

    deeds, n = total(deed), np.bincount(at)
    value = np.where(deeds > 0, total(stance * deed) / np.maximum(deeds, 1), total(stance) / n)
    newest = np.full(len(n), np.iinfo(np.int64).min)
    np.maximum.at(newest, at, day)
    return value, n, total(stance > 0) > 0, total(stance < 0) > 0, newest


def _made(
    rows: tuple[str, ...],
    columns: tuple[str, ...],
    questions: tuple[str, ...],
    row: np.ndarray,
    column: np.ndarray,
    question: np.ndarray,
    value: np.ndarray,
    n: np.ndarray,
    for_: np.ndarray,
    against: np.ndarray,
    newest: np.ndarray,
) -> EventStances:
    return EventStances(
        rows,
        columns,
        questions,
        row.astype(np.int64),
        column.astype(np.int64),
        question.astype(np.int64),
        value.astype(float),
        n.astype(np.int64),
        for_.astype(bool),
        against.astype(bool),
        newest.astype(np.int64),
    )


def dense(stances: EventStances, rows: Sequence[str] | None = None) -> np.ndarray:
    """Rows x questions: the stance of each row on each question over all columns, nan where it has none.

    A question that stands in several columns counts once for a row, by the mean of its stances there.
    """
    names = tuple(stances.rows if rows is None else rows)
    place = {name: i for i, name in enumerate(names)}
    row = np.array([place.get(name, -1) for name in stances.rows], np.int64)[stances.row]
    kept = row >= 0
    at = row[kept] * len(stances.questions) + stances.question[kept]
    size = len(names) * len(stances.questions)
    with np.errstate(invalid="ignore"):
        mean = np.bincount(at, stances.value[kept], size) / np.bincount(at, minlength=size)
    return mean.reshape(len(names), len(stances.questions))


def pooled(stances: EventStances, name: str, members: Sequence[str]) -> EventStances:
    """The event stances of a group, one row: within an event the mean over the members that have one there."""
    inside = np.isin(stances.row, [i for i, row in enumerate(stances.rows) if row in set(members)])
    width = len(stances.questions)
    keys, at = np.unique(stances.column[inside] * width + stances.question[inside], return_inverse=True)
    column, question = np.divmod(keys, width)
    newest = np.full(len(keys), np.iinfo(np.int64).min)
    np.maximum.at(newest, at, stances.newest[inside])
    return _made(
        (name,),
        stances.columns,
        stances.questions,
        np.zeros(len(keys)),
        column,
        question,
        np.bincount(at, stances.value[inside]) / np.bincount(at),
        np.bincount(at, stances.n[inside]),
        np.bincount(at, stances.for_[inside]) > 0,
        np.bincount(at, stances.against[inside]) > 0,
        newest,
    )


def joined(parts: Sequence[EventStances]) -> EventStances:
    """Event stances of different rows as one, sorted as `event_stances` sorts them."""
    rows = tuple(row for part in parts for row in part.rows)
    columns, questions = (
        tuple(sorted({label for part in parts for label in getattr(part, name)})) for name in ("columns", "questions")
    )
    places = [
        (
            _places(part.rows, rows)[part.row],
            _places(part.columns, columns)[part.column],
            _places(part.questions, questions)[part.question],
        )
        for part in parts
    ]
    row, column, question = (np.concatenate(arrays) for arrays in zip(*places, strict=True))
    order = np.lexsort((question, column, row))
    values = (
        np.concatenate([getattr(part, name) for part in parts])[order]
        for name in ("value", "n", "for_", "against", "newest")
    )
    return _made(rows, columns, questions, row[order], column[order], question[order], *values)


def _places(labels: Sequence[str], among: Sequence[str]) -> np.ndarray:
    at = {label: i for i, label in enumerate(among)}
    return np.array([at[label] for label in labels], np.int64)
