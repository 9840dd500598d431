"""schema.org in JSON-LD, as search engines for data sets read it."""

from __future__ import annotations

from typing import Any

from positions.schema import Column
from positions.share.facts import Facts, TableFacts


def describe(facts: Facts) -> dict[str, Any]:
    """The description of a release as a schema.org Dataset; each table is a part."""
    return {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": facts.title,
        "alternateName": facts.name,
        "description": facts.description,
        "version": facts.version,
        "datePublished": facts.released,
        "license": facts.licence_url,
        "creator": [{"@type": "Organization", "name": name} for name in facts.creators],
        "keywords": list(facts.keywords),
        "citation": facts.citation(),
        "inLanguage": "en",
        "isAccessibleForFree": True,
        "hasPart": [_table(table) for table in facts.tables],
    }


def _table(table: TableFacts) -> dict[str, Any]:
    return {
        "@type": "Dataset",
        "name": table.name,
        "description": table.declared.row,
        "size": {"@type": "QuantitativeValue", "value": table.rows, "unitText": "rows"},
        "variableMeasured": [_column(column) for column in table.declared],
        "distribution": [
            _download(table, table.path, "application/vnd.apache.parquet"),
            _download(table, f"csv/{table.name}.csv", "text/csv"),
        ],
    }


def _column(column: Column) -> dict[str, Any]:
    return {"@type": "PropertyValue", "name": column.name, "description": column.description}


def _download(table: TableFacts, path: str, mediatype: str) -> dict[str, Any]:
    more = (
        {"sha256": table.hash.removeprefix("sha256:"), "contentSize": f"{table.size} B"} if path == table.path else {}
    )
    return {"@type": "DataDownload", "contentUrl": path, "encodingFormat": mediatype, **more}
