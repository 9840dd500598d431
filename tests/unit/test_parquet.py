"""Tables as Parquet files: equal tables give equal bytes, and a damaged file is named."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from positions import parquet, schema
from positions.errors import DataDamaged, DataMissing

TOPICS = schema.TABLES["topics"]
_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


def _table(*rows: dict[str, object]) -> pa.Table:
    empty = dict.fromkeys(TOPICS.names, "")
    return pa.Table.from_pylist([{**empty, **row} for row in rows], schema=schema.arrow_schema(TOPICS))


def test_same_bytes(tmp_path: Path) -> None:
    """The same table is written as the same bytes."""
    for name in ("a", "b"):
        parquet.write(_table({"topic_id": "x"}), tmp_path / name, {"version": "2018.1"})

    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_metadata(tmp_path: Path) -> None:
    """Descriptions and version travel inside the file."""
    parquet.write(_table(), tmp_path / "t", {"version": "2018.1"})
    found = parquet.read(tmp_path / "t").schema

    assert b"2018.1" == found.metadata[b"version"]
    assert TOPICS["label"].description.encode() == found.field("label").metadata[b"description"]


@settings(max_examples=25, deadline=None)
@given(
    rows=st.lists(
        st.tuples(_TEXT, st.none() | st.dates(), st.none() | st.integers(-2, 2), st.sampled_from("abc")), max_size=5
    )
)
def test_round_trip(
    rows: list[tuple[str, dt.date | None, int | None, str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Whatever is written is read with the same values and types."""
    types = [
        ("text", pa.string()),
        ("day", pa.date32()),
        ("n", pa.int8()),
        ("code", pa.dictionary(pa.int8(), pa.string())),
    ]
    table = pa.Table.from_pylist(
        [dict(zip(("text", "day", "n", "code"), row, strict=True)) for row in rows], schema=pa.schema(types)
    )
    path = tmp_path_factory.mktemp("parquet") / "t.parquet"
    parquet.write(table, path, {})
    found = parquet.read(path)

    assert table.to_pylist() == found.to_pylist()
    assert table.schema.types == found.schema.types


def test_missing(tmp_path: Path) -> None:
    """A file that is not there is named with what to do."""
    with pytest.raises(DataMissing, match=r"t\.parquet: not found; run `positions build`"):
        parquet.read(tmp_path / "t.parquet")


@pytest.mark.parametrize("content", [b"", b"PAR1", b"\x00" * 100, b"PAR1" + b"\x00" * 50 + b"PAR1"])
def test_damaged(content: bytes, tmp_path: Path) -> None:
    """A file that is no Parquet file is named with what to do."""
    (tmp_path / "t.parquet").write_bytes(content)
    with pytest.raises(DataDamaged, match=r"cannot be read as Parquet .*build or download"):
        parquet.read(tmp_path / "t.parquet")


def test_cut_short(tmp_path: Path) -> None:
    """A file that was cut short is damaged."""
    parquet.write(_table({"topic_id": "x"}), tmp_path / "t", {})
    (tmp_path / "t").write_bytes((tmp_path / "t").read_bytes()[:-20])
    with pytest.raises(DataDamaged):
        parquet.read(tmp_path / "t")


def test_declared(tmp_path: Path) -> None:
    """A table without a declared column, or with another type, is damaged and says which column."""
    parquet.write(_table().drop_columns(["label"]), tmp_path / "lacks", {})
    with pytest.raises(DataDamaged, match="lacks the column 'label'"):
        parquet.read_declared(tmp_path / "lacks", TOPICS)
    other = _table().set_column(1, "label", pa.array([], pa.int64()))
    parquet.write(other, tmp_path / "other", {})
    with pytest.raises(DataDamaged, match="has the type int64 in column 'label', where string is declared"):
        parquet.read_declared(tmp_path / "other", TOPICS)


def test_a_file_that_unpacks_without_end_is_told(tmp_path: Path) -> None:
    """Rows are counted before they are unpacked."""
    path = tmp_path / "actors.parquet"
    parquet.write(pa.table({"actor_id": pa.nulls(parquet.MOST_ROWS + 1, pa.string())}), path, {})
    assert path.stat().st_size < 10_000

    with pytest.raises(DataDamaged, match=r"unpacks to 1,000,001 rows"):
        parquet.read(path)
    parquet.write(pa.table({f"c{n}": [n] for n in range(201)}), path, {})
    with pytest.raises(DataDamaged, match="holds 201 columns"):
        parquet.read(path)


@pytest.mark.parametrize("day", [-719_163, 2_932_897])
def test_a_day_of_no_calendar_is_told(tmp_path: Path, day: int) -> None:
    """A day that Python cannot hold is damage, told with its column; the first and the last that it can are read."""
    path = tmp_path / "a.parquet"
    parquet.write(pa.table({"until": pa.array([0, day, None], pa.int32()).cast(pa.date32())}), path, {})

    with pytest.raises(DataDamaged, match=r"'until' holds a day outside the years 1 to 9999"):
        parquet.read(path)

    parquet.write(pa.table({"until": [dt.date.min, None, dt.date.max]}), path, {})
    assert [dt.date.min, None, dt.date.max] == parquet.read(path)["until"].to_pylist()
