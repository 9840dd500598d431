"""How far two coders agreed: Krippendorff's alpha over the units that both judged, and the units on which they differ."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from positions import codebook
from positions.analyse.dataset import Dataset
from positions.analyse.result import Caption, Composite, Head, Listing
from positions.errors import BadQuery, MissingExtra

RESAMPLES = 1000
CODERS = ("first", "second")
RULE = (
    "Krippendorff's alpha, nominal for direction and commitment, ordinal for the stance; "
    "a unit is what a coder judged at once, whichever number of actors it covers; intervals from resampling units"
)


@dataclass(frozen=True)
class Unit:
    """What two coders judged at once.

    Attributes
    ----------
    judged
        By coder: direction and commitment.
    doubts
        By coder: the doubt noted, or None.
    positions
        The positions that it covers, as published.
    """

    name: str
    topic: str
    judged: dict[str, tuple[str, str]]
    doubts: dict[str, str | None]
    positions: tuple[str, ...]

    @property
    def differs(self) -> tuple[str, ...]:
        """The codes on which the coders differ."""
        pairs = zip(("direction", "commitment"), self.judged["first"], self.judged["second"], strict=True)
        return tuple(name for name, first, second in pairs if first != second)


def units(dataset: Dataset) -> list[Unit]:
    """The units that both coders judged, in the order of their names."""
    topics = dataset.labels("positions", "topic_id")
    found: dict[str, dict[str, dict[str, dict[str, str | None]]]] = {}
    for row in dataset.rows("codings"):
        found.setdefault(row["unit"], {}).setdefault(row["coder"], {})[row["position_id"]] = row
    made = []
    for name, by_coder in sorted(found.items()):
        if set(by_coder) == set(CODERS):
            rows = {coder: next(iter(by_coder[coder].values())) for coder in CODERS}
            positions = tuple(sorted(by_coder["first"]))
            judged = {coder: (str(row["direction"]), str(row["commitment"])) for coder, row in rows.items()}
            doubts = {coder: row["doubt"] for coder, row in rows.items()}
            made.append(Unit(name, topics[positions[0]], judged, doubts, positions))
    return made


Level = Literal["nominal", "ordinal"]
# What is compared: its level of measurement, its values in order, and how a judgement gives one.
MEASURES: dict[str, tuple[Level, tuple[str | int, ...], Callable[[tuple[str, str]], str | int]]] = {
    "direction": ("nominal", tuple(codebook.DIRECTION_SIGN), lambda judged: judged[0]),
    "commitment": ("nominal", tuple(codebook.COMMITMENT_WEIGHT), lambda judged: judged[1]),
    "stance": ("ordinal", (-2, -1, 0, 1, 2), lambda judged: codebook.stance(*judged)),
}


def counts(found: Sequence[Unit], measure: str) -> np.ndarray:
    """How often each unit was given each value: units x values."""
    _, values, of = MEASURES[measure]
    made = np.zeros((len(found), len(values)), dtype=int)
    for row, unit in zip(made, found, strict=True):
        for coder in CODERS:
            row[values.index(of(unit.judged[coder]))] += 1
    return made


def alpha(counted: np.ndarray, measure: str) -> float:
    """Krippendorff's alpha of units x values; nan where nothing varies, so that no agreement by chance can be told.

    Raises
    ------
    MissingExtra
        If the krippendorff package is not installed.
    """
    try:
        import krippendorff
    except ImportError as error:
        raise MissingExtra("krippendorff", "curate", "computing reliability") from error
    level, values, _ = MEASURES[measure]
    if len(counted) == 0 or (counted.sum(axis=0) > 0).sum() < 2:
        return float("nan")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        # Ordinal distances rest on the order of the values alone; text would be sorted by the alphabet.
        domain = list(range(len(values)))
        return float(krippendorff.alpha(value_counts=counted, value_domain=domain, level_of_measurement=level))


def interval(counted: np.ndarray, measure: str, level: float, seed: int = 0) -> tuple[float, float]:
    """The interval of alpha from resampling units; nan where too few resamples have a value."""
    generator = np.random.default_rng(seed)
    draws = generator.integers(0, max(len(counted), 1), (RESAMPLES, len(counted)))
    values = np.array([alpha(counted[draw], measure) for draw in draws])
    defined = values[~np.isnan(values)]
    if len(defined) < RESAMPLES / 2:
        return float("nan"), float("nan")
    tail = (1 - level) / 2
    low, high = np.quantile(defined, [tail, 1 - tail])
    return float(low), float(high)


def reliability(dataset: Dataset, level: float = 0.95, seed: int = 0) -> Composite:
    """Alpha of direction, commitment and stance, over all units and by topic, and the units that the coders judged apart.

    Parameters
    ----------
    level
        The level of the intervals.
    seed
        Of the resampling.

    Raises
    ------
    BadQuery
        If the level is not between 0 and 1.
    MissingExtra
        If the krippendorff package is not installed.
    """
    if not 0 < level < 1:
        raise BadQuery(f"the level of an interval lies between 0 and 1, such as 0.95; it is {level}")
    found = units(dataset)
    scopes = {"all": found} | {
        topic: [unit for unit in found if unit.topic == topic] for topic in dataset.column("topics", "topic_id")
    }
    rows = [figures(scope, mine, measure, level, seed) for measure in MEASURES for scope, mine in scopes.items()]
    caption = Caption(
        f"Agreement of two coders on {len(found)} units", (f"{level:.0%} intervals",), RULE, dataset.version
    )
    alphas = Listing(heads=_HEADS, rows=tuple(rows), caption=caption, shape="reliability")
    apart = [unit for unit in found if unit.differs]
    apart_caption = Caption(f"{len(apart)} of {len(found)} units judged apart", version=dataset.version)
    listed = Listing(heads=_APART, rows=tuple(map(_apart, apart)), caption=apart_caption, shape="disagreements")
    return Composite(parts=(("Alpha", alphas), ("Disagreements", listed)), caption=caption, shape="reliability")


_HEADS = (
    Head("measure", "Measure"), Head("topic_id", "Topic", "id"), Head("alpha", "Alpha", "number"), Head("low", "From", "number"),
    Head("high", "To", "number"), Head("agree", "Agree", "number"), Head("units", "Units", "number"),
)  # fmt: skip
_APART = (
    Head("unit", "Unit", "id"), Head("first", "First"), Head("second", "Second"), Head("doubt", "Doubt noted"),
    Head("positions", "Positions"),
)  # fmt: skip


def figures(scope: str, found: Sequence[Unit], measure: str, level: float, seed: int = 0) -> dict[str, object]:
    """Alpha of some units with its interval, and the share coded alike, as a row of the listing."""
    counted = counts(found, measure)
    low, high = interval(counted, measure, level, seed)
    value = alpha(counted, measure)
    agree = float((counted.max(axis=1) == len(CODERS)).mean()) if len(found) else float("nan")
    exact = {"alpha": value, "low": low, "high": high, "agree": agree}
    told = {name: None if np.isnan(figure) else round(figure, 4) for name, figure in exact.items()}
    return {"measure": measure, "topic_id": scope, **told, "units": len(found)}


def _apart(unit: Unit) -> dict[str, object]:
    return {
        "unit": unit.name,
        **{coder: ", ".join(unit.judged[coder]) for coder in CODERS},
        "doubt": "; ".join(filter(None, _distinct(unit.doubts.values()))) or None,
        "positions": ", ".join(unit.positions[:3])
        + (f" and {len(unit.positions) - 3} more" if len(unit.positions) > 3 else ""),
    }


def _distinct(values: Iterable[str | None]) -> list[str | None]:
    return list(dict.fromkeys(values))
