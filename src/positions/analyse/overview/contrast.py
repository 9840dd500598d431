"""Some actors side by side: their stances, how far each two agree, and the events on which they differ most."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Any

import numpy as np

from positions import dates
from positions.analyse.dataset import Dataset
from positions.analyse.pairwise.answers import Answers, answers
from positions.analyse.pairwise.listing import measured, pair_listing, pair_rows
from positions.analyse.result import Caption, Composite, Head, Listing, Result
from positions.analyse.selection import Selection
from positions.analyse.stance import comparison
from positions.errors import BadQuery, UnknownName

BY = ("topic", "issue", "event")
# More events than this say little that the first do not.
MOST_DIFFERENCES = 15


def compare(dataset: Dataset, actors: Sequence[str], by: str, selection: Selection, least_n: int = 5) -> Composite:
    """Some actors side by side.

    Parameters
    ----------
    actors
        Two ids or more.
    by
        ``topic``, ``issue`` or ``event``: what the stances are told by.
    selection
        The filters; its actors are replaced.
    least_n
        Shared events below which a pair has no agreement.

    Raises
    ------
    BadQuery, UnknownName
    """
    if by not in BY:
        raise UnknownName("way to compare", by, BY)
    if len(set(actors)) < 2:
        raise BadQuery(f"a comparison needs two actors or more; got {', '.join(actors) or 'none'}")
    asked = replace(selection, actors=tuple(dict.fromkeys(actors)))
    matrix = comparison.matrix(dataset, asked, columns="topic" if by == "event" else by)
    given, names = answers(dataset, asked), dataset.labels("actors", "common_name")
    heads = _heads(asked.actors)
    pairs = pair_rows(measured(given, least_n), combinations(asked.actors, 2), names)
    parts: list[tuple[str, Result]] = [
        ("Stances", matrix),
        ("Agreement", pair_listing(pairs, "Agreement of each two", dataset.version, least_n)),
    ]
    rows = list(_event_rows(dataset, given))
    if by == "event":
        parts.append(("Events", _events(heads, rows, "Every event on which one of them has a stance", dataset.version)))
    differing = sorted((row for row in rows if row["spread"]), key=lambda row: (-row["spread"], row["event_id"]))
    title = "Events on which they differ most"
    parts.append(("Differences", _events(heads, differing[:MOST_DIFFERENCES], title, dataset.version)))
    told = matrix.caption
    caption = Caption(
        ", ".join(names[actor] for actor in asked.actors), told.filters, told.rule, told.version, told.notes
    )
    return Composite(parts=tuple(parts), caption=caption, shape="comparison")


def _heads(actors: Sequence[str]) -> tuple[Head, ...]:
    stances = (Head(actor, actor, "stance") for actor in actors)
    about = (Head("title", "Title"), Head("event_id", "Event", "id"), Head("topic_id", "Topic", "id"))
    return (Head("date", "Date"), *stances, Head("spread", "Apart", "number"), *about)


def _events(heads: tuple[Head, ...], rows: Sequence[dict[str, Any]], title: str, version: str) -> Listing:
    rule = "stance of each actor on the event; apart: the distance of the farthest two, 4 at most"
    return Listing(heads=heads, rows=tuple(rows), caption=Caption(title, (), rule, version), shape="events")


def _event_rows(dataset: Dataset, given: Answers) -> Iterator[dict[str, Any]]:
    """The events on which at least one of the actors has a stance, by date."""
    facts = {row["event_id"]: row for row in dataset.rows("events", event_id=given.events)} if given.events else {}
    for event in sorted(given.events, key=lambda event: (facts[event]["date"], event)):
        stances = dict(zip(given.rows, given.stances[:, given.events.index(event)], strict=True))
        known = [value for value in stances.values() if not np.isnan(value)]
        row = facts[event]
        yield {
            "date": dates.written(row["date"], row["date_end"], row["date_precision"]),
            **{name: row[name] for name in ("event_id", "title", "topic_id")},
            **{actor: None if np.isnan(value) else float(value) for actor, value in stances.items()},
            "spread": max(known) - min(known) if len(known) > 1 else None,
        }
