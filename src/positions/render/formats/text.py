"""Text for a terminal or a pipe: readable without colour, no wider than the terminal, with a key to what occurs.

Laid out here and not by rich, whose import alone takes longer than the comparison shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from positions.render.document import Document, Grid, Options
from positions.render.measure import clean, wrapped
from positions.render.terminal.grid import grid_lines
from positions.render.terminal.paint import Paint
from positions.render.terminal.table import table_lines

# Below the least no matrix can be read; a narrower terminal breaks the lines itself.
WIDTH, LEAST = 100, 40


def write(result: Any, document: Document, options: Options) -> str:
    """The document as text."""
    width, paint = max(options.width or WIDTH, LEAST), Paint(options.color)
    return "\n".join(line.rstrip() for line in _lines(document, options, width, paint, 0)) + "\n"


def _lines(document: Document, options: Options, width: int, paint: Paint, depth: int) -> Iterator[str]:
    caption = document.caption
    if document.told:
        yield from _told(document.told, width, paint)
        return
    for line in wrapped(clean(caption.title), width):
        yield paint.title(line) if depth == 0 else paint.heading(line)
    if caption.filters:
        yield from map(paint.quiet, wrapped(clean("; ".join(caption.filters)), width))
    yield ""
    for part in document.parts:
        if isinstance(part, Document):
            yield from _lines(part, options, width, paint, depth + 1)
            yield ""
        elif isinstance(part, Grid):
            lines, visible = grid_lines(part, options, width, paint)
            yield from lines
            told = visible.key(options.show_n)
            yield from map(paint.quiet, wrapped(told, width)) if told else ()
        else:
            yield from table_lines(part, width, paint)
    for line in document.foot():
        yield from map(paint.quiet, wrapped(clean(line), width))


def _told(lines: Sequence[str], width: int, paint: Paint) -> Iterator[str]:
    """Lines as they were told, wrapped under their own beginning; addresses stay whole."""
    for number, line in enumerate(lines):
        indent = len(line) - len(line.lstrip())
        text = clean(line).strip()
        if text.startswith(("http://", "https://")):
            yield " " * indent + paint.quiet(text)
            continue
        hanging = indent + (2 if text.startswith("- ") else 0)
        for place, piece in enumerate(wrapped(text, max(width - hanging, 20))):
            piece = " " * (hanging if place else indent) + piece
            yield paint.title(piece) if number == 0 else piece
