"""Pairs of actors as a listing: kappa beside plain agreement, or why there is neither."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np

from positions.analyse.pairwise.agreement import Agreement, agree_all
from positions.analyse.pairwise.answers import Answers
from positions.analyse.result import Caption, Head, Listing

# Chance-corrected first, as the literature advises; plain agreement beside it, since anyone can read it.
MEASURES = ("kappa", "agreement")
PAIRS = (
    Head("a", "Actor", "id"), Head("actor", "Name"), Head("b", "With", "id"), Head("with_name", "Name"), Head("kappa", "Kappa", "number"),
    Head("agreement", "Agreement", "number"), Head("n", "Shared events", "number"), Head("status", "Status", "code"),
)  # fmt: skip


def measured(given: Answers, least_n: int, **options: Any) -> dict[str, Agreement]:
    """The agreement of each pair by every one of `MEASURES`; where nobody answered, no pair has a value."""
    chosen = [(measure, None) for measure in MEASURES]
    return agree_all(given.stances, given.rows, chosen, least_n=least_n, span=given.span, **options)


def pair_rows(
    found: Mapping[str, Agreement], pairs: Iterable[tuple[str, str]], names: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    """One row a pair with each measure; none where it is undefined or rests on too little."""
    first = next(iter(found.values()))
    place = {actor: i for i, actor in enumerate(first.actors)}
    for a, b in pairs:
        at = place[a], place[b]
        values = {name: _number(agreement.value[at]) for name, agreement in found.items()}
        told = {"n": int(first.n[at]), "status": str(first.status[at])}
        yield {"a": a, "actor": names[a], "b": b, "with_name": names[b], **values, **told}


def _number(value: float) -> float | None:
    return None if np.isnan(value) else round(float(value), 4)


def pair_listing(rows: Iterable[Mapping[str, Any]], title: str, version: str | None, least_n: int) -> Listing:
    """Pairs with their measures, and how these are defined."""
    rule = f"kappa: weighted Cohen's kappa, linear weights; agreement: 1 - mean distance / 4; a pair needs {least_n} shared events"
    return Listing(heads=PAIRS, rows=tuple(rows), caption=Caption(title, (), rule, version), shape="pairs")
