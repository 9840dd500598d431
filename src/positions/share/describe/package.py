"""The Data Package (v2) of a release: its tables in Parquet and in CSV, and every other file, each with its hash."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from positions import datapackage, schema
from positions.share.facts import Facts

# What is laid beside the tables, under the name that the resource gets.
FILES = {
    "codebook": ("codebook.json", "application/json"),
    "codebook-md": ("codebook.md", "text/markdown"),
    "codebook-html": ("codebook.html", "text/html"),
    "readme": ("README.md", "text/markdown"),
    "changelog": ("CHANGELOG.md", "text/markdown"),
    "licence": ("LICENSE.txt", "text/plain"),
    "citation": ("CITATION.cff", "application/yaml"),
    "zenodo": (".zenodo.json", "application/json"),
    "schema-org": ("dataset.jsonld", "application/ld+json"),
    "croissant": ("croissant.json", "application/ld+json"),
    "ddi": ("ddi-codebook.xml", "application/xml"),
    "sources-bib": ("sources.bib", "application/x-bibtex"),
    "sources-csl-json": ("sources.csl.json", "application/vnd.citationstyles.csl+json"),
    "sources-csl-yaml": ("sources.csl.yaml", "application/yaml"),
    "csvw": ("csv/csv-metadata.json", "application/csvm+json"),
}
CSV = "csv"


def describe(facts: Facts, folder: Path) -> dict[str, Any]:
    """The description of a release whose files all lie in `folder`."""
    described = dict(facts.described)
    tables = [_parquet(entry) for entry in datapackage.tables(described)]
    sheets = [_csv(folder, entry) for entry in tables]
    files = [datapackage.file(folder, path, name, mediatype) for name, (path, mediatype) in FILES.items()]
    described["resources"] = [*tables, *sheets, *files]
    return described


def _parquet(entry: dict[str, Any]) -> dict[str, Any]:
    """The entry of the build, with whole numbers that may be missing as `number`.

    frictionless reads Parquet through pandas, where such a column is one of floats, which it does not take for integers.
    """
    table, described = schema.table(entry["name"]), dict(entry["schema"])
    described["fields"] = [
        {**field, "type": "number"} if field["type"] == "integer" and not table[field["name"]].required else field
        for field in described["fields"]
    ]
    return {**entry, "schema": described}


def _csv(folder: Path, entry: dict[str, Any]) -> dict[str, Any]:
    name = entry["name"]
    described = {**entry["schema"], "missingValues": [""]}
    described["fields"] = [
        {**field, "type": "integer"} if field["type"] == "number" else field for field in described["fields"]
    ]
    if "foreignKeys" in described:
        described["foreignKeys"] = [
            {**key, "reference": {**key["reference"], "resource": f"{key['reference']['resource']}-csv"}}
            for key in described["foreignKeys"]
        ]
    return datapackage.file(
        folder, f"{CSV}/{name}.csv", f"{name}-csv", "text/csv", type="table", format="csv", encoding="utf-8",
        title=entry["title"], description=entry["description"], rows=entry["rows"], digest=entry["digest"], schema=described,
    )  # fmt: skip
