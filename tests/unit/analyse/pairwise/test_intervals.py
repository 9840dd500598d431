"""Intervals of agreement: what is told of them, and the pairs that they are asked for."""

from __future__ import annotations

import numpy as np
import pytest

from positions.analyse.pairwise import joint as counted
from positions.analyse.pairwise.intervals import Resampling
from positions.analyse.pairwise.joint import JointCounts
from positions.analyse.pairwise.measures import MEASURES
from positions.analyse.pairwise.resampling import block_labels, draw, interval
from positions.analyse.pairwise.scale import Scale
from positions.errors import BadQuery

NAN = np.nan
# Two answers, five actors; the third never spoke.
STANCES = np.random.default_rng(8).choice([-1.0, 1.0], size=(5, 12))
STANCES[2] = NAN
JOINT = JointCounts.from_values(STANCES)
SCALE = Scale(JOINT.values, 2.0)
SHARE = MEASURES["identical"]


def by_hand(a: int, b: int, labels: np.ndarray, resamples: int, seed: int, level: float = 0.8) -> list[float]:
    """The interval of the share of identical answers: resample the blocks, take the quantiles."""
    same = STANCES[a] == STANCES[b]
    weights = draw(labels.max() + 1, resamples, seed)
    shares = [(same @ drawn[labels]) / drawn[labels].sum() for drawn in weights.T]
    return [float(np.quantile(shares, end)) for end in ((1 - level) / 2, (1 + level) / 2)]


@pytest.mark.parametrize("blocks", [None, 4, [1, 0, 1, 0, 2, 2, 3, 3, 3, 1, 0, 2]])
def test_ends_by_hand(blocks: object) -> None:
    """Wanted pairs have the quantiles of their resampled values on both sides of the diagonal; all else is nan."""
    wanted = np.zeros((5, 5), bool)
    wanted[0, 1] = wanted[4, 0] = wanted[1, 3] = True
    done: list[tuple[int, int]] = []
    low, high = Resampling(0.8, "percentile", 200, 5, blocks).ends(
        JOINT, SHARE, "", SCALE, wanted, lambda n, of: done.append((n, of))
    )
    labels = block_labels(12, blocks)

    for a, b in ((0, 1), (0, 4), (1, 3)):
        assert pytest.approx(by_hand(a, b, labels, 200, 5), abs=1e-6) == [low[a, b], high[a, b]]
        assert [low[b, a], high[b, a]] == [low[a, b], high[a, b]]
    assert 6 == np.isfinite(low).sum() == np.isfinite(high).sum()
    assert [(3, 3)] == done


def test_progress_is_told_as_it_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of little memory a few pairs are done at a time; the numbers add up to all."""
    wanted = np.triu(np.ones((5, 5), bool), k=1)
    whole = Resampling(resamples=100).ends(JOINT, SHARE, "", SCALE, wanted)
    monkeypatch.setattr(counted, "BUDGET", 600)
    done: list[tuple[int, int]] = []
    parts = Resampling(resamples=100).ends(JOINT, SHARE, "", SCALE, wanted, lambda n, of: done.append((n, of)))

    np.testing.assert_allclose(whole, parts, atol=1e-6)
    assert {10} == {of for _, of in done}
    assert (10, True) == (done[-1][0], len(done) > 1)
    assert sorted(n for n, _ in done) == [n for n, _ in done]


def test_no_pair_wanted_no_end() -> None:
    """Nothing is resampled for nobody."""
    done: list[tuple[int, int]] = []
    low, high = Resampling(resamples=100).ends(
        JOINT, SHARE, "", SCALE, np.zeros((5, 5), bool), lambda n, of: done.append((n, of))
    )

    assert (True, True, []) == (np.isnan(low).all(), np.isnan(high).all(), done)


def test_two_blocks_are_resampled_and_one_is_not() -> None:
    """A single block cannot be drawn in another way; two can."""
    wanted = np.triu(np.ones((5, 5), bool), k=1)

    assert [False, True] == [
        bool(np.isfinite(Resampling(resamples=100, blocks=blocks).ends(JOINT, SHARE, "", SCALE, wanted)[0]).any())
        for blocks in (1, 2)
    ]


def test_weights_and_scale_reach_the_measure() -> None:
    """The interval is of the measure with its weights, on the scale given."""
    stances = np.random.default_rng(3).choice([-1.0, 0.0, 1.0], size=(2, 20))
    joint, wanted = JointCounts.from_values(stances), np.array([[False, True], [False, False]])
    apart = {
        (weights, span): Resampling(resamples=100).ends(joint, MEASURES["s"], weights, Scale(joint.values, span), wanted)[0][0, 1]
        for weights in ("absolute", "squared") for span in (2.0, 4.0)
    }  # fmt: skip
    squared = (stances[0] - stances[1]) ** 2
    weights = draw(20, 100, 0)
    expected = np.quantile(1 - 2 * (squared / 16) @ weights / 20, 0.025)

    assert 4 == len(set(apart.values()))
    assert pytest.approx(expected, abs=1e-6) == apart["squared", 4.0]


def test_the_method_is_the_one_asked_for() -> None:
    """Bias and acceleration move the ends where they are asked for."""
    wanted = np.array([[False, True], [False, False]])
    stances = np.array([[1.0] * 37 + [-1.0] * 3, [1.0] * 40])
    joint = JointCounts.from_values(stances)
    ends = {
        method: Resampling(0.9, method, 500, 1).ends(joint, SHARE, "", Scale(joint.values, 2.0), wanted)[0][0, 1]
        for method in ("percentile", "bca")
    }
    identical = np.stack([np.ones(40), (stances[0] != stances[1]).astype(float)], axis=1)[:, :, None]
    expected = {
        method: interval(identical, lambda sums: 1 - sums[1] / sums[0], draw(40, 500, 1), 0.9, method)[0][0]
        for method in ends
    }

    assert pytest.approx(expected, abs=1e-6) == ends
    assert ends["percentile"] != ends["bca"]


def test_what_is_told_of_it() -> None:
    """Level, method, resamples, seed and the number of blocks."""
    assert {"level": 0.9, "method": "bca", "resamples": 300, "seed": 7, "blocks": 4} == Resampling(
        0.9, "bca", 300, 7, 4
    ).facts(12)
    assert {"level": 0.95, "method": "percentile", "resamples": 1000, "seed": 0, "blocks": 12} == Resampling().facts(12)
    assert (200, 0) == (Resampling().facts(5000)["blocks"], Resampling().facts(0)["blocks"])


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"level": 0}, "an interval covers a share between 0 and 1, such as 0.95, not 0"),
        ({"level": 1}, "an interval covers a share between 0 and 1, such as 0.95, not 1"),
        ({"method": "normal"}, "the method of an interval is percentile or bca, not 'normal'"),
        ({"resamples": 99}, "an interval needs at least 100 resamples, not 99"),
    ],
)
def test_what_cannot_be_meant(options: dict[str, object], message: str) -> None:
    """Each is told with what was given and what would be right; a hundred resamples are enough."""
    with pytest.raises(BadQuery) as caught:
        Resampling(**options)

    assert message == str(caught.value)
    assert 100 == Resampling(resamples=100).resamples
