"""Figures inside pages, as the numbers that a template draws: where each tile, bubble and bar stands."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from positions.analyse.account import Account
from positions.render.charts import tilemap
from positions.share.site import tones

TILE = 22


def tile_map(values: Mapping[str, float], blanks: Mapping[str, str], names: Mapping[str, str]) -> dict[str, Any]:
    """The world in tiles, coloured by stance.

    Parameters
    ----------
    values
        The stance of actors.
    blanks
        Why others have none, where it says more than that nothing was found.
    """
    layout = tilemap.layout("world")
    shown = sorted((place, actor) for actor, place in layout.items() if actor in names)
    rows, columns = (1 + max(place[axis] for place, _ in shown) for axis in (0, 1))
    tiles = [
        _tile(actor, names[actor], place, values.get(actor), blanks.get(actor, "not_found")) for place, actor in shown
    ]
    return {"tiles": tiles, "width": columns * TILE, "height": rows * TILE}


@lru_cache(maxsize=8192)
def _tile(actor: str, name: str, place: tuple[int, int], value: float | None, blank: str) -> str:
    """A tile as SVG; the same on every map where the actor stands alike, so that it is written once."""
    import markupsafe

    kind = f"k{tones.tone(value)[1:]}" if value is not None else f"blank {blank}"
    mark = tones.number(value) if value is not None else tones.BLANKS[blank][0]
    told = markupsafe.Markup("<title>{}: {}</title>").format(name, mark) if value is not None else ""
    sign = (
        markupsafe.Markup('<text class="s" x="10" y="17">{}</text>').format(mark)
        if value is not None or blank != "not_found"
        else ""
    )
    return markupsafe.Markup(
        '<g class="{}" transform="translate({} {})">{}<rect/><text x="10" y="9">{}</text>{}</g>'
    ).format(kind, place[1] * TILE, place[0] * TILE, told, actor[:3], sign)


def timeline(accounts: Sequence[Account]) -> dict[str, Any]:
    """Positions by year and stance, as bubbles whose area is their number."""
    counts = Counter((account.day.year, account.stance) for account in accounts)
    first, last = min(year for year, _ in counts), max(year for year, _ in counts)
    step = next(step for step in (1, 2, 5, 10, 20) if (last - first) / step <= 10)
    left, width, top, row = 128, 600, 14, 34
    scale = width / max(last - first, 1)

    def across(year: int) -> float:
        return round(left + 20 + (year - first) * scale, 1) if last > first else left + width / 2

    bubbles = [
        {
            "x": across(year),
            "y": top + (2 - stance) * row + row / 2,
            "r": round(min(5.5 + 2.2 * (n**0.5 - 1), 16), 1),
            "n": n,
            "tone": tones.tone(stance),
            "says": f"{year}: {n} {'position' if n == 1 else 'positions'}, {tones.SIDES[stance]}",
        }
        for (year, stance), n in sorted(counts.items())
    ]
    return {
        "bubbles": bubbles,
        "lines": [
            {"y": top + (2 - stance) * row + row / 2, "label": f"{tones.number(stance)} {tones.SIDES[stance]}"}
            for stance in (2, 1, 0, -1, -2)
        ],
        "ticks": [{"x": across(year), "year": year} for year in range(first + -first % step, last + 1, step)],
        "width": left + width + 40,
        "height": top + 5 * row + 26,
        "left": left,
        "right": left + width + 36,
    }


def bars(days: Iterable[dt.date], width: int = 720, height: int = 130) -> dict[str, Any]:
    """How many positions there are by year."""
    counts = Counter(day.year for day in days)
    first, last = min(counts), max(counts)
    each, most = width / (last - first + 1), max(counts.values())
    made = []
    for year in range(first, last + 1):
        tall = round(height * counts[year] / most, 1)
        made.append(
            {
                "x": round((year - first) * each, 1),
                "y": round(height - tall, 1),
                "width": round(max(each - 1.5, 1), 1),
                "height": tall,
                "says": f"{year}: {counts[year]}",
            }
        )
    ticks = [
        {"x": round((year - first + 0.5) * each, 1), "year": year} for year in range(first + -first % 10, last + 1, 10)
    ]
    return {"bars": made, "ticks": ticks, "width": width, "height": height, "most": most, "first": first, "last": last}
