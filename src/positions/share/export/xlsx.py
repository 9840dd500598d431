"""Excel: one workbook, one sheet a table; every text is a text, whatever it begins with."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

from positions.errors import BadQuery, MissingExtra
from positions.schema import Kind
from positions.share.export.job import Job
from positions.share.export.sheets import Sheet

LONGEST = 32_767
# Excel counts days from 1900 and wrongly holds that year for a leap year.
_FIRST_DAY = dt.date(1900, 3, 1)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_WIDTHS = {Kind.DATE: 12, Kind.NUMBER: 9, Kind.FLAG: 9, Kind.CODE: 16, Kind.ID: 28}
# No text becomes a formula, a link or a number.
_OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "constant_memory": True,
    "default_date_format": "yyyy-mm-dd",
}


def write(job: Job, folder: Path) -> None:
    """Write the workbook ``positions-VERSION.xlsx``."""
    try:
        from xlsxwriter import Workbook
    except ImportError:
        raise MissingExtra("XlsxWriter", "export", "writing a workbook") from None
    with Workbook(str(folder / f"{job.facts.stem}.xlsx"), _OPTIONS) as book:
        # The day of release stands for the moment of writing.
        moment = dt.datetime.fromisoformat(job.facts.released)
        book.set_properties({"title": job.facts.title, "author": "; ".join(job.facts.creators), "created": moment})
        _about(book.add_worksheet("about"), job)
        bold = book.add_format({"bold": True})
        for sheet in job.sheets:
            _fill(book.add_worksheet(sheet.name), sheet, bold)


def _about(page: Any, job: Job) -> None:
    lines = [
        (job.facts.title,), (job.facts.citation(),), (job.facts.licence_url,), ("version", job.facts.version),
        *(("filter", words) for words in job.filters),
        *((sheet.name, sheet.table.row, sheet.data.num_rows) for sheet in job.sheets),
    ]  # fmt: skip
    for row, line in enumerate(lines):
        page.write_row(row, 0, line)


def _fill(page: Any, sheet: Sheet, bold: Any) -> None:
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, _WIDTHS.get(column.kind, 40))
    page.freeze_panes(1, 0)
    page.write_row(0, 0, [column.name for column in sheet.columns], bold)
    for place, row in enumerate(sheet.rows(), 1):
        page.write_row(place, 0, [_cell(value, f"{sheet.name}, {row[0]}") for value in row])
    page.autofilter(0, 0, sheet.data.num_rows, len(sheet.columns) - 1)


def _cell(value: Any, where: str) -> Any:
    if isinstance(value, dt.date) and value < _FIRST_DAY:
        return value.isoformat()
    if isinstance(value, str):
        if len(value) > LONGEST:
            raise BadQuery(f"{where}: a text of {len(value)} characters; Excel holds {LONGEST}; use another format")
        if _CONTROL.search(value):
            raise BadQuery(f"{where}: a control character that Excel cannot hold; use another format")
    return value
