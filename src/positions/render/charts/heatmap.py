"""The heatmap of a matrix or of coverage: every cell in its colour with its figures, every blank with its reason."""

from __future__ import annotations

from typing import Any

from positions.errors import BadQuery
from positions.render.charts import frame
from positions.render.charts.frame import QUIET, Spec
from positions.render.document import MISSING, MIXED, Cell, Document, Grid, Options
from positions.render.measure import clean, cut
from positions.render.palette import color, ink

ROW, SIZE = 19, 11
# Heads stand upright beneath so many columns, and lean from then on.
LEANING, STRIP = 8, 24


def spec(result: Any, document: Document, options: Options) -> Spec:
    """The heatmap of the only grid of a document."""
    block = document.parts[0]
    if not isinstance(block, Grid) or not block.rows or not block.columns:
        raise BadQuery("a heatmap needs rows and columns; the selection leaves none")
    # Few rows and many columns make a strip that no page holds.
    strip = len(block.columns) > STRIP and len(block.columns) > 2 * len(block.rows)
    return drawn(block.turned() if strip else block, document, options)


def drawn(grid: Grid, document: Document, options: Options) -> Spec:
    """The heatmap of a grid."""
    names = [cut(clean(label.name), 64) for label in grid.rows]
    left = max(frame.room(name, SIZE) for name in names) + 12
    step = _step(grid, left, options)
    rects, figures, blanks = _cells(grid, step, options)
    heads, above = _heads(grid, step)
    rows = [{"x": -8, "y": i * ROW + ROW / 2, "text": name} for i, name in enumerate(names)]
    layers = [
        frame.boxes(rects, tooltip=("row", "column", "shown", "rests on")),
        frame.inked(figures, 10),
        frame.texts(blanks, 11, QUIET, align="center"),
        frame.texts(rows, SIZE, align="right"),
        heads,
    ]
    return frame.framed(
        layers, step * len(grid.columns), ROW * len(grid.rows), document.caption, left, _key(grid), above
    )


def _cells(grid: Grid, step: float, options: Options) -> tuple[list[Spec], list[Spec], list[Spec]]:
    """A rectangle and its figures for each cell that has a colour, a glyph for each that has none."""
    rects, figures, blanks = [], [], []
    for i, line in enumerate(grid.cells):
        for j, cell in enumerate(line):
            x, y = j * step, i * ROW
            centre = {"x": x + step / 2, "y": y + ROW / 2}
            shown = _shown(cell, options)
            if cell.tone is None:
                blanks.append(centre | {"text": MISSING[cell.missing].glyph if cell.missing in MISSING else "·"})
                continue
            told = {
                "row": grid.rows[i].name,
                "column": grid.columns[j].name,
                "shown": shown or "none",
                "rests on": "; ".join(cell.hover),
            }
            shade = color(cell.tone, grid.scale.diverging)
            rects.append(frame.box(x, y, step, ROW, 0.75, shade) | told)
            figures.append(centre | {"text": shown, "color": ink(shade)})
    return rects, figures, blanks


def _key(grid: Grid) -> list[tuple[str, str, str]]:
    if grid.scale.name == "stance":
        return frame.key_of(grid)
    first = 1.0 if grid.scale.name == "count" else grid.scale.low
    ends = (first, (first + grid.scale.high) // 2 if first else grid.scale.high / 2, grid.scale.high)
    words = {"count": ("", "", "positions"), "share": ("none for", "half for", "all for")}.get(
        grid.scale.name, ("", "", "")
    )
    # Where two of them are one number, as in a small table, it is told once, by the later word.
    shades = [
        (color(grid.scale.tone(end), grid.scale.diverging), grid.scale.text(end), word)
        for end, word in dict(zip(ends, words, strict=True)).items()
    ]
    return [*shades, *frame.key_of(grid)]


def _shown(cell: Cell, options: Options) -> str:
    mark = f" {MIXED.glyph}" if cell.mixed else ""
    return cell.text + mark + (f" ({cell.n})" if options.show_n and cell.n is not None else "")


def _step(grid: Grid, left: float, options: Options) -> float:
    """The width of a column: its figures at least, and where there are few columns a share of a whole picture."""
    figures = max((frame.room(_shown(cell, options), 10) for *_, cell in grid), default=0) + 8
    spread = min(150.0, (frame.LEAST_WIDTH - left) / len(grid.columns))
    return round(max(figures, 26.0, spread), 1)


def _heads(grid: Grid, step: float) -> tuple[Spec, float]:
    """The heads of columns: in lines above each, or leaning where there are many."""
    heads = [clean(label.short) for label in grid.columns]
    if (len(heads) <= LEANING and step >= 56) or max(frame.room(head, 10) for head in heads) <= step:
        wrapped = [frame.lines(head, step - 6, SIZE) for head in heads]
        rows = [{"x": j * step + step / 2, "y": -6, "text": "\n".join(lines)} for j, lines in enumerate(wrapped)]
        deepest = max(map(len, wrapped))
        for row, lines in zip(rows, wrapped, strict=True):
            row["y"] = -8 - (len(lines) - 1) * 15
        return frame.texts(rows, SIZE, align="center", baseline="bottom", weight="bold"), deepest * 15
    rows = [{"x": j * step + step / 2, "y": -6, "text": cut(head, 40)} for j, head in enumerate(heads)]
    layer = frame.texts(rows, 10, align="left", baseline="middle", angle=305 if step < 40 else 325)
    return layer, 100
