"""A type that was not declared shows in the dtype, and in nothing else."""

from __future__ import annotations

import datetime as dt

import pyarrow as pa
import pytest

from positions import schema
from positions.curate.expectations import frames

GROUPS = schema.arrow_schema(schema.GROUPS)
SOUND = pa.Table.from_pylist(
    [{"group_id": "EU", "name": "European Union", "kind": "organisation", "definition": None}], schema=GROUPS
)
SPELL = pa.Table.from_pylist(
    [{"group_id": "EU", "actor_id": "LTU", "since": dt.date(2004, 5, 1), "until": None, "source_id": None}],
    schema=schema.arrow_schema(schema.MEMBERSHIPS),
)


def _stored(table: pa.Table, column: str, type_: pa.DataType) -> pa.Table:
    at = table.column_names.index(column)
    return table.set_column(at, column, table[column].cast(type_))


def test_declared_types_are_plain() -> None:
    """With the declared types both frames are the same, in plain dtypes."""
    assert {"str"} == {str(dtype) for dtype in frames.strict(SOUND, "groups").dtypes}
    assert frames.plain(SOUND).equals(frames.strict(SOUND, "groups"))
    assert "datetime64[ms]" == str(frames.strict(SPELL, "memberships")["since"].dtype)


@pytest.mark.parametrize(
    ("table", "name", "column", "type_"),
    [
        (SOUND, "groups", "name", pa.large_string()),
        (SOUND, "groups", "kind", pa.string()),
        (SPELL, "memberships", "since", pa.timestamp("us")),
    ],
    ids=["long texts", "a code as a text", "a date as a time"],
)
def test_another_type_shows(table: pa.Table, name: str, column: str, type_: pa.DataType) -> None:
    """The strict frame has another dtype for it and the same values; the plain one is as before, of the same kind."""
    stored = _stored(table, column, type_)
    strict, plain = frames.strict(stored, name)[column], frames.plain(stored)[column]

    assert strict.dtype != frames.strict(table, name)[column].dtype
    assert plain.dtype.kind == frames.plain(table)[column].dtype.kind
    assert list(strict) == list(plain) == list(frames.plain(table)[column])


def test_width_of_an_index_is_no_type() -> None:
    """Codes with a wider index than declared are codes."""
    wider = _stored(SOUND, "kind", pa.dictionary(pa.int64(), pa.string()))

    assert frames.strict(wider, "groups").equals(frames.strict(SOUND, "groups"))


def test_values_that_are_lost_with_their_type_show() -> None:
    """A column of nothing is not taken for an optional one without values."""
    lost = SOUND.set_column(3, "definition", pa.nulls(1))

    assert frames.strict(lost, "groups")["definition"].dtype != frames.strict(SOUND, "groups")["definition"].dtype
