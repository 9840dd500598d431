"""Clustering by average linkage, and the order of its leaves in which neighbours are nearest.

Both are small enough to stand here; importing SciPy takes longer than a whole comparison does. The tests hold both
against SciPy.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Leaves = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Tree:
    """A hierarchy of clusters over `leaves` leaves.

    Parameters
    ----------
    leaves
        How many leaves there are; they are the clusters 0, 1 ..., and the k-th merge makes cluster ``leaves + k``.
    merges
        The two clusters that each merge joins.
    heights
        The average distance between them, ascending.
    members
        The leaves of each cluster.
    """

    leaves: int
    merges: tuple[tuple[int, int], ...]
    heights: tuple[float, ...]
    members: tuple[Leaves, ...]

    def cut(self, count: int) -> Leaves:
        """The cluster of each leaf where only so many clusters are left."""
        labels = np.arange(self.leaves)
        for place in range(self.leaves - count):
            labels[self.members[self.leaves + place]] = self.leaves + place
        return np.unique(labels, return_inverse=True)[1]


def average(distance: Floats) -> Tree:
    """The hierarchy by average linkage of a square of distances; of equal distances the first in order goes first.

    Notes
    -----
    Sokal and Michener 1958, University of Kansas Science Bulletin 38: 1409-1438.
    """
    size = len(distance)
    apart = np.where(np.eye(size, dtype=bool), np.inf, distance)
    clusters = list(range(size))
    members: list[Leaves] = [np.array([leaf]) for leaf in range(size)]
    merges, heights = [], []
    for _ in range(size - 1):
        a, b = sorted(divmod(int(apart.argmin()), size))
        merges.append((clusters[a], clusters[b]))
        heights.append(float(apart[a, b]))
        one, other = len(members[clusters[a]]), len(members[clusters[b]])
        joined = (one * apart[a] + other * apart[b]) / (one + other)
        joined[a] = np.inf
        apart[a] = apart[:, a] = joined
        apart[b] = apart[:, b] = np.inf
        members.append(np.concatenate([members[clusters[a]], members[clusters[b]]]))
        clusters[a] = len(members) - 1
    return Tree(size, tuple(merges), tuple(heights), tuple(members))


def ordered(tree: Tree, distance: Floats) -> list[int]:
    """The leaves in the order that the tree allows and in which the distances of neighbours sum up least.

    Notes
    -----
    Bar-Joseph, Gifford and Jaakkola 2001, Bioinformatics 17(S1): S22-S29. The least sum from leaf u to leaf w is kept
    at [u, w] for the smallest cluster that holds both, so that one square serves the whole tree.
    """
    if not tree.merges:
        return list(range(tree.leaves))
    best = np.full((tree.leaves, tree.leaves), np.inf)
    np.fill_diagonal(best, 0)
    for a, b in tree.merges:
        left, right = tree.members[a], tree.members[b]
        to_right = _shortest(_ends(tree, best, a), distance[np.ix_(left, right)])
        across = _shortest(to_right, _ends(tree, best, b))
        best[np.ix_(left, right)] = across
        best[np.ix_(right, left)] = across.T
    root = len(tree.members) - 1
    first, last = divmod(int(_ends(tree, best, root).argmin()), tree.leaves)
    top = tree.members[root]
    return _path(tree, best, distance, root, *sorted((int(top[first]), int(top[last]))))


def _ends(tree: Tree, best: Floats, cluster: int) -> Floats:
    """The least sums of a cluster by its two ends, which lie in different children of it; infinite elsewhere."""
    inside = tree.members[cluster]
    sums = best[np.ix_(inside, inside)]
    if cluster >= tree.leaves:
        a, _ = tree.merges[cluster - tree.leaves]
        first = np.arange(len(inside)) < len(tree.members[a])
        sums[first[:, None] == first] = np.inf
    return sums


def _shortest(one: Floats, other: Floats) -> Floats:
    """For each row of `one` and column of `other` the least sum over what lies between."""
    if len(one) > other.shape[1]:
        return _shortest(other.T, one.T).T
    # One step for each row of the side with fewer.
    return np.stack([(row[:, None] + other).min(axis=0) for row in one])


def _path(tree: Tree, best: Floats, distance: Floats, root: int, first: int, last: int) -> list[int]:
    """The leaves from one end to the other, cluster by cluster; a stack, since a tree can be as deep as it has leaves."""
    path, stack = [], [(root, first, last)]
    while stack:
        cluster, start, end = stack.pop()
        if cluster < tree.leaves:
            path.append(cluster)
            continue
        a, b = tree.merges[cluster - tree.leaves]
        if start not in tree.members[a]:
            a, b = b, a
        left, right = tree.members[a], tree.members[b]
        from_start = _ends(tree, best, a)[np.flatnonzero(left == start)[0]]
        to_end = _ends(tree, best, b)[:, np.flatnonzero(right == end)[0]]
        sums = from_start[:, None] + distance[np.ix_(left, right)] + to_end
        i, j = divmod(int(sums.argmin()), len(right))
        stack += [(b, int(right[j]), end), (a, start, int(left[i]))]
    return path
