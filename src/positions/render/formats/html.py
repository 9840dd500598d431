"""One web page without anything from elsewhere: sorted by a click, each cell telling what it rests on.

A page allows nothing but its own style and its own script, each by its hash; with `fragment` it is the tables
alone, as a notebook shows them.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from html import escape as _escape
from typing import Any

from positions.analyse.result import Head
from positions.render import evidence
from positions.render.document import MISSING, MIXED, Cell, Document, Grid, Label, Options, Table, is_web
from positions.render.measure import clean
from positions.render.page import SCRIPT, STYLE

# Past this many a cell tells its newest positions and how many more there are.
MOST = 12


def write(result: Any, document: Document, options: Options) -> str:
    """The document as html."""
    if options.fragment:
        return (
            f'<div class="positions"><style>{STYLE}</style>\n'
            + "\n".join(_body(document, options, None, 3))
            + "\n</div>\n"
        )
    found = evidence.behind(result)
    body = [*_body(document, options, found, 1), *_evidence(document, found)]
    policy = f"default-src 'none'; style-src '{_hash(STYLE)}'; script-src '{_hash(SCRIPT)}'; base-uri 'none'; form-action 'none'"
    head = [
        "<!doctype html>",
        f'<html lang="{escape(options.lang or "en")}">',
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="color-scheme" content="light dark">',
        f"<title>{escape(document.caption.title)}</title>",
        f"<style>{STYLE}</style>",
        '<body class="positions page">',
        "<main>",
    ]
    return "\n".join([*head, *body, "</main>", f"<script>{SCRIPT}</script>"]) + "\n"


def escape(text: str) -> str:
    """Text as itself, in an element or an attribute."""
    return _escape(clean(text), quote=True)


def _hash(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()


def _body(document: Document, options: Options, found: evidence.Evidence | None, level: int) -> Iterator[str]:
    caption, heading = document.caption, f"h{min(level, 6)}"
    yield f"<{heading}>{escape(caption.title)}</{heading}>"
    if caption.filters:
        yield f'<p class="filters">{escape("; ".join(caption.filters))}</p>'
    for part in document.parts:
        if isinstance(part, Document):
            yield "<section>"
            yield from _body(part, options, found, level + 1)
            yield "</section>"
        else:
            yield from _grid(part, options, found) if isinstance(part, Grid) else _table(part)
    if document.foot():
        yield f'<p class="foot">{"<br>".join(escape(line) for line in document.foot())}</p>'


def _grid(grid: Grid, options: Options, found: evidence.Evidence | None) -> Iterator[str]:
    yield '<div class="scroll"><table class="grid">'
    heads = "".join(
        f'<th scope="col" class="value" title="{escape(label.name)}"><button>{escape(label.short)}</button></th>'
        for label in grid.columns
    )
    yield f'<thead><tr><th scope="col"><button>{escape(grid.rows_are.capitalize())}</button></th>{heads}</tr></thead>'
    yield "<tbody>"
    for label, line in zip(grid.rows, grid.cells, strict=True):
        cells = "".join(
            _value(grid, label, column, cell, options, found) for column, cell in zip(grid.columns, line, strict=True)
        )
        yield f'<tr><th scope="row" title="{escape(label.id)}">{escape(label.name)}</th>{cells}</tr>'
    yield "</tbody></table></div>"
    yield f'<p class="key">{_key(grid, options)}</p>'


def _value(grid: Grid, row: Label, column: Label, cell: Cell, options: Options, found: evidence.Evidence | None) -> str:
    hover = escape(f"{row.name}, {column.name}: " + "; ".join(cell.hover)) if cell.hover else ""
    title = f' title="{hover}"' if hover else ""
    if cell.value is None or cell.tone is None:
        glyph = MISSING[cell.missing].glyph if cell.missing in MISSING and cell.missing != "same" else ""
        says = MISSING[cell.missing].word if cell.missing in MISSING else ""
        return f'<td class="blank"{title}><span aria-hidden="true">{glyph}</span><span class="said">{escape(says)}</span></td>'
    shown = escape(cell.text)
    if found is not None and cell.facts.get("ids"):
        shown = f'<a href="#{_anchor(row, column)}">{shown}</a>'
    mark = f'<abbr title="{MIXED.says}">{MIXED.glyph}</abbr>' if cell.mixed else ""
    # The mark has a place of its own, so that figures stand under one another with and without it.
    extra = f'<span class="mark">{mark}</span>' if grid.mixed else ""
    extra += f" <small>{escape(cell.interval)}</small>" if cell.interval else ""
    extra += f" <small>({cell.n})</small>" if options.show_n and cell.n is not None else ""
    return f'<td class="{_tone(cell.tone, grid.scale.diverging)}" data-v="{cell.value:.6g}"{title}>{shown}{extra}</td>'


def _tone(tone: float, diverging: bool) -> str:
    """The class of a tone: one of sixteen steps a palette, since a style of its own would need a looser policy."""
    return f"d{round((tone + 1) * 8)}" if diverging else f"s{round(tone * 16)}"


def _key(grid: Grid, options: Options) -> str:
    said = []
    if grid.scale.name == "stance":
        steps = ((-2, "acts against"), (-1, "speaks against"), (0, "undecided"), (1, "speaks for"), (2, "acts for"))
        said += [
            f'<span class="chip {_tone(value / 2, True)}">{grid.scale.text(value, 0)}</span> {words}'
            for value, words in steps
        ]
    said += [f"{MIXED.glyph} {MIXED.says}"] if grid.mixed else []
    said += [f"{missing.glyph} {escape(missing.says)}" for missing in grid.missing()]
    said += [f"(n) {escape(grid.n_says)}"] if options.show_n else []
    return " &emsp; ".join(f"<span>{words}</span>" for words in said)


def _table(table: Table) -> Iterator[str]:
    if not table.rows:
        yield '<p class="none">nothing found</p>'
        return
    yield f'<div class="scroll"><table class="listing {escape(table.shape)}">'
    heads = "".join(
        f'<th scope="col" class="{escape(head.kind)}"><button>{escape(head.label)}</button></th>'
        for head in table.heads
    )
    yield f"<thead><tr>{heads}</tr></thead>"
    yield "<tbody>"
    for row in table.rows:
        yield "<tr>" + "".join(_cell(head, cell) for head, cell in zip(table.heads, row, strict=True)) + "</tr>"
    yield "</tbody></table></div>"


def _cell(head: Head, cell: Cell) -> str:
    if is_web(cell.link):
        site = cell.link.split("/")[2] if cell.link.count("/") > 1 else cell.link
        return f'<td><a href="{escape(cell.link)}" rel="noreferrer">{escape(site)}</a></td>'
    number = head.kind in ("number", "stance") and cell.value is not None
    data = f' data-v="{cell.value:.6g}"' if number and isinstance(cell.value, (int, float)) else ""
    shown = escape(cell.text)
    if cell.tone is not None and head.kind == "stance":
        shown = f'<span class="chip {_tone(cell.tone, True)}">{shown}</span>'
    # A short text stays on one line, a long one gets the room to be read.
    length = "" if head.kind != "text" else " short" if len(cell.text) <= 24 else " long" if len(cell.text) > 60 else ""
    return f'<td class="{escape(head.kind)}{length}"{data}>{shown}</td>'


def _anchor(row: Label, column: Label) -> str:
    return escape(f"e-{row.id}-{column.id}".replace(" ", "-"))


def _evidence(document: Document, found: evidence.Evidence | None) -> Iterator[str]:
    """For each cell its newest positions with their sources, folded."""
    if found is None:
        return
    yield "<section><h2>Behind each cell</h2>"
    for _, block in document.blocks():
        for row, column, cell in block if isinstance(block, Grid) else ():
            if cell.facts.get("ids"):
                yield from _behind(row, column, cell, found)
    yield "</section>"


def _behind(row: Label, column: Label, cell: Cell, found: evidence.Evidence) -> Iterator[str]:
    positions = evidence.newest_first([found.positions[name] for name in cell.facts["ids"] if name in found.positions])
    yield f'<details id="{_anchor(row, column)}"><summary>{escape(row.name)}: {escape(column.name)} <small>{len(positions)}</small></summary><ul>'
    for position in positions[:MOST]:
        stance = int(position.row["stance"])
        sources = "; ".join(
            f'<a href="{escape(source.link)}" rel="noreferrer">{escape(source.publisher or source.title)}</a>'
            if is_web(source.link)
            else escape(source.publisher or source.title)
            for source in position.sources
        )
        yield (
            f'<li><span class="chip {_tone(stance / 2, True)}">{stance:+d}</span> <time>{escape(position.date)}</time> '
            f"<b>{escape(position.event)}</b> {escape(position.row['summary'])} <small>{sources}</small></li>"
        )
    if len(positions) > MOST:
        yield f"<li>and {len(positions) - MOST} more: <code>positions why {escape(row.id)} {escape(column.id)}</code></li>"
    yield "</ul></details>"
