"""Average linkage and the order of leaves, held against SciPy."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from positions.analyse.structure.linkage import average, ordered


def distances(size: int, seed: int) -> np.ndarray:
    """Random distances, no two alike."""
    upper = np.triu(np.random.default_rng(seed).random((size, size)), 1)
    return upper + upper.T


def length(order: list[int], distance: np.ndarray) -> float:
    return float(distance[order[:-1], order[1:]].sum())


@settings(max_examples=60, deadline=None)
@given(some.integers(2, 30), some.integers(0, 10**6))
def test_the_tree_and_the_order_are_those_of_scipy(size: int, seed: int) -> None:
    """Heights and clusters are SciPy's for every number of clusters, and the order is never longer than its own."""
    hierarchy = pytest.importorskip("scipy.cluster.hierarchy")
    from scipy.spatial.distance import squareform

    distance = distances(size, seed)
    tree, theirs = average(distance), hierarchy.linkage(squareform(distance), "average", optimal_ordering=True)
    cuts = hierarchy.cut_tree(theirs)

    np.testing.assert_allclose(theirs[:, 2], tree.heights)
    for count in range(1, size + 1):
        np.testing.assert_array_equal(np.equal.outer(cuts[:, size - count], cuts[:, size - count]), np.equal.outer(tree.cut(count), tree.cut(count)))  # fmt: skip
    # SciPy 1.17 often misses the shortest order, which the next test finds by trying all.
    assert length(ordered(tree, distance), distance) <= length(hierarchy.leaves_list(theirs), distance) + 1e-9


@settings(max_examples=30, deadline=None)
@given(some.integers(2, 6), some.integers(0, 10**6))
def test_no_order_that_the_tree_allows_is_shorter(size: int, seed: int) -> None:
    """Of all orders that keep each cluster together none is shorter."""
    distance = distances(size, seed)
    tree = average(distance)
    allowed = [
        list(order)
        for order in itertools.permutations(range(size))
        if all(np.ptp([order.index(leaf) for leaf in cluster]) == len(cluster) - 1 for cluster in tree.members)
    ]

    assert ordered(tree, distance) in allowed
    assert length(ordered(tree, distance), distance) == pytest.approx(min(length(order, distance) for order in allowed))


def test_equal_distances_give_one_answer() -> None:
    """Where everybody is as far from everybody, the first in order go first."""
    distance = 1 - np.eye(5)

    assert average(distance).merges == ((0, 1), (5, 2), (6, 3), (7, 4))
    assert sorted(ordered(average(distance), distance)) == [0, 1, 2, 3, 4]


def test_a_deep_tree_is_put_in_order() -> None:
    """A chain of many leaves, each farther out, is as deep as it has leaves, and stands from end to end."""
    places = 2.0 ** (np.arange(400) / 4)
    distance = np.abs(places[:, None] - places)

    assert ordered(average(distance), distance) == list(range(400))


@pytest.mark.parametrize("size", [0, 1])
def test_nothing_to_order(size: int) -> None:
    """No leaf and one leaf are their own order."""
    assert ordered(average(np.zeros((size, size))), np.zeros((size, size))) == list(range(size))
