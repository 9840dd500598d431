"""SQLite: one database with primary and foreign keys."""

from __future__ import annotations

import datetime as dt
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from positions.schema import Kind
from positions.share.export import relational
from positions.share.export.job import Job
from positions.share.export.sheets import Sheet

_TYPES = dict.fromkeys(Kind, "VARCHAR") | {Kind.DATE: "DATE", Kind.NUMBER: "INTEGER", Kind.FLAG: "BOOLEAN"}


def write(job: Job, folder: Path) -> None:
    """Write the database ``positions-VERSION.sqlite``; dates are text in ISO 8601, flags are 0 and 1."""
    with closing(sqlite3.connect(folder / f"{job.facts.stem}.sqlite")) as database:
        database.execute("PRAGMA foreign_keys = ON")
        relational.fill(database, job, _TYPES, lambda sheet: _insert(database, sheet))
        database.commit()
        database.execute("VACUUM")


def _insert(database: sqlite3.Connection, sheet: Sheet) -> None:
    rows = list(sheet.rows())
    marks = ", ".join("?" * len(sheet.columns))
    for group in relational.generations(sheet):
        values = [tuple(map(_stored, rows[row])) for row in group]
        database.executemany(f"INSERT INTO {relational.quoted(sheet.name)} VALUES ({marks})", values)  # nosec B608  # noqa: S608 - the name of a table of ours, quoted


def _stored(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value
