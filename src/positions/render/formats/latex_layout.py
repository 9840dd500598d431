"""How a table gets onto a page of LaTeX: the width of its columns, the size of its letters, upright or on its side."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from positions.analyse.result import Head
from positions.render.document import Cell, Grid, Options, Table, is_web

# In points: a line of the class article with letters of ten points, the narrowest there commonly is, and of its page on the side.
LINE, SIDE = 345.0, 550.0
# What stands between two columns, and nothing at the edges; the theme of booktabs.
GAP = 8.0
# Sizes of letters, and how wide these are beside those of the text.
_SIZES = (("", 1.0), ("\\footnotesize", 0.86), ("\\scriptsize", 0.81), ("\\tiny", 0.69))
# A column narrower than this is not broken; of a long text no more than this is asked for, and no less if it is to be read
# with ease; parts of words are hardly ever wider than the last.
_NARROW, _WIDE, _ROOMY, _PART = 62.0, 300.0, 70.0, 32.0
# The names of rows of a grid are broken beyond this.
_NAMES = 150.0
# Widths of letters, in points, of Computer Modern; what is not named is as wide as a capital.
_LETTERS = {
    **dict.fromkeys("ijl.,:;'!|·", 2.9), **dict.fromkeys("frstI()[]-“”", 4.0), **dict.fromkeys("abcdeghknopquvxyz0123456789/ß", 5.4),
    **dict.fromkeys("mwWM+±×▲▼○%…—", 9.5), " ": 3.4,
}  # fmt: skip
_CAPITAL = 7.4
# Where a line may end within a cell: after a space or a hyphen; in an id after any of its parts, between two dates at the slash.
_WORDS = re.compile(r"(?<=[\s-])|(?<=\d/)(?=\d)")
_PARTS = re.compile(r"(?<=[\s_:-])")


@dataclass(frozen=True)
class Layout:
    """How a table gets onto a page.

    Attributes
    ----------
    columns
        The columns as LaTeX has them.
    size
        The command for the size of its letters; empty for that of the text.
    sideways
        Whether it takes a page on its side.
    fitted
        Whether it is drawn smaller to fit a line.
    turned
        Whether the heads of columns stand upright.
    """

    columns: str
    size: str = ""
    sideways: bool = False
    fitted: bool = False
    turned: bool = False


def of_grid(grid: Grid, options: Options, long: bool) -> Layout:
    """The layout of a grid: heads upright, then smaller letters, then a page on its side, then drawn smaller, until it fits.

    Parameters
    ----------
    long
        Whether it is broken over pages; then it cannot be drawn smaller.
    """
    names = max((width(label.name) for label in grid.rows), default=0)
    cells = [max(map(_value(options), column), default=0) for column in zip(*grid.cells, strict=True)]
    heads = [width(label.short) for label in grid.columns]
    straight = min(names, _NAMES) + sum(map(max, zip(cells, heads, strict=True)))
    turned = _size(straight, len(cells), LINE, _SIZES[:1]) is None
    wide = min(names, _NAMES) + sum(max(cell, 10) for cell in cells) if turned else straight
    for line, sizes in ((LINE, _SIZES[:-1]), (SIDE, _SIZES)):
        if (size := _size(wide, len(cells), line, sizes)) is not None:
            return Layout(_grid_columns(names, cells, line, size), size, sideways=line == SIDE, turned=turned)
    size, line = (_SIZES[-1][0], SIDE) if long else ("", LINE)
    return Layout(_grid_columns(names, cells, line, size), size, sideways=long, fitted=not long, turned=turned)


def _grid_columns(names: float, cells: Sequence[float], line: float, size: str) -> str:
    """The columns of a grid, long names broken."""
    share = _NAMES * dict(_SIZES)[size] / line
    return (_Column("l", names, _NAMES, 0, 0).across(share) if names > _NAMES else "l") + "r" * len(cells)


def of_table(table: Table) -> Layout:
    """The layout of a table: as wide as its words; else its long texts broken, in small letters, on its side where need be."""
    columns = [
        _Column.of(head, [row[place] for row in table.rows], "r" if head.kind in ("number", "stance") else "l")
        for place, head in enumerate(table.heads)
    ]
    size = _size(sum(column.widest for column in columns), len(columns) - 1, LINE, _SIZES[:-1])
    if size is not None:
        return Layout("".join(column.end for column in columns), size)
    (small, scale), (tiny, least) = _SIZES[-2:]
    gaps = GAP * (len(columns) - 1)
    if sum(column.roomy for column in columns) * scale + gaps <= LINE:
        return Layout(_shared(columns, LINE, scale), small)
    if sum(column.word for column in columns) * scale + gaps <= SIDE:
        return Layout(_shared(columns, SIDE, scale), small, sideways=True)
    return Layout(_shared([column.pressed for column in columns], SIDE, least), tiny, sideways=True)


@dataclass(frozen=True)
class _Column:
    """How wide a column is, in points at the size of the text.

    Attributes
    ----------
    widest, usual
        The widest cell, and what nine in ten cells need.
    word
        The longest word, or all of a column that is not broken.
    part
        What it cannot go below with words parted: figures are never parted.
    """

    end: str
    widest: float
    usual: float
    word: float
    part: float

    @classmethod
    def of(cls, head: Head, cells: Sequence[Cell], end: str) -> _Column:
        """The column of a head and its cells."""
        breaks = _PARTS if head.kind in ("id", "code") else _WORDS
        texts = ["link" if is_web(cell.link) else cell.text for cell in cells]
        lengths = sorted(map(width, texts)) or [0.0]
        heading, widest = width(head.label), max(width(head.label), lengths[-1])
        words = max(
            width(word) for word in [*head.label.split(), *(word for text in texts for word in breaks.split(text))]
        )
        word = widest if widest <= _NARROW else words
        part = max(lengths[-1], _PART) if end == "r" else min(word, _PART)
        return cls(end, widest, max(heading, min(lengths[len(lengths) * 9 // 10], _WIDE)), word, part)

    @property
    def roomy(self) -> float:
        """What it needs to be read with ease: room for some words a line."""
        return max(self.word, min(self.usual, _ROOMY))

    @property
    def pressed(self) -> _Column:
        """The same where words are parted."""
        return replace(self, widest=_WIDE, word=self.part)

    def across(self, share: float) -> str:
        """The column as LaTeX has it, at a share of the line; broken if it is not narrow by itself."""
        if self.widest <= _NARROW:
            return self.end
        side = "left" if self.end == "r" else "right"
        # Without the space of no width TeX does not part the first word of a cell.
        return rf">{{\ragged{side}\arraybackslash\hspace{{0pt}}}}p{{{share:.3f}\linewidth}}"


def _shared(columns: Sequence[_Column], line: float, scale: float) -> str:
    """The columns: what their longest words leave of a line is shared by those with long texts."""
    room = line / scale - sum(column.word for column in columns) - GAP / scale * (len(columns) - 1)
    wanted = [max(column.usual - column.word, 0) for column in columns]
    share = min(max(room, 0) / (sum(wanted) or 1), 1)
    return "".join(
        column.across((column.word + share * more) * scale / line) for column, more in zip(columns, wanted, strict=True)
    )


def _size(wide: float, gaps: int, line: float, sizes: Sequence[tuple[str, float]]) -> str | None:
    """The largest letters with which columns fit a line; None if there are none."""
    return next((size for size, scale in sizes if wide * scale + GAP * gaps <= line), None)


def width(text: str) -> float:
    """The width of a text in points, at the size of the text around."""
    return sum(_LETTERS.get(letter, 5.4 if letter.islower() else _CAPITAL) for letter in text)


def _value(options: Options) -> Callable[[Cell], float]:
    """How wide a cell of a grid is with all that stands in it."""

    def of(cell: Cell) -> float:
        parts = (
            cell.text,
            "±" * cell.mixed,
            cell.interval and f"[{cell.interval}]",
            f"({cell.n})" if options.show_n else "",
        )
        return sum(width(part) + 1.7 for part in parts if part)

    return of
