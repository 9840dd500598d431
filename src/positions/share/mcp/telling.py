"""What every answer is made of: the dataset and its citation, positions with their sources, and what was left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from positions.analyse.account import Account, Passage
from positions.analyse.dataset import Dataset
from positions.analyse.result import Caption
from positions.render.formats.json import plain
from positions.share import facts

_T = TypeVar("_T")


def told(dataset: Dataset, caption: Caption | None = None, **parts: Any) -> dict[str, Any]:
    """An answer: its parts as plain values, between what was compared and how the version is cited."""
    known = facts.of(dataset)
    head = {"title": caption.title, "filters": list(caption.filters), "rule": caption.rule} if caption else {}
    version = {"name": known.name, "version": known.version, "citation": known.citation(), "licence": known.licence}
    return {**head, **{name: plain(part) for name, part in parts.items() if part is not None}, "dataset": version}


def page(items: Sequence[_T], limit: int, offset: int = 0) -> Sequence[_T]:
    """Some items of many."""
    return items[offset : offset + limit]


def omitted(what: str, shown: int, of: int, narrow: str, offset: int | None = None) -> dict[str, Any] | None:
    """How much an answer leaves out, and how to ask for it; None where it is whole.

    Parameters
    ----------
    offset
        How many were passed over; None where an answer cannot go on.
    """
    if shown == of:
        return None
    last = (offset or 0) + shown
    more = f"go on with offset={last}, or " if offset is not None and shown and last < of else ""
    return {"what": what, "shown": shown, "passed_over": offset or 0, "of": of, "how_to_narrow": f"{more}{narrow}"}


def position(account: Account, names: dict[str, str]) -> dict[str, Any]:
    """A position with its evidence."""
    told = {
        "position_id": account.position_id, "event_id": account.event_id, "actor_id": account.actor_id,
        "actor": names[account.actor_id], "date": account.date, "stance": account.stance, "says": account.stance_label,
        "direction": account.direction, "commitment": account.commitment, "instrument": account.instrument,
        "organ": account.organ, "speaker": account.speaker, "speaker_role": account.speaker_role,
        "attribution": account.attribution, "confidence": account.confidence, "status": account.status,
        "summary": account.summary, "note": account.note, "sources": [source(each) for each in account.passages],
    }  # fmt: skip
    return {name: value for name, value in told.items() if value is not None}


def source(passage: Passage) -> dict[str, Any]:
    """A source with the link that opens it at the passage."""
    told = {
        "source_id": passage.source_id, "relation": passage.relation, "publisher": passage.publisher, "issued": passage.issued,
        "title": passage.title, "link": passage.link, "passage": passage.words or None, "passage_found": passage.checked,
    }  # fmt: skip
    return {name: value for name, value in told.items() if value is not None}


def meanings(dataset: Dataset, kinds: Iterable[str]) -> dict[str, str]:
    """What each kind of missing value means, of those that occur."""
    known = dataset.codebook["missing"]
    return {kind: known[kind].definition for kind in sorted(set(kinds)) if kind in known}
