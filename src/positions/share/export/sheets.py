"""The tables as they are exported: those asked for, cut to a selection of positions, with names beside codes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from positions import arrow, schema
from positions.analyse.dataset import Dataset
from positions.analyse.selection import Selected
from positions.codebook import Codebook
from positions.errors import BadQuery
from positions.schema import Kind

# Which column of a table says in words what its key means, and how the column beside a reference is called.
NAMED = {
    "actors": ("common_name", "name"),
    "groups": ("name", "name"),
    "topics": ("label", "label"),
    "events": ("title", "title"),
    "sources": ("title", "title"),
}


@dataclass(frozen=True)
class Sheet:
    """A table ready for export.

    Attributes
    ----------
    columns
        The columns that are written, in order: the declared ones, and the names that stand beside them.
    data
        Their values; codes as text.
    """

    table: schema.Table
    columns: tuple[schema.Column, ...]
    data: pa.Table

    @property
    def name(self) -> str:
        """The name of the table."""
        return self.table.name

    def values(self, column: str) -> list[Any]:
        """The values of a column."""
        return list(self.data.column(column).to_pylist())

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """The rows, as Python values."""
        return zip(*(self.values(column.name) for column in self.columns), strict=True)


def sheets(
    dataset: Dataset,
    tables: Sequence[str] = (),
    selected: Selected | None = None,
    names: bool = True,
    labels: bool = True,
) -> tuple[Sheet, ...]:
    """The tables of an export.

    Parameters
    ----------
    tables
        Names of tables; all of them by default.
    selected
        Cut positions to those that count, and what hangs on them with them; by default nothing is left out.
    names
        Whether names stand beside ids.
    labels
        Whether labels stand beside codes.

    Raises
    ------
    UnknownName
        If there is no such table.
    BadQuery
        If nothing is left to export.
    """
    wanted = [schema.table(name).name for name in tables] or list(schema.TABLES)
    kept = _kept(dataset, selected) if selected is not None else {}
    made = []
    for name in schema.TABLES:
        if name in wanted:
            data = dataset.table(name)
            for column, values in kept.get(name, ()):
                data = data.filter(arrow.flags(arrow.is_in(data[column], sorted(values))))
            made.append(_sheet(dataset, schema.TABLES[name], data, names, labels))
    if selected is not None and not selected.keep.any():
        raise BadQuery("no position passes these filters; there is nothing to export")
    return tuple(made)


def _kept(dataset: Dataset, selected: Selected) -> dict[str, list[tuple[str, set[str]]]]:
    """For each table that a selection cuts, the columns and the values that stay; whatever is referred to stays."""
    positions = dataset.table("positions").filter(arrow.flags(selected.keep))
    ids, events = set(positions["position_id"].to_pylist()), set(positions["event_id"].to_pylist())
    cited = {row["source_id"] for row in dataset.rows("evidence", position_id=ids)}
    for table in ("background", "not_coded"):
        cited |= {row["source_id"] for row in dataset.rows(table, event_id=events) if row["source_id"]}
    cited |= {source for source in dataset.column("memberships", "source_id") if source}
    return {
        "positions": [("position_id", ids)],
        "evidence": [("position_id", ids)],
        "codings": [("position_id", ids)],
        "events": [("event_id", events)],
        "background": [("event_id", events)],
        "not_coded": [("event_id", events)],
        "sources": [("source_id", cited)],
    }


def _sheet(dataset: Dataset, table: schema.Table, data: pa.Table, names: bool, labels: bool) -> Sheet:
    columns: list[schema.Column] = []
    values: list[Any] = []
    for column in table:
        columns.append(column)
        values.append(arrow.texts(data[column.name]))
        beside = _beside(dataset, column, values[-1], names, labels)
        if beside is not None:
            columns.append(beside[0])
            values.append(beside[1])
    return Sheet(table, tuple(columns), pa.table(values, [column.name for column in columns]))


def _beside(
    dataset: Dataset, column: schema.Column, values: pa.ChunkedArray, names: bool, labels: bool
) -> tuple[schema.Column, pa.Array] | None:
    """The column that says in words what an id or a code means, if there is one."""
    if column.references in NAMED and names:
        source, ending = NAMED[column.references]
        meaning = dataset.labels(column.references, source)
        name = f"{column.name.removesuffix('_id')}_{ending}"
        description = f"The {ending} that belongs to {column.name}."
    elif column.codes and labels:
        meaning = code_labels(dataset.codebook, column)
        name, description = f"{column.name}_label", f"The label of the code in {column.name}."
    else:
        return None
    told = pa.array([None if value is None else meaning.get(value) for value in values.to_pylist()], pa.string())
    return schema.Column(name, Kind.TEXT, description, required=column.required), told


def code_labels(codebook: Codebook, column: schema.Column) -> dict[Any, str]:
    """The label of each code of a column; for a number the codes are numbers."""
    assert column.codes
    turn: Any = int if column.kind is Kind.NUMBER else str
    return {turn(code.code): code.label for code in codebook[column.codes]}
