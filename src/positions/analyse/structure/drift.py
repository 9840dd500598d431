"""The drift of an actor: how its mean stance changed from one period to another, column by column."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from positions.errors import BadQuery

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Drift:
    """The change of an actor's mean stance in one column; nan where a period has no position.

    Parameters
    ----------
    column
        The column: a topic, say.
    before, after
        The mean stance in each period.
    n_before, n_after
        How many events each mean is taken over.
    change
        `after` less `before`.
    low, high
        The interval of the change; nan where a period has fewer than two events.
    """

    column: Hashable
    before: float
    after: float
    n_before: int
    n_after: int
    change: float
    low: float
    high: float


def drift(
    stances: ArrayLike,
    columns: Sequence[Hashable],
    before: ArrayLike,
    after: ArrayLike,
    level: float = 0.95,
    resamples: int = 1000,
    seed: int = 0,
) -> list[Drift]:
    """The drift of one actor in each column, in the order of first sight.

    Parameters
    ----------
    stances
        The actor's stance on each event, nan where it has none.
    columns
        The column of each event.
    before, after
        Whether an event belongs to the first, and to the second period.
    level, resamples, seed
        The coverage of the interval, how many resamples it rests on, and from which seed. The events of each
        period are resampled by themselves (percentile interval; Efron 1979, Annals of Statistics 7(1): 1-26).
    """
    values, first, second = np.asarray(stances, np.float64), np.asarray(before, bool), np.asarray(after, bool)
    if not values.shape == first.shape == second.shape == (len(columns),):
        raise BadQuery("drift needs one column and one period for each stance")
    if (first & second).any():
        raise BadQuery("an event lies in both periods; periods to compare must not overlap")
    if not 0 < level < 1:
        raise BadQuery(f"an interval covers a share between 0 and 1, such as 0.95, not {level}")
    places: dict[Hashable, list[int]] = {}
    for place, column in enumerate(columns):
        places.setdefault(column, []).append(place)
    told = []
    for column, under in places.items():
        early, late = (values[under][period[under]] for period in (first, second))
        early, late = early[~np.isnan(early)], late[~np.isnan(late)]
        # Each column draws from its own seed, so that another column more or less changes none.
        low, high = _interval(early, late, level, resamples, np.random.default_rng(seed))
        mean_early, mean_late = _mean(early), _mean(late)
        told.append(Drift(column, mean_early, mean_late, len(early), len(late), mean_late - mean_early, low, high))
    return told


def _mean(values: Floats) -> float:
    return float(values.mean()) if len(values) else float("nan")


def _interval(
    early: Floats, late: Floats, level: float, resamples: int, generator: np.random.Generator
) -> tuple[float, float]:
    if min(len(early), len(late)) < 2:
        return float("nan"), float("nan")
    means = [
        values[generator.integers(len(values), size=(resamples, len(values)))].mean(axis=1) for values in (early, late)
    ]
    low, high = np.quantile(means[1] - means[0], [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)
