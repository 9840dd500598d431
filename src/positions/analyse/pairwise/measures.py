"""The measures of agreement, each with its formula, paper and range.

A measure is a linear contraction of joint counts followed by a ratio. The contraction is all that a resampled
interval has to resample; the ratio works on arrays of any shape and gives nan where the measure is undefined.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from positions.analyse.pairwise.scale import Scale
from positions.errors import BadQuery, UnknownName

# float32 at run time where resampled sums are; the types follow the wider one.
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Measure:
    """One measure of agreement.

    Parameters
    ----------
    name, label
        The word in options and columns; the words in captions.
    definition, undefined, paper
        The formula in one sentence, where it has no value, and who proposed it.
    contraction
        From a scale and weights to a matrix, codes * codes x statistics.
    ratio
        From those statistics (the first axis) to values.
    weights
        The distances it can be based on, its default first; empty where there is no choice.
    low, high
        The range of its values.
    """

    name: str
    label: str
    definition: str
    undefined: str
    paper: str
    contraction: Callable[[Scale, str], Floats]
    ratio: Callable[[Floats, Scale, str], Floats]
    weights: tuple[str, ...] = ()
    low: float = -1.0
    high: float = 1.0

    def facts(self, weights: str) -> dict[str, Any]:
        """What a caption tells of it."""
        told = ("label", "definition", "undefined", "paper")
        facts = {"measure": self.name, "weights": weights, "range": (self.low, self.high)}
        return facts | {name: getattr(self, name) for name in told}

    def weights_or_default(self, weights: str | None) -> str:
        """The weights asked for, or this measure's own; a `BadQuery` where it does not know them."""
        if not weights:
            return self.weights[0] if self.weights else ""
        if weights not in self.weights:
            known = f"knows the weights {', '.join(self.weights)}" if self.weights else "takes no weights"
            raise BadQuery(f"measure {self.name!r} {known}, not {weights!r}")
        return weights

    def value(self, tables: Floats, scale: Scale, weights: str) -> NDArray[np.float64]:
        """The measure of every pair from its joint counts (codes * codes x pairs)."""
        statistics = self.contraction(scale, weights).T @ tables.astype(np.float64, copy=False)
        return self.of_statistics(statistics, scale, weights).astype(np.float64)

    def of_statistics(self, statistics: Floats, scale: Scale, weights: str) -> Floats:
        """The measure from its statistics along the first axis; nan where it is undefined."""
        # Where chance leaves no room for disagreement both parts of the ratio are exactly zero, hence nan.
        with np.errstate(divide="ignore", invalid="ignore"):
            return self.ratio(statistics, scale, weights)


def _shared_and_distance(distance: NDArray[np.float64]) -> Floats:
    """Statistics: the number of shared questions, the sum of distances on them."""
    return np.stack([np.ones(distance.size), distance.ravel()], axis=1)


def _margins_and_distance(distance: NDArray[np.float64]) -> Floats:
    """Statistics: how often a has each code, how often b has, the sum of distances."""
    eye, one = np.eye(len(distance)), np.ones((len(distance), 1))
    return np.hstack([np.kron(eye, one), np.kron(one, eye), distance.reshape(-1, 1)])


def _split_two(statistics: Floats) -> tuple[Floats, Floats]:
    """Shared questions, sum of distances."""
    return statistics[0], statistics[1]


def _split(statistics: Floats, scale: Scale) -> tuple[Floats, Floats, Floats, Floats]:
    """Margins of a, margins of b, shared questions, sum of distances."""
    codes = len(scale.values)
    a, b = statistics[:codes], statistics[codes : 2 * codes]
    return a, b, a.sum(axis=0), statistics[2 * codes]


def _crossed(a: Floats, b: Floats, distance: NDArray[np.float64]) -> Floats:
    """Sum over k, l of ``a[k] * distance[k, l] * b[l]``: the distance when any answer meets any other."""
    met = (distance.astype(b.dtype) @ b.reshape(len(b), -1)).reshape(b.shape)
    crossed: Floats = np.einsum("k...,k...->...", a, met)
    return crossed


def _agreement(statistics: Floats, scale: Scale, weights: str) -> Floats:
    shared, apart = _split_two(statistics)
    return 1 - apart / shared


