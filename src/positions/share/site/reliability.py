"""How far two coders agreed, as the page on data quality tells it."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from positions.analyse.agreement import agree
from positions.codebook import COMMITMENT_WEIGHT, DIRECTION_SIGN
from positions.codebook import stance as stance_of
from positions.share.site.material import LEVEL, Material

DISTANCES = {"direction": "nominal", "commitment": "nominal", "stance": "ordinal"}


def reliability(material: Material) -> list[dict[str, Any]]:
    """Krippendorff's alpha of the first and the second coding, each unit counted once."""
    units: dict[str, dict[str, Any]] = {}
    for row in material.dataset.rows("codings"):
        units.setdefault(row["unit"], {})[row["coder"]] = row
    both = [found for _, found in sorted(units.items()) if {"first", "second"} <= set(found)]
    return [_row(judgement, distance, both) for judgement, distance in DISTANCES.items()] if both else []


def _row(judgement: str, distance: str, units: list[dict[str, Any]]) -> dict[str, Any]:
    codes = np.array([[_code(unit[coder], judgement) for unit in units] for coder in ("first", "second")], float)
    found = agree(codes, ("first", "second"), "alpha", distance, interval=LEVEL)
    pair = found.pairs()[0]
    return {
        "label": judgement,
        "distance": distance,
        "alpha": None if math.isnan(pair.value) else pair.value,
        "low": None if math.isnan(pair.low) else pair.low,
        "high": None if math.isnan(pair.high) else pair.high,
        "same": float((codes[0] == codes[1]).mean()),
        "n": len(units),
    }


def _code(row: Any, judgement: str) -> int:
    if judgement == "direction":
        return DIRECTION_SIGN[row["direction"]]
    if judgement == "commitment":
        return COMMITMENT_WEIGHT[row["commitment"]]
    return stance_of(row["direction"], row["commitment"])
