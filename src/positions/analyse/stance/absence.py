"""Why somebody has no stance on an event, in words: absent from which body on which day, never asked, nothing found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from positions import dates
from positions.analyse.dataset import Dataset
from positions.analyse.stance import coverage
from positions.analyse.stance.matrix import Matrix

WORDS = {
    "absent": "a member of {body}, which was asked {on}, but no answer of it is recorded",
    "not_asked": "the question went to the members of {body} alone, and it was not one {on}",
    "not_found": "an open question, on which no position of it was found",
    "left_out": "a position is recorded, but the filters leave it out",
}


@dataclass(frozen=True)
class Absence:
    """An event without a stance.

    Attributes
    ----------
    kind
        ``absent``, ``not_asked``, ``not_found`` or ``left_out``.
    body
        The body that was asked, where one was.
    words
        The kind told for this event.
    """

    event_id: str
    title: str
    date: str
    kind: str
    body: str | None
    words: str


def absences(matrix: Matrix, row: str, column: str) -> tuple[Absence, ...]:
    """Why a row has no stance on the events of a column, by date of the event."""
    selected = matrix.selected_of(row)
    dataset, recorded = selected.dataset, coverage.left_out(selected)
    members = (matrix.groups or {}).get(row, (row,))
    found = []
    for event in coverage.events_by_column(matrix).get(column, ()):
        kind = max((coverage.kind_of(dataset, actor, event, recorded) for actor in members), default=coverage.NOT_FOUND)
        found.append(_absence(dataset, event, coverage.NAMES[kind]))
    return tuple(sorted(found, key=lambda absence: (absence.date, absence.event_id)))


@lru_cache(maxsize=4096)
def _absence(dataset: Dataset, event: str, kind: str) -> Absence:
    (row,) = dataset.rows("events", event_id=event)
    body = dataset.labels("groups", "name")[row["body_id"]] if row["body_id"] else None
    date = dates.written(row["date"], row["date_end"], row["date_precision"])
    on = f"{'on' if row['date_precision'] == 'day' else 'in'} {date}"
    return Absence(event, row["title"], date, kind, body, WORDS[kind].format(body=body, on=on))


def weightiest(absences: Iterable[Absence]) -> str:
    """The kind that stands for all: what says more wins, as in the cells of a matrix."""
    found = [coverage.NAMES.index(absence.kind) for absence in absences]
    return coverage.NAMES[max(found, default=coverage.NOT_FOUND)]
