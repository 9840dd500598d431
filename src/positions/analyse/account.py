"""A position as a reader is told it: date, side, speaker, and each source with its passage."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from positions import arrow, dates
from positions.analyse.dataset import Dataset

UNNAMED = "an unnamed publisher"


@dataclass(frozen=True)
class Passage:
    """A source of a position, and the words by which its passage is found.

    Attributes
    ----------
    relation
        ``tells``, ``announces`` or ``disputes``; ``background`` where it tells of the event as a whole.
    issued
        Date of publication as EDTF text.
    start, end
        First and last words of the passage.
    link
        Address that opens the page at the passage, or else the address of the page.
    """

    source_id: str
    relation: str
    title: str
    publisher: str
    issued: str | None
    start: str | None
    end: str | None
    link: str | None
    checked: bool

    @property
    def cited(self) -> str:
        """Publisher, date and title in one line."""
        return f"{self.publisher}{f' ({self.issued})' if self.issued else ''}: {self.title}"

    @property
    def words(self) -> str:
        """The first and last words of the passage."""
        return " … ".join(part for part in (self.start, self.end) if part)


@dataclass(frozen=True)
class Account:
    """A position with its sources.

    Attributes
    ----------
    place
        Its row in the table of positions.
    date
        The date as EDTF text, as precise as it is known.
    day
        The first day that it may be.
    """

    place: int
    position_id: str
    event_id: str
    actor_id: str
    topic_id: str
    date: str
    day: dt.date
    direction: str
    commitment: str
    stance: int
    stance_label: str
    instrument: str
    organ: str
    speaker: str | None
    speaker_role: str | None
    attribution: str
    confidence: str
    status: str
    summary: str
    note: str | None
    passages: tuple[Passage, ...]

    @property
    def side(self) -> str:
        """The stance in words and as a signed number, such as ``+2 acts for``."""
        return f"{signed(self.stance)} {self.stance_label}"

    @property
    def spoken_by(self) -> str:
        """Speaker, office and organ, as far as they were told."""
        organ = self.organ.replace("_", " ")
        named = ", ".join(part for part in (self.speaker, self.speaker_role) if part)
        return f"{named} ({organ})" if named else organ


_PLAIN = (
    "position_id", "event_id", "actor_id", "topic_id", "direction", "commitment", "stance", "instrument", "organ",
    "speaker", "speaker_role", "attribution", "confidence", "status", "summary", "note",
)  # fmt: skip


def accounts(dataset: Dataset, keep: np.ndarray) -> tuple[Account, ...]:
    """The accounts of some positions, by date.

    Parameters
    ----------
    keep
        Whether each row of the table of positions is asked for.
    """
    rows = dataset.table("positions").filter(arrow.flags(keep)).to_pylist()
    passages = _passages(dataset, [row["position_id"] for row in rows])
    labels = {int(code.code): code.label for code in dataset.codebook["stance"]}
    made = [
        Account(
            place=int(place),
            date=dates.written(row["date"], row["date_end"], row["date_precision"]),
            day=row["date"],
            stance_label=labels[row["stance"]],
            passages=passages.get(row["position_id"], ()),
            **{name: row[name] for name in _PLAIN},
        )
        for place, row in zip(np.flatnonzero(keep), rows, strict=True)
    ]
    return tuple(sorted(made, key=lambda account: (account.day, account.position_id)))


@lru_cache(maxsize=1024)
def of_actor(dataset: Dataset, actor: str) -> tuple[Account, ...]:
    """The accounts of an actor's positions, by date; kept, since every cell of its row needs them."""
    return accounts(dataset, arrow.is_in(dataset.table("positions")["actor_id"], [actor]))


def _passages(dataset: Dataset, positions: list[str]) -> dict[str, tuple[Passage, ...]]:
    told = dataset.rows("evidence", position_id=positions)
    sources = {row["source_id"]: row for row in dataset.rows("sources", source_id={row["source_id"] for row in told})}
    found: dict[str, list[Passage]] = {}
    for row in told:
        found.setdefault(row["position_id"], []).append(_passage(row, sources[row["source_id"]]))
    return {position: tuple(passages) for position, passages in found.items()}


@lru_cache(maxsize=4)
def backgrounds(dataset: Dataset) -> dict[str, tuple[Passage, ...]]:
    """The sources on an event as a whole, by event: its text, its totals, its setting."""
    told = dataset.rows("background")
    sources = {row["source_id"]: row for row in dataset.rows("sources", source_id={row["source_id"] for row in told})}
    found: dict[str, list[Passage]] = {}
    for row in told:
        passage = _passage({**row, "relation": "background", "checked": False}, sources[row["source_id"]])
        found.setdefault(row["event_id"], []).append(passage)
    return {event: tuple(passages) for event, passages in found.items()}


def _passage(row: Mapping[str, Any], source: Mapping[str, Any]) -> Passage:
    return Passage(
        row["source_id"], row["relation"], source["title"], source["publisher"] or UNNAMED, issued(source), row["find_start"],
        row["find_end"], row["link"] or source["url"], row["checked"],
    )  # fmt: skip


def issued(source: Mapping[str, Any]) -> str | None:
    """The date of publication of a row of sources, as EDTF text."""
    if source["issued"] is None:
        return None
    return dates.written(
        source["issued"], source["issued_end"] or source["issued"], source["issued_precision"] or "day"
    )


def signed(value: float) -> str:
    """A stance with its sign: ``+2``, ``-0.5``, ``0``.

    >>> signed(1.0), signed(-2 / 3), signed(0)
    ('+1', '-0.67', '0')
    """
    rounded = round(value, 2) + 0.0
    return f"{rounded:+g}" if rounded else "0"
