"""A sheet of a workbook, written row by row; openpyxl is spoken to here alone."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

# What Excel takes: so many characters a cell, so many in an address, so many in the name of a sheet.
MOST_TEXT, MOST_LINK, MOST_NAME = 32_767, 2_079, 31
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_NOT_IN_NAMES = re.compile(r"[\\/*?:\[\]]")


def clipped(text: str) -> str:
    """Text as a workbook can hold it."""
    return _CONTROL.sub("", text)[:MOST_TEXT]


@dataclass
class Sheet:
    """One sheet and the place where the next value goes."""

    sheet: Any
    row_number: int = 0
    column: int = 0

    @classmethod
    def new(cls, book: Any, name: str) -> Sheet:
        """A sheet at the end of a book, its name made one that a workbook allows and that is not yet taken."""
        wanted = _NOT_IN_NAMES.sub(" ", clipped(name)).strip().strip("'")[:MOST_NAME].strip() or "sheet"
        taken, number, free = {title.casefold() for title in book.sheetnames}, 1, wanted
        while free.casefold() in taken:
            number += 1
            free = f"{wanted[: MOST_NAME - len(str(number)) - 1]} {number}"
        return cls(book.create_sheet(free))

    def head(self, names: Sequence[str], turned: bool = False) -> None:
        """The first row, in bold; turned upright where there are many columns."""
        from openpyxl.styles import Alignment, Font

        self.row(names)
        for cell in self.sheet[1]:
            cell.font = Font(bold=True)
            cell.alignment = Alignment(
                wrap_text=True, vertical="bottom", text_rotation=60 if turned and cell.column > 2 else 0
            )

    def begin(self) -> None:
        """Start the next row."""
        self.row_number += 1
        self.column = 0

    def row(self, values: Sequence[Any]) -> None:
        """The next row."""
        self.begin()
        for value in values:
            self.value(value)

    def value(self, value: Any, format_: str | None = None) -> Any:
        """The next value: numbers, dates and flags as such, all else as text."""
        if value is None or isinstance(value, (bool, int, float, dt.date)):
            cell = self._next()
            cell.value = value
            if format_ and value is not None:
                cell.number_format = format_
            elif isinstance(value, dt.date):
                cell.number_format = "yyyy-mm-dd"
            return cell
        return self.text(str(value))

    def text(self, text: str) -> Any:
        """The next value as text, whatever it begins with."""
        cell = self._next()
        if text:
            cell.value = clipped(text)
            cell.data_type = "s"
            # Typed over and confirmed, text like a formula would become one but for this mark.
            cell.quotePrefix = text.startswith(("=", "+", "-", "@"))
        return cell

    def quiet(self, text: str) -> None:
        """The next value as text in grey."""
        from openpyxl.styles import Alignment, Font

        cell = self.text(text)
        cell.font, cell.alignment = Font(italic=True, color="808080"), Alignment(horizontal="right")

    def link(self, text: str, address: str) -> None:
        """The next value as an address to follow."""
        from openpyxl.styles import Font

        cell = self.text(text)
        if len(address) <= MOST_LINK:
            cell.hyperlink = _CONTROL.sub("", address)
            cell.font = Font(underline="single", color="1D4F8F")

    def _next(self) -> Any:
        self.column += 1
        return self.sheet.cell(self.row_number, self.column)

    def freeze(self, column: int) -> None:
        """Keep the first row, and the columns before `column`, in sight."""
        self.sheet.freeze_panes = self.sheet.cell(2, column)

    def filter(self) -> None:
        """Let every column be filtered."""
        self.sheet.auto_filter.ref = self.sheet.dimensions

    def fit(self, widths: Sequence[float]) -> None:
        """The widths of the columns, in characters."""
        from openpyxl.utils import get_column_letter

        for place, width in enumerate(widths, start=1):
            self.sheet.column_dimensions[get_column_letter(place)].width = width

    def color_scale(
        self, first: int, last: int, ends: tuple[float, float, float], palette: Sequence[str], step: int
    ) -> None:
        """Colour numbers from one end of a scale to the other, in every `step`-th column."""
        from openpyxl.formatting import rule as rules
        from openpyxl.utils import get_column_letter

        if self.row_number < 2:
            return
        colors = [palette[0].lstrip("#"), palette[2].lstrip("#"), palette[-1].lstrip("#")]
        values = {f"{end}_value": value for end, value in zip(("start", "mid", "end"), ends, strict=True)}
        types = {f"{end}_type": "num" for end in ("start", "mid", "end")}
        shades = {f"{end}_color": color for end, color in zip(("start", "mid", "end"), colors, strict=True)}
        scale: Any = rules.ColorScaleRule
        for column in range(first, last + 1, step):
            letter = get_column_letter(column)
            rule = scale(**types, **values, **shades)
            self.sheet.conditional_formatting.add(f"{letter}2:{letter}{self.row_number}", rule)
