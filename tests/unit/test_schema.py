"""The declared tables: complete, consistent, and the source of what is derived."""

from __future__ import annotations

import re

import pyarrow as pa
import pytest

from positions import schema
from positions.errors import UnknownName

COLUMNS = [(table, column) for table in schema.TABLES.values() for column in table]
IDS = [f"{table.name}.{column.name}" for table, column in COLUMNS]


@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=IDS)
def test_column(table: schema.Table, column: schema.Column) -> None:
    """Each column is described in a sentence, and refers to tables and patterns that exist."""
    assert column.description.endswith(".")
    assert column.references is None or column.references in schema.TABLES
    assert column.pattern is None or re.compile(column.pattern)
    assert (column.kind is schema.Kind.CODE) <= (column.codes is not None)


@pytest.mark.parametrize("table", schema.TABLES.values(), ids=list(schema.TABLES))
def test_table(table: schema.Table) -> None:
    """Each table says what one row is, and its key is made of its own columns, which are required."""
    assert table.row.endswith(".")
    assert len(table.names) == len(set(table.names))
    assert [] == [part for part in table.key if part not in table.names or not table[part].required]


@pytest.mark.parametrize("table", schema.TABLES.values(), ids=list(schema.TABLES))
def test_references_point_to_a_single_key(table: schema.Table) -> None:
    """What a column refers to has a key of one column."""
    for column in table:
        if column.references:
            assert 1 == len(schema.table(column.references).key)


@pytest.mark.parametrize("table", schema.TABLES.values(), ids=list(schema.TABLES))
def test_arrow_schema(table: schema.Table) -> None:
    """The Arrow schema has the columns in order, with their descriptions and whether they may be empty."""
    made = schema.arrow_schema(table)

    assert list(table.names) == made.names
    for column in table:
        field = made.field(column.name)
        assert (column.description.encode(), not column.required) == (field.metadata[b"description"], field.nullable)
        assert (column.kind is schema.Kind.DATE) == (field.type == pa.date32())
    assert table.row.encode() == made.metadata[b"description"]


def test_nothing_is_a_float() -> None:
    """No column holds floating-point numbers."""
    assert [] == [column.name for _, column in COLUMNS if pa.types.is_floating(schema.arrow_type(column))]


def test_unknown() -> None:
    """An unknown table or column is answered with the nearest."""
    with pytest.raises(UnknownName, match="did you mean 'positions'"):
        schema.table("position")
    with pytest.raises(UnknownName, match="unknown column of positions 'stances'; did you mean 'stance'"):
        schema.POSITIONS["stances"]


@pytest.mark.parametrize("name", ["a:LTU", "a-2017:EU-EP", "a:LTU:b-1"])
def test_position_id(name: str) -> None:
    """A position id is the event, the actor, and a key where there is one."""
    assert re.fullmatch(schema.POSITIONS["position_id"].pattern or "", name)


@pytest.mark.parametrize("name", ["a", "A:LTU", "a:ltu", "a:LTU:", "a:LTU:b:c", "a b:LTU"])
def test_no_position_id(name: str) -> None:
    """Other forms are none."""
    assert not re.fullmatch(schema.POSITIONS["position_id"].pattern or "", name)
