"""Tables as Parquet files: written so that equal tables give equal bytes, read with a clear word when they are damaged."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from positions import arrow, schema
from positions.errors import DataDamaged, DataMissing

# Far above any table, far below what memory holds: a file of some kilobytes can unpack to any number of rows.
MOST_ROWS = 1_000_000
MOST_COLUMNS = 200
MOST_BYTES = 1 << 30


def write(table: pa.Table, path: Path, metadata: dict[str, str]) -> None:
    """Write a table with `metadata` added to that of its schema."""
    kept = {**(table.schema.metadata or {}), **{key.encode(): value.encode() for key, value in metadata.items()}}
    # Statistics and the writer's version are fixed; nothing of the clock or the machine goes in.
    pq.write_table(table.replace_schema_metadata(kept), path, compression="zstd", version="2.6", write_statistics=True)


def read(path: Path, columns: list[str] | None = None) -> pa.Table:
    """Read a table.

    Raises
    ------
    DataMissing, DataDamaged
        If the file is not there, is no Parquet file, is cut short, or unpacks to more than a table can be.
    """
    if not path.is_file():
        raise DataMissing(path, "run `positions build` in a checkout, or download a release")
    try:
        # A handful of small files: threads and memory maps cost more than they save.
        file = pq.ParquetFile(path)
        _refuse_more(file.metadata, path)
        table = file.read(columns=columns, use_threads=False)
        # Arrow believes a file: without this, bytes that are no text are found where they are first shown.
        table.validate(full=True)
        _refuse_odd_days(table)
        return table.select(table.column_names)
    except (pa.ArrowException, OSError, ValueError) as error:
        first = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise DataDamaged(path, f"cannot be read as Parquet ({first})", "build or download the data again") from error


def _refuse_more(metadata: pq.FileMetaData, path: Path) -> None:
    """See to it, before anything is unpacked, that a file does not unpack to more than a table can be."""
    groups = [metadata.row_group(n) for n in range(metadata.num_row_groups)]
    rows, size = sum(group.num_rows for group in groups), sum(group.total_byte_size for group in groups)
    if metadata.num_columns > MOST_COLUMNS:
        what = f"holds {metadata.num_columns:,} columns; a table has at most {MOST_COLUMNS}"
        raise DataDamaged(path, what, "build or download the data again")
    if rows > MOST_ROWS or size > MOST_BYTES:
        what = f"unpacks to {rows:,} rows and {size:,} bytes; a table has at most {MOST_ROWS:,} and {MOST_BYTES:,}"
        raise DataDamaged(path, what, "build or download the data again")


def _refuse_odd_days(table: pa.Table) -> None:
    for name, column in zip(table.column_names, table.columns, strict=True):
        if pa.types.is_date32(column.type) and arrow.outside_calendar(column):
            raise ValueError(f"the column {name!r} holds a day outside the years 1 to 9999")


def read_declared(path: Path, table: schema.Table) -> pa.Table:
    """Read a table and see to it that it has the columns declared.

    Raises
    ------
    DataMissing, DataDamaged
        As `read`; also if a declared column is missing or has another type.
    """
    found = read(path)
    for column in table:
        if column.name not in found.column_names:
            raise DataDamaged(path, f"lacks the column {column.name!r}", "build or download the data again")
        if found.schema.field(column.name).type != schema.arrow_type(column):
            what = f"has the type {found.schema.field(column.name).type} in column {column.name!r}, where {schema.arrow_type(column)} is declared"
            raise DataDamaged(path, what, "build or download the data again")
    return found
