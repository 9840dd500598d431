"""With whom each actor agrees most and least, with intervals for these pairs alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from positions.analyse.pairwise.agreement import OK
from positions.analyse.pairwise.intervals import Resampling
from positions.analyse.pairwise.resampling import draw, interval
from positions.analyse.stance import stances as st
from positions.share.site.material import LEVEL, SPAN, Material

# On fewer shared events than this, the top of such a list is chance.
LEAST = 10
COUNT = 6


@dataclass(frozen=True)
class Peer:
    """The plain agreement of an actor with another."""

    actor: str
    value: float
    n: int
    low: float
    high: float


def peers(material: Material) -> dict[str, tuple[list[Peer], list[Peer]]]:
    """For each actor the nearest and the farthest others, none in both."""
    found = {actor: _ends(material, place) for place, actor in enumerate(material.agreement.actors)}
    low, high = _intervals(material, found)
    made = {}
    for place, (actor, (near, far)) in enumerate(found.items()):
        made[actor] = tuple([_peer(material, place, other, low, high) for other in end] for end in (near, far))
    return made  # type: ignore[return-value]


def _ends(material: Material, place: int) -> tuple[list[int], list[int]]:
    known = material.agreement
    others = [
        other
        for other in range(len(known.actors))
        if other != place and known.status[place, other] == OK and known.n[place, other] >= LEAST
    ]
    others.sort(key=lambda other: (-known.value[place, other], -known.n[place, other], known.actors[other]))
    near = others[:COUNT]
    return near, others[max(len(near), len(others) - COUNT) :][::-1]


def _intervals(material: Material, found: dict[str, tuple[list[int], list[int]]]) -> tuple[np.ndarray, np.ndarray]:
    """The ends of the intervals of the pairs told, actors x actors; drawn as the library draws for all pairs."""
    stances = st.dense(material.matrices["event"].stances)
    pairs = sorted({(min(a, b), max(a, b)) for a, ends in enumerate(found.values()) for end in ends for b in end})
    one, two = (stances[[pair[side] for pair in pairs]] for side in (0, 1))
    apart = np.abs(one - two) / (SPAN[1] - SPAN[0])
    # Per event: whether both have a stance, and how far apart they are.
    partials = np.stack([~np.isnan(apart), np.nan_to_num(apart)]).transpose(2, 0, 1).astype(np.float64)
    rules = Resampling(level=LEVEL)
    ends = np.full((2, len(stances), len(stances)), np.nan)
    if pairs and len(partials) > 1:
        drawn = draw(len(partials), rules.resamples, rules.seed)
        told = interval(partials, lambda sums: 1 - sums[1] / sums[0], drawn, LEVEL)
        for (a, b), low, high in zip(pairs, *told, strict=True):
            ends[:, a, b] = ends[:, b, a] = low, high
    return ends[0], ends[1]


def _peer(material: Material, place: int, other: int, low: np.ndarray, high: np.ndarray) -> Peer:
    known = material.agreement
    return Peer(
        known.actors[other],
        float(known.value[place, other]),
        int(known.n[place, other]),
        float(low[place, other]),
        float(high[place, other]),
    )
