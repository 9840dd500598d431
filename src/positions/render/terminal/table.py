"""A table as lines of text: short columns whole, long ones wrapped, addresses on a line of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from positions.analyse.result import Head
from positions.render.document import Cell, Table
from positions.render.measure import clean, cut, left, right, width, wrapped
from positions.render.terminal.grid import GAP, glyph
from positions.render.terminal.paint import Paint

_LEAST_TEXT = 18
_RIGHT = ("number", "stance")


def table_lines(table: Table, room: int, paint: Paint) -> Iterator[str]:
    """The table, head and rule first; the columns that found no room are named at the end."""
    if not table.rows:
        yield paint.quiet("nothing found")
        yield ""
        return
    texts = [[text_of(head, cell) for head, cell in zip(table.heads, row, strict=True)] for row in table.rows]
    columns = [j for j, head in enumerate(table.heads) if head.kind != "link"]
    links = [j for j, head in enumerate(table.heads) if head.kind == "link"]
    widths = _widths(table.heads, texts, columns, room)
    columns, out = [j for j in columns if j in widths], [j for j in columns if j not in widths]
    heads = {j: cut(clean(table.heads[j].label), widths[j]) for j in columns}
    yield paint.heading(GAP.join(_padded(table.heads[j], heads[j], widths[j]) for j in columns))
    yield paint.quiet("─" * (sum(widths.values()) + len(GAP) * (len(widths) - 1)))
    for row, line in zip(texts, table.rows, strict=True):
        yield from _row(table.heads, row, line, columns, widths, paint)
        for j in links:
            if row[j]:
                yield GAP + paint.quiet(row[j])
    yield ""
    if out:
        names = ", ".join(clean(table.heads[j].label) for j in out)
        yield from wrapped(f"Left out for want of room ({room} columns of text): {names}.", room)


def text_of(head: Head, cell: Cell) -> str:
    """A cell as text; a stance with its glyphs."""
    text = clean(cell.text)
    if head.kind == "stance" and cell.value is not None:
        return f"{text} {left(glyph(float(cell.value)), 2)}"
    # A stance that is not there is told apart from one of 0.
    return "·   " if head.kind == "stance" else text


def _padded(head: Head, text: str, columns: int) -> str:
    return right(text, columns) if head.kind in _RIGHT else left(text, columns)


def _row(
    heads: Sequence[Head],
    texts: Sequence[str],
    cells: Sequence[Cell],
    columns: Sequence[int],
    widths: dict[int, int],
    paint: Paint,
) -> Iterator[str]:
    lines = {j: wrapped(texts[j], widths[j]) if heads[j].kind == "text" else [texts[j]] for j in columns}
    for number in range(max(map(len, lines.values()))):
        parts = []
        for j in columns:
            text = _padded(heads[j], lines[j][number] if number < len(lines[j]) else "", widths[j])
            toned = cells[j].tone is not None
            parts.append(paint.toned(text, cells[j].tone, heads[j].kind == "stance") if toned else text)
        yield GAP.join(parts)


def _widths(heads: Sequence[Head], texts: Sequence[Sequence[str]], columns: Sequence[int], room: int) -> dict[int, int]:
    """A width for each column that finds room: those of short values whole, those of text share what is left."""
    natural = {j: max(width(clean(heads[j].label)), *(width(row[j]) for row in texts)) for j in columns}
    shown = list(columns)
    while True:
        long = [j for j in shown if heads[j].kind == "text" and natural[j] > _LEAST_TEXT]
        fixed = sum(natural[j] for j in shown if j not in long) + len(GAP) * (len(shown) - 1)
        if len(shown) == 1 or fixed + _LEAST_TEXT * len(long) <= room:
            break
        # The last column gives way first: heads stand in the order of their weight.
        shown.pop()
    widths = {j: natural[j] for j in shown if j not in long}
    spare = max(room - fixed, _LEAST_TEXT)
    for place, j in enumerate(sorted(long, key=lambda j: natural[j])):
        widths[j] = min(natural[j], spare // (len(long) - place))
        spare -= widths[j]
    return {j: widths[j] for j in shown}
