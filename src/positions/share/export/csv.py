"""CSV: one file a table in UTF-8, and beside them a CSV on the Web description of their columns."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyarrow as pa

from positions import schema
from positions.share.describe import csvw
from positions.share.export.job import Job
from positions.share.export.sheets import Sheet


def write(job: Job, folder: Path) -> None:
    """Write each table."""
    for sheet in job.sheets:
        (folder / f"{sheet.name}.csv").write_text(text(sheet), encoding="utf-8", newline="")
    described = csvw.describe(job.facts, job.sheets)
    (folder / csvw.FILE).write_text(json.dumps(described, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def text(sheet: Sheet) -> str:
    """A table as CSV.

    Every text stands in quotes and a missing value is nothing at all, so that Namibia's code, the text `NA` and an
    empty text stay apart from what is missing. Texts are never altered, whatever they begin with.
    """
    lines = [_line(column.name for column in sheet.columns), *(_line(row) for row in sheet.rows())]
    return "".join(lines)


def _line(values: Iterable[Any]) -> str:
    return ",".join(map(_written, values)) + "\n"


def _written(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return '"' + value.replace('"', '""') + '"'
    return str(value)


def read(path: Path, table: schema.Table) -> pa.Table:
    """The plain CSV of a table, read back with the types that are declared.

    Raises
    ------
    pyarrow.ArrowInvalid
        If the columns or values are others.
    """
    from pyarrow import csv

    wanted = schema.arrow_schema(table)
    # Codes are read as text first; the reader knows no dictionaries of small integers.
    types = {field.name: pa.string() if pa.types.is_dictionary(field.type) else field.type for field in wanted}
    options = csv.ConvertOptions(
        column_types=types, null_values=[""], strings_can_be_null=True, quoted_strings_can_be_null=False,
        true_values=["true"], false_values=["false"], include_columns=list(types),
    )  # fmt: skip
    parsing = csv.ParseOptions(newlines_in_values=True)
    reading = csv.ReadOptions(use_threads=False)
    found = csv.read_csv(path, read_options=reading, parse_options=parsing, convert_options=options)
    return found.select(list(types))
