"""Exports read again by other means than the package's own, with the values that the tables declare."""

from __future__ import annotations

import csv
import datetime as dt
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from positions import codebook, schema
from positions.schema import Column, Kind, Table

Values = list[tuple[Any, ...]]


def rows(folder: Path, form: str, table: Table) -> Values:
    """The rows of a table in an export without names and labels, in the order of its key."""
    read = READERS[form]
    found = [tuple(_value(column, row.get(column.name)) for column in table) for row in read(folder, table.name)]
    return sorted(found, key=repr)


def wanted(data: Path, table: Table) -> Values:
    """The rows of a table as they should come back."""
    return sorted((tuple(row[column.name] for column in table) for row in _parquet(data, table.name)), key=repr)


def _value(column: Column, raw: Any) -> Any:
    if raw is None or raw == "" or raw != raw:
        return None
    if column.kind is Kind.DATE:
        return raw if type(raw) is dt.date else dt.date.fromisoformat(str(raw)[:10])
    if column.kind is Kind.FLAG:
        return {"true": True, "false": False}[raw] if isinstance(raw, str) else bool(raw)
    if column.kind is Kind.NUMBER:
        return int(raw)
    if column.codes and not isinstance(raw, str):
        # Statistics programs hold a code as its place in the list.
        return next((code.code for code in codebook.load()[column.codes] if code.rank == int(raw)), raw)
    return str(raw)


def _parquet(folder: Path, name: str) -> Iterable[dict[str, Any]]:
    import pyarrow.parquet as pq

    return list(pq.read_table(folder / f"{name}.parquet").to_pylist())


def _csv(folder: Path, name: str) -> Iterator[dict[str, Any]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _jsonl(folder: Path, name: str) -> Iterable[dict[str, Any]]:
    # Not splitlines, which takes more characters for an end of line than JSON Lines does.
    text = (folder / f"{name}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.split("\n") if line]


def _sqlite(folder: Path, name: str) -> Iterable[dict[str, Any]]:
    with closing(sqlite3.connect(next(folder.glob("*.sqlite")))) as database:
        database.row_factory = sqlite3.Row
        return [dict(row) for row in database.execute(f'SELECT * FROM "{name}"')]


def _duckdb(folder: Path, name: str) -> Iterable[dict[str, Any]]:
    import duckdb

    with duckdb.connect(str(next(folder.glob("*.duckdb"))), read_only=True) as database:
        found = database.execute(f'SELECT * FROM "{name}"')
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _xlsx(folder: Path, name: str) -> Iterable[dict[str, Any]]:
    import openpyxl

    book = openpyxl.load_workbook(next(folder.glob("*.xlsx")), read_only=True)
    try:
        head, *lines = book[name].iter_rows(values_only=True)
        return [dict(zip(head, line, strict=True)) for line in lines]
    finally:
        book.close()


def _stata(folder: Path, name: str) -> Iterable[dict[str, Any]]:
    import pandas as pd

    return list(pd.read_stata(folder / f"{name}.dta", convert_categoricals=False).to_dict("records"))


def _spss(folder: Path, name: str) -> Iterable[dict[str, Any]]:
    import pyreadstat

    return list(pyreadstat.read_sav(str(folder / f"{name}.sav"))[0].to_dict("records"))


READERS: dict[str, Callable[[Path, str], Iterable[dict[str, Any]]]] = {
    "parquet": _parquet, "csv": _csv, "jsonl": _jsonl, "sqlite": _sqlite, "duckdb": _duckdb, "xlsx": _xlsx,
    "dta": _stata, "sav": _spss,
}  # fmt: skip


def tables() -> tuple[Table, ...]:
    """The tables that a dataset has."""
    return tuple(schema.TABLES.values())
