"""Text in the columns of a terminal: how wide it is, cut, padded and wrapped; what could command the terminal taken out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator


def clean(text: str) -> str:
    """Text on one line without control characters: a name must not be able to move the cursor or change colours."""
    if text.isascii() and text.isprintable():
        return text
    kept = (" " if c.isspace() else c for c in text if c.isspace() or unicodedata.category(c) not in ("Cc", "Cs"))
    return " ".join("".join(c for c in kept if c not in _OVERRIDES).split())


# Characters that turn the direction of what follows, and with it the order of columns.
_OVERRIDES = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def width(text: str) -> int:
    """The columns that text takes: two for a wide character, none for a combining one."""
    if text.isascii():
        return len(text)
    return sum(_width(c) for c in text)


def _width(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


def cut(text: str, columns: int) -> str:
    """Text of at most so many columns; what is cut leaves an ellipsis."""
    if width(text) <= columns:
        return text
    kept, used = "", 0
    for character in text:
        used += _width(character)
        if used > columns - 1:
            break
        kept += character
    return kept.rstrip() + "…"


def left(text: str, columns: int) -> str:
    """Text padded at its right end."""
    return text + " " * (columns - width(text))


def right(text: str, columns: int) -> str:
    """Text padded at its left end."""
    return " " * (columns - width(text)) + text


def wrapped(text: str, columns: int, most: int | None = None, inside: bool = False) -> list[str]:
    """Text in lines of at most so many columns, at most `most` of them.

    It is broken at blanks, with `inside` also after hyphens and the like, and anywhere where a piece is too long.
    """
    lines: list[str] = []
    line = ""
    for piece in _pieces(text, columns, inside):
        if line and width(line + piece.rstrip()) > columns:
            lines.append(line.rstrip())
            line = ""
        line += piece
    lines.append(line.rstrip())
    if most is not None and len(lines) > most:
        lines = [*lines[: most - 1], cut(" ".join(lines[most - 1 :]), columns)]
    return lines


def _pieces(text: str, columns: int, inside: bool) -> Iterator[str]:
    for word in text.split():
        *parts, last = re.sub(r"(?<=[-/_])", "\0", word).split("\0") if inside else [word]
        for part in [*parts, last + " "]:
            while width(part.rstrip()) > columns:
                head = part[: max(1, columns)]
                while width(head) > columns and len(head) > 1:
                    head = head[:-1]
                yield head
                part = part[len(head) :]
            yield part
