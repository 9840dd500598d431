"""LaTeX: tables with the rules of booktabs, to be read into a paper; no name can become a command."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from positions.analyse.result import Head
from positions.render.document import MIXED, Cell, Document, Grid, Options, Table, is_web
from positions.render.formats import latex_layout
from positions.render.formats.latex_layout import Layout
from positions.render.measure import clean

_SPECIAL = {
    "\\": r"\textbackslash{}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_", "{": r"\{", "}": r"\}",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "<": r"\textless{}", ">": r"\textgreater{}", '"': r"\textquotedbl{}",
    "±": r"$\pm$", "×": r"$\times$", "·": r"$\cdot$", "…": r"\ldots{}", "–": "--", "—": "---", "’": "'", "“": "``", "”": "''",
    "▲": r"$\blacktriangle$", "▼": r"$\blacktriangledown$", "○": r"$\circ$",
}  # fmt: skip
_GLYPHS = {
    "not_found": r"$\cdot$", "not_asked": "--", "absent": r"$\times$", "left_out": r"\ldots{}",
    "too_few": r"$\cdot$", "no_overlap": "--", "no_variation": "$=$", "same": "",
}  # fmt: skip
# A longer table is broken over pages.
_LONG = 45


def write(result: Any, document: Document, options: Options) -> str:
    """The document as LaTeX, without a preamble."""
    lines = [
        "% needs \\usepackage[T1]{fontenc} \\usepackage{array,booktabs,graphicx,longtable,lscape,hyperref}; for names beyond Latin",
        "% letters XeLaTeX or LuaLaTeX instead of fontenc, with a font that has them",
    ]
    for titles, block in document.blocks():
        caption = ": ".join([document.caption.title, *titles])
        lines += ["", *_float(block, caption, document, options)]
    return "\n".join(lines) + "\n"


def escape(text: str) -> str:
    """Text as itself: nothing in it is a command."""
    return "".join(_SPECIAL.get(character, character) for character in clean(text))


def number(text: str) -> str:
    """Figures with a minus rather than a hyphen."""
    return f"${text}$" if text.startswith(("-", "+")) else text


def _float(block: Grid | Table, caption: str, document: Document, options: Options) -> Iterator[str]:
    long = len(block.rows) > _LONG
    if isinstance(block, Grid):
        layout = latex_layout.of_grid(block, options, long)
        head, rows = _grid(block, layout, options)
    else:
        layout = latex_layout.of_table(block)
        head, rows = _table(block)
    notes = [*_key(block, options), "; ".join(document.caption.filters), *document.foot()]
    note = " ".join(escape(line.rstrip(".")) + "." for line in notes if line)
    if layout.sideways:
        yield "\\begin{landscape}"
    begin = f"\\setlength{{\\tabcolsep}}{{{latex_layout.GAP / 2:.0f}pt}}{layout.size}"
    columns = f"@{{}}{layout.columns}@{{}}"
    if long or layout.sideways:
        yield f"{{{begin}"
        yield f"\\begin{{longtable}}{{{columns}}}"
        yield f"\\caption{{{escape(caption)}}}\\\\"
        yield from ("\\toprule", head, "\\midrule", "\\endhead", "\\bottomrule", "\\endlastfoot")
        yield from rows
        yield "\\end{longtable}}"
        yield f"\\par\\noindent{{\\footnotesize {note}}}"
    else:
        yield from ("\\begin{table}[htbp]", "\\centering", f"\\caption{{{escape(caption)}}}")
        yield f"{{{begin}" + ("\\resizebox{\\linewidth}{!}{%" if layout.fitted else "%")
        yield f"\\begin{{tabular}}{{{columns}}}"
        yield from ("\\toprule", head, "\\midrule", *rows, "\\bottomrule", "\\end{tabular}" + "}" * (1 + layout.fitted))
        yield f"\\par\\smallskip\\parbox{{\\linewidth}}{{\\footnotesize {note}}}"
        yield "\\end{table}"
    if layout.sideways:
        yield "\\end{landscape}"


def _key(block: Grid | Table, options: Options) -> list[str]:
    if not isinstance(block, Grid):
        return []
    said = [f"{MIXED.glyph} {MIXED.says}"] if block.mixed else []
    said += [f"{missing.glyph} {missing.says}" for missing in block.missing()]
    return ["; ".join(said + ([f"(n) {block.n_says}"] if options.show_n else []))]


def _grid(grid: Grid, layout: Layout, options: Options) -> tuple[str, list[str]]:
    heads = [escape(label.short) for label in grid.columns]
    if layout.turned:
        heads = [rf"\rotatebox{{90}}{{{head}}}" for head in heads]
    rows = [
        " & ".join([escape(label.name), *(_value(cell, options) for cell in line)]) + r" \\"
        for label, line in zip(grid.rows, grid.cells, strict=True)
    ]
    return (" & ".join(["", *heads]) + r" \\").strip(), rows


def _value(cell: Cell, options: Options) -> str:
    if cell.value is None:
        return _GLYPHS.get(cell.missing, "")
    parts = [number(cell.text), r"$\pm$" if cell.mixed else ""]
    if cell.interval:
        # Braces, since a bracket after the end of a row would be read as its argument.
        parts.append("{[" + " to ".join(number(end) for end in cell.interval.split(" to ")) + "]}")
    parts.append(f"({cell.n})" if options.show_n and cell.n is not None else "")
    return "\\,".join(filter(None, parts))


def _table(table: Table) -> tuple[str, list[str]]:
    head = " & ".join(escape(head.label) for head in table.heads) + r" \\"
    return head, [
        " & ".join(_cell(head, cell) for head, cell in zip(table.heads, row, strict=True)) + r" \\"
        for row in table.rows
    ]


def _cell(head: Head, cell: Cell) -> str:
    if is_web(cell.link):
        return rf"\href{{{_address(cell.link)}}}{{link}}"
    # A bracket at the start of a row would be taken for an argument of the row before.
    text = number(cell.text) if head.kind in ("stance", "number") else escape(cell.text)
    # An id is one long word, and so are two dates; either may end a line after any of its parts.
    parts = r"(\\_|[:-])" if head.kind in ("id", "code") else r"(?<=\d)(/)(?=\d)"
    text = re.sub(parts, r"\1\\allowbreak{}", text)
    return "{}" + text if text.startswith(("[", "*")) else text


def _address(link: str) -> str:
    coded = {
        "\\": r"\%5C",
        "{": r"\%7B",
        "}": r"\%7D",
        "^": r"\%5E",
        " ": r"\%20",
        '"': r"\%22",
        "<": r"\%3C",
        ">": r"\%3E",
        "~": r"\%7E",
    }
    return "".join({"%": r"\%", "#": r"\#", "&": r"\&", "_": r"\_"}.get(c, coded.get(c, c)) for c in clean(link))
