"""Comma-separated values: the matrix as people see it, ids and names first, safe to open in a spreadsheet.

A caption would break readers of the file; json and the workbook carry it.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import Any

from positions.render.document import Cell, Document, Grid, Options, Table

# What a terminal obeys, or what turns a line around.
_OBEYED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
# A spreadsheet takes text that begins so for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def write(result: Any, document: Document, options: Options, delimiter: str = ",") -> str:
    """The document as delimited text; the tables of several parts stand under one another, a blank line between."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    blocks = list(document.blocks())
    for place, (titles, block) in enumerate(blocks):
        if place:
            writer.writerow([])
        if len(blocks) > 1:
            writer.writerow([harmless(": ".join(titles))])
        writer.writerows(grid_rows(block, options) if isinstance(block, Grid) else table_rows(block))
    return out.getvalue()


def harmless(value: Any) -> Any:
    """A value that no spreadsheet takes for a formula, by an apostrophe before it, and no terminal for a command."""
    if not isinstance(value, str):
        return value
    text = value if value.isprintable() else _OBEYED.sub("", value)
    return "'" + text if text.startswith(FORMULA) else text


def plain(cell: Cell, options: Options | None = None) -> Any:
    """The value of a cell as it goes into a file: numbers as numbers, dates as ISO text, nothing where there is none."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{round(value, 6 if options is None or options.decimals is None else options.decimals) + 0.0:g}"
    return value if isinstance(value, int) else harmless(str(value))


def grid_rows(grid: Grid, options: Options) -> Iterator[list[Any]]:
    """Head and rows of a grid; with `show_n` each column is followed by its numbers."""
    keys = [grid.rows_are or "row", "name"]
    heads = [name for label in grid.columns for name in ([label.id, f"{label.id} n"] if options.show_n else [label.id])]
    yield [harmless(head) for head in (*keys, *heads)]
    for label, line in zip(grid.rows, grid.cells, strict=True):
        values = [plain(cell, options) for cell in line]
        if options.show_n:
            values = [
                part
                for value, cell in zip(values, line, strict=True)
                for part in (value, "" if cell.n is None else cell.n)
            ]
        yield [harmless(label.id), harmless(label.name), *values]


def table_rows(table: Table) -> Iterator[list[Any]]:
    """Head and rows of a table."""
    yield [harmless(head.name) for head in table.heads]
    for row in table.rows:
        yield [plain(cell) for cell in row]
