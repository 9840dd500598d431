"""The description that lies beside the tables: a Data Package (v2) derived from the schema, and its reader.

It holds what a reader needs without opening a table: the version, and for each table its rows, its hash and
its content digest, which does not depend on the program that wrote the file.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from positions import schema
from positions.codebook import Codebook
from positions.errors import DataDamaged, DataMissing

if TYPE_CHECKING:
    import pyarrow as pa

FILE = "datapackage.json"
# The form of `sha256sum`, so that anyone can check a folder without this package: `sha256sum -c SHA256SUMS`.
SUMS = "SHA256SUMS"
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_TYPES = {schema.Kind.DATE: "date", schema.Kind.NUMBER: "integer", schema.Kind.FLAG: "boolean"}


def read(folder: Path) -> dict[str, Any]:
    """The description in `folder`.

    Raises
    ------
    DataMissing, DataDamaged
        If there is none, or it is no Data Package.
    """
    path = folder / FILE
    try:
        described = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(described["resources"], list) or not isinstance(described["version"], str):
            raise TypeError("resources or version have another form")
    except FileNotFoundError:
        raise DataMissing(path, "run `positions build` in a checkout, or download a release") from None
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise DataDamaged(path, f"is not a Data Package ({error})", "build or download the data again") from error
    return dict(described)


def version(folder: Path) -> str:
    """The version of the dataset in `folder`."""
    return str(read(folder)["version"])


def digest(table: pa.Table) -> str:
    """A digest of what a table says, whatever file format it came from.

    SHA-256 over the names of the columns and then the rows in their order, each as a JSON array in UTF-8 with a
    line feed behind it; dates are written as ISO 8601, and a missing value as null.
    """
    hashed = hashlib.sha256(_line(table.column_names))
    columns = [column.to_pylist() for column in table.itercolumns()]
    for row in zip(*columns, strict=True):
        hashed.update(_line(row))
    return "sha256:" + hashed.hexdigest()


def _line(values: Iterable[Any]) -> bytes:
    return (json.dumps(list(values), ensure_ascii=False, separators=(",", ":"), default=str) + "\n").encode()


def file_hash(path: Path) -> str:
    """The SHA-256 of a file, as ``sha256:hex``."""
    with path.open("rb") as file:
        return "sha256:" + hashlib.file_digest(file, "sha256").hexdigest()


def sums(folder: Path) -> str:
    """The text of ``SHA256SUMS``: the hash of every other file in `folder`, the description included."""
    files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return "".join(f"{file_hash(folder / name).removeprefix('sha256:')}  {name}\n" for name in files if name != SUMS)


def file(folder: Path, path: str, name: str, mediatype: str, **more: Any) -> dict[str, Any]:
    """The entry among the resources of a file that is no Parquet table."""
    whole = folder / path
    return {
        "name": name, "path": path, "mediatype": mediatype, "bytes": whole.stat().st_size, "hash": file_hash(whole), **more,
    }  # fmt: skip


def tables(described: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The Parquet tables among the resources; a release holds other forms and files beside them."""
    return [entry for entry in described["resources"] if entry.get("format") == "parquet"]


def describe(dataset: Mapping[str, Any], codebook: Codebook, resources: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The Data Package of a folder of tables.

    Parameters
    ----------
    dataset
        Facts about the dataset: name, title, description, version, released, creators, licence ..., keywords.
    resources
        For each table ``name``, ``path``, ``rows``, ``hash``, ``digest`` and ``bytes``.
    """
    return {
        "$schema": PROFILE,
        "name": dataset["name"],
        "title": dataset["title"],
        "description": dataset["description"],
        "version": dataset["version"],
        "created": f"{dataset['released']}T00:00:00Z",
        "keywords": list(dataset["keywords"]),
        "licenses": [{"name": dataset["licence"], "title": dataset["licence_title"], "path": dataset["licence_url"]}],
        "contributors": [{"title": name, "roles": ["creator"]} for name in dataset["creators"]],
        "resources": [_resource(entry, codebook) for entry in resources],
    }


def _resource(entry: Mapping[str, Any], codebook: Codebook) -> dict[str, Any]:
    table = schema.table(entry["name"])
    return {
        "name": table.name,
        "type": "table",
        "path": entry["path"],
        "title": table.name.replace("_", " "),
        "description": table.row,
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        # Not the standard `bytes`: frictionless counts none in a Parquet file and calls every number wrong.
        "size": entry["bytes"],
        "hash": entry["hash"],
        "rows": entry["rows"],
        "digest": entry["digest"],
        "schema": table_schema(table, codebook),
    }


def table_schema(table: schema.Table, codebook: Codebook) -> dict[str, Any]:
    """The Table Schema of a table."""
    foreign = [
        {
            "fields": [column.name],
            "reference": {"resource": column.references, "fields": list(schema.table(column.references).key)},
        }
        for column in table
        if column.references
    ]
    return {
        "fields": [_field(column, codebook) for column in table],
        "primaryKey": list(table.key),
        **({"foreignKeys": foreign} if foreign else {}),
    }


def _field(column: schema.Column, codebook: Codebook) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if column.codes:
        names = codebook[column.codes].names
        constraints["enum"] = [int(name) for name in names] if column.kind is schema.Kind.NUMBER else list(names)
    if column.pattern:
        constraints["pattern"] = f"^({column.pattern})$"
    return {
        "name": column.name,
        "type": _TYPES.get(column.kind, "string"),
        **({"format": "uri"} if column.kind is schema.Kind.URL else {}),
        "description": column.description,
        **({"constraints": constraints} if constraints else {}),
    }


def dumps(described: Mapping[str, Any]) -> str:
    """The text of ``datapackage.json``."""
    return json.dumps(described, ensure_ascii=False, indent=2) + "\n"
