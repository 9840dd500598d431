"""Any other listing as a picture: its rows as text, stances in their colour; the first rows of a long one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from positions.analyse.result import Head
from positions.errors import BadQuery
from positions.render.charts import frame
from positions.render.charts.frame import QUIET, Spec
from positions.render.document import Cell, Document, Options, Table, is_web
from positions.render.measure import clean, cut
from positions.render.palette import color, ink

ROW, SIZE, MOST, GAP = 18, 10, 40, 14
# Room for the columns together, and letters at most in one.
ACROSS, LETTERS = 900.0, 52


@dataclass(frozen=True)
class Column:
    """A column that finds room: its head, its place among the cells of a row, where it begins, and how wide it is."""

    head: Head
    place: int
    x: float
    room: float


def columns(table: Table, rows: Sequence[tuple[Cell, ...]]) -> list[Column]:
    """The columns that find room for some rows; addresses have none of their own."""
    found: list[Column] = []
    x = 0.0
    for place, head in enumerate(table.heads):
        if head.kind == "link":
            continue
        texts = (frame.room(_text(row[place]), SIZE) for row in rows)
        room = max(30.0, frame.room(head.label, SIZE) * 1.1, *texts)
        if found and x + room > ACROSS:
            continue
        found.append(Column(head, place, x, room))
        x += room + GAP
    return found


def spec(result: Any, document: Document, options: Options, laid: Sequence[Column] | None = None) -> Spec:
    """The picture of the only table of a document; of a piece of a longer table with the columns `laid` for all of it."""
    table = document.parts[0]
    if not isinstance(table, Table):
        raise BadQuery("only a listing is drawn as a table")
    rows = table.rows[:MOST]
    shown = columns(table, rows) if laid is None else laid
    end = shown[-1].x + shown[-1].room if shown else ACROSS
    words, led, chips, figures = _written(rows, shown)
    told = [{"x": 0, "y": len(rows) * ROW + 8, "text": _told(table, rows, shown, bool(led))}]
    layers = [
        frame.texts([{"x": column.x, "y": -10, "text": column.head.label} for column in shown], SIZE, QUIET, weight="bold"),
        frame.rules([{"x": 0, "x2": end, "y": -1, "y2": -1}]),
        frame.texts(words, SIZE),
        frame.leading(led, SIZE),
        frame.boxes(chips),
        frame.inked(figures, SIZE),
        frame.texts(told, SIZE, QUIET),
    ]  # fmt: skip
    return frame.framed(layers, end, max(len(rows), 1) * ROW + 12, document.caption, 0, (), 16)


def _written(rows: Sequence[tuple[Cell, ...]], shown: Sequence[Column]) -> tuple[list[Spec], ...]:
    """Plain texts, texts that lead to the address of their row, and stances as coloured chips with their figures."""
    words, led, chips, figures = [], [], [], []
    widest = max(shown, key=lambda column: column.room, default=None)
    for i, line in enumerate(rows):
        y = i * ROW + ROW / 2
        address = next((cell.link for cell in line if is_web(cell.link)), None)
        for column in shown:
            cell = line[column.place]
            at = {"x": column.x, "y": y, "text": _text(cell)}
            if cell.tone is not None and column.head.kind == "stance":
                shade = color(cell.tone, True)
                chips.append(
                    {"x": column.x, "x2": column.x + 30, "y": y - 7, "y2": y + 7, "color": shade, "stroke": shade}
                )
                figures.append({"x": column.x + 15, "y": y, "text": cell.text, "color": ink(shade)})
            elif address and column is widest:
                led.append({**at, "address": address})
            else:
                words.append(at)
    return words, led, chips, figures


def _text(cell: Cell) -> str:
    return cut(clean(cell.text), LETTERS)


def _told(table: Table, rows: Sequence[tuple[Cell, ...]], shown: Sequence[Column], led: bool) -> str:
    if not table.rows:
        return "nothing found"
    said = [f"the first {len(rows)} of {len(table.rows)} rows"] if len(rows) < len(table.rows) else []
    left = [head for place, head in enumerate(table.heads) if place not in {column.place for column in shown}]
    out = [head.label for head in left if not (led and head.kind == "link")]
    said += [f"without the columns {', '.join(out)}"] if out else []
    return "; ".join(said)
