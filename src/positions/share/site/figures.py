"""Figures inside pages, as the numbers that a template draws: where each tile, bubble and bar stands."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from positions.analyse.account import Account
from positions.share.site import tiles, tones

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
    found = []
    for actor, (column, row) in sorted(tiles.world().items(), key=lambda item: (item[1][1], item[1][0])):
        if actor not in names:
            continue
        value = values.get(actor)
        kind = blanks.get(actor, "not_found")
        found.append(
            {
                "actor": actor,
                "name": names[actor],
                "x": column * TILE,
                "y": row * TILE,
                "tone": tones.tone(value) if value is not None else f"blank {kind}",
                "mark": tones.number(value) if value is not None else tones.BLANKS[kind][0],
                "has": value is not None,
            }
        )
    columns, rows = (1 + max(place[axis] for place in tiles.world().values()) for axis in (0, 1))
    return {"tiles": found, "width": columns * TILE, "height": rows * TILE, "size": TILE - 2}


def timeline(accounts: Sequence[Account]) -> dict[str, Any]:
    """Positions by year and stance, as bubbles whose area is their number."""
    counts = Counter((account.day.year, account.stance) for account in accounts)
    first, last = min(year for year, _ in counts), max(year for year, _ in counts)
    step = next(step for step in (1, 2, 5, 10, 20) if (last - first) / step <= 10)
    left, width, top, row = 112, 600, 14, 34
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
