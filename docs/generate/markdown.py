"""Markdown that shows what it is given, letter for letter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence


def plain(text: str) -> str:
    """A text in which nothing but a span of code is markup."""
    parts = re.split(r"(``[^`]+``|`[^`]+`)", " ".join(text.split()))
    return "".join(part if n % 2 else re.sub(r"([\\*_\[\]<>$`])", r"\\\1", part) for n, part in enumerate(parts))


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """The lines of a table; its cells are Markdown already."""
    ruled = [heads, [":--"] * len(heads), *rows]
    return ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in ruled]


def anchor(heading: str) -> str:
    """The anchor that a heading gets, here and in the browsers of repositories."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
