"""Actors as dots in two dimensions, named where there is room for a name; near ones agree."""

from __future__ import annotations

from typing import Any

from positions.errors import BadQuery
from positions.render.charts import frame
from positions.render.charts.frame import Spec
from positions.render.document import Document, Options, Table
from positions.render.measure import clean, cut
from positions.render.palette import DIVERGING

SIDE, SIZE = 560.0, 10
DOT = 4.0


def spec(result: Any, document: Document, options: Options) -> Spec:
    """The map of the only table of a document, which lists places.

    Raises
    ------
    BadQuery
        If it lists none.
    """
    table = document.parts[0]
    if not isinstance(table, Table) or table.shape != "places" or not table.rows:
        raise BadQuery("there are no places to draw; a map of actors has them")
    rows = [dict(zip((head.name for head in table.heads), line, strict=True)) for line in table.rows]
    spots = _pixels([(float(row["x"].value), float(row["y"].value)) for row in rows])
    names = [cut(clean(row.get("name", row["actor_id"]).text), 30) for row in rows]
    dots = [
        {"x": x - DOT, "x2": x + DOT, "y": y - DOT, "y2": y + DOT, "color": DIVERGING[4], "stroke": "white", "actor": name}
        for (x, y), name in zip(spots, names, strict=True)
    ]  # fmt: skip
    ids = [row["actor_id"].text for row in rows]
    layers = [frame.boxes(dots, radius=DOT, tooltip=("actor",)), frame.texts(_labels(spots, names, ids), SIZE)]
    deep = max(y for _, y in spots) + 2 * DOT
    # Room to the right for the names of those at the edge.
    return frame.framed(layers, SIDE + max(frame.room(name, SIZE) for name in names), deep, document.caption, 2 * DOT)


def _pixels(places: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Places in pixels: one scale for both axes, since a distance means the same in every direction."""
    (left, right), (low, high) = ((min(axis), max(axis)) for axis in zip(*places, strict=True))
    unit = SIDE / max(right - left, high - low, 1e-9)
    return [(round((x - left) * unit, 2), round((high - y) * unit, 2)) for x, y in places]


def _starts(x: float, word: str) -> list[float]:
    """Where a word may begin beside a dot."""
    left = x - DOT - 4 - frame.room(word, SIZE)
    return [x + DOT + 3, *([left] if left > 0 else [])]


def _labels(spots: list[tuple[float, float]], names: list[str], ids: list[str]) -> list[dict[str, Any]]:
    """A name right or left of its dot; its id where that has no room; nothing where neither has any."""
    taken = [(x - DOT, x + DOT, y) for x, y in spots]
    placed = []
    for (x, y), name, known in zip(spots, names, ids, strict=True):
        for word, start in ((form, start) for form in (name, known) for start in _starts(x, form)):
            box = (start, start + frame.room(word, SIZE), y)
            if not any(box[0] < right and left < box[1] and abs(y - other) < SIZE for left, right, other in taken):
                placed.append({"x": start, "y": y, "text": word})
                taken.append(box)
                break
    return placed
