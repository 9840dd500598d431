"""The answers of actors on events as one square table, and what agreement makes of each pair."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from positions.analyse import stances as st
from positions.analyse.agreement import Agreement, agree_all
from positions.analyse.comparison import narrow
from positions.analyse.dataset import Dataset
from positions.analyse.result import Caption, Head, Listing
from positions.analyse.selection import Selection, select

# Chance-corrected first, as the literature advises; plain agreement beside it, since anyone can read it.
MEASURES = ("kappa", "agreement")
SPAN = (-2, 2)
PAIRS = (
    Head("a", "Actor", "id"), Head("actor", "Name"), Head("b", "With", "id"), Head("with_name", "Name"), Head("kappa", "Kappa", "number"),
    Head("agreement", "Agreement", "number"), Head("n", "Shared events", "number"), Head("status", "Status", "code"),
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Answers:
    """The event stances of a selection.

    Attributes
    ----------
    actors, events
        Ids of rows and columns.
    stance
        Actors x events; nan where an actor has no position that counts.
    """

    actors: tuple[str, ...]
    events: tuple[str, ...]
    stance: np.ndarray

    @classmethod
    def of(cls, dataset: Dataset, selection: Selection) -> Answers:
        """The answers of what a selection keeps."""
        found = st.event_stances(narrow(select(dataset, selection), "event"))
        return cls(found.rows, found.questions, st.dense(found))

    def agreement(self, least_n: int, **options: Any) -> dict[str, Agreement]:
        """The agreement of each pair by every one of `MEASURES`."""
        chosen = [(measure, None) for measure in MEASURES]
        return agree_all(self.stance, self.actors, chosen, least_n=least_n, span=SPAN, **options)


def pair_rows(
    found: Mapping[str, Agreement], pairs: Iterable[tuple[str, str]], names: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    """One row a pair with each measure; none where it is undefined or rests on too little."""
    first = next(iter(found.values()))
    place = {actor: i for i, actor in enumerate(first.actors)}
    for a, b in pairs:
        if a not in place or b not in place:
            status, n, values = "no_overlap", 0, dict.fromkeys(found)
        else:
            at = place[a], place[b]
            values = {name: _number(agreement.value[at]) for name, agreement in found.items()}
            status, n = str(first.status[at]), int(first.n[at])
        yield {"a": a, "actor": names[a], "b": b, "with_name": names[b], **values, "n": n, "status": status}


def _number(value: float) -> float | None:
    return None if np.isnan(value) else round(float(value), 4)


def pair_listing(rows: Iterable[Mapping[str, Any]], title: str, version: str | None, least_n: int) -> Listing:
    """Pairs with their measures, and the papers behind these."""
    rule = f"kappa: weighted Cohen's kappa, linear weights; agreement: 1 - mean distance / 4; a pair needs {least_n} shared events"
    return Listing(heads=PAIRS, rows=tuple(rows), caption=Caption(title, (), rule, version), shape="pairs")
