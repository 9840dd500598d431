"""Intervals of agreement: joint counts of pairs, per block of questions, handed to the resampling."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from positions.analyse.pairwise.joint import JointCounts
from positions.analyse.pairwise.measures import Measure
from positions.analyse.pairwise.resampling import METHODS, block_labels, draw, interval
from positions.analyse.pairwise.scale import Scale
from positions.errors import BadQuery

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]
LEAST_RESAMPLES = 100
Progress = Callable[[int, int], object]
"""Called with the number of pairs done and the number of all."""


@dataclass(frozen=True, eq=False)
class Resampling:
    """How intervals are made.

    Parameters
    ----------
    level
        The coverage of the interval, such as 0.95.
    method
        ``percentile`` or ``bca``.
    resamples, seed
        How many resamples, and from which seed.
    blocks
        What is resampled, as in :func:`positions.analyse.pairwise.resampling.block_labels`.
    """

    level: float = 0.95
    method: str = "percentile"
    resamples: int = 1000
    seed: int = 0
    blocks: int | ArrayLike | None = None

    def __post_init__(self) -> None:
        if not 0 < self.level < 1:
            raise BadQuery(f"an interval covers a share between 0 and 1, such as 0.95, not {self.level}")
        if self.method not in METHODS:
            raise BadQuery(f"the method of an interval is {' or '.join(METHODS)}, not {self.method!r}")
        if self.resamples < LEAST_RESAMPLES:
            raise BadQuery(f"an interval needs at least {LEAST_RESAMPLES} resamples, not {self.resamples}")

    def facts(self, questions: int) -> dict[str, Any]:
        """What a caption tells of it."""
        blocks = int(block_labels(questions, self.blocks).max(initial=-1)) + 1
        told = {"level": self.level, "method": self.method, "resamples": self.resamples, "seed": self.seed}
        return told | {"blocks": blocks}

    def ends(
        self,
        joint: JointCounts,
        measure: Measure,
        weights: str,
        scale: Scale,
        wanted: NDArray[np.bool_],
        progress: Progress | None = None,
    ) -> tuple[Floats, Floats]:
        """The lower and the upper end of the interval of each wanted pair, nan elsewhere.

        Parameters
        ----------
        wanted
            Actors x actors; each pair is told once, on either side of the diagonal.
        """
        ends = np.full((2, *wanted.shape), np.nan)
        either = wanted | wanted.T
        # Actors with many wanted pairs go first: those of one actor with all others are then the first row.
        order = np.argsort(-either.sum(axis=1), kind="stable")
        ordered, done = np.triu(either[np.ix_(order, order)], k=1), 0
        blocked = _Blocked.of(joint, order, block_labels(joint.questions, self.blocks))
        for a, b, low_high in self._chunks(blocked, ordered, measure, weights, scale):
            ends[:, order[a], order[b]] = ends[:, order[b], order[a]] = low_high
            done += len(a)
            if progress is not None:
                progress(done, int(ordered.sum()))
        return ends[0], ends[1]

    def _chunks(
        self, blocked: _Blocked, wanted: NDArray[np.bool_], measure: Measure, weights: str, scale: Scale
    ) -> Iterator[tuple[Indices, Indices, tuple[Floats, Floats]]]:
        """Some pairs at a time, and the ends of their intervals."""

        def statistic(sums: Floats) -> Floats:
            return measure.of_statistics(sums, scale, weights)

        if blocked.blocks < 2:
            return  # a single block cannot be resampled
        drawn = draw(blocked.blocks, self.resamples, self.seed)
        for a, b, partials in blocked.partials(wanted, measure.contraction(scale, weights)):
            yield a, b, interval(partials, statistic, drawn, self.level, self.method)


@dataclass(frozen=True, eq=False)
class _Blocked:
    """Joint counts whose questions stand in the order of their blocks."""

    joint: JointCounts
    bounds: Indices

    @classmethod
    def of(cls, joint: JointCounts, actors: Indices, labels: Indices) -> _Blocked:
        questions = np.argsort(labels, kind="stable")
        bounds = np.searchsorted(labels[questions], np.arange(labels.max(initial=-1) + 2))
        return cls(JointCounts(joint.codes[np.ix_(actors, questions)], joint.values), bounds)

    @property
    def blocks(self) -> int:
        return len(self.bounds) - 1

    def partials(self, wanted: NDArray[np.bool_], contraction: Floats) -> Iterator[tuple[Indices, Indices, Floats]]:
        """The wanted pairs, some at a time, and their contracted counts per block."""
        codes, statistics = contraction.shape
        for rows in self.joint.chunks(4 * self.blocks * statistics + 12 * codes):
            a, b = np.nonzero(wanted[rows])
            if len(a):
                a += rows.start
                yield a, b, self.joint.partials(rows, a, b, self.bounds, contraction)
