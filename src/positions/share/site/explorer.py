"""What the explorer computes from: positions as columns of small numbers, and the labels that they point to."""

from __future__ import annotations

from typing import Any

import numpy as np

from positions import arrow
from positions.analyse.pairwise.agreement import LEAST_N
from positions.analyse.pairwise.intervals import Resampling
from positions.analyse.selection import BINDING_BRANCHES, group_spells
from positions.share.site.material import LEVEL, Material

# A spell that has not ended, or never began, as the browser is told it.
_OPEN = 10**6


def tables(material: Material) -> dict[str, Any]:
    """Everything that the explorer needs for its numbers, ready for JSON."""
    dataset = material.dataset
    return {
        "version": dataset.version,
        "actors": _actors(material),
        "events": _events(material),
        "topics": [
            {"id": topic, "label": row["label"], "question": row["question"]} for topic, row in material.topics.items()
        ],
        "issues": [{"id": issue, **row} for issue, row in material.issues.items()],
        "groups": _groups(material),
        "codes": {name: _codes(material, name) for name in ("branch", "organ", "confidence", "commitment", "stance")},
        "binding": list(BINDING_BRANCHES),
        "positions": _positions(material),
        "resampling": _resampling(),
    }


def _actors(material: Material) -> dict[str, list[Any]]:
    rows = material.actors
    columns = {"name": "common_name", "kind": "kind", "region": "region", "subregion": "subregion"}
    return {"id": list(rows)} | {name: [row[column] for row in rows.values()] for name, column in columns.items()}


def _events(material: Material) -> dict[str, list[Any]]:
    topics, issues = list(material.topics), list(material.issues)
    groups = sorted(material.dataset.column("groups", "group_id"))
    rows = material.events
    return {
        "id": list(rows),
        "title": [row["title"] for row in rows.values()],
        "when": [row["when"] for row in rows.values()],
        "first": [_day(row["date"]) for row in rows.values()],
        "last": [_day(row["date_end"]) for row in rows.values()],
        "topic": [topics.index(row["topic_id"]) for row in rows.values()],
        "issue": [issues.index(row["issue"]) for row in rows.values()],
        "body": [groups.index(row["body_id"]) if row["body_id"] else -1 for row in rows.values()],
    }


def _groups(material: Material) -> list[dict[str, Any]]:
    places = {actor: place for place, actor in enumerate(material.actors)}
    found = []
    for row in sorted(material.dataset.rows("groups"), key=lambda row: row["group_id"]):
        spells = [
            [places[actor], max(since, -_OPEN), min(until, _OPEN)]
            for actor, since, until in group_spells(material.dataset, row["group_id"])
        ]
        found.append({"id": row["group_id"], "name": row["name"], "kind": row["kind"], "spells": sorted(spells)})
    return found


def _codes(material: Material, name: str) -> list[dict[str, Any]]:
    return [
        {"code": code.code, "label": code.label} | ({"parent": code.parent} if code.parent else {})
        for code in material.dataset.codebook[name]
    ]


def _positions(material: Material) -> dict[str, Any]:
    """The columns that filters and numbers need, by event and actor; ids follow from these but for a few keys."""
    dataset = material.dataset
    positions = dataset.table("positions")
    actors, events = list(material.actors), list(material.events)
    codes = {name: list(dataset.codebook[name].names) for name in ("organ", "confidence")}
    first, last = (arrow.values(positions[name]).tolist() for name in ("date", "date_end"))
    columns: dict[str, list[Any]] = {
        "event": _places(dataset.column("positions", "event_id"), events),
        "actor": _places(dataset.column("positions", "actor_id"), actors),
        "first": first,
        "days": [end - begin for begin, end in zip(first, last, strict=True)],
        "stance": dataset.column("positions", "stance"),
        "deed": [int(commitment == "enacted") for commitment in dataset.column("positions", "commitment")],
        "contested": [int(status == "contested") for status in dataset.column("positions", "status")],
        **{name: _places(dataset.column("positions", name), known) for name, known in codes.items()},
    }
    ids = dataset.column("positions", "position_id")
    order = sorted(range(len(ids)), key=lambda row: (columns["event"][row], columns["actor"][row], ids[row]))
    keys = {str(place): ids[row].split(":", 2)[2] for place, row in enumerate(order) if ids[row].count(":") == 2}
    return {name: [values[row] for row in order] for name, values in columns.items()} | {"key": keys}


def _places(values: list[Any], known: list[str]) -> list[int]:
    place = {name: i for i, name in enumerate(known)}
    return [place[value] for value in values]


def _resampling() -> dict[str, Any]:
    """How the library draws its resamples, so that the browser draws the same."""
    rules = Resampling(level=LEVEL)
    state = np.random.default_rng(rules.seed).bit_generator.state["state"]
    return {
        "level": rules.level,
        "resamples": rules.resamples,
        "state": f"{state['state']:032x}",
        "increment": f"{state['inc']:032x}",
        "least_n": LEAST_N,
    }


def _day(day: Any) -> int:
    return int(np.datetime64(day, "D").astype(int))
