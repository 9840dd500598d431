"""The scale of stances: ends and distances by hand."""

from __future__ import annotations

import numpy as np
import pytest

from positions.analyse.pairwise.scale import Scale
from positions.errors import BadQuery

VALUES = np.array([-2.0, 0.0, 1.0])


@pytest.mark.parametrize(
    ("weights", "expected"),
    [
        ("linear", [[0, 0.5, 0.75], [0.5, 0, 0.25], [0.75, 0.25, 0]]), ("absolute", [[0, 0.5, 0.75], [0.5, 0, 0.25], [0.75, 0.25, 0]]),
        ("quadratic", [[0, 0.25, 0.5625], [0.25, 0, 0.0625], [0.5625, 0.0625, 0]]), ("squared", [[0, 0.25, 0.5625], [0.25, 0, 0.0625], [0.5625, 0.0625, 0]]),
        ("interval", [[0, 0.25, 0.5625], [0.25, 0, 0.0625], [0.5625, 0.0625, 0]]), ("nominal", [[0, 1, 1], [1, 0, 1], [1, 1, 0]]),
    ],
)  # fmt: skip
def test_distances_are_shares_of_the_span(weights: str, expected: list[list[float]]) -> None:
    """Of a scale of four: two apart is a half, its square a quarter, and by name alone a whole."""
    found = Scale(VALUES, 4.0).distance(weights)

    assert (expected, "float64") == (found.tolist(), str(found.dtype))


def test_without_a_span_nobody_differs() -> None:
    """A single value leaves no distance, whatever the weights; a span below one is a span."""
    one = Scale.reaching(np.array([1.0]))

    assert (0.0, [[0.0]], [[0.0]]) == (one.span, one.distance("linear").tolist(), one.distance("quadratic").tolist())
    assert [[0, 1], [1, 0]] == Scale(np.array([0.0, 0.5]), 0.5).distance("linear").tolist()


@pytest.mark.parametrize(("ends", "span"), [(None, 3.0), ((-2, 2), 4.0), ((-2, 1), 3.0), ((-3, 1), 4.0)])
def test_the_span_is_that_declared_or_that_observed(ends: tuple[float, float] | None, span: float) -> None:
    """Without ends the scale reaches as far as the values; values may lie on the ends."""
    assert (span, VALUES.tolist()) == (Scale.reaching(VALUES, ends).span, Scale.reaching(VALUES, ends).values.tolist())


def test_no_values_no_span() -> None:
    """Where nobody has any position there is no scale, whatever was declared."""
    empty = Scale.reaching(np.array([]), (-2, 2))

    assert (0.0, []) == (empty.span, empty.values.tolist())


@pytest.mark.parametrize("ends", [(-1, 2), (-2, 0.5)])
def test_values_beyond_the_ends_are_refused(ends: tuple[float, float]) -> None:
    """Both reaches are told."""
    with pytest.raises(BadQuery) as caught:
        Scale.reaching(VALUES, ends)

    assert f"stances reach from -2 to 1, beyond the scale from {ends[0]:g} to {ends[1]:g}" == str(caught.value)
