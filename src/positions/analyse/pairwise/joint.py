"""Joint counts: how often each pair of actors gave each pair of codes on the questions that both answered.

They are one product of one-hot matrices, and every measure of agreement is read from them. Counted per
block of questions they are also all that resampling needs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, DTypeLike, NDArray

from positions.analyse.threads import for_each
from positions.errors import BadQuery

MISSING = -1
MOST_CODES = 64
# A stance is a mean of few positions: what differs only behind the ninth decimal is the same stance.
DECIMALS = 9
# Whole numbers no farther apart than this are told apart by a table.
NARROW = 2**12
# Working memory of one step in bytes; the result itself comes on top.
BUDGET = 96 * 2**20
# A float32 counts exactly up to here; a longer record is counted in float64.
EXACT_FLOAT32 = 2**24

# float32 at run time wherever that is exact; the types follow the wider one.
Floats = NDArray[np.float64]
Indices = NDArray[np.intp]


@dataclass(frozen=True)
class JointCounts:
    """The answers of actors as codes, and the counts of every pair of actors over every pair of codes.

    Parameters
    ----------
    codes
        Actors x questions, int8: the index of a value in `values`, or -1 where the actor has no position.
    values
        What each code stands for on the scale, ascending.
    """

    codes: NDArray[np.int8]
    values: NDArray[np.float64]

    @classmethod
    def from_values(cls, values: ArrayLike) -> JointCounts:
        """The joint counts of stances: actors x questions, nan where an actor has no position.

        Raises
        ------
        BadQuery
            If the array is not actors x questions, holds an infinity, or more than 64 distinct values.
        """
        stances = np.asarray(values, dtype=np.float64)
        if stances.ndim != 2:
            raise BadQuery(f"stances must be an array of actors x questions, not of {stances.ndim} dimension(s)")
        distinct, codes = _encoded(stances)
        return cls(codes, distinct)

    @classmethod
    def from_long(
        cls, actors: ArrayLike, questions: ArrayLike, stances: ArrayLike, shape: tuple[int, int] | None = None
    ) -> JointCounts:
        """The joint counts of a long record: one actor, one question and one stance a row.

        Parameters
        ----------
        actors, questions
            Numbers from 0, such as the indices of a dictionary.
        stances
            As in :meth:`from_values`.
        shape
            How many actors and questions there are; by default as many as the rows name.

        Raises
        ------
        BadQuery
            As in :meth:`from_values`, or if an actor answers a question twice.
        """
        rows, columns = np.asarray(actors), np.asarray(questions)
        distinct, answers = _encoded(np.asarray(stances))
        named = rows.max(initial=-1) + 1, columns.max(initial=-1) + 1
        codes = np.full(named if shape is None else shape, MISSING, dtype=np.int8)
        codes.ravel()[rows.astype(np.intp) * codes.shape[1] + columns] = answers
        if np.count_nonzero(codes != MISSING) != np.count_nonzero(answers != MISSING):
            raise BadQuery("an actor answers a question more than once; reduce these rows to one stance first")
        return cls(codes, distinct)

    @property
    def actors(self) -> int:
        """How many actors there are."""
        return len(self.codes)

    @property
    def questions(self) -> int:
        """How many questions were put."""
        return int(self.codes.shape[1])

    def shared(self) -> NDArray[np.int64]:
        """How many questions each pair of actors answered both, actors x actors."""
        answered = (self.codes != MISSING).astype(self._dtype)
        return np.asarray(answered @ answered.T).round().astype(np.int64)

    def chunks(self, bytes_a_pair: int) -> Iterator[slice]:
        """Runs of actors whose pairs with themselves and all later actors take about `BUDGET` bytes."""
        start = 0
        while start < self.actors:
            row = max(1, (self.actors - start) * bytes_a_pair)
            stop = min(self.actors, start + max(1, BUDGET // row))
            yield slice(start, stop)
            start = stop

    def tables(self, rows: slice, a: Indices, b: Indices) -> Floats:
        """The joint counts of the pairs (`a`, `b`), where `a` lies in `rows` and `b` not before them.

        Returns
        -------
        array
            Codes * codes x pairs; cell ``k * K + l`` counts the questions where `a` has code k, `b` code l.
        """
        product = self._product(rows, slice(0, self.questions))
        return self._select(product, rows, a, b)

    def partials(self, rows: slice, a: Indices, b: Indices, bounds: Indices, contraction: Floats) -> Floats:
        """The contracted joint counts of pairs within each block of questions.

        Parameters
        ----------
        rows, a, b
            As in :meth:`tables`.
        bounds
            Where the blocks begin, and the end of the last: block i is ``bounds[i]:bounds[i + 1]``.
        contraction
            Codes * codes x statistics: the linear map that a measure reads.

        Returns
        -------
        array
            Blocks x statistics x pairs.
        """
        weights = np.ascontiguousarray(contraction.T, dtype=self._dtype)
        partials = np.empty((len(bounds) - 1, len(weights), len(a)), dtype=self._dtype)

        def fill(block: int) -> None:
            product = self._product(rows, slice(int(bounds[block]), int(bounds[block + 1])))
            np.matmul(weights, self._select(product, rows, a, b), out=partials[block])

        for_each(fill, range(len(partials)))
        return partials

    @property
    def _dtype(self) -> DTypeLike:
        return np.float32 if self.questions < EXACT_FLOAT32 else np.float64

    def _onehot(self, actors: slice, questions: slice) -> Floats:
        """Codes * actors x questions: one where the actor has the code."""
        codes = self.codes[actors, questions]
        onehot = np.empty((len(self.values), *codes.shape), dtype=self._dtype)
        for code, plane in enumerate(onehot):
            np.equal(codes, code, out=plane, casting="unsafe")
        return onehot.reshape(len(self.values) * len(codes), codes.shape[1])

    def _product(self, rows: slice, questions: slice) -> Floats:
        """Codes * rows x codes * (rows and later actors), by slabs of questions within the budget."""
        total: Floats | None = None
        width = max(1, BUDGET // max(1, 4 * len(self.values) * (self.actors - rows.start)))
        for start in range(questions.start, max(questions.stop, questions.start + 1), width):
            slab = slice(start, min(start + width, questions.stop))
            right = self._onehot(slice(rows.start, None), slab)
            # One matrix with its own transpose is a symmetric product, which BLAS does at half the cost.
            left = right if rows.stop >= self.actors else self._onehot(rows, slab)
            total = left @ right.T if total is None else total + left @ right.T
        assert total is not None
        return total

    def _select(self, product: Floats, rows: slice, a: Indices, b: Indices) -> Floats:
        """The tables of the pairs asked for, out of the product of all."""
        k, later = len(self.values), self.actors - rows.start
        planes = product.reshape(k, -1, k, later).swapaxes(1, 2).reshape(k * k, -1)
        selected: Floats = planes.take((a - rows.start) * later + (b - rows.start), axis=1)
        return selected


def _encoded(stances: NDArray[Any]) -> tuple[NDArray[np.float64], NDArray[np.int8]]:
    """The distinct stances, and for each stance its place among them, -1 where it is missing."""
    if np.issubdtype(stances.dtype, np.integer):
        return _encoded_whole(stances)
    stances = np.round(stances.astype(np.float64), DECIMALS) + 0.0  # the sum turns -0.0 into 0.0
    missing = np.isnan(stances)
    distinct = np.unique(stances[~missing])
    _check_values(distinct)
    codes = np.searchsorted(distinct, stances).astype(np.int8)
    codes[missing] = MISSING
    return distinct, codes


def _encoded_whole(stances: NDArray[Any]) -> tuple[NDArray[np.float64], NDArray[np.int8]]:
    """The same for whole numbers, which are looked up in a table instead of being sorted where they lie close."""
    low, high = (int(stances.min()), int(stances.max())) if stances.size else (0, 0)
    if high - low >= NARROW:
        return _encoded(stances.astype(np.float64))
    places = stances.astype(np.intp) - low
    seen = np.zeros(high - low + 1, dtype=bool)
    seen[places] = True
    distinct = (np.flatnonzero(seen) + low).astype(np.float64)
    _check_values(distinct)
    return distinct, (np.cumsum(seen) - 1).astype(np.int8)[places]


def _check_values(distinct: NDArray[Any]) -> None:
    if np.isinf(distinct).any():
        raise BadQuery("a stance is infinite; use nan where an actor has no position")
    if len(distinct) > MOST_CODES:
        raise BadQuery(
            f"{len(distinct)} distinct stances, but agreement is counted over at most {MOST_CODES} codes; "
            "round the stances (to one decimal, say) or cut them into classes first"
        )
