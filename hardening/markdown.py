"""Text for a Markdown page: cells that stay cells, tables, and long parts folded away."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator


class Markup(str):
    """A text that is Markdown already."""

    __slots__ = ()


def cell(value: object) -> str:
    """A value as the text of a cell: numbers with commas, nothing that Markdown or HTML would take for its own."""
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, Markup):
        return str(value)
    text = re.sub(r"\s+", " ", str(value))
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    # What stands between backticks is code, and means nothing already.
    parts = re.split(r"(`[^`]*`)", text)
    return "".join(
        part.replace("|", "\\|") if part.startswith("`") else re.sub(r"([\\|*_$\[\]~^{}])", r"\\\1", part)
        for part in parts
    )


def table(head: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> Iterator[str]:
    """A table; columns of numbers are set to the right."""
    lines = [tuple(row) for row in rows]
    numeric = [bool(lines) and all(isinstance(row[n], int) for row in lines) for n in range(len(head))]
    yield "| " + " | ".join(head) + " |"
    yield "| " + " | ".join("--:" if right else ":--" for right in numeric) + " |"
    yield from ("| " + " | ".join(map(cell, row)) + " |" for row in lines)


def folded(summary: str, lines: Iterable[str]) -> Iterator[str]:
    """Lines that show when they are asked for."""
    yield from ("<details>", f"<summary>{summary}</summary>", "", *lines, "", "</details>")


def several(n: int, one: str, more: str) -> str:
    """A number with its noun."""
    return f"{n:,} {one if n == 1 else more}"
