"""The page of an event: the question, who stood where, the sources, and what was not coded."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np

from positions.analyse.account import Account, Passage
from positions.share.site import figures, tones
from positions.share.site.material import Material


def listed(material: Material) -> list[dict[str, Any]]:
    """Every event with its counts by stance, the newest first."""
    found = []
    for event, row in material.events.items():
        counts = Counter(account.stance for account in material.by_event.get(event, []))
        found.append(
            {**row, "counts": [(stance, counts[stance]) for stance in (2, 1, 0, -1, -2)], "n": sum(counts.values())}
        )
    return found[::-1]


def pages(material: Material) -> list[tuple[str, dict[str, Any]]]:
    """The path and the context of the page of each event."""
    left_out: dict[str, list[dict[str, Any]]] = {}
    for row in material.dataset.rows("not_coded"):
        left_out.setdefault(row["event_id"], []).append(row)
    background: dict[str, list[dict[str, Any]]] = {}
    for row in material.optional("background"):
        background.setdefault(row["event_id"], []).append(row)
    return [
        (f"event/{event}.html", _page(material, event, left_out.get(event, []), background.get(event, [])))
        for event in material.events
    ]


def _page(
    material: Material, event: str, left_out: list[dict[str, Any]], background: list[dict[str, Any]]
) -> dict[str, Any]:
    accounts = sorted(
        material.by_event.get(event, []), key=lambda account: list(material.actors).index(account.actor_id)
    )
    row = material.events[event]
    values, blanks = _stances(material, event)
    absent = [actor for actor, kind in blanks.items() if kind == "absent"]
    return {
        "title": row["title"],
        "event": row,
        "topic": material.topics[row["topic_id"]],
        "issue": material.issues[row["issue"]],
        "body": material.groups.get(row["body_id"] or ""),
        "sides": _sides(accounts),
        "n": len(accounts),
        "map": figures.tile_map(values, blanks, material.names),
        "absent_mark": tones.BLANKS["absent"][0],
        "absent": sorted(absent, key=list(material.actors).index),
        "sources": _sources(accounts),
        "left_out": [
            {
                **claim,
                "named": material.names.get(claim["actor"]),
                "source": material.sources.get(claim["source_id"] or ""),
            }
            for claim in left_out
        ],
        "background": [{**told, "source": material.sources[told["source_id"]]} for told in background],
    }


def _stances(material: Material, event: str) -> tuple[dict[str, float], dict[str, str]]:
    matrix = material.matrices["event"]
    if event not in matrix.columns:
        return {}, {}
    j = matrix.columns.index(event)
    column = matrix.values[:, j]
    values = {actor: float(column[i]) for i, actor in enumerate(matrix.rows) if not np.isnan(column[i])}
    blanks = {actor: str(matrix.missing[i, j]) for i, actor in enumerate(matrix.rows) if actor not in values}
    return values, blanks


def _sides(accounts: list[Account]) -> list[dict[str, Any]]:
    """The positions by stance; actors whose positions are told in the very same way stand together."""
    sides = []
    for stance in (2, 1, 0, -1, -2):
        alike: dict[tuple[Any, ...], list[Account]] = {}
        for account in (account for account in accounts if account.stance == stance):
            alike.setdefault(_told(account), []).append(account)
        if alike:
            blocks = [{"first": same[0], "accounts": same} for same in alike.values()]
            sides.append({"stance": stance, "n": sum(len(same) for same in alike.values()), "blocks": blocks})
    return sides


def _told(account: Account) -> tuple[Any, ...]:
    return (
        account.date, account.commitment, account.instrument, account.organ, account.speaker, account.speaker_role,
        account.attribution, account.confidence, account.status, account.summary, account.note, account.passages,
    )  # fmt: skip


def _sources(accounts: list[Account]) -> list[tuple[Passage, int]]:
    """Each source once, with the number of positions that it tells."""
    counts = Counter(passage.source_id for account in accounts for passage in account.passages)
    first: dict[str, Passage] = {}
    for account in accounts:
        for passage in account.passages:
            first.setdefault(passage.source_id, passage)
    return [(first[source], n) for source, n in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]
