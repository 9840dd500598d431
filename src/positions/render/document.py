"""What every format renders: a caption, and blocks of labelled cells that already say what a reader is to see.

A kind of result becomes a `Document` in one place (`views`), and a format turns a `Document` into its bytes in
another, so that a new kind serves every format and a new format every kind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeGuard, overload

from positions.analyse.result import Caption, Head


@dataclass(frozen=True)
class Options:
    """How a result is to be shown.

    Attributes
    ----------
    lang
        Language of the names of countries, as CLDR codes it; None for English.
    show_n
        Whether the number of positions (or shared questions) stands beside each value.
    width, color
        Columns of the terminal, and whether it shows colours; for text alone.
    fragment
        Whether html is a part of a page, as notebooks want it, rather than a whole one.
    decimals
        Decimals of values; by default what the scale asks for.
    """

    lang: str | None = None
    show_n: bool = False
    width: int | None = None
    color: bool = False
    fragment: bool = False
    decimals: int | None = None


@dataclass(frozen=True)
class Scale:
    """The scale that values lie on.

    Attributes
    ----------
    name
        ``stance``, ``agreement``, ``share`` or ``count``.
    low, high
        Its ends.
    diverging
        Whether it has two sides that meet at 0.
    decimals
        How many of them a reader needs.
    """

    name: str
    low: float
    high: float
    diverging: bool = False
    decimals: int = 1

    def tone(self, value: float) -> float:
        """Where a value lies, for its colour: -1 to 1 on a diverging scale, else 0 to 1."""
        if self.diverging:
            return max(-1.0, min(1.0, value / max(abs(self.low), abs(self.high), 1e-9)))
        share = max(0.0, min(1.0, (value - self.low) / ((self.high - self.low) or 1)))
        # Counts differ by powers of ten; their roots leave the small ones a colour of their own.
        return float(share**0.5) if self.name == "count" else share

    def text(self, value: float, decimals: int | None = None) -> str:
        """A value in figures, with its sign on a diverging scale; never ``-0``."""
        places = self.decimals if decimals is None else decimals
        rounded = round(value, places) + 0.0
        return f"{rounded:{'+' if self.diverging and rounded else ''}.{places}f}"


STANCE = Scale("stance", -2, 2, diverging=True)


@dataclass(frozen=True)
class Label:
    """The head of a row or column: its id, its name, and the form to use where room is scarce."""

    id: str
    name: str
    short: str = ""

    def __post_init__(self) -> None:
        if not self.short:
            object.__setattr__(self, "short", self.name)


@dataclass(frozen=True)
class Cell:
    """One cell, as a reader sees it and as a file keeps it.

    Attributes
    ----------
    value, text
        The plain value, None where there is none, and its figures or words.
    tone
        Where it lies on its scale; None where it has no colour.
    missing
        Why there is no value, a key of `MISSING`; "" where there is one.
    mixed
        Whether it holds both sides.
    n
        How many positions, or shared questions, it rests on.
    interval
        Its interval in figures, where there is one.
    hover
        What more to tell of it, line by line.
    link
        An address of the evidence.
    facts
        Everything that is known of it, by name.
    """

    value: Any = None
    text: str = ""
    tone: float | None = None
    missing: str = ""
    mixed: bool = False
    n: int | None = None
    interval: str = ""
    hover: tuple[str, ...] = ()
    link: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)


def is_web(link: str | None) -> TypeGuard[str]:
    """Whether there is an address and it leads to the web, and not to a script or a file."""
    return link is not None and link.startswith(("http://", "https://"))


@dataclass(frozen=True)
class Missing:
    """One reason for a blank: its glyph, its word in narrow places, and what it means."""

    glyph: str
    word: str
    says: str


MISSING = {
    "not_found": Missing("·", "not found", "no position was found"),
    "not_asked": Missing("–", "not asked", "not a member of the body that was asked"),
    "absent": Missing("×", "absent", "asked in a recorded vote, and absent"),
    "left_out": Missing("…", "left out", "positions exist, but the filters leave them out"),
    "too_few": Missing("·", "too few", "too few shared questions for a value"),
    "no_overlap": Missing("–", "none shared", "no shared question"),
    "no_variation": Missing("=", "no variation", "one answer throughout, so that the measure divides by zero"),
    "same": Missing("\\", "", ""),
}
MIXED = Missing("±", "mixed", "positions for and against")


class Line(Sequence[Cell]):
    """A line of cells, each made when it is first looked at: of a square of all actors a terminal shows a tenth."""

    def __init__(self, length: int, make: Callable[[int], Cell]) -> None:
        self._made: list[Cell | None] = [None] * length
        self._make = make

    def __len__(self) -> int:
        return len(self._made)

    @overload
    def __getitem__(self, place: int) -> Cell: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Cell, ...]: ...
    def __getitem__(self, place: int | slice) -> Cell | tuple[Cell, ...]:
        if isinstance(place, slice):
            return tuple(self[at] for at in range(*place.indices(len(self))))
        made = self._made[place]
        if made is None:
            made = self._made[place] = self._make(place % len(self))
        return made


@dataclass(frozen=True)
class Grid:
    """Rows x columns of cells on one scale.

    Attributes
    ----------
    rows_are, columns_are
        What the rows and columns are, in a word.
    n_says
        What the numbers beside the values count.
    """

    rows: tuple[Label, ...]
    columns: tuple[Label, ...]
    cells: tuple[Sequence[Cell], ...]
    scale: Scale
    rows_are: str = ""
    columns_are: str = ""
    n_says: str = "positions"

    def __iter__(self) -> Iterator[tuple[Label, Label, Cell]]:
        for row, line in zip(self.rows, self.cells, strict=True):
            for column, cell in zip(self.columns, line, strict=True):
                yield row, column, cell

    def missing(self) -> list[Missing]:
        """The reasons for blanks that occur, in the order of `MISSING`."""
        kinds = {cell.missing for *_, cell in self}
        return [MISSING[kind] for kind in MISSING if kind in kinds and MISSING[kind].says]

    def first(self, columns: int) -> Grid:
        """The same rows with the first columns alone."""
        return replace(self, columns=self.columns[:columns], cells=tuple(tuple(line[:columns]) for line in self.cells))

    def turned(self) -> Grid:
        """The same cells with rows and columns exchanged."""
        return replace(
            self,
            rows=self.columns,
            columns=self.rows,
            cells=tuple(zip(*self.cells, strict=True)),
            rows_are=self.columns_are,
            columns_are=self.rows_are,
        )

    @property
    def mixed(self) -> bool:
        """Whether any cell holds both sides."""
        return any(cell.mixed for *_, cell in self)

    def key(self, show_n: bool) -> str:
        """What the glyphs mean, those alone that occur."""
        said = []
        if self.scale.name == "stance" and any(cell.value is not None for *_, cell in self):
            said.append("▲ for, ▼ against (two from 1.5 on: deeds), ○ undecided")
        said += [f"{MIXED.glyph} mixed"] if self.mixed else []
        said += [f"{missing.glyph} {missing.word}" for missing in self.missing()]
        said += [f"(n) {self.n_says}"] if show_n else []
        return "; ".join(said)


@dataclass(frozen=True)
class Table:
    """Rows of cells under heads.

    Attributes
    ----------
    shape
        What is listed: ``timeline``, ``search``, ``pairs`` ...
    """

    heads: tuple[Head, ...]
    rows: tuple[tuple[Cell, ...], ...]
    shape: str = "listing"


@dataclass(frozen=True)
class Document:
    """A result as a reader is to see it.

    Attributes
    ----------
    kind
        The kind of the result.
    parts
        Blocks, and documents within this one.
    facts
        What belongs to the whole beside the caption, as plain values.
    told
        The same in words, line by line, where a result has a better form than tables for a terminal.
    """

    kind: str
    caption: Caption
    parts: tuple[Grid | Table | Document, ...]
    facts: Mapping[str, Any] = field(default_factory=dict)
    told: tuple[str, ...] = ()

    def foot(self) -> list[str]:
        """What stands beneath it: rule, notes, version."""
        version = [f"positions {self.caption.version}"] if self.caption.version else []
        return [line for line in (self.caption.rule, *self.caption.notes, *version) if line]

    def blocks(self, under: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Grid | Table]]:
        """Every grid and table, with the titles of the documents that it lies in, this one's own left out."""
        for part in self.parts:
            if isinstance(part, Document):
                yield from part.blocks((*under, part.caption.title))
            else:
                yield under, part
