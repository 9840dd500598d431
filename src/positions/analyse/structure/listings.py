"""Blocs, peers and the map of actors as results: names beside ids, and in words how they were found and what was left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np

from positions.analyse.pairwise.agreement import OK, Agreement, Pair
from positions.analyse.pairwise.answers import Answers, agreement
from positions.analyse.result import Caption, Composite, Head, Listing, Result
from positions.analyse.structure import blocs as finding
from positions.errors import BadQuery

BLOCS = (
    Head("bloc", "Bloc", "number"), Head("actors", "Actors", "number"), Head("within", "Within", "number"),
    Head("outside", "With others", "number"), Head("members", "Members"),
)  # fmt: skip
ACTORS = (
    Head("bloc", "Bloc", "number"), Head("actor_id", "Actor", "id"), Head("name", "Name"), Head("own", "With own bloc", "number"),
    Head("next", "Next bloc", "number"), Head("with_next", "With next bloc", "number"),
)  # fmt: skip
PEERS = (Head("a", "Actor", "id"), Head("b", "With", "id"), Head("with_name", "Name"))
PLACES = (Head("actor_id", "Actor", "id"), Head("name", "Name"), Head("x", "x", "number"), Head("y", "y", "number"))
LINKAGE = (
    "blocs: average linkage, Sokal and Michener 1958, University of Kansas Science Bulletin 38: 1409-1438; "
    "silhouette: Rousseeuw 1987, Journal of Computational and Applied Mathematics 20: 53-65"
)
SCALING = (
    "map: classical scaling, Torgerson 1952, Psychometrika 17(4): 401-419; Gower 1966, Biometrika 53(3/4): 325-338"
)
REASONS = {
    "too_few": "{n} with too few shared {unit}s",
    "no_overlap": "{n} without a shared {unit}",
    "no_variation": "{n} where the measure is undefined",
}


def blocs(given: Answers, count: int | None = None, measure: str = "kappa", **options: Any) -> Composite:
    """The blocs of actors: one row a bloc, then one row an actor; see `positions.blocs`."""
    found = _single(given, measure, **options)
    made = finding.blocs(found, count)
    members = {bloc: [found.actors.index(actor) for actor in actors] for bloc, actors in made.members().items()}
    chosen = "as asked for" if count else "the number that sets them apart best"
    rule = (
        f"hierarchical clustering of 1 - agreement; {len(members)} blocs, {chosen} (mean silhouette {made.separation:.2f}; "
        "1 wholly apart, 0 not at all)"
    )
    caption = _caption(f"Who stands together? Blocs by {_measure(found)}", found, rule, made, given, LINKAGE)
    parts: tuple[tuple[str, Result], ...] = (
        ("Blocs", _listing(BLOCS, _bloc_rows(found, members), "Mean agreement within each bloc and with all others", "blocs")),
        ("Actors", _listing(_named(ACTORS, given), _actor_rows(found, members), "Neighbours agree; mean agreement with one's own bloc, and with the next nearest", "actors")),
    )  # fmt: skip
    return Composite(parts=parts, caption=caption, shape="blocs")


def peers(given: Answers, actor: str, count: int = 5, measure: str = "kappa", **options: Any) -> Composite:
    """The actors that agree most and least with one; see `positions.peers`."""
    found = _single(given, measure, with_actor=actor, **options)
    ends = finding.peers(found, actor, count)
    value = (Head("value", found.facts["label"], "number"),)
    interval = (Head("low", "Low", "number"), Head("high", "High", "number")) if found.level else ()
    heads = (*_named(PEERS, given), *value, *interval, Head("n", f"Shared {given.unit}s", "number"))
    parts: tuple[tuple[str, Result], ...] = tuple(
        (title, _listing(heads, _peer_rows(found, pairs), "", "pairs"))
        for title, pairs in (("Nearest", ends.nearest), ("Farthest", ends.farthest))
    )
    notes = [found.facts["paper"]]
    if ends.not_comparable:
        statuses = [pair.status for pair in ends.not_comparable]
        told = [
            words.format(n=statuses.count(kind), unit=given.unit) for kind, words in REASONS.items() if kind in statuses
        ]
        notes.append(f"not compared: {', '.join(told)}")
    notes += given.notes
    title = f"With whom does {found.labels[actor]} agree? {_measure(found)}"
    return Composite(
        parts=parts,
        caption=Caption(title, found.caption.filters, found.facts["definition"], given.version, tuple(notes)),
        shape="peers",
    )


def actor_map(given: Answers, measure: str = "kappa", **options: Any) -> Listing:
    """Actors in two dimensions; see `positions.actor_map`."""
    found = _single(given, measure, **options)
    made = finding.actor_map(found)
    rule = f"classical scaling of 1 - agreement: near ones agree; the two dimensions hold {made.share:.0%} of it"
    caption = _caption(f"Who stands near whom? Map by {_measure(found)}", found, rule, made, given, SCALING)
    rows = tuple(
        {"actor_id": actor, "name": found.labels[actor], "x": x, "y": y} for actor, (x, y) in made.places.items()
    )
    return Listing(_named(PLACES, given), rows, caption, "places")


def _named(heads: tuple[Head, ...], given: Answers) -> tuple[Head, ...]:
    """The heads, without names where actors have none beside their ids."""
    return heads if given.labels else tuple(head for head in heads if head.name not in ("name", "with_name"))


def _single(given: Answers, measure: str, **options: Any) -> Agreement:
    if measure == "all":
        raise BadQuery("structure is found by one measure; name it, kappa say")
    return agreement(given, measure, order="name", **options)


def _measure(found: Agreement) -> str:
    return f"{found.facts['label']}{f', {found.weights} weights' if found.weights else ''}"


def _caption(
    title: str, found: Agreement, rule: str, made: finding.Blocs | finding.ActorMap, given: Answers, paper: str
) -> Caption:
    notes = [f"agreement: {found.facts['definition']}; {found.facts['paper']}", paper]
    if made.filled:
        pairs = f"{made.filled} pair{'s' if made.filled > 1 else ''} without a value"
        notes.append(f"{pairs}: the mean distance of the two actors to all others stands in")
    if made.left_out:
        names = ", ".join(found.labels[actor] for actor in made.left_out)
        notes.append(f"left out, since no pair of theirs has a value: {names}")
    return Caption(title, found.caption.filters, rule, given.version, (*notes, *given.notes))


def _listing(heads: tuple[Head, ...], rows: Iterable[dict[str, Any]], rule: str, shape: str) -> Listing:
    return Listing(heads, tuple(rows), Caption("", rule=rule), shape)


def _bloc_rows(found: Agreement, members: dict[int, list[int]]) -> Iterator[dict[str, Any]]:
    everybody = [place for places in members.values() for place in places]
    for bloc, inside in members.items():
        outside = [place for place in everybody if place not in inside]
        names = ", ".join(found.labels[found.actors[place]] for place in inside)
        within, others = _mean(found, inside, inside), _mean(found, inside, outside)
        yield {"bloc": bloc, "actors": len(inside), "within": within, "outside": others, "members": names}


def _actor_rows(found: Agreement, members: dict[int, list[int]]) -> Iterator[dict[str, Any]]:
    for bloc, inside in members.items():
        for place in inside:
            others = {other: _mean(found, [place], there) for other, there in members.items() if other != bloc}
            known = {other: value for other, value in others.items() if value is not None}
            nearest = max(known, key=lambda other: (known[other], -other), default=None)
            actor = found.actors[place]
            yield {
                "bloc": bloc, "actor_id": actor, "name": found.labels[actor], "own": _mean(found, [place], inside),
                "next": nearest, "with_next": None if nearest is None else known[nearest],
            }  # fmt: skip


def _mean(found: Agreement, these: Sequence[int], those: Sequence[int]) -> float | None:
    """The mean over the pairs that have a value; None without any."""
    place = np.ix_(these, those)
    apart = np.not_equal.outer(these, those)
    values = found.value[place][apart & (found.status[place] == OK)]
    return float(values.mean()) if len(values) else None


def _peer_rows(found: Agreement, pairs: Sequence[Pair]) -> Iterator[dict[str, Any]]:
    for pair in pairs:
        ends = {name: None if np.isnan(end) else end for name, end in (("low", pair.low), ("high", pair.high))}
        yield {"a": pair.a, "b": pair.b, "with_name": found.labels[pair.b], "value": pair.value, **ends, "n": pair.n}
