"""Intervals from per-block partial sums."""

from __future__ import annotations

import math

import numpy as np
import pytest

from positions.analyse.pairwise import resampling
from positions.analyse.pairwise.resampling import block_labels, draw, interval
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


@pytest.mark.parametrize(
    ("blocks", "message"),
    [
        (0, "the number of blocks must be positive, not 0"),
        (-1, "the number of blocks must be positive, not -1"),
        ([1, 2], "blocks must name one block for each of 3 questions, not 2"),
        ([[1, 2, 3]], "blocks must name one block for each of 3 questions, not 3"),
    ],
)
def test_refusals_in_full(blocks, message):
    """What was given and what would be right."""
    with pytest.raises(BadQuery) as caught:
        block_labels(3, blocks)

    assert message == str(caught.value)
    assert [0, 0, 0] == block_labels(3, 1).tolist()


def test_a_thousand_questions_are_each_a_block():
    """Up to a thousand each question stands alone; one more, and runs are taken."""
    assert list(range(1000)) == block_labels(1000, None).tolist()
    assert 200 == len(set(block_labels(1001, None).tolist()))
    assert [] == block_labels(0, None).tolist() == block_labels(0, 5).tolist()


def test_draws_are_those_of_one_generator():
    """Columns are draws of a multinomial with equal chances, as narrow numbers."""
    weights = draw(4, 7, seed=3)
    expected = np.random.default_rng(3).multinomial(4, [0.25] * 4, size=7)

    assert (expected.T.tolist(), "float32", True) == (weights.tolist(), str(weights.dtype), weights.flags.c_contiguous)


def test_an_unknown_method_in_full():
    """The method given and the methods known."""
    with pytest.raises(BadQuery) as caught:
        interval(partials_of([1, 2]), mean, draw(2, 100, seed=0), 0.95, "normal")

    assert "the method of an interval is percentile or bca, not 'normal'" == str(caught.value)


def test_by_default_95_percent_by_percentiles():
    """Without a word the interval covers 0.95, by the quantiles of the resamples."""
    sample, weights = np.random.default_rng(3).normal(size=12), draw(12, 400, seed=2)
    resampled = (weights.astype(float).T @ sample) / 12

    low, high = interval(partials_of(sample), mean, weights)

    assert pytest.approx(np.quantile(resampled, [0.025, 0.975]).tolist(), rel=1e-9) == [low[0], high[0]]


def test_a_tenth_may_be_undefined():
    """Of ten resamples nine must have a value; the quantiles are those of the nine."""
    partials = np.array([[[1.0], [3.0]], [[0.0], [0.0]]])
    defined = np.array([[1, 2, 1, 2, 1, 2, 1, 2, 1, 0], [1, 0, 1, 0, 1, 0, 1, 0, 1, 2]], np.float64)
    fewer = defined.copy()
    fewer[0, 0] = 0

    assert ([3.0], [3.0]) == tuple(end.tolist() for end in interval(partials, mean, defined, 0.8))
    assert np.isnan(interval(partials, mean, fewer, 0.8)).all()


def test_quantiles_pass_over_what_is_undefined():
    """The defined values alone are interpolated between; rows do not disturb each other."""
    partials = np.zeros((2, 2, 2))
    partials[0, 0], partials[0, 1, 0], partials[0, 1, 1] = 1, 1, 10
    partials[1, 0, 0], partials[1, 1, 0] = 1, 5
    weights = np.array([[2.0] * 3 + [1.0] * 3 + [0.5] * 4 + [0.0], [0.0] * 3 + [1.0] * 3 + [1.5] * 4 + [1.0]])

    low, high = interval(partials, mean, weights, 0.5)

    first = np.sort([1.0] * 3 + [3.0] * 3 + [4.0] * 4 + [5.0])
    assert pytest.approx(np.quantile(first, [0.25, 0.75]).tolist()) == [low[0], high[0]]
    assert [10.0, 10.0] == [low[1], high[1]]


def test_bca_without_answer_is_undefined():
    """Where all resamples lie on one side of the estimate there is no correction, and no interval."""
    partials = partials_of([1.0, 2.0, 3.0])
    weights = np.array([[3.0] * 100, [0.0] * 100, [0.0] * 100])

    assert np.isnan(interval(partials, mean, weights, 0.9, "bca")).all()
    assert np.isnan(interval(partials, mean, weights[::-1], 0.9, "bca")).all()
    assert [1.0, 1.0] == [end[0] for end in interval(partials, mean, weights, 0.9, "percentile")]


