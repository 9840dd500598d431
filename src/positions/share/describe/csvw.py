"""CSV on the Web: what a program must know to read the CSV files with their types, keys and references."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from positions import schema
from positions.codebook import Codebook
from positions.schema import Column, Kind
from positions.share.export.sheets import Sheet
from positions.share.facts import Facts

FILE = "csv-metadata.json"
_TYPES = {Kind.DATE: "date", Kind.NUMBER: "integer", Kind.FLAG: "boolean", Kind.URL: "anyURI"}


def describe(facts: Facts, sheets: Sequence[Sheet]) -> dict[str, Any]:
    """The table group of the CSV files that lie beside the description."""
    known = {sheet.name for sheet in sheets}
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": facts.title,
        "dc:description": facts.description,
        "dc:creator": "; ".join(facts.creators),
        "dc:license": {"@id": facts.licence_url},
        "dc:issued": facts.released,
        "schema:version": facts.version,
        "dialect": {"encoding": "utf-8", "lineTerminators": ["\n"], "header": True},
        "tables": [_table(sheet, facts.codebook, known) for sheet in sheets],
    }


def _table(sheet: Sheet, codebook: Codebook, known: set[str]) -> dict[str, Any]:
    foreign = [
        {
            "columnReference": [column.name],
            "reference": {
                "resource": f"{column.references}.csv",
                "columnReference": list(schema.table(column.references).key),
            },
        }
        for column in sheet.table
        if column.references in known
    ]
    return {
        "url": f"{sheet.name}.csv",
        "dc:title": sheet.name,
        "dc:description": sheet.table.row,
        "dc:extent": sheet.data.num_rows,
        "tableSchema": {
            "columns": [_column(column, codebook) for column in sheet.columns],
            "primaryKey": list(sheet.table.key),
            **({"foreignKeys": foreign} if foreign else {}),
        },
    }


def _column(column: Column, codebook: Codebook) -> dict[str, Any]:
    return {
        "name": column.name,
        "titles": column.name,
        "dc:description": column.description,
        "datatype": _datatype(column, codebook),
        **({"required": True} if column.required else {}),
    }


def _datatype(column: Column, codebook: Codebook) -> Any:
    base = _TYPES.get(column.kind, "string")
    if column.codes and column.kind is Kind.CODE:
        return {"base": base, "format": "|".join(re.escape(name) for name in codebook[column.codes].names)}
    if column.codes:
        numbers = [int(name) for name in codebook[column.codes].names]
        return {"base": base, "minimum": min(numbers), "maximum": max(numbers)}
    if column.kind is Kind.FLAG:
        return {"base": base, "format": "true|false"}
    return {"base": base, "format": column.pattern} if column.pattern else base
