"""A folder of tables as it is found: those that can be read, and what is wrong with the others."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from positions import datapackage, parquet, schema
from positions.errors import DataDamaged, DataMissing, PositionsError

if TYPE_CHECKING:
    import pyarrow as pa

ADVICE = "name a folder of tables, or run `positions build` in a checkout"


def read(folder: Path) -> tuple[dict[str, pa.Table], dict[str, str]]:
    """The tables of a folder, and for each that cannot be read which, why, and what to do.

    Raises
    ------
    DataMissing
        If there is no such folder, or no table in it.
    """
    if not folder.is_dir():
        raise DataMissing(folder, ADVICE)
    tables: dict[str, pa.Table] = {}
    faults: dict[str, str] = {}
    for name in schema.TABLES:
        try:
            tables[name] = parquet.read(folder / f"{name}.parquet")
        except (DataMissing, DataDamaged) as error:
            faults[name] = str(error)
    if not tables and not any((folder / f"{name}.parquet").exists() for name in schema.TABLES):
        raise DataMissing(folder / "*.parquet", ADVICE)
    return tables, faults


def released(folder: Path) -> dt.date | None:
    """The day of the release that a folder of tables says it is; None where it says nothing."""
    try:
        return dt.date.fromisoformat(str(datapackage.read(folder).get("created"))[:10])
    except (PositionsError, ValueError):
        return None
