"""The cells of a stance matrix, as arrays and one by one, and what each of them can say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from positions.analyse.stance.stances import EventStances

NO_DAY = np.iinfo(np.int64).min


@dataclass(frozen=True)
class Value:
    """One thing that a cell can say: its label, the question that it answers, and how it came about."""

    label: str
    asks: str
    says: str
    of: Callable[[Cells], np.ndarray]
    diverging: bool = False


@dataclass(frozen=True, eq=False)
class Cells:
    """The cells of a matrix, each an array of rows x columns.

    Attributes
    ----------
    stance
        Mean of the event stances, -2 to 2; nan without any.
    latest
        Mean of the event stances of the newest day.
    share
        Share of events on which the stance is above 0.
    n, events
        Numbers of positions and of events.
    mixed
        Whether it holds positions for and against.
    newest
        The newest day as days since 1970; NO_DAY without any.
    """

    stance: np.ndarray
    latest: np.ndarray
    share: np.ndarray
    n: np.ndarray
    events: np.ndarray
    mixed: np.ndarray
    newest: np.ndarray


def _only_filled(cells: Cells, array: np.ndarray) -> np.ndarray:
    return np.where(cells.events > 0, array, np.nan)


VALUES: dict[str, Value] = {
    "stance": Value(
        "mean stance",
        "Who stands where?",
        "Mean stance over events, -2 acts against to +2 acts for.",
        lambda cells: cells.stance,
        True,
    ),
    "deeds": Value(
        "mean stance of deeds",
        "Who acted, and on which side?",
        "Mean stance over events, words left out, -2 acts against to +2 acts for.",
        lambda cells: cells.stance,
        True,
    ),
    "words": Value(
        "mean stance of words",
        "Who spoke, and on which side?",
        "Mean stance over events, deeds left out, -1 speaks against to +1 speaks for.",
        lambda cells: cells.stance,
        True,
    ),
    "newest": Value(
        "newest stance",
        "Who stands where now?",
        "The stance on the newest event alone.",
        lambda cells: cells.latest,
        True,
    ),
    "share": Value(
        "share for",
        "Who is for it, and how often?",
        "Share of the events on which the stance is for.",
        lambda cells: cells.share,
    ),
    "n": Value(
        "positions", "Of whom is how much known?", "Number of positions.", lambda cells: _only_filled(cells, cells.n)
    ),
    "events": Value(
        "events",
        "Who answered how many questions?",
        "Number of events.",
        lambda cells: _only_filled(cells, cells.events),
    ),
    "mixed": Value(
        "mixed",
        "Who stood on both sides?",
        "1 where positions for and against stand in one cell, else 0.",
        lambda cells: _only_filled(cells, cells.mixed),
    ),
}

# Values that are the mean stance of a part of the positions: the commitment that they keep.
KEPT_BY_VALUE = {"deeds": "enacted", "words": "declared"}


def cells(
    stances: EventStances, rows: Sequence[str], columns: Sequence[str], weight: np.ndarray | None = None
) -> Cells:
    """The cells of `rows` and `columns` from event stances.

    Parameters
    ----------
    weight
        A weight for each event stance; all alike by default.
    """
    row_at = {name: i for i, name in enumerate(rows)}
    column_at = {name: i for i, name in enumerate(columns)}
    row = np.array([row_at.get(name, -1) for name in stances.rows], int)[stances.row]
    column = np.array([column_at.get(name, -1) for name in stances.columns], int)[stances.column]
    shown = (row >= 0) & (column >= 0)
    shape, size = (len(rows), len(columns)), len(rows) * len(columns)
    at = row[shown] * len(columns) + column[shown]
    value, newest = stances.value[shown], stances.newest[shown]
    weights = np.ones(len(value)) if weight is None else weight[shown]

    def total(amounts: np.ndarray) -> np.ndarray:
        return np.bincount(at, amounts, size)

    events = np.bincount(at, minlength=size)
    with np.errstate(invalid="ignore"):
        stance = total(weights * value) / total(weights)
        last = np.full(size, NO_DAY)
        np.maximum.at(last, at, newest)
        is_last = newest == last[at]
        latest = total(is_last * value) / total(is_last)
        share = total(weights * (value > 0)) / total(weights)
    mixed = (total(stances.for_[shown]) > 0) & (total(stances.against[shown]) > 0)
    made = (stance, latest, share, total(stances.n[shown]).astype(int), events, mixed, last)
    return Cells(*(array.reshape(shape) for array in made))


@dataclass(frozen=True)
class Cell:
    """One cell, as a reader asks for it.

    Attributes
    ----------
    row, column
        Ids of the cell.
    value
        None where nothing counts; `missing` then says why.
    n, events
        How many positions it rests on, and how many events.
    mixed
        Whether it holds positions for and against.
    newest
        The day of the newest position.
    missing
        Why it is empty: ``absent``, ``not_asked``, ``not_found``, ``left_out``; None where it is not.
    ids
        The positions that it rests on.
    low, high
        Ends of the interval, where one was computed.
    """

    row: str
    column: str
    value: float | None
    n: int
    events: int
    mixed: bool
    newest: dt.date | None
    missing: str | None
    ids: tuple[str, ...]
    low: float | None = None
    high: float | None = None
