"""A sheet of a workbook, written row by row; openpyxl is spoken to here alone."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

# What Excel takes: so many characters a cell, so many in an address, so many in the name of a sheet.
MOST_TEXT, MOST_LINK, MOST_NAME = 32_767, 2_079, 31
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_NOT_IN_NAMES = re.compile(r"[\\/*?:\[\]]")


def clipped(text: str) -> str:
    """Text as a workbook can hold it."""
    return _CONTROL.sub("", text)[:MOST_TEXT]


@cache
def font(**look: Any) -> Any:
    """A font; one object for all cells alike, since making one takes longer than writing a cell."""
    from openpyxl.styles import Font

    return Font(name="Calibri", size=11, **look)


@cache
def alignment(**look: Any) -> Any:
    """An alignment, one object for all cells alike."""
    from openpyxl.styles import Alignment

    return Alignment(**look)


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
        sheet = book.create_sheet(free)
        # On paper: as wide as a page, heads on every one.
        sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
        sheet.sheet_properties.pageSetUpPr = _fitted()
        sheet.print_title_rows = "1:1"
        return cls(sheet)

    def head(self, names: Sequence[str], turned: bool = False) -> None:
        """The first row, in bold; turned upright where there are many columns."""
        self.row(names)
        if turned:
            self.sheet.row_dimensions[1].height = 130
        for cell in self.sheet[1]:
            cell.font = font(bold=True)
            cell.alignment = alignment(
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
        """The next value: numbers and dates as such, all else as text."""
        if isinstance(value, bool):
            return self.text("yes" if value else "no")
        if value is None or isinstance(value, (int, float, dt.date)):
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
        cell = self.text(text)
        cell.font, cell.alignment = font(italic=True, color="808080"), alignment(horizontal="right")

    def link(self, text: str, address: str) -> None:
        """The next value as an address to follow."""
        cell = self.text(text)
        if len(address) <= MOST_LINK:
            cell.hyperlink = _CONTROL.sub("", address)
            cell.font = font(underline="single", color="1D4F8F")

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


def _fitted() -> Any:
    from openpyxl.worksheet.properties import PageSetupProperties

    return PageSetupProperties(fitToPage=True)
