"""Agreement of two coders, on judgements small enough to count by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from positions.analyse.overview import reliability
from positions.analyse.overview.reliability import Unit
from positions.errors import BadQuery

pytest.importorskip("krippendorff")


def unit(first: str, second: str, name: str = "file/event/0") -> Unit:
    """A unit from two judgements such as ``for enacted``."""
    judged = {"first": tuple(first.split()), "second": tuple(second.split())}
    return Unit(name, "asylum_rules", judged, {"first": None, "second": None}, (f"{name}:LTU",))  # type: ignore[arg-type]


def test_counts():
    """A unit is counted once for each coder, in the order of the values."""
    found = [unit("for enacted", "against declared")]

    assert [[1, 0, 1]] == reliability.counts(found, "direction").tolist()
    assert [[0, 1, 0, 0, 1]] == reliability.counts(found, "stance").tolist()


def test_alpha_by_hand():
    """Two coders who differ on one unit of four: 1 - observed / expected disagreement."""
    found = [unit("for enacted", "for enacted")] * 2 + [
        unit("against enacted", "against enacted"),
        unit("for enacted", "against enacted"),
    ]
    # 2 of 8 pairable values disagree; of 5 and 3 values, 2*5*3 of 8*7 pairs would by chance.
    expected = 1 - (2 / 8) / (2 * 5 * 3 / (8 * 7))

    assert math.isclose(expected, reliability.alpha(reliability.counts(found, "direction"), "direction"))


def test_order_matters_for_the_stance():
    """Coders one step apart on the scale agree more than coders at its ends."""
    same = [
        unit("for enacted", "for enacted"),
        unit("against enacted", "against enacted"),
        unit("neutral declared", "neutral declared"),
    ] * 3
    near = reliability.alpha(reliability.counts([*same, unit("for enacted", "for declared")], "stance"), "stance")
    far = reliability.alpha(reliability.counts([*same, unit("for enacted", "against enacted")], "stance"), "stance")

    assert far < near < 1


@pytest.mark.parametrize("found", [[], [unit("for enacted", "for enacted")]])
def test_nothing_varies(found):
    """Without units, or where all judgements are alike, there is no alpha."""
    assert math.isnan(reliability.alpha(reliability.counts(found, "direction"), "direction"))


def test_interval_is_seeded():
    """The same seed gives the same interval, which holds the estimate."""
    found = [
        unit("for enacted", "for enacted"),
        unit("against enacted", "against enacted"),
        unit("for enacted", "against enacted"),
    ] * 10
    counted = reliability.counts(found, "direction")

    first = reliability.interval(counted, "direction", 0.9)

    assert first == reliability.interval(counted, "direction", 0.9)
    assert first[0] < reliability.alpha(counted, "direction") < first[1]
    assert np.isnan(reliability.interval(counted[:0], "direction", 0.9)).all()


def test_bad_level(small):
    """A level that is none is refused."""
    with pytest.raises(BadQuery, match="between 0 and 1"):
        reliability.reliability(small, level=95)


def test_differs():
    """A unit names the codes on which its coders differ."""
    assert ("commitment",) == unit("for enacted", "for declared").differs
    assert () == unit("for enacted", "for enacted").differs
