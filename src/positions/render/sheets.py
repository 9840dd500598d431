"""A workbook written sheet by sheet and row by row; XlsxWriter is spoken to here alone."""

from __future__ import annotations

import datetime as dt
import io
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from positions.errors import MissingExtra

# What Excel takes: so many characters a cell, so many in an address, so many in the name of a sheet.
MOST_TEXT, MOST_LINK, MOST_NAME = 32_767, 2_079, 31
# Links that a sheet takes; those beyond are text.
MOST_LINKS = 65_530
# The first day that Excel counts right; it takes 1900 for a leap year.
FIRST_DAY = dt.date(1900, 3, 1)
# No clock: a day for the properties of the document. The entries of the archive bear the earliest time that it can tell.
_CREATED = dt.datetime(2020, 1, 1)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_NOT_IN_NAMES = re.compile(r"[\\/*?:\[\]]")


def clipped(text: str) -> str:
    """Text as a workbook can hold it."""
    return _CONTROL.sub("", text)[:MOST_TEXT]


class Book:
    """A workbook in the making, and the looks of its cells, each made once.

    Parameters
    ----------
    title
        The title in its properties.
    """

    def __init__(self, title: str) -> None:
        try:
            from xlsxwriter import Workbook
        except ImportError as error:
            raise MissingExtra("XlsxWriter", "report", "writing a workbook") from error
        self._bytes = io.BytesIO()
        self._book: Any = Workbook(self._bytes, {"in_memory": True})
        self._book.set_properties({"title": clipped(title), "author": "positions", "created": _CREATED})
        self._looks: dict[tuple[tuple[str, Any], ...], Any] = {}

    def look(self, **properties: Any) -> Any:
        """A look, one object for all cells alike; None for the plain one."""
        key = tuple(sorted(properties.items()))
        if key and key not in self._looks:
            self._looks[key] = self._book.add_format(properties)
        return self._looks.get(key)

    def sheet(self, name: str) -> Sheet:
        """A sheet at the end, its name made one that a workbook allows and that is not yet taken."""
        wanted = _NOT_IN_NAMES.sub(" ", clipped(name)).strip().strip("'")[:MOST_NAME].strip() or "sheet"
        taken, number, free = {sheet.get_name().casefold() for sheet in self._book.worksheets()}, 1, wanted
        while free.casefold() in taken:
            number += 1
            free = f"{wanted[: MOST_NAME - len(str(number)) - 1]} {number}"
        sheet = self._book.add_worksheet(free)
        # On paper: as wide as a page, heads on every one.
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        return Sheet(self, sheet)

    def content(self) -> bytes:
        """The whole as bytes."""
        self._book.close()
        return self._bytes.getvalue()


@dataclass
class Sheet:
    """One sheet and the place where the next value goes."""

    book: Book
    sheet: Any
    row_number: int = 0
    column: int = 0
    widest: int = field(default=0, repr=False)
    links: int = field(default=0, repr=False)

    def head(self, names: Sequence[str], turned: bool = False) -> None:
        """The first row, in bold; turned upright where there are many columns."""
        self.begin()
        if turned:
            self.sheet.set_row_pixels(0, 173)
        for place, name in enumerate(names):
            turn = {"rotation": 60} if turned and place > 1 else {}
            self.text(name, bold=True, text_wrap=True, valign="bottom", **turn)

    def begin(self) -> None:
        """Start the next row."""
        self.row_number += 1
        self.column = 0

    def row(self, values: Sequence[Any]) -> None:
        """The next row."""
        self.begin()
        for value in values:
            self.value(value)

    def value(self, value: Any, format_: str | None = None) -> None:
        """The next value: numbers and dates as such, all else as text."""
        if isinstance(value, bool):
            self.text("yes" if value else "no")
        elif isinstance(value, (int, float)) and math.isfinite(value):
            at = self._next()
            self.sheet.write_number(*at, value, self.book.look(**({"num_format": format_} if format_ else {})))
        elif isinstance(value, dt.date) and (value.date() if isinstance(value, dt.datetime) else value) >= FIRST_DAY:
            self.sheet.write_datetime(*self._next(), value, self.book.look(num_format=format_ or "yyyy-mm-dd"))
        else:
            self.text("" if value is None or isinstance(value, float) else str(value))

    def text(self, text: str, **look: Any) -> None:
        """The next value as text, whatever it begins with."""
        at = self._next()
        if text.startswith(("=", "+", "-", "@")):
            # Typed over and confirmed, text like a formula would become one but for this mark.
            look["quote_prefix"] = True
        if text:
            self.sheet.write_string(*at, clipped(text), self.book.look(**look))

    def quiet(self, text: str) -> None:
        """The next value as text in grey."""
        self.text(text, italic=True, font_color="#808080", align="right")

    def link(self, text: str, address: str) -> None:
        """The next value as an address to follow."""
        address, text = _CONTROL.sub("", address), clipped(text)
        if not text or len(address) > MOST_LINK or self.links >= MOST_LINKS:
            self.text(text)
            return
        self.links += 1
        look = self.book.look(underline=1, font_color="#1D4F8F")
        self.sheet.write_url(*self._next(), address, look, text)

    def _next(self) -> tuple[int, int]:
        """Row and column, from 0, of the next value."""
        self.column += 1
        self.widest = max(self.widest, self.column)
        return self.row_number - 1, self.column - 1

    def freeze(self, column: int) -> None:
        """Keep the first row, and the columns before `column`, in sight."""
        self.sheet.freeze_panes(1, column - 1)

    def filter(self) -> None:
        """Let every column be filtered."""
        self.sheet.autofilter(0, 0, max(self.row_number, 1) - 1, max(self.widest, 1) - 1)

    def fit(self, widths: Sequence[float]) -> None:
        """The widths of the columns, in characters."""
        for place, width in enumerate(widths):
            self.sheet.set_column(place, place, width)

    def color_scale(
        self, first: int, last: int, ends: tuple[float, float, float], palette: Sequence[str], step: int
    ) -> None:
        """Colour numbers from one end of a scale to the other, in every `step`-th column."""
        if self.row_number < 2:
            return
        scale: dict[str, Any] = {"type": "3_color_scale"}
        for end, value, color in zip(("min", "mid", "max"), ends, (palette[0], palette[2], palette[-1]), strict=True):
            scale |= {f"{end}_type": "num", f"{end}_value": value, f"{end}_color": color}
        for column in range(first - 1, last, step):
            self.sheet.conditional_format(1, column, self.row_number - 1, column, scale)
