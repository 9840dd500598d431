"""The codebook as a page: every table, column and code, with what it means, in Markdown and in HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from positions import schema
from positions.analyse.dataset import Dataset
from positions.codebook import CodeList
from positions.share.export.sheets import Sheet, sheets
from positions.share.facts import Facts
from positions.share.facts import of as facts_of


@dataclass(frozen=True)
class Heading:
    """A heading of a level from 1."""

    level: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of plain text."""

    text: str


@dataclass(frozen=True)
class Grid:
    """A table of plain texts."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Heading | Paragraph | Grid
# What Markdown would not show as it is; an underscore within a word, as in codes, is no mark.
_MARKS = re.compile(r"[\\`*<>\[\]|]|(?<![^\W_])_|_(?![^\W_])")


def blocks(facts: Facts, sheets: Sequence[Sheet], filters: Sequence[str] = ()) -> Iterator[Block]:
    """The page, piece by piece."""
    yield Heading(1, f"Codebook of {facts.name} {facts.version}")
    yield Paragraph(facts.title)
    yield Paragraph(facts.description)
    yield Paragraph(f"Cite as: {facts.citation()}")
    yield Paragraph(f"Licence: {facts.licence_title}, {facts.licence_url}")
    if filters:
        yield Paragraph("Filters in force: " + "; ".join(filters))
    for section in facts.codebook.sections:
        yield Heading(2, section.title)
        yield from (Paragraph(text) for text in section.text)
    yield Heading(2, "Tables")
    yield Paragraph("A missing value is nothing at all, in no table a zero; the text NA is the code of Namibia.")
    for sheet in sheets:
        yield from _table(sheet)
    yield Heading(2, "Code lists")
    used = {column.codes for sheet in sheets for column in sheet.columns}
    # Lists of no column at all are what columns and results are told by: the branch of an organ, why a cell is empty.
    held = {column.codes for table in schema.TABLES.values() for column in table.columns}
    for codelist in facts.codebook.values():
        if codelist.name in used or codelist.name not in held:
            yield from _codes(codelist)


def _table(sheet: Sheet) -> Iterator[Block]:
    yield Heading(3, sheet.name)
    yield Paragraph(f"{sheet.table.row} Rows: {sheet.data.num_rows}. Key: {', '.join(sheet.table.key)}.")
    rows = []
    for column in sheet.columns:
        kind = f"code of {column.codes}" if column.codes else str(column.kind)
        kind += f", refers to {column.references}" if column.references else ""
        rows.append((column.name, kind, "yes" if column.required else "no", column.description))
    yield Grid(("column", "type", "required", "what it holds"), tuple(rows))


def _codes(codelist: CodeList) -> Iterator[Block]:
    yield Heading(3, codelist.name)
    yield Paragraph(codelist.definition)
    heads = ("rank", "code", "label", *((codelist.parent,) if codelist.parent else ()), "definition")
    yield Grid(
        heads,
        tuple(
            (str(code.rank), code.code, code.label, *((code.parent or "",) if codelist.parent else ()), code.definition)
            for code in codelist
        ),
    )


def of(dataset: Dataset) -> tuple[Facts, tuple[Sheet, ...]]:
    """What the page of a dataset is made of."""
    return facts_of(dataset), sheets(dataset, names=False, labels=False)


def markdown(facts: Facts, sheets: Sequence[Sheet], filters: Sequence[str] = ()) -> str:
    """The codebook as Markdown."""
    return "\n".join(_as_markdown(block) for block in blocks(facts, sheets, filters))


def _as_markdown(block: Block) -> str:
    if isinstance(block, Heading):
        return f"{'#' * block.level} {_plain(block.text)}\n"
    if isinstance(block, Paragraph):
        return _plain(block.text) + "\n"
    lines = [block.heads, tuple("---" for _ in block.heads), *block.rows]
    return "".join("| " + " | ".join(map(_plain, line)) + " |\n" for line in lines)


def _plain(text: str) -> str:
    """Text that Markdown shows as it is, on one line."""
    return " ".join(_MARKS.sub(r"\\\g<0>", text).split())


_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}"
    "table{border-collapse:collapse;width:100%;margin:1rem 0}th,td{border-bottom:1px solid #ccc;padding:.3rem .6rem;"
    "text-align:left;vertical-align:top}th{border-bottom:2px solid #444}h2{margin-top:2.5rem}"
)


def html(facts: Facts, sheets: Sequence[Sheet], filters: Sequence[str] = ()) -> str:
    """The codebook as one HTML page that loads nothing."""
    body = "\n".join(_as_html(block) for block in blocks(facts, sheets, filters))
    title = escape(f"Codebook of {facts.name} {facts.version}")
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def _as_html(block: Block) -> str:
    if isinstance(block, Heading):
        return f"<h{block.level}>{escape(block.text)}</h{block.level}>"
    if isinstance(block, Paragraph):
        return f"<p>{escape(block.text)}</p>"
    heads = "".join(f'<th scope="col">{escape(head)}</th>' for head in block.heads)
    rows = "\n".join("<tr>" + "".join(f"<td>{escape(value)}</td>" for value in row) + "</tr>" for row in block.rows)
    return f"<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>"
