"""LaTeX: tables with the rules of booktabs, to be read into a paper; no name can become a command."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from positions.analyse.result import Head
from positions.render.document import MIXED, Cell, Document, Grid, Options, Table
from positions.render.markdown import is_web
from positions.render.measure import clean
from positions.render.text import foot

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
        "% needs \\usepackage{booktabs,longtable,hyperref}, and XeLaTeX or LuaLaTeX for names beyond Latin letters"
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
    columns = "l" + "r" * len(block.columns) if isinstance(block, Grid) else "".join(map(_column, block.heads))
    head, rows = _grid(block, options) if isinstance(block, Grid) else _table(block)
    notes = [*_key(block, options), "; ".join(document.caption.filters), *foot(document)]
    note = " ".join(escape(line.rstrip(".")) + "." for line in notes if line)
    if len(rows) > _LONG:
        yield f"\\begin{{longtable}}{{{columns}}}"
        yield f"\\caption{{{escape(caption)}}}\\\\"
        yield from ("\\toprule", head, "\\midrule", "\\endhead", "\\bottomrule", "\\endlastfoot")
        yield from rows
        yield "\\end{longtable}"
        yield f"\\par\\noindent{{\\footnotesize {note}}}"
        return
    yield "\\begin{table}[htbp]"
    yield "\\centering"
    yield f"\\caption{{{escape(caption)}}}"
    yield f"\\begin{{tabular}}{{{columns}}}"
    yield from ("\\toprule", head, "\\midrule", *rows, "\\bottomrule", "\\end{tabular}")
    yield f"\\par\\smallskip\\parbox{{\\linewidth}}{{\\footnotesize {note}}}"
    yield "\\end{table}"


def _key(block: Grid | Table, options: Options) -> list[str]:
    if not isinstance(block, Grid):
        return []
    said = [f"{MIXED.glyph} {MIXED.says}"] if block.mixed else []
    said += [f"{missing.glyph} {missing.says}" for missing in block.missing()]
    return ["; ".join(said + ([f"(n) {block.n_says}"] if options.show_n else []))]


def _column(head: Head) -> str:
    return {"text": "p{4cm}", "number": "r", "stance": "r"}.get(head.kind, "l")


def _grid(grid: Grid, options: Options) -> tuple[str, list[str]]:
    head = " & ".join(["", *(escape(label.short) for label in grid.columns)]) + r" \\"
    rows = [
        " & ".join([escape(label.name), *(_value(cell, options) for cell in line)]) + r" \\"
        for label, line in zip(grid.rows, grid.cells, strict=True)
    ]
    return head.strip(), rows


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
    if cell.link and is_web(cell.link):
        return rf"\href{{{_address(cell.link)}}}{{link}}"
    # A bracket at the start of a row would be taken for an argument of the row before.
    text = number(cell.text) if head.kind in ("stance", "number") else escape(cell.text)
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