def test_a_block_without_which_there_is_no_value_has_no_influence():
    """A value left undefined by one block's absence counts for nothing in the acceleration."""
    partials = np.zeros((12, 2, 1))
    partials[0, :, 0] = [200.0, 100.0]
    partials[1:, 1, 0] = np.arange(11.0)

    def share(sums):
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.where(sums[0] > 0, sums[1] / sums[0], np.nan)

    weights = draw(12, 2000, seed=1)
    weights[0] = 1
    low, high = interval(partials, share, weights, 0.9, "bca")

    assert np.isfinite([low[0], high[0]]).all()
    assert low[0] < share(partials.sum(axis=0))[0] < high[0]


def test_a_quantile_lies_between_its_neighbours():
    """Linear between the two values nearest, up to the greatest; what is undefined stands last and is passed over."""
    ordered = np.array(
        [[1.0, 2.0, 4.0, 8.0], [1.0, 2.0, 4.0, math.nan], [5.0, math.nan, math.nan, math.nan], [math.nan] * 4]
    )
    defined = np.array([4, 3, 1, 0])
    found = [
        resampling._quantile(ordered, defined, np.full(4, share)).tolist() for share in (0.0, 0.5, 0.9, 1.0, math.nan)
    ]

    np.testing.assert_allclose(
        [[1, 1, 5, math.nan], [3, 2, 5, math.nan], [6.8, 3.6, 5, math.nan], [8, 4, 5, math.nan], [math.nan] * 4], found
    )


def test_of_resamples_equal_to_the_estimate_half_lie_below():
    """Where answers are few, many resamples equal the estimate; each pair counts its own."""
    stats = pytest.importorskip("scipy.stats")
    samples = np.array([[0.0] * 6 + [1.0] * 4, [0.0] * 9 + [1.0], [0.0] * 3 + [2.0] * 7])
    weights = draw(10, 400, seed=5).astype(np.float64)
    low, high = interval(partials_of(*samples), mean, weights, 0.8, "bca")

    for n, sample in enumerate(samples):
        resampled = np.sort(weights.T @ sample / 10)
        estimate = sample.sum() / 10
        bias = stats.norm.ppf(((resampled < estimate).sum() + (resampled == estimate).sum() / 2) / 400)
        left_out = np.array([np.delete(sample, i).mean() for i in range(10)])
        acceleration = stats.skew(left_out.mean() - left_out) / 6 / math.sqrt(10)
        shifted = bias + stats.norm.ppf([0.1, 0.9])
        expected = np.quantile(resampled, stats.norm.cdf(bias + shifted / (1 - acceleration * shifted)))

        assert pytest.approx(expected.tolist(), rel=1e-9) == [low[n], high[n]]


def test_acceleration_is_a_sixth_of_the_skewness_of_leaving_one_out():
    """Blocks of unlike size, left out one by one, by a loop."""
    partials = np.array([[[1.0], [2.0]], [[4.0], [1.0]], [[2.0], [9.0]], [[7.0], [3.0]]])
    left_out = np.array([mean(np.delete(partials, block, axis=0).sum(axis=0))[0] for block in range(4)])
    spread = left_out.mean() - left_out

    assert (
        pytest.approx([(spread**3).sum() / (spread**2).sum() ** 1.5 / 6])
        == resampling._acceleration(partials, lambda sums: mean(sums)).tolist()
    )


def test_a_pair_without_any_value_disturbs_no_other():
    """Beside a pair that has no value at all, a pair keeps its interval, and nothing is warned of."""
    alone = partials_of(np.random.default_rng(9).normal(size=15))
    beside = np.concatenate([np.zeros_like(alone), alone], axis=2)
    weights = draw(15, 300, seed=2)
    (low,), (high,) = interval(alone, mean, weights, 0.9, "bca")

    assert [[True, low], [True, high]] == [
        [np.isnan(nothing), end] for nothing, end in interval(beside, mean, weights, 0.9, "bca")
    ]
