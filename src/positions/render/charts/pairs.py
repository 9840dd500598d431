"""One actor with all others: a dot a pair at its agreement, the interval as a line, names and figures beside it."""

from __future__ import annotations

from typing import Any

from positions.errors import BadQuery
from positions.render.charts import frame
from positions.render.charts.frame import QUIET, Spec
from positions.render.document import Cell, Document, Options, Table
from positions.render.measure import clean, cut
from positions.render.palette import DIVERGING

ROW, ACROSS = 18, 320
_VALUES = ("value", "kappa", "agreement")


def spec(result: Any, document: Document, options: Options) -> Spec:
    """The dots of the only table of a document, which lists pairs."""
    table = document.parts[0]
    if not isinstance(table, Table) or not table.rows:
        raise BadQuery("there is no pair to draw")
    rows = [dict(zip((head.name for head in table.heads), line, strict=True)) for line in table.rows]
    measure = next((name for name in _VALUES if name in rows[0]), None)
    if measure is None:
        raise BadQuery(f"pairs are drawn by one of {', '.join(_VALUES)}; the listing has none of them")
    rows.sort(key=lambda row: (row[measure].value is None, -(row[measure].value or 0.0)))
    one = len({row["a"].text for row in rows}) == 1
    names = [cut(_name(row, one), 48) for row in rows]
    left = max(frame.room(name, 11) for name in names) + 12
    low = -1.0 if any((row[measure].value or 0) < 0 or (_end(row, "low") or 0) < 0 for row in rows) else 0.0
    layers = [*_axis(low, len(rows)), *_marks(rows, measure, low)]
    layers.append(
        frame.texts(
            [{"x": -8, "y": i * ROW + ROW / 2, "text": name} for i, name in enumerate(names)], 11, align="right"
        )
    )
    label = next(head.label for head in table.heads if head.name == measure)
    layers.append(frame.texts([{"x": ACROSS + 12, "y": -10, "text": f"{label} (shared)"}], 10, QUIET))
    return frame.framed(layers, ACROSS + 90, ROW * len(rows), document.caption, left, (), 16)


def _name(row: dict[str, Cell], one: bool) -> str:
    other = clean((row.get("with_name") or row.get("name") or row["b"]).text)
    return other if one else f"{clean((row.get('actor') or row['a']).text)}, {other}"


def _end(row: dict[str, Cell], name: str) -> float | None:
    return row[name].value if name in row else None


def _place(value: float, low: float) -> float:
    return (value - low) / (1 - low) * ACROSS


def _axis(low: float, count: int) -> list[Spec]:
    ticks = [-1.0, -0.5, 0.0, 0.5, 1.0] if low < 0 else [0.0, 0.25, 0.5, 0.75, 1.0]
    rules = [{"x": _place(tick, low), "x2": _place(tick, low), "y": 0, "y2": ROW * count} for tick in ticks]
    return [
        frame.rules(rules),
        frame.texts(
            [{"x": _place(tick, low), "y": -10, "text": f"{tick:g}"} for tick in ticks], 10, QUIET, align="center"
        ),
    ]


def _marks(rows: list[dict[str, Cell]], measure: str, low: float) -> list[Spec]:
    lines, dots, figures = [], [], []
    for i, row in enumerate(rows):
        value, y = row[measure].value, i * ROW + ROW / 2
        shared = f" ({row['n'].text})" if "n" in row else ""
        words = (
            row[measure].text
            if value is not None
            else row["status"].text.replace("_", " ")
            if "status" in row
            else "none"
        )
        figures.append({"x": ACROSS + 12, "y": y, "text": words + shared})
        if value is None:
            continue
        shade = DIVERGING[4] if value >= 0 else DIVERGING[0]
        x = _place(value, low)
        dots.append({"x": x - 5, "x2": x + 5, "y": y - 5, "y2": y + 5, "color": shade, "stroke": "white"})
        ends = _end(row, "low"), _end(row, "high")
        if ends[0] is not None and ends[1] is not None:
            lines.append({"x": _place(ends[0], low), "x2": _place(ends[1], low), "y": y, "y2": y})
    return [frame.rules(lines, DIVERGING[3], 3), frame.boxes(dots, radius=5), frame.texts(figures, 10)]
