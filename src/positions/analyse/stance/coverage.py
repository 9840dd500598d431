"""Why a cell is empty: nobody looked, nobody asked, or nothing was found; derived, never coded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from positions.analyse.dataset import Dataset
from positions.analyse.result import Caption, Result
from positions.analyse.selection import Selected, group_spells, to_day

if TYPE_CHECKING:
    import pandas as pd

    from positions.analyse.stance.matrix import Matrix

NOT_ASKED, NOT_FOUND, ABSENT, LEFT_OUT = 1, 2, 3, 4
NAMES = ("", "not_asked", "not_found", "absent", "left_out")
# What a cell can be; all but the first are codes of the list `missing`.
KINDS = ("recorded", "left_out", "absent", "not_found", "not_asked")


@dataclass(frozen=True, eq=False, repr=False)
class Coverage(Result):
    """What was looked at and found, or found empty: `rows` x `columns`.

    Attributes
    ----------
    rows, columns, rows_are, columns_are, row_labels, column_labels
        As in `Matrix`.
    n, events
        Numbers of positions and of events in each cell.
    asked
        The number of events of the column that were put to the row: the open ones, and those of a body that it had
        a seat in.
    missing
        Why each cell is empty, a key of `KINDS`; "" where it is not.
    events_are
        What was put to the rows, in a word: ``event``, or ``question`` in a table of the user's own.
    caption
        What was looked at and how, in words.

    Examples
    --------
    >>> import positions
    >>> found = positions.coverage(group="BALTIC", columns="topic")
    >>> found.state[0].tolist()
    ['recorded', 'recorded', 'recorded']
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    rows_are: str
    columns_are: str
    n: np.ndarray
    events: np.ndarray
    asked: np.ndarray
    missing: np.ndarray
    caption: Caption
    row_labels: Mapping[str, str] = field(default_factory=dict)
    column_labels: Mapping[str, str] = field(default_factory=dict)
    events_are: str = "event"

    kind = "coverage"

    @cached_property
    def state(self) -> np.ndarray:
        """What each cell is, a key of `KINDS`."""
        return np.where(self.missing == "", "recorded", self.missing)

    def by_row(self) -> dict[str, dict[str, int]]:
        """For each row, how many of its cells are of each kind.

        Returns
        -------
        dict
            By row, then by kind.
        """
        return {row: _tally(self.state[i]) for i, row in enumerate(self.rows)}

    def by_column(self) -> dict[str, dict[str, int]]:
        """For each column, how many of its cells are of each kind.

        Returns
        -------
        dict
            By column, then by kind.
        """
        return {column: _tally(self.state[:, j]) for j, column in enumerate(self.columns)}

    @property
    def share(self) -> np.ndarray:
        """The share of the events put to the row on which it has a position that counts; nan where none was put."""
        return np.where(self.asked > 0, self.events / np.maximum(self.asked, 1), np.nan)

    def share_by_row(self) -> dict[str, float]:
        """The share of each row over all columns.

        Returns
        -------
        dict
            By row; nan where nothing was put to it.
        """
        return _shares(self.rows, self.events.sum(axis=1), self.asked.sum(axis=1))

    def share_by_column(self) -> dict[str, float]:
        """The share of each column over all rows.

        Returns
        -------
        dict
            By column; nan where nothing was put to anyone.
        """
        return _shares(self.columns, self.events.sum(axis=0), self.asked.sum(axis=0))

    def to_frame(self) -> pd.DataFrame:
        """The coverage as a pandas frame.

        Returns
        -------
        pandas.DataFrame
            One row a cell: positions, events, events asked, share and state.
        """
        import pandas as pd

        cells = [(row, column) for row in self.rows for column in self.columns]
        frame = pd.DataFrame(cells, columns=[self.rows_are, self.columns_are])
        for name in ("n", "events", "asked", "share"):
            frame[name] = getattr(self, name).ravel()
        frame["state"] = pd.Categorical(self.state.ravel(), categories=list(KINDS))
        frame.attrs.update(self.caption.facts())
        return frame


def _tally(states: np.ndarray) -> dict[str, int]:
    return {kind: int((states == kind).sum()) for kind in KINDS}


def _shares(names: tuple[str, ...], events: np.ndarray, asked: np.ndarray) -> dict[str, float]:
    pairs = zip(names, events.tolist(), asked.tolist(), strict=True)
    return {name: found / put if put else float("nan") for name, found, put in pairs}


