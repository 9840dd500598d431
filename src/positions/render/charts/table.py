"""Any other listing as a picture: its rows as text, stances in their colour; the first rows of a long one."""

from __future__ import annotations

from typing import Any

from positions.analyse.result import Head
from positions.errors import BadQuery
from positions.render.charts import frame
from positions.render.charts.frame import QUIET, Spec
from positions.render.document import Cell, Document, Options, Table
from positions.render.measure import clean, cut
from positions.render.palette import color, ink

ROW, SIZE, MOST, GAP = 18, 10, 40, 14
# Room for the columns together, and letters at most in one.
ACROSS, LETTERS = 900.0, 52


def spec(result: Any, document: Document, options: Options) -> Spec:
    """The picture of the only table of a document."""
    table = document.parts[0]
    if not isinstance(table, Table):
        raise BadQuery("only a listing is drawn as a table")
    rows = table.rows[:MOST]
    places = _places(table, rows)
    layers: list[Spec] = [
        frame.texts([{"x": x, "y": -10, "text": head.label} for head, x in places], SIZE, QUIET, weight="bold")
    ]
    words, chips, figures = [], [], []
    order = {head.name: place for place, head in enumerate(table.heads)}
    for i, line in enumerate(rows):
        y = i * ROW + ROW / 2
        for head, x in places:
            cell = line[order[head.name]]
            if cell.tone is not None and head.kind == "stance":
                shade = color(cell.tone, True)
                chips.append({"x": x, "x2": x + 30, "y": y - 7, "y2": y + 7, "color": shade, "stroke": shade})
                figures.append({"x": x + 15, "y": y, "text": cell.text, "color": ink(shade)})
            else:
                words.append({"x": x, "y": y, "text": _text(cell)})
    end = max((x + _room(table, rows, head) for head, x in places), default=ACROSS)
    layers += [
        frame.rules([{"x": 0, "x2": end, "y": -1, "y2": -1}]),
        frame.texts(words, SIZE),
        frame.boxes(chips),
        frame.inked(figures, SIZE),
    ]
    told = [{"x": 0, "y": len(rows) * ROW + 8, "text": _told(table, rows, places)}]
    return frame.framed(
        [*layers, frame.texts(told, SIZE, QUIET)], end, max(len(rows), 1) * ROW + 12, document.caption, 0, (), 16
    )


def _text(cell: Cell) -> str:
    return cut(clean(cell.text), LETTERS)


def _room(table: Table, rows: tuple[tuple[Cell, ...], ...], head: Head) -> float:
    place = table.heads.index(head)
    return max(30.0, frame.room(head.label, SIZE) * 1.1, *(frame.room(_text(row[place]), SIZE) for row in rows))


def _places(table: Table, rows: tuple[tuple[Cell, ...], ...]) -> list[tuple[Head, float]]:
    """The columns that find room, and where each begins; addresses are left to formats that can be followed."""
    places: list[tuple[Head, float]] = []
    x = 0.0
    for head in table.heads:
        if head.kind == "link":
            continue
        room = _room(table, rows, head)
        if places and x + room > ACROSS:
            continue
        places.append((head, x))
        x += room + GAP
    return places


def _told(table: Table, rows: tuple[tuple[Cell, ...], ...], places: list[tuple[Head, float]]) -> str:
    if not table.rows:
        return "nothing found"
    said = [f"the first {len(rows)} of {len(table.rows)} rows"] if len(rows) < len(table.rows) else []
    shown = {head.name for head, _ in places}
    out = [head.label for head in table.heads if head.name not in shown]
    said += [f"without the columns {', '.join(out)}"] if out else []
    return "; ".join(said)
