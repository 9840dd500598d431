"""Why a cell is empty: nobody looked, nobody asked, or nothing was found; derived, never coded."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from positions.analyse.dataset import Dataset
from positions.analyse.selection import group_spells

if TYPE_CHECKING:
    from positions.analyse.matrix import Matrix

NOT_ASKED, NOT_FOUND, ABSENT, LEFT_OUT = 1, 2, 3, 4
NAMES = ("", "not_asked", "not_found", "absent", "left_out")


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
    recorded = left_out(matrix)
    members = matrix.groups or {row: [row] for row in matrix.rows}
    for i, row in enumerate(matrix.rows):
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
def left_out(matrix: Matrix) -> set[tuple[str, str]]:
    """The actors and events of which the filters leave out a position."""
    assert matrix.selected is not None
    dataset, left = matrix.selected.dataset, ~matrix.selected.keep
    pairs = zip(dataset.column("positions", "actor_id"), dataset.column("positions", "event_id"), left, strict=True)
    return {(actor, event) for actor, event, out in pairs if out}


@lru_cache(maxsize=8)
def events_by_column(matrix: Matrix) -> dict[str, set[str]]:
    """The events of each column, whoever took a position on them, in the topics and the period asked for."""
    from positions.analyse.comparison import _asked, column_of

    assert matrix.selected is not None
    dataset, asked = matrix.selected.dataset, _asked(matrix.selected)
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
    from positions.analyse.selection import _days

    first, last = _days(dataset.labels("events", "date")[event]), _days(dataset.labels("events", "date_end")[event])
    return frozenset(actor for actor, since, until in group_spells(dataset, body) if since <= last and until >= first)
