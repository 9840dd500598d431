"""Intervals by resampling blocks, from the partial sums of statistics within each block.

A resample is a row of block weights, so a thousand of them are one matrix product; nothing is counted again.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike, NDArray

from positions.analyse.threads import for_each
from positions.errors import BadQuery

# float32 at run time where the counts are; the types follow the wider one.
Floats = NDArray[np.float64]
Statistic = Callable[[Floats], Floats]
"""From statistics (statistics x pairs x resamples) to values (pairs x resamples), nan where undefined."""

METHODS = ("percentile", "bca")
# Up to here every question is resampled by itself; a longer record is cut into runs of consecutive questions,
# which also keeps together what was answered on the same day.
MOST_SINGLE = 1000
RUNS = 200
# An interval over the resamples that happen to have a value says little when many have none.
LEAST_DEFINED = 0.9
# Resampled statistics of one step in bytes: small enough to stay in the cache of the processor.
CACHE = 4 * 2**20


def block_labels(questions: int, blocks: int | ArrayLike | None) -> NDArray[np.intp]:
    """The block of each question, numbered from 0 in the order of first sight.

    Parameters
    ----------
    questions
        How many questions there are.
    blocks
        A label for each question (its session, say), a number of runs of consecutive questions, or none:
        then every question is a block of its own, and a record of more than 1,000 is cut into 200 runs.
    """
    if blocks is None:
        blocks = max(questions, 1) if questions <= MOST_SINGLE else RUNS
    labels = np.asarray(blocks)
    if labels.ndim == 0:
        if labels < 1:
            raise BadQuery(f"the number of blocks must be positive, not {labels}")
        return np.arange(questions) * min(int(labels), questions) // max(questions, 1)
    if labels.shape != (questions,):
        raise BadQuery(f"blocks must name one block for each of {questions} questions, not {labels.size}")
    _, first, inverse = np.unique(labels, return_index=True, return_inverse=True)
    return np.argsort(np.argsort(first))[inverse]


def draw(blocks: int, resamples: int, seed: int) -> Floats:
    """How often each resample draws each block: blocks x resamples, each column summing to the blocks."""
    generator = np.random.default_rng(seed)
    counts = generator.multinomial(blocks, np.full(blocks, 1 / blocks), size=resamples)
    weights: Floats = np.ascontiguousarray(counts.T, dtype=np.float32)
    return weights


def interval(
    partials: Floats,
    statistic: Statistic,
    weights: Floats,
    level: float = 0.95,
    method: str = "percentile",
) -> tuple[Floats, Floats]:
    """The lower and upper ends of an interval for each pair.

    Parameters
    ----------
    partials
        Blocks x statistics x pairs: the sums within each block.
    statistic
        What is made of the sums over all blocks.
    weights
        Blocks x resamples, from :func:`draw`.
    level
        The share of resamples that the interval covers.
    method
        ``percentile`` (Efron 1979, Annals of Statistics 7(1): 1-26), or ``bca``, corrected for bias and
        acceleration (Efron 1987, Journal of the American Statistical Association 82(397): 171-185).

    Returns
    -------
    low, high
        One number a pair; nan where more than a tenth of the resamples have no value, or where all of them
        lie on one side of the estimate and ``bca`` has no answer.
    """
    if method not in METHODS:
        raise BadQuery(f"the method of an interval is {' or '.join(METHODS)}, not {method!r}")
    _, statistics, pairs = partials.shape
    step = max(1, CACHE // (4 * statistics * max(weights.shape)))
    ends = np.full((2, pairs), np.nan)

    def fill(start: int) -> None:
        chunk = np.ascontiguousarray(partials[:, :, start : start + step])
        ends[:, start : start + step] = _ends(chunk, statistic, weights, level, method)

    for_each(fill, range(0, pairs, step))
    return ends[0], ends[1]


def _ends(partials: Floats, statistic: Statistic, weights: Floats, level: float, method: str) -> Floats:
    resampled = statistic(_weighted(partials, weights))
    resampled.sort(axis=1)  # nan goes last
    defined = resampled.shape[1] - np.isnan(resampled).sum(axis=1)
    tails = np.array([(1 - level) / 2, (1 + level) / 2])
    levels = np.broadcast_to(tails[:, None], (2, len(defined)))
    if method == "bca":
        levels = _corrected(partials, statistic, resampled, defined, tails)
    ends = np.stack([_quantile(resampled, defined, share) for share in levels])
    ends[:, defined < LEAST_DEFINED * resampled.shape[1]] = np.nan
    return ends


def _weighted(partials: Floats, weights: Floats) -> Floats:
    """Statistics x pairs x resamples: the partial sums, each block as often as it was drawn."""
    blocks, statistics, pairs = partials.shape
    sums: Floats = partials.reshape(blocks, -1).T @ weights.astype(partials.dtype, copy=False)
    return sums.reshape(statistics, pairs, -1)


def _quantile(ordered: Floats, defined: NDArray[np.intp], share: Floats) -> Floats:
    """The quantile of each row's defined values, interpolated linearly; nan where the share is."""
    place = np.nan_to_num(share) * np.maximum(defined - 1, 0)
    below = np.floor(place).astype(np.intp)
    above = np.minimum(below + 1, np.maximum(defined - 1, 0))
    rows = np.arange(len(ordered))
    low, high = ordered[rows, below].astype(np.float64), ordered[rows, above].astype(np.float64)
    return np.where(np.isnan(share), np.nan, low + (high - low) * (place - below))


def _corrected(
    partials: Floats,
    statistic: Statistic,
    ordered: Floats,
    defined: NDArray[np.intp],
    tails: Floats,
) -> Floats:
    """The shares at which BCa reads the resamples, corrected for bias and acceleration."""
    estimate = statistic(partials.sum(axis=0)[:, :, None])
    below = (ordered < estimate).sum(axis=1) + (ordered == estimate).sum(axis=1) / 2
    bias = _inverse_normal(below / np.maximum(defined, 1))
    acceleration = _acceleration(partials, statistic)
    shifted = bias + _inverse_normal(tails)[:, None]
    return _normal(bias + shifted / (1 - acceleration * shifted))


def _acceleration(partials: Floats, statistic: Statistic) -> Floats:
    """A sixth of the skewness of the values with one block left out."""
    blocks = len(partials)
    left_out = statistic(_weighted(partials, 1 - np.eye(blocks))).astype(np.float64)
    # A value that is undefined without one block says nothing of the influence of that block.
    spread = np.nan_to_num(np.nanmean(_or_zero(left_out), axis=1, keepdims=True) - left_out)
    squares = (spread**2).sum(axis=1)
    skewness: Floats = (spread**3).sum(axis=1) / np.where(squares > 0, squares, 1) ** 1.5
    return skewness / 6


def _or_zero(values: Floats) -> Floats:
    """Rows without any value as zeros, so that their mean is no warning; they have no interval anyhow."""
    return np.where(np.isnan(values).all(axis=1, keepdims=True), 0.0, values)


def _inverse_normal(shares: Floats) -> Floats:
    """Standard normal quantiles; nan for a share of 0 or 1."""
    quantile = NormalDist().inv_cdf
    return np.array([quantile(share) if 0 < share < 1 else math.nan for share in shares.tolist()])


def _normal(quantiles: Floats) -> Floats:
    """Standard normal distribution function."""
    flat = [0.5 * math.erfc(-quantile / math.sqrt(2)) for quantile in quantiles.ravel().tolist()]
    return np.array(flat).reshape(quantiles.shape)
