"""With whom each actor agrees most and least, with intervals for these pairs alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from positions.analyse import stances as st
from positions.analyse.agreement import OK
from positions.analyse.joint import JointCounts
from positions.analyse.measures import measure_named
from positions.analyse.pair_intervals import Resampling
from positions.analyse.scale import Scale
from positions.share.site.material import LEVEL, Material

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
    stances = material.matrices["event"].stances
    joint = JointCounts.from_values(st.dense(stances))
    wanted = np.zeros((joint.actors, joint.actors), bool)
    for place, (near, far) in enumerate(found.values()):
        wanted[place, near] = wanted[place, far] = True
    return Resampling(level=LEVEL).ends(
        joint, measure_named("agreement"), "", Scale.reaching(joint.values, (-2, 2)), wanted
    )


def _peer(material: Material, place: int, other: int, low: np.ndarray, high: np.ndarray) -> Peer:
    known = material.agreement
    return Peer(
        known.actors[other],
        float(known.value[place, other]),
        int(known.n[place, other]),
        float(low[place, other]),
        float(high[place, other]),
    )
