"""Parquet: one file a table."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa

from positions import datapackage, parquet, schema
from positions.share.export.job import Job
from positions.share.export.sheets import Sheet


def write(job: Job, folder: Path) -> None:
    """Write each table, with the descriptions, the version and its content digest inside."""
    for sheet in job.sheets:
        facts = {"version": job.facts.version, "digest": datapackage.digest(sheet.data)}
        if job.filters:
            facts["filters"] = "; ".join(job.filters)
        parquet.write(sheet.data.cast(_schema(sheet)), folder / f"{sheet.name}.parquet", facts)


def _schema(sheet: Sheet) -> pa.Schema:
    as_declared = schema.Table(sheet.name, sheet.table.row, sheet.table.key, sheet.columns)
    return schema.arrow_schema(as_declared)
