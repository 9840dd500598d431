"""Structure on top of agreement: blocs of actors, the nearest and farthest peers of one, and a map of all.

Blocs and map need a distance for every pair. A pair without a value takes the mean of its two actors' known
distances, an actor without any value is left out, and both are told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from positions.analyse.pairwise.agreement import OK, Agreement, Pair
from positions.analyse.structure.linkage import average, ordered
from positions.errors import BadQuery

Floats = NDArray[np.float64]
Labels = NDArray[np.intp]
LEAST_ACTORS = 3
# Past this many a reader no longer tells blocs apart.
MOST_BLOCS = 8


@dataclass(frozen=True)
class Blocs:
    """Actors grouped by agreement.

    Parameters
    ----------
    labels
        The bloc of each actor, numbered from 1 along `order`.
    order
        The actors so that neighbours agree; the order of plots.
    heights
        The average distance at which clusters were joined, ascending.
    separation
        The mean silhouette of the actors, from -1 to 1: how much nearer they are to their own bloc than to
        the next.
    filled
        How many pairs without a value took the mean distance of their two actors.
    left_out
        Actors without a value for any pair.
    """

    labels: Mapping[str, int]
    order: tuple[str, ...]
    heights: tuple[float, ...]
    separation: float
    filled: int
    left_out: tuple[str, ...]

    def members(self) -> dict[int, tuple[str, ...]]:
        """The actors of each bloc, in order."""
        return {
            bloc: tuple(actor for actor in self.order if self.labels[actor] == bloc)
            for bloc in sorted(set(self.labels.values()))
        }


@dataclass(frozen=True)
class Peers:
    """Who agrees most and least with an actor, and with whom it cannot be compared."""

    actor: str
    nearest: tuple[Pair, ...]
    farthest: tuple[Pair, ...]
    not_comparable: tuple[Pair, ...]


@dataclass(frozen=True)
class ActorMap:
    """Actors in two dimensions, such that near ones agree.

    Parameters
    ----------
    places
        The coordinates of each actor.
    share
        How much of the distances the two dimensions hold, as a share of the positive eigenvalues.
    filled, left_out
        As in :class:`Blocs`.
    """

    places: Mapping[str, tuple[float, float]]
    share: float
    filled: int
    left_out: tuple[str, ...]


def blocs(agreement: Agreement, count: int | None = None) -> Blocs:
    """The blocs of actors by hierarchical clustering with average linkage on 1 - agreement.

    Parameters
    ----------
    agreement
        By any measure.
    count
        How many blocs; by default the number, from 2 to 8, at which the mean silhouette is largest.

    Raises
    ------
    BadQuery
        If fewer than three actors can be compared, or they cannot be cut into that many blocs.

    Notes
    -----
    Average linkage: Sokal and Michener 1958, University of Kansas Science Bulletin 38: 1409-1438. Order of
    leaves: Bar-Joseph, Gifford and Jaakkola 2001, Bioinformatics 17(S1): S22-S29. Silhouette: Rousseeuw 1987,
    Journal of Computational and Applied Mathematics 20: 53-65.
    """
    known = _distances(agreement)
    if count is not None and not 1 <= count <= len(known.actors):
        raise BadQuery(f"{len(known.actors)} comparable actors make 1 to {len(known.actors)} blocs, not {count}")
    tree = average(known.distance)
    counts = [count] if count else range(2, min(MOST_BLOCS, len(known.actors) - 1) + 1)
    cuts = [tree.cut(number) for number in counts]
    separations = [_silhouette(known.distance, cut) for cut in cuts]
    best = int(np.argmax(separations))
    leaves = ordered(tree, known.distance)
    numbers = {int(bloc): place for place, bloc in enumerate(dict.fromkeys(cuts[best][leaves]), start=1)}
    return Blocs(
        labels={actor: numbers[int(bloc)] for actor, bloc in zip(known.actors, cuts[best], strict=True)},
        order=tuple(known.actors[leaf] for leaf in leaves),
        heights=tree.heights,
        separation=separations[best],
        filled=known.filled,
        left_out=known.left_out,
    )


def peers(agreement: Agreement, actor: str, count: int = 5) -> Peers:
    """The actors that agree most and least with one, at most `count` each and none in both.

    Raises
    ------
    UnknownName
        If the agreement knows no such actor.
    """
    pairs = agreement.of(actor)
    comparable = [pair for pair in pairs if pair.status == OK]
    nearest = comparable[:count]
    farthest = comparable[max(len(nearest), len(comparable) - count) :][::-1]
    return Peers(actor, tuple(nearest), tuple(farthest), tuple(pair for pair in pairs if pair.status != OK))


def actor_map(agreement: Agreement) -> ActorMap:
    """The actors in two dimensions by classical scaling of 1 - agreement.

    Classical scaling is an eigenvalue problem with one answer, the same in every run. Scaling by stress, as
    in scikit-learn, starts from random places and may end in another map each time.

    Notes
    -----
    Torgerson 1952, Psychometrika 17(4): 401-419; Gower 1966, Biometrika 53(3/4): 325-338.
    """
    known = _distances(agreement)
    squares = known.distance**2
    centred = -(squares - squares.mean(axis=0) - squares.mean(axis=1, keepdims=True) + squares.mean()) / 2
    eigenvalues, vectors = np.linalg.eigh(centred)
    top = np.maximum(eigenvalues[[-1, -2]], 0)
    places = vectors[:, [-1, -2]] * np.sqrt(top)
    # An eigenvector may point either way: the actor farthest out on an axis lies on its positive side.
    farthest = np.abs(np.round(places, 9)).argmax(axis=0)
    places *= np.where(places[farthest, [0, 1]] < 0, -1, 1)
    positive = float(np.maximum(eigenvalues, 0).sum())
    return ActorMap(
        places={actor: (float(x), float(y)) for actor, (x, y) in zip(known.actors, places, strict=True)},
        share=float(top.sum()) / positive if positive > 0 else 1.0,
        filled=known.filled,
        left_out=known.left_out,
    )


@dataclass(frozen=True, eq=False)
class _Distances:
    """A distance for every pair of comparable actors, sorted by name: the order of input plays no part."""

    actors: tuple[str, ...]
    distance: Floats
    filled: int
    left_out: tuple[str, ...]


def _distances(agreement: Agreement) -> _Distances:
    place = np.argsort(np.array(agreement.actors))
    distance = 1 - agreement.value[np.ix_(place, place)]
    np.fill_diagonal(distance, np.nan)
    known = ~np.isnan(distance).all(axis=1)
    if known.sum() < LEAST_ACTORS:
        raise BadQuery(
            f"{int(known.sum())} actors can be compared, but structure needs at least {LEAST_ACTORS}; "
            f"widen the selection, or lower the least number of shared questions (now {agreement.least_n})"
        )
    names = np.array(agreement.actors)[place]
    distance = distance[np.ix_(known, known)]
    missing = np.isnan(distance)
    means = np.nanmean(distance, axis=1)
    distance = np.where(missing, (means[:, None] + means) / 2, distance)
    np.fill_diagonal(distance, 0)
    filled = (int(missing.sum()) - len(distance)) // 2
    return _Distances(tuple(names[known].tolist()), distance, filled, tuple(names[~known].tolist()))


def _silhouette(distance: Floats, labels: Labels) -> float:
    """The mean silhouette of a cut; an actor alone in its bloc counts 0."""
    member = labels[:, None] == np.unique(labels)
    if member.shape[1] < 2:
        return 0.0
    sums, sizes = distance @ member, member.sum(axis=0)
    own = (sums * member).sum(axis=1) / np.maximum((sizes * member).sum(axis=1) - 1, 1)
    other = np.where(member, np.inf, sums / sizes).min(axis=1)
    alone = (sizes * member).sum(axis=1) == 1
    larger = np.maximum(own, other)
    silhouettes = np.where(alone | (larger == 0), 0.0, (other - own) / np.where(larger > 0, larger, 1))
    return float(silhouettes.mean())
