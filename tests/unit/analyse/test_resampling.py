"""Intervals from per-block partial sums."""

from __future__ import annotations

import math

import numpy as np
import pytest

from positions.analyse import resampling
from positions.analyse.resampling import block_labels, draw, interval
from positions.errors import BadQuery


def mean(sums):
    """The mean, from how many there are and their sum."""
    with np.errstate(invalid="ignore"):
        return sums[1] / sums[0]


def partials_of(*samples):
    """Each value a block of its own: blocks x (count, sum) x pairs."""
    values = np.array(samples, dtype=np.float64).T
    return np.stack([np.ones_like(values), values], axis=1)


def test_every_question_is_a_block_by_default():
    """Short records are resampled question by question."""
    assert [0, 1, 2] == block_labels(3, None).tolist()


def test_long_records_are_cut_into_runs():
    """Past a thousand questions, 200 runs of consecutive ones are resampled."""
    labels = block_labels(6203, None)

    assert list(range(200)) == np.unique(labels).tolist()
    assert (np.diff(labels) >= 0).all()
    assert {31, 32} == set(np.bincount(labels).tolist())


def test_a_number_of_blocks_means_consecutive_runs():
    """Four questions in two blocks: the first two, the last two; never more blocks than questions."""
    assert [0, 0, 1, 1] == block_labels(4, 2).tolist()
    assert [0, 1] == block_labels(2, 10).tolist()


def test_labels_are_numbered_in_the_order_of_first_sight():
    """Sessions named by anything become 0, 1, 2 ..."""
    assert [0, 1, 0, 2] == block_labels(4, ["b", "a", "b", "c"]).tolist()


@pytest.mark.parametrize(("blocks", "message"), [(0, "must be positive"), ([1, 2], "for each of 3 questions")])
def test_blocks_that_do_not_fit_are_refused(blocks, message):
    """No block at all, or labels for other questions, cannot be meant."""
    with pytest.raises(BadQuery, match=message):
        block_labels(3, blocks)


def test_each_resample_draws_as_many_blocks_as_there_are():
    """Weights are counts of draws with replacement."""
    weights = draw(12, 500, seed=3)

    assert (12, 500) == weights.shape
    assert [12.0] * 500 == weights.sum(axis=0).tolist()


def test_the_seed_decides():
    """The same seed gives the same draws, another seed others."""
    assert draw(9, 50, seed=1).tolist() == draw(9, 50, seed=1).tolist()
    assert draw(9, 50, seed=1).tolist() != draw(9, 50, seed=2).tolist()


@pytest.mark.parametrize("method", ["percentile", "bca"])
def test_the_interval_is_that_of_scipy(method):
    """On a skewed sample both methods come as near to SciPy's bootstrap as the drawing of resamples allows."""
    stats = pytest.importorskip("scipy.stats")
    sample = np.random.default_rng(7).exponential(size=40)
    theirs = stats.bootstrap(
        (sample,), np.mean, n_resamples=40_000, method=method, rng=np.random.default_rng(1)
    ).confidence_interval

    low, high = interval(partials_of(sample), mean, draw(40, 40_000, seed=2), 0.95, method)

    assert pytest.approx([theirs.low, theirs.high], rel=0.01) == [low[0], high[0]]


def test_bca_on_the_same_resamples_is_that_of_scipy():
    """Given the very same draws, bias and acceleration are corrected to the last digit as SciPy does."""
    stats = pytest.importorskip("scipy.stats")
    sample, weights = np.random.default_rng(7).exponential(size=25), draw(25, 999, seed=4).astype(np.float64)
    resampled = np.sort(weights.T @ sample / 25)
    below = (resampled < sample.mean()).mean()
    bias = stats.norm.ppf(below)
    left_out = np.array([np.delete(sample, i).mean() for i in range(25)])
    acceleration = stats.skew(left_out.mean() - left_out) / 6 / math.sqrt(25)
    shifted = bias + stats.norm.ppf([0.05, 0.95])
    expected = np.quantile(resampled, stats.norm.cdf(bias + shifted / (1 - acceleration * shifted)))

    low, high = interval(partials_of(sample), mean, weights, 0.9, "bca")

    assert pytest.approx(expected.tolist(), rel=1e-9) == [low[0], high[0]]


@pytest.mark.parametrize("method", ["percentile", "bca"])
def test_intervals_cover_about_as_often_as_they_promise(method):
    """Of 400 samples, the nine-in-ten interval holds the true mean in between 84 and 94 of a hundred."""
    samples = np.random.default_rng(11).normal(size=(400, 30))

    low, high = interval(partials_of(*samples), mean, draw(30, 600, seed=5), 0.9, method)

    assert 0.84 < ((low <= 0) & (high >= 0)).mean() < 0.94


@pytest.mark.parametrize("method", ["percentile", "bca"])
def test_pairs_do_not_disturb_each_other(method, monkeypatch):
    """A pair has the same interval alone, among others, and however many are worked on at a time."""
    samples = np.random.default_rng(7).normal(size=(20, 15))
    weights = draw(15, 200, seed=6)
    expected = np.array([interval(partials_of(sample), mean, weights, 0.9, method) for sample in samples])[:, :, 0]

    together = np.array(interval(partials_of(*samples), mean, weights, 0.9, method)).T
    monkeypatch.setattr(resampling, "CACHE", 4 * 2 * 200 * 3)
    by_threes = np.array(interval(partials_of(*samples), mean, weights, 0.9, method)).T

    assert pytest.approx(expected) == together
    assert pytest.approx(expected) == by_threes


def test_no_spread_no_width():
    """Where every block says the same, the interval is that one value."""
    partials = partials_of([0.5] * 10)
    weights = draw(10, 100, seed=0)

    assert [([0.5], [0.5])] * 2 == [
        tuple(end.tolist() for end in interval(partials, mean, weights, 0.95, method))
        for method in ("percentile", "bca")
    ]


@pytest.mark.parametrize("method", ["percentile", "bca"])
def test_mostly_undefined_resamples_give_no_interval(method):
    """A value that hangs on one block out of ten is undefined in a third of the resamples."""
    partials = np.zeros((10, 2, 1))
    partials[0] = 1

    low, high = interval(partials, mean, draw(10, 200, seed=0), 0.95, method)

    assert np.isnan([low[0], high[0]]).all()


def test_methods_are_named():
    """An unknown method is answered with the known ones."""
    with pytest.raises(BadQuery, match="percentile or bca, not 'normal'"):
        interval(partials_of([1, 2]), mean, draw(2, 100, seed=0), 0.95, "normal")
