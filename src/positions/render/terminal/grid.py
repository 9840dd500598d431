"""A grid as lines of text: values with sign and glyphs, blanks with the glyph of their reason, columns that fit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from positions.render.document import MISSING, MIXED, Cell, Grid, Options
from positions.render.measure import clean, cut, left, right, width, wrapped
from positions.render.terminal.paint import Paint

GAP = "  "
# Heads of columns in one line where there is room, else in up to four.
_HEAD_WIDTHS, _HEAD_LINES = (40, 28, 20, 14, 0), 4
_LONGEST_WORD = 14


@dataclass(frozen=True)
class Shown:
    """One cell in its parts, padded alike down a column."""

    figures: str
    glyph: str
    mark: str
    interval: str
    n: str


def grid_lines(grid: Grid, options: Options, room: int, paint: Paint) -> tuple[list[str], Grid]:
    """The lines of a grid, head and rule first, and what of it they show.

    A grid too wide is turned where that helps, else its lines say what they leave out.
    """
    if not grid.rows or not grid.columns:
        return [f"nothing to show: no {grid.rows_are if not grid.rows else grid.columns_are} is left", ""], grid
    laid = Layout.of(grid, options, room)
    if laid.fitting < len(grid.columns) and len(grid.rows) < len(grid.columns):
        turned = Layout.of(_turned(grid), options, room)
        if turned.fitting == len(grid.rows):
            told = f"Turned, since the {len(grid.columns)} columns are wider than {room} columns of text."
            return [*turned.lines(paint), "", *wrapped(told, room)], grid
    lines = [*laid.lines(paint), ""]
    if laid.fitting < len(grid.columns):
        lines += wrapped(_left_out(grid, laid.fitting, room), room)
        grid = grid.first(laid.fitting)
    return lines, grid


def _turned(grid: Grid) -> Grid:
    """The grid with its columns as rows, under the short forms of both."""
    turned = grid.turned()
    return replace(
        turned,
        rows=tuple(replace(label, name=label.short) for label in turned.rows),
        columns=tuple(replace(label, short=label.id) for label in turned.columns),
    )


@dataclass(frozen=True)
class Layout:
    """A grid with the room of each of its parts.

    Attributes
    ----------
    names
        The heads of rows.
    widths, heads
        Of the columns that fit: their room, and the lines of their heads.
    shown, parts
        The cells by column, and the room of each part of them.
    """

    grid: Grid
    names: list[str]
    widths: list[int]
    heads: list[list[str]]
    shown: list[list[Shown]]
    parts: list[list[int]]

    @property
    def fitting(self) -> int:
        """How many columns fit."""
        return len(self.widths)

    @classmethod
    def of(cls, grid: Grid, options: Options, room: int) -> Layout:
        """The layout of a grid in so many columns of text."""
        # More columns than these never fit, however narrow; a square of all actors has many more.
        tried = min(len(grid.columns), room // (1 + len(GAP)) + 1)
        columns = [[shown(line[j], grid, options) for line in grid.cells] for j in range(tried)]
        parts = [_part_widths(column) for column in columns]
        contents = [sum(widths) + sum(1 for part in widths[1:] if part) for widths in parts]
        # The heads of rows take what the columns leave, but for a third at least.
        least = [max(pair) for pair in zip(contents, _longest_words(grid)[:tried], strict=True)]
        needed = sum(least) + len(GAP) * len(least)
        names = _names(grid, _ids(grid, room), max(14, room // 3, room - needed))
        widths, heads = _heads(grid, least, room - max(map(width, names)))
        return cls(grid, names, widths, heads, columns, parts)

    def lines(self, paint: Paint) -> Iterator[str]:
        """Head, rule and rows."""
        first, depth = max(map(width, self.names)), max(map(len, self.heads))
        for line in range(depth):
            texts = [head[line - depth + len(head)] if line >= depth - len(head) else "" for head in self.heads]
            padded = [right(text, columns) for text, columns in zip(texts, self.widths, strict=True)]
            yield paint.heading(" " * first + GAP + GAP.join(padded))
        yield paint.quiet("─" * (first + sum(self.widths) + len(GAP) * len(self.widths)))
        for i, name in enumerate(self.names):
            yield left(name, first) + GAP + GAP.join(self._cell(i, j, paint) for j in range(self.fitting))

    def _cell(self, i: int, j: int, paint: Paint) -> str:
        cell, diverging = self.grid.cells[i][j], self.grid.scale.diverging
        return _painted(self.shown[j][i], cell, self.parts[j], self.widths[j], diverging, paint)


def shown(cell: Cell, grid: Grid, options: Options) -> Shown:
    """What of a cell is shown."""
    stances = grid.scale.name == "stance"
    if cell.value is None:
        figures = MISSING[cell.missing].glyph if cell.missing in MISSING else "·"
        n = f"({cell.n})" if options.show_n and cell.n else ""
        return Shown(figures, "", "", "", n)
    n = f"({cell.n})" if options.show_n and cell.n is not None else ""
    interval = f"[{cell.interval}]" if cell.interval else ""
    if grid.scale.name == "agreement":
        # A square is wide enough without the zero that nearly all its figures would begin with.
        return Shown(cell.text.replace("0.", ".", 1), "", "", interval, n)
    return Shown(cell.text, glyph(cell.value) if stances else "", MIXED.glyph if cell.mixed else "", interval, n)


def glyph(stance: float) -> str:
    """A stance without colour: up for, down against, twice where deeds outweigh words."""
    rounded = round(stance, 1)
    if not rounded:
        return "○"
    return ("▲" if rounded > 0 else "▼") * (2 if abs(rounded) >= 1.5 else 1)


def _ids(grid: Grid, room: int) -> bool:
    """Whether ids stand before the names: they are what other commands take."""
    return room >= 60 and any(label.id != label.name for label in grid.rows)


def _longest_words(grid: Grid) -> list[int]:
    """The room that the longest word of each head takes; no more than a column can spare."""
    words = [clean(label.short).split() or [""] for label in grid.columns]
    return [min(max(map(width, each)), _LONGEST_WORD) for each in words]


def _names(grid: Grid, ids: bool, most: int) -> list[str]:
    id_width = max((width(label.id) for label in grid.rows), default=0) if ids else 0
    names = []
    for label in grid.rows:
        name = clean(label.name)
        names.append(cut(f"{left(label.id, id_width)} {name}" if ids and id_width <= 10 else name, most))
    return names


def _part_widths(column: Sequence[Shown]) -> list[int]:
    return [
        max(width(getattr(cell, part)) for cell in column) for part in ("figures", "glyph", "mark", "interval", "n")
    ]


def _heads(grid: Grid, contents: Sequence[int], room: int) -> tuple[list[int], list[list[str]]]:
    """Widths and heads of as many columns as there is room for, the heads as short as they must be."""
    for most in _HEAD_WIDTHS:
        for short in (False, True):
            heads = [
                wrapped(clean(label.short if short else label.name), max(most, content), _HEAD_LINES, inside=True)
                for label, content in zip(grid.columns[: len(contents)], contents, strict=True)
            ]
            widths = [max(content, *map(width, head)) for content, head in zip(contents, heads, strict=True)]
            cut_short = any(line.endswith("…") for head in heads for line in head)
            if sum(widths) + len(GAP) * len(widths) <= room and (short or not cut_short):
                return widths, heads
    fitting, used = 0, 0
    for columns in widths:
        used += columns + len(GAP)
        if used > room and fitting:
            break
        fitting += 1
    return widths[:fitting], heads[:fitting]


def _painted(shown: Shown, cell: Cell, parts: Sequence[int], columns: int, diverging: bool, paint: Paint) -> str:
    figures, glyph, mark, interval, n = parts
    value = right(shown.figures, figures) + (" " + left(shown.glyph, glyph) if glyph else "")
    painted = paint.toned(value, cell.tone, diverging)
    used = figures + (glyph + 1 if glyph else 0)
    if mark:
        painted += " " + left(shown.mark, mark)
        used += mark + 1
    for text, size in ((shown.interval, interval), (shown.n, n)):
        if size:
            painted += " " + paint.quiet(right(text, size))
            used += size + 1
    return " " * (columns - used) + painted


def _left_out(grid: Grid, fitting: int, room: int) -> str:
    names = [clean(label.short) for label in grid.columns[fitting:]]
    told = ", ".join(names[:6]) + (f" and {len(names) - 6} more" if len(names) > 6 else "")
    return (
        f"Left out for want of room ({room} columns of text): {len(names)} of {len(grid.columns)} columns ({told}). "
        "A file holds them all: csv, xlsx or html."
    )
