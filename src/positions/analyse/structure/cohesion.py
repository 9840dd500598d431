"""The cohesion of a group: how far its members answered alike, by topic, year or whatever is asked."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from positions.errors import BadQuery

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Cohesion:
    """The mean agreement index of a group over some questions.

    Parameters
    ----------
    key
        What the questions have in common, a topic and year say.
    value
        From 0, members split evenly among for, neutral and against, to 1, all on one side; nan where no
        question was answered by enough members.
    questions
        How many questions the mean is taken over.
    positions
        How many positions of members these questions hold.
    """

    key: Hashable
    value: float
    questions: int
    positions: int


def agreement_index(answered_for: ArrayLike, neutral: ArrayLike, against: ArrayLike) -> Floats:
    """The agreement index of counts of members for, neutral and against; nan where nobody answered.

    Notes
    -----
    ``(max(Y, N, A) - (Y + N + A - max(Y, N, A)) / 2) / (Y + N + A)``: Hix, Noury and Roland 2005, British
    Journal of Political Science 35(2): 209-234. Unlike Rice's index it takes abstention for a third side.
    """
    counts = np.stack(np.broadcast_arrays(answered_for, neutral, against)).astype(np.float64)
    total: Floats = counts.sum(axis=0)
    most: Floats = counts.max(axis=0)
    return (most - (total - most) / 2) / np.where(total > 0, total, np.nan)


def cohesion(
    stances: ArrayLike, keys: Sequence[Hashable], members: ArrayLike | None = None, least: int = 2
) -> list[Cohesion]:
    """The cohesion of a group under each key, in the order of first sight.

    Parameters
    ----------
    stances
        Actors x questions, nan where an actor has no position; the sign is the side.
    keys
        What each question is told under, such as its topic and year.
    members
        Actors x questions, whether an actor was a member when the question was put; by default all were.
    least
        Questions answered by fewer members are left out: one member is always of one mind.
    """
    values = np.asarray(stances, dtype=np.float64)
    if values.ndim != 2 or len(keys) != values.shape[1]:
        raise BadQuery(f"cohesion needs one key for each question; got {len(keys)} for {values.shape}")
    if members is not None:
        values = np.where(np.asarray(members, dtype=bool), values, np.nan)
    sides = [(values > 0).sum(axis=0), (values == 0).sum(axis=0), (values < 0).sum(axis=0)]
    index, answered = agreement_index(*sides), np.sum(sides, axis=0)
    places: dict[Hashable, list[int]] = {}
    for place, key in enumerate(keys):
        places.setdefault(key, []).append(place)
    told = []
    for key, under in places.items():
        enough = [place for place in under if answered[place] >= max(least, 1)]
        value = float(index[enough].mean()) if enough else float("nan")
        told.append(Cohesion(key, value, len(enough), int(answered[enough].sum())))
    return told
