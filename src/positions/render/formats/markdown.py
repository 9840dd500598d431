"""Markdown: tables as GitHub, Pandoc and Quarto read them; no name can end a cell or start a link."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from positions.analyse.result import Head
from positions.render.document import MISSING, MIXED, Cell, Document, Grid, Options, Table, is_web
from positions.render.measure import clean

_SPECIAL = re.compile(r"([\\`*_\[\]|~$#!])")


def write(result: Any, document: Document, options: Options) -> str:
    """The document as Markdown."""
    return "\n".join(_lines(document, options, 2)).rstrip("\n") + "\n"


def escape(text: str) -> str:
    """Text as itself: nothing in it is markup, and it stays on one line."""
    safe = clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _SPECIAL.sub(r"\\\1", safe)


def _lines(document: Document, options: Options, level: int) -> Iterator[str]:
    caption = document.caption
    yield f"{'#' * min(level, 6)} {escape(caption.title)}"
    yield ""
    if caption.filters:
        yield escape("; ".join(caption.filters))
        yield ""
    for part in document.parts:
        if isinstance(part, Document):
            yield from _lines(part, options, level + 1)
            continue
        yield from _grid(part, options) if isinstance(part, Grid) else _table(part)
        yield ""
        if isinstance(part, Grid) and (told := part.key(options.show_n)):
            yield escape(told)
            yield ""
    if foot := document.foot():
        yield "  \n".join(f"*{escape(line)}*" for line in foot)
        yield ""


def _grid(grid: Grid, options: Options) -> Iterator[str]:
    yield _row(["", *(escape(label.short) for label in grid.columns)])
    yield _row([":--", *["--:"] * len(grid.columns)])
    for label, line in zip(grid.rows, grid.cells, strict=True):
        yield _row([escape(label.name), *(value(cell, options) for cell in line)])


def value(cell: Cell, options: Options) -> str:
    """A cell in figures, a blank by its glyph."""
    if cell.value is None:
        return escape(MISSING[cell.missing].glyph) if cell.missing in MISSING else ""
    parts = [cell.text, MIXED.glyph if cell.mixed else "", f"\\[{cell.interval}\\]" if cell.interval else ""]
    parts.append(f"({cell.n})" if options.show_n and cell.n is not None else "")
    return " ".join(filter(None, parts))


def _table(table: Table) -> Iterator[str]:
    yield _row([escape(head.label) for head in table.heads])
    yield _row([{"number": "--:", "stance": "--:"}.get(head.kind, ":--") for head in table.heads])
    for row in table.rows:
        yield _row([_cell(head, cell) for head, cell in zip(table.heads, row, strict=True)])


def _cell(head: Head, cell: Cell) -> str:
    if is_web(cell.link):
        return f"[{escape(_site(cell.link))}](<{address(cell.link)}>)"
    return escape(cell.text)


def address(link: str) -> str:
    """An address without the characters that would end it."""
    coded = {" ": "%20", "<": "%3C", ">": "%3E", "|": "%7C", "\\": "%5C", '"': "%22", "`": "%60"}
    return "".join(coded.get(c, c) for c in clean(link))


def _site(link: str) -> str:
    return re.sub(r"^https?://(www\.)?", "", link).split("/")[0]


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"
