"""The scale of stances: what each code stands for, and how far apart two answers are."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from positions.errors import BadQuery

# The literature has several words for one distance: kappa says linear and quadratic, S absolute and squared,
# alpha interval.
POWERS = MappingProxyType({"linear": 1, "absolute": 1, "quadratic": 2, "squared": 2, "interval": 2})


@dataclass(frozen=True)
class Scale:
    """The values that codes stand for, and the full range against which a distance is judged.

    Parameters
    ----------
    values
        The value of each code, ascending.
    span
        The largest distance that two answers could have: 4 for stances from -2 to 2.
    """

    values: NDArray[np.float64]
    span: float

    @classmethod
    def reaching(cls, values: NDArray[np.float64], ends: tuple[float, float] | None = None) -> Scale:
        """The scale of `values` between the ends declared, or else between the values observed."""
        if not len(values):
            return cls(values, 0.0)
        first, last = float(values[0]), float(values[-1])
        low, high = (first, last) if ends is None else ends
        if not low <= first <= last <= high:
            found = f"stances reach from {first:g} to {last:g}"
            raise BadQuery(f"{found}, beyond the scale from {low:g} to {high:g}")
        return cls(values, high - low)

    def distance(self, weights: str) -> NDArray[np.float64]:
        """Codes x codes: the distance of two answers between 0 and 1, by the word for its weights."""
        apart = np.abs(np.subtract.outer(self.values, self.values))
        if weights == "nominal":
            return (apart > 0).astype(np.float64)
        # With a single value on the scale nobody can differ.
        relative = apart / self.span if self.span > 0 else np.zeros_like(apart)
        distance: NDArray[np.float64] = relative ** POWERS[weights]
        return distance
