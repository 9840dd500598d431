"""The profile of one actor: its stances, deeds and words, newest and contested positions, peers and groups."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from positions.analyse.account import of_actor
from positions.analyse.dataset import Dataset
from positions.analyse.overview import timeline
from positions.analyse.pairwise.answers import answers
from positions.analyse.pairwise.listing import measured, pair_listing, pair_rows
from positions.analyse.result import Caption, Composite, Head, Listing, Result
from positions.analyse.selection import Selection, select
from positions.analyse.stance import comparison
from positions.analyse.structure.blocs import peers

NEWEST = 10
PEERS = 8
FACTS = (Head("fact", "Fact"), Head("value", "Value"))
DEEDS_AND_WORDS = (
    Head("topic_id", "Topic", "id"), Head("label", "Label"), Head("stance", "All", "stance"), Head("deeds", "Deeds", "stance"),
    Head("words", "Words", "stance"), Head("n_deeds", "Number of deeds", "number"), Head("n_words", "Number of words", "number"),
)  # fmt: skip
GROUPS = (
    Head("group_id", "Group", "id"),
    Head("name", "Name"),
    Head("since", "Since", "date"),
    Head("until", "Until", "date"),
)


def profile(dataset: Dataset, actor: str, selection: Selection, least_n: int = 5) -> Composite:
    """The profile of an actor.

    Parameters
    ----------
    actor
        Its id.
    selection
        The filters; its actors are replaced, and for peers left out.
    least_n
        Shared events below which another actor is no peer.
    """
    asked = replace(selection, actors=(actor,))
    name = dataset.labels("actors", "common_name")[actor]
    by_topic = comparison.matrix(dataset, asked)
    counting = select(dataset, asked).keep
    told = [account for account in of_actor(dataset, actor) if counting[account.place]]
    contested = [account for account in of_actor(dataset, actor) if account.status == "contested"]
    newest = told[::-1][:NEWEST]
    parts: list[tuple[str, Result]] = [
        ("Actor", _listing(dataset, "facts", FACTS, _facts(dataset, actor, len(told)))),
        ("Stances by topic", by_topic),
        ("Stances by issue", comparison.matrix(dataset, asked, columns="issue")),
        ("Deeds and words", _listing(dataset, "deeds", DEEDS_AND_WORDS, _deeds_and_words(dataset, asked))),
        ("Newest positions", timeline.listing(dataset, newest, "Newest positions")),
        ("Contested positions", timeline.listing(dataset, contested, "Contested positions, left out unless asked for")),
        *_peers(dataset, actor, selection, least_n),
        ("Groups", _listing(dataset, "groups", GROUPS, _groups(dataset, actor))),
    ]
    caption = Caption(name, by_topic.caption.filters, by_topic.caption.rule, dataset.version)
    # A part without rows has nothing to say.
    kept = tuple((title, part) for title, part in parts if not isinstance(part, Listing) or part.rows)
    return Composite(parts=kept, caption=caption, shape="profile")


def _listing(dataset: Dataset, shape: str, heads: tuple[Head, ...], rows: Iterator[dict[str, Any]]) -> Listing:
    return Listing(heads=heads, rows=tuple(rows), caption=Caption("", version=dataset.version), shape=shape)


def _facts(dataset: Dataset, actor: str, counting: int) -> Iterator[dict[str, Any]]:
    (row,) = dataset.rows("actors", actor_id=actor)
    parent = dataset.labels("actors", "common_name").get(row["parent_id"])
    facts = {
        "id": actor, "name": row["common_name"], "kind": row["kind"], "region": row["subregion"] or row["region"], "part of": parent,
        "positions": str(len(of_actor(dataset, actor))), "of these counted here": str(counting),
    }  # fmt: skip
    return ({"fact": fact, "value": value} for fact, value in facts.items() if value is not None)


def _deeds_and_words(dataset: Dataset, asked: Selection) -> Iterator[dict[str, Any]]:
    kinds = {"stance": asked} | {
        name: replace(asked, commitment=commitment)
        for name, commitment in (("deeds", "enacted"), ("words", "declared"))
    }
    made = {name: comparison.matrix(dataset, selection) for name, selection in kinds.items()}
    for j, topic in enumerate(made["stance"].columns):
        values = {name: _number(matrix.values[0, j]) for name, matrix in made.items()}
        counts = {f"n_{name}": int(made[name].counts[0, j]) for name in ("deeds", "words")}
        yield {"topic_id": topic, "label": made["stance"].column_labels[topic], **values, **counts}


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _peers(dataset: Dataset, actor: str, selection: Selection, least_n: int) -> Iterator[tuple[str, Result]]:
    """The actors that agree most and least, none in both."""
    given = answers(dataset, replace(selection, actors=(), groups=(), members_as_of=None))
    if actor not in given.rows:
        return
    found = measured(given, least_n, with_actor=actor)
    ends, names = peers(found["kappa"], actor, PEERS), dataset.labels("actors", "common_name")
    for title, pairs in (("Nearest", ends.nearest), ("Farthest", ends.farthest)):
        rows = pair_rows(found, ((pair.a, pair.b) for pair in pairs), names)
        yield title, pair_listing(rows, f"{title} by kappa over shared events", dataset.version, least_n)


def _groups(dataset: Dataset, actor: str) -> Iterator[dict[str, Any]]:
    names = dataset.labels("groups", "name")
    for row in sorted(dataset.rows("memberships", actor_id=actor), key=_by_date):
        dates = {name: row[name].isoformat() if row[name] else None for name in ("since", "until")}
        yield {"group_id": row["group_id"], "name": names[row["group_id"]], **dates}


def _by_date(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return row["since"], row["group_id"]
