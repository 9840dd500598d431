"""The pages beside the comparisons: codebook, sources, data quality, downloads, changes, and how to cite."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from positions import datapackage, schema
from positions.share.facts import TableFacts
from positions.share.site import figures
from positions.share.site.material import Material

# How each kind of file is called.
KINDS = {
    ".parquet": "Apache Parquet", ".json": "JSON", ".jsonld": "JSON-LD", ".csv": "CSV", ".md": "Markdown", ".txt": "text", ".html": "HTML",
    ".cff": "CITATION.cff", ".xml": "XML", ".bib": "BibTeX", ".yaml": "YAML", ".zip": "Zip", "": "text",
}  # fmt: skip
_SAYS = {
    "datapackage.json": "Data Package: every file, table and column described, with hashes and row counts.",
    "codebook.json": "The code lists.",
    "codebook.md": "The codebook, to read.",
    "codebook.html": "The codebook, to read.",
    "croissant.json": "Croissant, for machine learning.",
    "dataset.jsonld": "schema.org, for search engines.",
    "ddi-codebook.xml": "DDI Codebook 2.5, for archives.",
    "csv-metadata.json": "CSV on the Web: the columns of the CSV files.",
    "sources.bib": "Every source, for LaTeX.",
    "sources.csl.json": "Every source, for Zotero and Pandoc.",
    "sources.csl.yaml": "Every source, for Pandoc.",
    ".zenodo.json": "For a deposit at Zenodo.",
    "SHA256SUMS": "Checksums of all files.",
}


def codebook(material: Material) -> dict[str, Any]:
    """Topics, issues, every code list, and every column of every table."""
    return {
        "title": "Codebook",
        "topics": [
            {
                **row,
                "issues": [{**issue, "id": code} for code, issue in material.issues.items() if issue["topic"] == topic],
            }
            for topic, row in material.topics.items()
        ],
        "lists": [codes for name, codes in material.dataset.codebook.items() if name != "issue"],
        "tables": list(schema.TABLES.values()),
        "counts": {table.name: table.rows for table in material.facts.tables},
    }


def sources(material: Material) -> dict[str, Any]:
    """Every source with the events that it tells of."""
    events: dict[str, Counter[str]] = {}
    for account in material.accounts:
        for passage in account.passages:
            events.setdefault(passage.source_id, Counter())[account.event_id] += 1
    rows = sorted(
        material.sources.values(), key=lambda row: (row["publisher"].casefold(), row["when"] or "", row["source_id"])
    )
    cited = [{**row, "events": sorted(events[row["source_id"]].items())} for row in rows if row["source_id"] in events]
    others = [row for row in rows if row["source_id"] not in events]
    publishers = Counter(row["publisher"] for row in cited)
    return {
        "title": "Sources",
        "cited": cited,
        "others": others,
        "publishers": publishers.most_common(12),
        "languages": Counter(row["language"] for row in cited if row["language"]).most_common(),
    }


def downloads(material: Material, folder: Path, files: list[Path]) -> dict[str, Any]:
    """Every file offered, with its size and checksum."""
    tables = {table.name: table for table in material.facts.tables}
    return {"title": "Downloads", "files": [_file(folder, file, tables.get(file.stem)) for file in files]}


def _file(folder: Path, file: Path, table: TableFacts | None) -> dict[str, Any]:
    is_table = table is not None and file.suffix in (".parquet", ".csv")
    says = "Everything below in one file." if file.suffix == ".zip" else _SAYS.get(file.name, "")
    return {
        "name": file.relative_to(folder).as_posix(),
        "format": KINDS.get(file.suffix, file.suffix.lstrip(".")),
        "bytes": file.stat().st_size,
        "sha256": datapackage.file_hash(file).removeprefix("sha256:"),
        "rows": table.rows if table is not None and is_table else None,
        "says": table.declared.row if table is not None and is_table else says,
    }


def changes(material: Material) -> dict[str, Any]:
    """What changed, by version."""
    rows = material.optional("changes")
    versions: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        versions.setdefault(row["version"], []).append(row)
    newest_first = sorted(versions.items(), reverse=True)
    counted = [
        (version, sorted(Counter((row["table"], row["change"]) for row in found).items()), found)
        for version, found in newest_first
    ]
    return {"title": "Changes", "versions": counted, "retired": material.optional("retired")}


def quality(material: Material) -> dict[str, Any]:
    """How much there is, how it is known, and how far two coders agreed."""
    accounts = material.accounts
    told = sum(len(account.passages) for account in accounts)
    return {
        "title": "Data quality",
        "topics": [_coverage(material, topic) for topic in material.topics],
        "bars": figures.bars(account.day for account in accounts),
        "regions": _regions(material),
        "spreads": [
            _spread(material, name)
            for name in ("confidence", "attribution", "commitment", "instrument", "organ", "status")
        ],
        "passages": {
            "evidence": told,
            "linked": sum(bool(passage.start) for account in accounts for passage in account.passages),
            "checked": sum(passage.checked for account in accounts for passage in account.passages),
            "two": sum(len({passage.source_id for passage in account.passages}) > 1 for account in accounts),
            "positions": len(accounts),
        },
        "doubts": sum(bool(row["doubts"]) for row in material.events.values()),
        "not_coded": material.dataset.table("not_coded").num_rows,
    }


def _coverage(material: Material, topic: str) -> dict[str, Any]:
    accounts = [account for account in material.accounts if account.topic_id == topic]
    issues = Counter(material.events[account.event_id]["issue"] for account in accounts)
    events = Counter(row["issue"] for row in material.events.values() if row["topic_id"] == topic)
    return {
        **material.topics[topic],
        "n": len(accounts),
        "events": sum(events.values()),
        "actors": len({account.actor_id for account in accounts}),
        "deeds": sum(account.commitment == "enacted" for account in accounts),
        "issues": [
            {"label": row["label"], "n": issues[issue], "events": events[issue]}
            for issue, row in material.issues.items()
            if row["topic"] == topic
        ],
    }


def _regions(material: Material) -> list[dict[str, Any]]:
    regions: dict[str, list[str]] = {}
    for actor, row in material.actors.items():
        regions.setdefault(row["region"] or "Institutions", []).append(actor)
    return [
        {"label": region, "actors": len(actors), "n": sum(len(material.by_actor.get(actor, ())) for actor in actors)}
        for region, actors in sorted(regions.items())
    ]


def _spread(material: Material, column: str) -> dict[str, Any]:
    counts = Counter(getattr(account, column) for account in material.accounts)
    codes = material.dataset.codebook[column]
    return {
        "label": column,
        "definition": codes.definition,
        "codes": [
            {
                "label": code.label,
                "says": code.definition,
                "n": counts[code.code],
                "share": counts[code.code] / max(len(material.accounts), 1),
            }
            for code in codes
        ],
    }
