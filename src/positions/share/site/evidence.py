"""What the explorer fetches when a cell is opened: the accounts of one actor, and the sources as BibTeX."""

from __future__ import annotations

from typing import Any

from positions.analyse.account import Account, Passage
from positions.share.site import citing
from positions.share.site.material import Material


def of_actor(material: Material, actor: str) -> dict[str, Any]:
    """The positions of an actor by their ids, and the sources and passages that they point to."""
    passages: dict[Passage, int] = {}
    positions = {}
    for account in material.by_actor[actor]:
        for passage in account.passages:
            passages.setdefault(passage, len(passages))
        positions[account.position_id] = _told(account) | {
            "sources": [passages[passage] for passage in account.passages]
        }
    return {"positions": positions, "passages": [_passage(passage) for passage in passages]}


def _told(account: Account) -> dict[str, Any]:
    told = {
        "date": account.date,
        "summary": account.summary,
        "by": account.spoken_by,
        "instrument": account.instrument.replace("_", " "),
        "attribution": account.attribution.replace("_", " "),
        "confidence": account.confidence,
        "note": account.note,
        "contested": account.status == "contested",
    }
    return {name: value for name, value in told.items() if value}


def _passage(passage: Passage) -> dict[str, Any]:
    told = {
        "id": passage.source_id,
        "title": passage.title,
        "by": passage.publisher + (f", {passage.issued}" if passage.issued else ""),
        "link": passage.link,
        "words": passage.words,
        "relation": passage.relation.replace("_", " ") if passage.relation != "tells" else None,
    }
    return {name: value for name, value in told.items() if value}


def citations(material: Material) -> dict[str, Any]:
    """The BibTeX entry of each source that tells of a position, and for each position its sources."""
    entries = citing.entries(material)
    ids = sorted({passage.source_id for account in material.accounts for passage in account.passages})
    place = {source: i for i, source in enumerate(ids)}
    return {
        "entries": [entries[source] for source in ids],
        "of": {
            account.position_id: [
                place[source] for source in dict.fromkeys(passage.source_id for passage in account.passages)
            ]
            for account in material.accounts
        },
    }
