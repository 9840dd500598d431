"""Croissant 1.1: the tables as record sets, for tools that load data sets by their description."""

from __future__ import annotations

from typing import Any

from positions import schema
from positions.schema import Column, Kind
from positions.share.facts import Facts, TableFacts

VERSION = "http://mlcommons.org/croissant/1.1"
_TYPES = {Kind.DATE: "sc:Date", Kind.NUMBER: "sc:Integer", Kind.FLAG: "sc:Boolean", Kind.URL: "sc:URL"}
# The context that the specification asks to be repeated in every file.
_CONTEXT = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    **{word: f"cr:{word}" for word in (
        "arrayShape", "citeAs", "column", "containedIn", "equivalentProperty", "extract", "field", "fileProperty",
        "fileObject", "fileSet", "format", "includes", "isArray", "isLiveDataset", "jsonPath", "key", "md5", "parentField", "path",
        "recordSet", "references", "regex", "repeated", "replace", "samplingRate", "separator", "source", "subField", "transform",
    )},
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "description": {"@container": "@language"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "name": {"@container": "@language"},
    "sc": "https://schema.org/",
}  # fmt: skip


def describe(facts: Facts) -> dict[str, Any]:
    """The Croissant description of a release."""
    return {
        "@context": dict(sorted(_CONTEXT.items())),
        "@type": "sc:Dataset",
        "conformsTo": VERSION,
        "name": facts.name,
        "alternateName": facts.title,
        "description": facts.description,
        "version": semantic(facts.version),
        "datePublished": facts.released,
        "license": facts.licence_url,
        "creator": [{"@type": "sc:Organization", "name": name} for name in facts.creators],
        "keywords": list(facts.keywords),
        "citeAs": facts.citation(),
        # The form asks for an address; a release has none until somebody publishes it.
        "url": f"urn:{facts.name}:{facts.version}",
        "inLanguage": "en",
        "distribution": [_file(table) for table in facts.tables],
        "recordSet": [_records(table) for table in facts.tables],
    }


def semantic(version: str) -> str:
    """The version in the three parts that Croissant asks for: 2026.1 is 2026.1.0."""
    return f"{version}.0"


def _file(table: TableFacts) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": table.path,
        "name": table.path,
        "description": table.declared.row,
        "contentUrl": table.path,
        "contentSize": f"{table.size} B",
        "encodingFormat": "application/x-parquet",
        "sha256": table.hash.removeprefix("sha256:"),
    }


def _records(table: TableFacts) -> dict[str, Any]:
    keys = [{"@id": f"{table.name}/{name}"} for name in table.declared.key]
    return {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": f"{table.declared.row} Rows: {table.rows}.",
        "key": keys[0] if len(keys) == 1 else keys,
        "field": [_field(table, column) for column in table.declared],
    }


def _field(table: TableFacts, column: Column) -> dict[str, Any]:
    reference = {}
    # A table that refers to itself would be a ring in the graph of operations that the form is.
    if column.references and column.references != table.name:
        key = schema.table(column.references).key[0]
        other = {"@id": f"{column.references}.parquet"}
        reference = {"references": {"fileObject": other, "extract": {"column": key}}}
    return {
        "@type": "cr:Field",
        "@id": f"{table.name}/{column.name}",
        "name": column.name,
        "description": column.description,
        "dataType": _TYPES.get(column.kind, "sc:Text"),
        "source": {"fileObject": {"@id": table.path}, "extract": {"column": column.name}},
        **reference,
    }
