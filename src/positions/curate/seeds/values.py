"""What a field of the seeds may hold: a text, a code, an id, a date and the rest, each read with what is wrong told."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from positions import dates
from positions.curate.seeds.problem import Place, unknown
from positions.curate.seeds.reader import Fields, Items, Node, Text
from positions.curate.seeds.shape import Reading, Reference

MAX_TEXT = 5_000
# An id becomes the name of a page, which a file system cuts at 255 bytes.
MAX_ID = 120


def word(node: Node, where: str, reading: Reading) -> str | None:
    """The text of a scalar, told where there is none."""
    if not isinstance(node, Text):
        kind = "a list" if isinstance(node, Items) else "a mapping"
        reading.tell(node.place, where, "shape", f"{kind} stands here; a single text belongs here")
        return None
    return node.value


def text(node: Node, where: str, reading: Reading) -> str | None:
    """A text in one line, without blanks around it."""
    value = word(node, where, reading)
    if value is None:
        if isinstance(node, Text):
            reading.tell(node.place, where, "empty", "is empty; leave the field out, or fill it")
        return None
    value = " ".join(value.split())
    if not value:
        reading.tell(node.place, where, "empty", "is empty; leave the field out, or fill it")
    elif len(value) > MAX_TEXT:
        reading.tell(node.place, where, "too-long", f"has {len(value):,} characters; at most {MAX_TEXT:,}")
        # No message after this one is to repeat megabytes.
        return None
    elif "\ufffd" in value or re.search("Ã[\u0080-\u00bf]|â€|Â[\u00a0-\u00bf]", value):
        reading.tell(node.place, where, "mojibake", f"{value[:60]!r} looks wrongly decoded; type the characters again")
    return value or None


def code(codes: str) -> Callable[[Node, str, Reading], str | None]:
    """A code of the list `codes`."""

    def read(node: Node, where: str, reading: Reading) -> str | None:
        value = text(node, where, reading)
        if (
            value is not None
            and reading.codebook is not None
            and codes in reading.codebook
            and value not in reading.codebook[codes]
        ):
            known = reading.codebook[codes].names
            reading.problems.append(
                unknown(node.place, where, "unknown-code", value, known, f"in the code list {codes!r}")
            )
        return value

    return read


def name(pattern: str, what: str) -> Callable[[Node, str, Reading], str | None]:
    """An id of the form `pattern`."""
    compiled = re.compile(pattern, re.ASCII)

    def read(node: Node, where: str, reading: Reading) -> str | None:
        value = text(node, where, reading)
        if value is not None and not compiled.fullmatch(value):
            reading.tell(node.place, where, "bad-id", f"{value!r} is not {what}")
        elif value is not None and len(value) > MAX_ID:
            reading.tell(node.place, where, "bad-id", f"has {len(value):,} characters; an id has at most {MAX_ID}")
        return value

    return read


def reference(table: str) -> Callable[[Node, str, Reading], str | None]:
    """The id of a row of `table`."""

    def read(node: Node, where: str, reading: Reading) -> str | None:
        value = text(node, where, reading)
        if value is not None:
            reading.references.append(Reference(node.place, where, table, value))
        return value

    return read


def date(node: Node, where: str, reading: Reading) -> dates.Span | None:
    """A date as precise as it is known."""
    value = text(node, where, reading)
    if value is None:
        return None
    try:
        return dates.parse(value)
    except ValueError as error:
        reading.tell(node.place, where, "bad-date", str(error))
        return None


def day(node: Node, where: str, reading: Reading) -> dates.Span | None:
    """A date known to the day."""
    span = date(node, where, reading)
    if span and span.precision != "day":
        reading.tell(node.place, where, "bad-date", "a day is needed here, as YYYY-MM-DD")
    return span


def number(node: Node, where: str, reading: Reading) -> int | None:
    """A whole number, zero or more."""
    value = text(node, where, reading)
    if value is None:
        return None
    if not re.fullmatch("[0-9]{1,4}", value, re.ASCII):
        reading.tell(node.place, where, "bad-number", f"{value!r} is not a whole number from 0 to 9999")
        return None
    return int(value)


def flag(node: Node, where: str, reading: Reading) -> bool:
    """``true`` or ``false``."""
    value = text(node, where, reading)
    if value not in ("true", "false", None):
        reading.tell(node.place, where, "bad-flag", f"{value!r} is neither true nor false")
    return value == "true"


def address(node: Node, where: str, reading: Reading) -> str | None:
    """An http(s) address."""
    value = text(node, where, reading)
    if value is not None and not re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+", value):
        reading.tell(node.place, where, "bad-address", f"{value!r} is not an http or https address")
    return value


def listed(read: Callable[[Node, str, Reading], Any], what: str) -> Callable[[Node, str, Reading], list[Any]]:
    """A list, each item read by `read`; items that are none are left out."""

    def read_list(node: Node, where: str, reading: Reading) -> list[Any]:
        if not isinstance(node, Items):
            reading.tell(
                node.place, where, "shape", f"a list of {what} belongs here, as [a, b] or one item a line with '- '"
            )
            return []
        if not node.items:
            reading.tell(node.place, where, "empty", f"the list of {what} is empty; leave the field out, or fill it")
        values = [read(item, f"{where}[{i}]", reading) for i, item in enumerate(node.items)]
        return [value for value in values if value is not None]

    return read_list


@dataclass(frozen=True)
class Cited:
    """A source as an entry cites it, with its passage by first and last words where they are known."""

    place: Place
    where: str
    source_id: str
    start: str | None
    end: str | None


def citations(node: Node, where: str, reading: Reading) -> list[Cited]:
    """Sources: a list of ids, or a mapping of ids to passages (words found there, or [first words, last words])."""
    if isinstance(node, Items):
        ids = listed(reference("sources"), "source ids")(node, where, reading)
        return [Cited(node.place, where, source_id, None, None) for source_id in ids]
    if not isinstance(node, Fields):
        reading.tell(
            node.place, where, "shape", "a list of source ids, or a mapping of source ids to passages belongs here"
        )
        return []
    cited = []
    for source_id, inner in node:
        place, path = node.keys[source_id], f"{where}.{source_id}"
        reading.references.append(Reference(place, path, "sources", source_id))
        start, end = passage(inner, path, reading)
        cited.append(Cited(place, path, source_id, start, end))
    return cited


def passage(node: Node, where: str, reading: Reading) -> tuple[str | None, str | None]:
    """A passage: nothing, a few words of it, or its first and its last few words."""
    if isinstance(node, Text):
        return (None, None) if node.value is None else (text(node, where, reading), None)
    words = listed(text, "first and last words")(node, where, reading) if isinstance(node, Items) else []
    if len(words) != 2:
        reading.tell(node.place, where, "bad-passage", "a passage is a few of its words, or [first words, last words]")
        return None, None
    return words[0], words[1]
