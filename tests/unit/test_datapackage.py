"""The description beside the tables, derived from the schema, and digests that do not depend on the file format."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pyarrow as pa
import pytest

from positions import codebook, datapackage, schema
from positions.errors import DataDamaged, DataMissing


@pytest.mark.parametrize("table", schema.TABLES.values(), ids=list(schema.TABLES))
def test_table_schema(table: schema.Table) -> None:
    """The Table Schema has every column with its description, key, references and codes."""
    made = datapackage.table_schema(table, codebook.load())
    fields = {field["name"]: field for field in made["fields"]}

    assert list(table.names) == list(fields)
    assert list(table.key) == made["primaryKey"]
    for column in table:
        field = fields[column.name]
        constraints = field.get("constraints", {})
        assert (column.description, column.required) == (field["description"], constraints.get("required", False))
        if column.codes:
            assert list(codebook.load()[column.codes].names) == [str(code) for code in constraints["enum"]]
    named = {(key["fields"][0], key["reference"]["resource"]) for key in made.get("foreignKeys", ())}
    assert {(column.name, column.references) for column in table if column.references} == named


def test_digest() -> None:
    """The digest depends on names, values and order of rows, and not on chunks or dictionaries."""
    table = pa.table({"a": ["x", "y"], "b": [1, None]})

    assert datapackage.digest(table) == datapackage.digest(pa.concat_tables([table.slice(0, 1), table.slice(1)]))
    encoded = table.set_column(0, "a", table["a"].dictionary_encode())
    assert datapackage.digest(table) == datapackage.digest(encoded)
    for other in (table.rename_columns(["a", "c"]), table.slice(0, 1), table.take([1, 0])):
        assert datapackage.digest(table) != datapackage.digest(other)


def test_digest_is_fixed() -> None:
    """The digest of a known table never changes: released digests must stay true."""
    expected = "sha256:" + hashlib.sha256('["a"]\n["é"]\n[null]\n'.encode()).hexdigest()

    assert expected == datapackage.digest(pa.table({"a": ["é", None]}))


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"resources": 1, "version": "1"}', '{"resources": [], "version": 1}']
)
def test_damaged(text: str, tmp_path: Path) -> None:
    """A file that is no Data Package is named with what to do."""
    (tmp_path / datapackage.FILE).write_text(text, "utf-8")
    with pytest.raises(DataDamaged, match="is not a Data Package"):
        datapackage.read(tmp_path)


def test_missing(tmp_path: Path) -> None:
    """A folder without a description is named with what to do."""
    with pytest.raises(DataMissing, match="run `positions build`"):
        datapackage.version(tmp_path)


def test_dumps() -> None:
    """What is written is read as the same, letters included."""
    described = {"version": "2018.1", "resources": [], "title": "Linkevičius"}
    text = datapackage.dumps(described)

    assert described == json.loads(text)
    assert "Linkevičius" in text
    assert text.endswith("}\n")