def _s(statistics: Floats, scale: Scale, weights: str) -> Floats:
    shared, apart = _split_two(statistics)
    return 1 - 2 * apart / shared


def _kappa(statistics: Floats, scale: Scale, weights: str) -> Floats:
    a, b, shared, apart = _split(statistics, scale)
    return 1 - shared * apart / _crossed(a, b, scale.distance(weights))


def _pi(statistics: Floats, scale: Scale, weights: str) -> Floats:
    a, b, shared, apart = _split(statistics, scale)
    pooled = a + b
    return 1 - 4 * shared * apart / _crossed(pooled, pooled, scale.distance(weights))


def _alignment(statistics: Floats, scale: Scale, weights: str) -> Floats:
    a, b, shared, apart = _split(statistics, scale)
    return 2 * (_crossed(a, b, scale.distance("absolute")) / shared - apart) / shared


def _correlation(statistics: Floats, scale: Scale, weights: str) -> Floats:
    a, b, shared, apart = _split(statistics.astype(np.float64), scale)
    # The middle of the values is taken off, so that the squares do not drown what differs.
    values = scale.values - (scale.values[:1] + scale.values[-1:]) / 2
    sum_a, sum_b = np.tensordot(values, a, 1), np.tensordot(values, b, 1)
    squares_a, squares_b = np.tensordot(values**2, a, 1), np.tensordot(values**2, b, 1)
    products = (squares_a + squares_b - apart * scale.span**2) / 2
    spread = (shared * squares_a - sum_a**2) * (shared * squares_b - sum_b**2)
    # That somebody always gave the same answer is asked of the counts, which are exact, not of the spread.
    constant = (a.max(axis=0) == shared) | (b.max(axis=0) == shared)
    return np.where(constant, np.nan, (shared * products - sum_a * sum_b) / np.sqrt(spread))


def _alpha(statistics: Floats, scale: Scale, weights: str) -> Floats:
    if weights == "ordinal":
        return _alpha_ordinal(statistics, len(scale.values))
    a, b, shared, apart = _split(statistics, scale)
    pooled = a + b
    return 1 - 2 * (2 * shared - 1) * apart / _crossed(pooled, pooled, scale.distance(weights))


def _alpha_ordinal(tables: Floats, codes: int) -> Floats:
    """Ordinal distance, the squared difference of mid-ranks among the pair's answers, needs all cells."""
    cells = tables.reshape(codes, codes, *tables.shape[1:])
    pooled: Floats = cells.sum(axis=1) + cells.sum(axis=0)
    total: Floats = pooled.sum(axis=0)
    # Ranks are taken as shares, so that their squares stay small.
    ranks = (np.cumsum(pooled, axis=0) - pooled / 2) / np.where(total > 0, total, 1)
    observed, expected = np.zeros_like(total), np.zeros_like(total)
    for low in range(codes):
        for high in range(low + 1, codes):
            apart = (ranks[high] - ranks[low]) ** 2
            observed += (cells[low, high] + cells[high, low]) * apart
            expected += pooled[low] * pooled[high] * apart
    return 1 - (total - 1) * observed / expected


def _contract_alpha(scale: Scale, weights: str) -> Floats:
    if weights == "ordinal":
        return np.eye(len(scale.values) ** 2)
    return _margins_and_distance(scale.distance(weights))


def _weighted_margins(scale: Scale, weights: str) -> Floats:
    return _margins_and_distance(scale.distance(weights))


HAEGE = "for states: Häge 2011, Political Analysis 19(3): 287-305, doi:10.1093/pan/mpr023"
NO_SHARED = "no shared question"
ONE_ANSWER = "both actors gave one and the same answer throughout"

