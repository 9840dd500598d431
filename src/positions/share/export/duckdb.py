"""DuckDB: one database with primary and foreign keys."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa

from positions.errors import MissingExtra
from positions.schema import Kind
from positions.share.export import relational
from positions.share.export.job import Job
from positions.share.export.sheets import Sheet

_TYPES = dict.fromkeys(Kind, "VARCHAR") | {Kind.DATE: "DATE", Kind.NUMBER: "SMALLINT", Kind.FLAG: "BOOLEAN"}


def write(job: Job, folder: Path) -> None:
    """Write the database ``positions-VERSION.duckdb``, with the descriptions as comments."""
    try:
        import duckdb
    except ImportError:
        raise MissingExtra("duckdb", "export", "writing a DuckDB database") from None
    with duckdb.connect(folder / f"{job.facts.stem}.duckdb") as database:
        relational.fill(database, job, _TYPES, lambda sheet: _insert(database, sheet))
        for sheet in job.sheets:
            _comment(database, sheet)


def _insert(database: Any, sheet: Sheet) -> None:
    for group in relational.generations(sheet):
        database.register("rows_to_add", sheet.data.take(pa.array(group, pa.int64())))
        database.execute(f"INSERT INTO {relational.quoted(sheet.name)} SELECT * FROM rows_to_add")  # nosec B608  # noqa: S608 - the name of a table of ours, quoted
        database.unregister("rows_to_add")


def _comment(database: Any, sheet: Sheet) -> None:
    table = relational.quoted(sheet.name)
    database.execute(f"COMMENT ON TABLE {table} IS {relational.literal(sheet.table.row)}")
    for column in sheet.table:
        place = f"{table}.{relational.quoted(column.name)}"
        database.execute(f"COMMENT ON COLUMN {place} IS {relational.literal(column.description)}")
