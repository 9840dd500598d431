"""How far two coders agreed, as the page on data quality tells it."""

from __future__ import annotations

from typing import Any

from positions.analyse.overview import reliability as computed
from positions.share.site.material import LEVEL, Material


def reliability(material: Material) -> list[dict[str, Any]]:
    """Krippendorff's alpha of the two codings over all units, one row a judgement; none where nothing was coded twice.

    Raises
    ------
    MissingExtra
        If there are two codings and the krippendorff package is not installed.
    """
    units = computed.units(material.dataset)
    if not units:
        return []
    return [
        computed.figures("all", units, judgement, LEVEL) | {"distance": level}
        for judgement, (level, *_) in computed.MEASURES.items()
    ]
