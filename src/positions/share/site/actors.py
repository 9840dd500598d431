"""The page of an actor: its profile, stances, timeline, peers, and every position with its sources."""

from __future__ import annotations

import math
from typing import Any

from positions.analyse.account import Account
from positions.share.site import figures, peers, tones
from positions.share.site.material import Material


def listed(material: Material) -> list[dict[str, Any]]:
    """Every actor with what the list of actors tells."""
    stance = material.matrices["topic"]
    found = []
    for actor, row in material.actors.items():
        accounts = material.by_actor.get(actor, [])
        cells = [cell(material, actor, topic, "topic") for topic in material.topics] if actor in stance.rows else []
        found.append({**row, "n": len(accounts), "cells": cells, "newest": accounts[-1].date if accounts else None})
    return found


def pages(material: Material) -> list[tuple[str, dict[str, Any]]]:
    """The path and the context of the page of each actor."""
    found = peers.peers(material)
    return [(f"actor/{actor}.html", _page(material, actor, *found.get(actor, ([], [])))) for actor in material.actors]


def cell(material: Material, actor: str, column: str, columns: str) -> dict[str, Any]:
    """A cell of the matrices with default filters, as a template shows it."""
    matrix = material.matrices[columns]
    if actor not in matrix.rows:
        return {
            "value": None,
            "tone": "blank not_found",
            "mark": "·",
            "says": tones.BLANKS["not_found"][1],
            "n": 0,
            "events": 0,
        }
    i, j = matrix.rows.index(actor), matrix.columns.index(column)
    value = float(matrix.values[i, j])
    if math.isnan(value):
        mark, says = tones.BLANKS[str(matrix.missing[i, j])]
        return {
            "value": None,
            "tone": f"blank {matrix.missing[i, j]}",
            "mark": mark,
            "says": says,
            "n": 0,
            "events": 0,
            "mixed": False,
        }
    return {
        "value": value,
        "tone": tones.tone(value),
        "mark": tones.number(value),
        "says": tones.side(value),
        "n": int(matrix.cells.n[i, j]),
        "events": int(matrix.cells.events[i, j]),
        "mixed": bool(matrix.cells.mixed[i, j]),
        "newest": str(matrix.newest[i, j]),
    }


def _page(material: Material, actor: str, near: list[peers.Peer], far: list[peers.Peer]) -> dict[str, Any]:
    accounts = material.by_actor.get(actor, [])
    row = material.actors[actor]
    return {
        "title": material.names[actor],
        "actor": row,
        "parent": material.names.get(row["parent_id"] or ""),
        "memberships": _memberships(material, actor),
        "topics": [_topic(material, actor, topic, accounts) for topic in material.topics],
        "timeline": figures.timeline(accounts) if accounts else None,
        "near": near,
        "far": far,
        "years": _years(accounts),
        "n": len(accounts),
        "deeds": sum(account.commitment == "enacted" for account in accounts),
        "contested": sum(account.status == "contested" for account in accounts),
        "events": len({account.event_id for account in accounts}),
    }


def _topic(material: Material, actor: str, topic: str, accounts: list[Account]) -> dict[str, Any]:
    issues = [
        issue
        for issue, row in material.issues.items()
        if row["topic"] == topic and issue in material.matrices["issue"].columns
    ]
    return {
        **material.topics[topic],
        "cell": cell(material, actor, topic, "topic"),
        "issues": [
            {"id": issue, **material.issues[issue], "cell": cell(material, actor, issue, "issue")} for issue in issues
        ],
    }


def _memberships(material: Material, actor: str) -> list[dict[str, Any]]:
    rows = material.dataset.rows("memberships", actor_id=actor)
    rows.sort(key=lambda row: (material.groups[row["group_id"]], row["since"]))
    return [{**row, "name": material.groups[row["group_id"]]} for row in rows]


def _years(accounts: list[Account]) -> list[tuple[int, list[Account]]]:
    """The accounts by year, the newest first."""
    found: dict[int, list[Account]] = {}
    for account in reversed(accounts):
        found.setdefault(account.day.year, []).append(account)
    return list(found.items())