_ALL = (
    Measure(
        name="kappa",
        label="Cohen's kappa",
        definition="1 - observed / expected distance, expected from each actor's own shares of answers",
        undefined=ONE_ANSWER,
        paper="Cohen 1960, Educational and Psychological Measurement 20(1): 37-46; weighted: Cohen 1968, "
        f"Psychological Bulletin 70(4): 213-220; {HAEGE}",
        weights=("linear", "quadratic", "nominal"),
        contraction=_weighted_margins,
        ratio=_kappa,
    ),
    Measure(
        name="pi",
        label="Scott's pi",
        definition="1 - observed / expected distance, expected from the pair's pooled shares of answers",
        undefined=ONE_ANSWER,
        paper=f"Scott 1955, Public Opinion Quarterly 19(3): 321-325; {HAEGE}",
        weights=("linear", "quadratic", "nominal"),
        contraction=_weighted_margins,
        ratio=_pi,
    ),
    Measure(
        name="s",
        label="Signorino and Ritter's S",
        definition="1 - 2 x mean distance over the range of the scale, every question of equal weight",
        undefined=NO_SHARED,
        paper="Signorino and Ritter 1999, International Studies Quarterly 43(1): 115-144",
        weights=("absolute", "squared"),
        contraction=lambda scale, weights: _shared_and_distance(scale.distance(weights)),
        ratio=_s,
    ),
    Measure(
        name="agreement",
        label="plain agreement",
        definition="1 - mean distance over the range of the scale; for votes the index of agreement "
        "(1 the same, 1/2 one abstains, 0 opposed)",
        undefined=NO_SHARED,
        paper="Lijphart 1963, American Political Science Review 57(4): 902-917",
        low=0.0,
        contraction=lambda scale, weights: _shared_and_distance(scale.distance("linear")),
        ratio=_agreement,
    ),
    Measure(
        name="identical",
        label="share of identical stances",
        definition="the share of shared questions on which both have the very same stance",
        undefined=NO_SHARED,
        paper="the observed agreement of Scott 1955, Public Opinion Quarterly 19(3): 321-325",
        low=0.0,
        contraction=lambda scale, weights: _shared_and_distance(scale.distance("nominal")),
        ratio=_agreement,
    ),
    Measure(
        name="alpha",
        label="Krippendorff's alpha",
        definition="1 - observed / expected disagreement of the pair as two coders, expected from their "
        "pooled answers drawn without replacement",
        undefined=ONE_ANSWER,
        paper="Krippendorff 2004, Human Communication Research 30(3): 411-433; Hayes and Krippendorff 2007, "
        "Communication Methods and Measures 1(1): 77-89",
        weights=("ordinal", "nominal", "interval"),
        contraction=_contract_alpha,
        ratio=_alpha,
    ),
    Measure(
        name="correlation",
        label="Pearson's correlation",
        definition="covariance of the two actors' stances over the product of their standard deviations",
        undefined="one of the actors gave the same answer throughout",
        paper="Pearson 1895, Proceedings of the Royal Society of London 58: 240-242",
        contraction=lambda scale, weights: _margins_and_distance(scale.distance("quadratic")),
        ratio=_correlation,
    ),
    Measure(
        name="alignment",
        label="Benati and Capurri's A",
        definition="S less the S to be expected had both kept their shares of answers and answered independently",
        undefined=NO_SHARED,
        paper="Benati and Capurri 2026, Quality & Quantity, doi:10.1007/s11135-026-02814-x",
        contraction=lambda scale, weights: _margins_and_distance(scale.distance("absolute")),
        ratio=_alignment,
    ),
)

MEASURES: Mapping[str, Measure] = MappingProxyType({measure.name: measure for measure in _ALL})
"""Every measure by its name; the choices of options and the pages of the docs are read from here."""


def measure_named(name: str) -> Measure:
    """The measure of that name, or an `UnknownName` that says which was probably meant."""
    if name not in MEASURES:
        raise UnknownName("measure", name, MEASURES)
    return MEASURES[name]


def variants(chosen: Sequence[tuple[str, str | None]] | None = None) -> list[tuple[Measure, str]]:
    """The measures chosen, each with its weights filled in; by default every measure with all its weights."""
    if chosen is None:
        return [(measure, weights) for measure in _ALL for weights in measure.weights or ("",)]
    return [(measure_named(name), measure_named(name).weights_or_default(weights)) for name, weights in chosen]


def variant_name(measure: Measure, weights: str) -> str:
    """``kappa`` for a measure with its default weights, ``kappa:quadratic`` with others."""
    return measure.name if weights == measure.weights_or_default(None) else f"{measure.name}:{weights}"