def coverage(matrix: Matrix) -> Coverage:
    """The coverage of a matrix of the dataset."""
    assert matrix.selected is not None
    told = matrix.caption
    caption = Caption(
        f"What was found, by {matrix.rows_are} and {matrix.columns_are}",
        told.filters,
        "Number of positions that count; a blank says why there is none",
        told.version,
    )
    return Coverage(
        rows=matrix.rows,
        columns=matrix.columns,
        rows_are=matrix.rows_are,
        columns_are=matrix.columns_are,
        n=matrix.cells.n,
        events=matrix.cells.events,
        asked=_asked(matrix),
        missing=matrix.missing,
        caption=caption,
        row_labels=matrix.row_labels,
        column_labels=matrix.column_labels,
    )


def _asked(matrix: Matrix) -> np.ndarray:
    """How many events of each column were put to each row; an event that it answered was."""
    assert matrix.selected is not None
    dataset, columns = matrix.selected.dataset, events_by_column(matrix)
    members = matrix.groups or {row: [row] for row in matrix.rows}
    asked = matrix.cells.events.copy()
    answered = _answered(matrix)
    for j, column in enumerate(matrix.columns):
        for event in columns.get(column, ()):
            body = _members_asked(dataset, event)
            for i, row in enumerate(matrix.rows):
                if (row, column, event) not in answered and (body is None or not body.isdisjoint(members[row])):
                    asked[i, j] += 1
    return asked


def _answered(matrix: Matrix) -> set[tuple[str, str, str]]:
    stances = matrix.stances
    places = zip(stances.row.tolist(), stances.column.tolist(), stances.question.tolist(), strict=True)
    return {(stances.rows[row], stances.columns[column], stances.questions[event]) for row, column, event in places}


def missing(matrix: Matrix) -> np.ndarray:
    """Why each cell of a matrix of the dataset is empty; "" where it is not.

    Where the events of a column differ, what says more wins: a position that the filters leave out, then an
    absence from a body that was asked, then an open question, then a body without a seat.
    """
    if matrix.selected is None:
        return np.where(matrix.cells.events > 0, "", "not_found")
    found = np.zeros(matrix.values.shape, int)
    empty = matrix.cells.events == 0
    column_events = events_by_column(matrix)
    members = matrix.groups or {row: [row] for row in matrix.rows}
    for i, row in enumerate(matrix.rows):
        recorded = left_out(matrix.selected_of(row))
        for j, column in enumerate(matrix.columns):
            if empty[i, j]:
                events = column_events.get(column, ())
                kinds = {
                    kind_of(matrix.selected.dataset, actor, event, recorded)
                    for actor in members[row]
                    for event in events
                }
                found[i, j] = max(kinds, default=NOT_FOUND)
    return np.array(NAMES)[found]


def kind_of(dataset: Dataset, actor: str, event: str, recorded: set[tuple[str, str]]) -> int:
    """Why an actor has no stance on an event that counts."""
    if (actor, event) in recorded:
        return LEFT_OUT
    members = _members_asked(dataset, event)
    if members is None:
        return NOT_FOUND
    return ABSENT if actor in members else NOT_ASKED


@lru_cache(maxsize=8)
def left_out(selected: Selected) -> set[tuple[str, str]]:
    """The actors and events of which the filters leave out a position."""
    dataset, left = selected.dataset, ~selected.keep
    pairs = zip(dataset.column("positions", "actor_id"), dataset.column("positions", "event_id"), left, strict=True)
    return {(actor, event) for actor, event, out in pairs if out}


@lru_cache(maxsize=8)
def events_by_column(matrix: Matrix) -> dict[str, set[str]]:
    """The events of each column, whoever took a position on them, in the topics and the period asked for."""
    from positions.analyse.stance.comparison import column_of

    assert matrix.selected is not None
    dataset, asked = matrix.selected.dataset, matrix.selected.asked
    columns = column_of(dataset, matrix.columns_are).to_pylist()
    events: dict[str, set[str]] = {}
    for column, event, wanted in zip(columns, dataset.column("positions", "event_id"), asked, strict=True):
        if wanted and column is not None:
            events.setdefault(column, set()).add(event)
    return events


@cache
def _members_asked(dataset: Dataset, event: str) -> frozenset[str] | None:
    """The members, on the day of the event, of the closed body that was asked; None for an open question."""
    body = dataset.labels("events", "body_id")[event]
    if body is None:
        return None
    first, last = to_day(dataset.labels("events", "date")[event]), to_day(dataset.labels("events", "date_end")[event])
    return frozenset(actor for actor, since, until in group_spells(dataset, body) if since <= last and until >= first)
