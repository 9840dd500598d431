"""Intervals of a cell's mean, from drawing its events anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from positions.analyse.stance.matrix import Matrix

RESAMPLES = 2000
SEED = 20170517


def of_cells(
    matrix: Matrix, level: float, resamples: int = RESAMPLES, seed: int = SEED
) -> tuple[np.ndarray, np.ndarray]:
    """Percentile interval of the mean stance of each cell.

    The events of a cell are drawn with replacement as often as it has events (Efron 1979). A cell with a single
    event has no interval: one event cannot show how much the next would differ.

    Returns
    -------
    low, high
        Arrays of rows x columns; nan below two events.
    """
    from positions.errors import BadQuery

    if not 0 < level < 1:
        raise BadQuery(f"the level of an interval lies between 0 and 1, such as 0.95; got {level}")
    low = np.full(matrix.values.shape, np.nan)
    high = low.copy()
    random = np.random.default_rng(seed)
    tails = [(1 - level) / 2, (1 + level) / 2]
    for i, j, values, weights in _by_cell(matrix):
        if len(values) < 2:
            continue
        drawn = random.integers(0, len(values), (resamples, len(values)))
        means = (values[drawn] * weights[drawn]).sum(axis=1) / np.maximum(weights[drawn].sum(axis=1), 1e-300)
        low[i, j], high[i, j] = np.quantile(means, tails)
    return low, high


def _by_cell(matrix: Matrix):  # type: ignore[no-untyped-def]
    stances = matrix.stances
    weights = np.ones(len(stances.value)) if matrix.weight is None else matrix.weight
    row_at = {name: i for i, name in enumerate(matrix.rows)}
    column_at = {name: j for j, name in enumerate(matrix.columns)}
    key = stances.row.astype(np.int64) * max(len(stances.columns), 1) + stances.column
    starts = np.flatnonzero(np.r_[True, key[1:] != key[:-1]]) if len(key) else np.array([], int)
    for start, stop in zip(starts, [*starts[1:], len(key)], strict=True):
        i = row_at.get(stances.rows[stances.row[start]])
        j = column_at.get(stances.columns[stances.column[start]])
        if i is not None and j is not None:
            yield i, j, stances.value[start:stop], weights[start:stop]
