"""A workbook: the matrix as people see it, every cell in full, the positions and sources behind it, and the codebook.

Text stays text whatever it begins with, and the same result gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from positions.analyse.result import Head
from positions.render import evidence
from positions.render.document import MISSING, Cell, Document, Grid, Options, Table, is_web
from positions.render.palette import DIVERGING, SEQUENTIAL
from positions.render.sheets import Book, Sheet


def write(result: Any, document: Document, options: Options) -> bytes:
    """The document as a workbook."""
    book = Book(document.caption.title)
    for titles, block in document.blocks():
        name = titles[-1] if titles else ("matrix" if isinstance(block, Grid) else "table")
        if isinstance(block, Grid):
            _grid(book.sheet(name), block, options)
            _cells(book.sheet(f"{name} cells" if titles else "cells"), block)
        else:
            _table(book.sheet(name), block)
    found = evidence.behind(result)
    if found is not None:
        _positions(book.sheet("positions"), found)
        _sources(book.sheet("sources"), found)
    _codebook(book.sheet("codebook"), result)
    _about(book.sheet("about"), document)
    return book.content()


def _grid(sheet: Sheet, grid: Grid, options: Options) -> None:
    """Rows x columns as shown; blanks by their word, so that they are neither zero nor forgotten."""
    counts = options.show_n
    heads = [name for label in grid.columns for name in ([label.name, "n"] if counts else [label.name])]
    sheet.head([grid.rows_are or "row", "name", *heads], turned=len(grid.columns) > 12)
    places = grid.scale.decimals if options.decimals is None else options.decimals
    figures = "0." + "0" * places if places else "0"
    plain = f"+{figures};-{figures};{figures}" if grid.scale.diverging else figures
    mixed = ";".join(f'{part}" ±"' for part in plain.split(";"))
    for label, line in zip(grid.rows, grid.cells, strict=True):
        sheet.row([label.id, label.name])
        for cell in line:
            if cell.value is None:
                sheet.quiet(MISSING[cell.missing].word if cell.missing in MISSING else "")
            else:
                sheet.value(cell.value, mixed if cell.mixed else plain)
            if counts:
                sheet.value(cell.n, "0")
    sheet.freeze(3)
    palette = DIVERGING if grid.scale.diverging else SEQUENTIAL
    sheet.color_scale(
        3,
        len(heads) + 2,
        (grid.scale.low, (grid.scale.low + grid.scale.high) / 2, grid.scale.high),
        palette,
        2 if counts else 1,
    )
    sheet.fit(
        [
            10,
            28,
            *([8, 6] * len(grid.columns) if counts else [max(10, 60 // max(1, len(grid.columns)))] * len(grid.columns)),
        ]
    )


def _cells(sheet: Sheet, grid: Grid) -> None:
    """One row a cell, with everything that is known of it."""
    names = list(dict.fromkeys(name for *_, cell in grid for name in cell.facts))
    sheet.head(names)
    for *_, cell in grid:
        sheet.begin()
        for name in names:
            sheet.value(_plain(cell.facts.get(name)))
    sheet.freeze(1)
    sheet.filter()
    sheet.fit([40 if name == "ids" else 22 if name == "column" else 12 for name in names])


def _plain(value: Any) -> Any:
    return " ".join(map(str, value)) if isinstance(value, (list, tuple)) else value


def _table(sheet: Sheet, table: Table) -> None:
    sheet.head([head.label for head in table.heads])
    for row in table.rows:
        sheet.begin()
        for head, cell in zip(table.heads, row, strict=True):
            _table_cell(sheet, head, cell)
    sheet.freeze(1)
    sheet.filter()
    sheet.fit(
        [{"text": 36, "link": 40, "number": 10, "stance": 8, "date": 12}.get(head.kind, 18) for head in table.heads]
    )
    for place, head in enumerate(table.heads, start=1):
        if head.kind == "stance":
            sheet.color_scale(place, place, (-2, 0, 2), DIVERGING, 1)


def _table_cell(sheet: Sheet, head: Head, cell: Cell) -> None:
    if is_web(cell.link):
        sheet.link(cell.text, cell.link)
    elif head.kind == "stance" and cell.value is not None:
        sheet.value(cell.value, "+0.##;-0.##;0" if cell.value != int(cell.value) else "+0;-0;0")
    else:
        sheet.value(cell.value)


_POSITION = (
    "position_id", "date", "actor", "event", "stance", "direction", "commitment", "instrument", "organ", "speaker", "speaker_role",
    "attribution", "confidence", "status", "summary", "note", "event_id", "actor_id", "topic_id",
)  # fmt: skip


def _positions(sheet: Sheet, found: evidence.Evidence) -> None:
    sheet.head(_POSITION)
    for position in found.positions.values():
        told = {**position.row, "date": position.date, "actor": position.actor, "event": position.event}
        sheet.row([told.get(name) for name in _POSITION])
    sheet.freeze(2)
    sheet.filter()
    sheet.color_scale(_POSITION.index("stance") + 1, _POSITION.index("stance") + 1, (-2, 0, 2), DIVERGING, 1)
    sheet.fit(
        [
            {"position_id": 34, "event": 40, "summary": 60, "note": 30, "date": 12, "stance": 8}.get(name, 16)
            for name in _POSITION
        ]
    )


def _sources(sheet: Sheet, found: evidence.Evidence) -> None:
    sheet.head(["position_id", "relation", "publisher", "issued", "title", "link", "source_id"])
    for name, position in found.positions.items():
        for source in position.sources:
            sheet.row([name, source.relation, source.publisher, source.issued, source.title])
            sheet.link(source.link, source.link) if is_web(source.link) else sheet.text(source.link or "")
            sheet.text(source.source_id)
    sheet.freeze(2)
    sheet.filter()
    sheet.fit([34, 10, 24, 12, 50, 50, 30])


def _codebook(sheet: Sheet, result: Any) -> None:
    sheet.head(["list", "code", "label", "definition", "parent"])
    for codelist in evidence.codes(result).values():
        for code in codelist:
            sheet.row([codelist.name, code.code, code.label, code.definition, code.parent])
    sheet.freeze(3)
    sheet.filter()
    sheet.fit([18, 24, 26, 90, 20])


def _about(sheet: Sheet, document: Document) -> None:
    facts = document.caption.facts()
    facts["version"] = f"positions {facts['version']}" if facts["version"] else None
    sheet.head(["fact", "value"])
    for name, value in facts.items():
        for each in value if isinstance(value, list) else [value]:
            sheet.row([name, each])
    if any(isinstance(block, Grid) for _, block in document.blocks()):
        sheet.row(["±", "a cell that holds positions for and against"])
        for missing in _missing(block for _, block in document.blocks() if isinstance(block, Grid)):
            sheet.row([missing[0], missing[1]])
    sheet.fit([18, 110])


def _missing(grids: Iterable[Grid]) -> Sequence[tuple[str, str]]:
    return list(dict.fromkeys((missing.word, missing.says) for grid in grids for missing in grid.missing()))
