"""A small dataset made by hand, row by row, and what writes it into a folder of tables."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pyarrow as pa

from positions import codebook, datapackage, parquet, schema

DATASET = {
    "name": "small",
    "title": "A small dataset",
    "description": "Three actors, made for tests.",
    "version": "2026.1",
    "released": dt.date(2026, 1, 1),
    "keywords": ["test"],
    "licence": "CC-BY-4.0",
    "licence_title": "Creative Commons Attribution 4.0 International",
    "licence_url": "https://creativecommons.org/licenses/by/4.0/",
    "creators": ["The positions contributors"],
}


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def span(first: str, last: str | None = None, prefix: str = "date") -> dict[str, Any]:
    """The three columns of a date."""
    end = last or first
    return {prefix: day(first), f"{prefix}_end": day(end), f"{prefix}_precision": "day" if first == end else "month"}


def position(
    event: str, actor: str, direction: str, commitment: str, date: str, key: str = "", **more: Any
) -> dict[str, Any]:
    """A position, with what a test does not name filled in."""
    return {
        "position_id": ":".join(filter(None, [event, actor, key])),
        "event_id": event,
        "actor_id": actor,
        "direction": direction,
        "commitment": commitment,
        "stance": codebook.stance(direction, commitment),
        "instrument": "statement",
        "organ": "government",
        "attribution": "media_report",
        "confidence": "high",
        "status": "standing",
        "summary": f"{actor} on {event}.",
        **span(date),
        **more,
    }


def event(name: str, topic: str, issue: str, first: str, last: str, **more: Any) -> dict[str, Any]:
    """An event, with what a test does not name filled in."""
    return {
        "event_id": name,
        "title": name.replace("-", " ").capitalize(),
        "topic_id": topic,
        "issue": issue,
        "question": f"Should {name} be?",
        "context": "Made for tests.",
        **span(first, last),
        **more,
    }


def actor(name: str, common: str, **more: Any) -> dict[str, Any]:
    return {"actor_id": name, "name": common, "common_name": common, "kind": "state", "region": "Europe", **more}


def small_rows() -> dict[str, list[dict[str, Any]]]:
    """Three states and a fourth that left the group; a visa event, a pressure event, a vote in the group, an old law."""
    events = [
        event("visas-2017", "humanitarian_visas", "visas", "2017-05-01", "2017-05-31"),
        event("press-2017", "diplomatic_pressure", "bilateral", "2017-05-01", "2017-05-31"),
        event(
            "vote-2018",
            "diplomatic_pressure",
            "scrutiny",
            "2018-03-01",
            "2018-03-01",
            body_id="EU",
            tally_for=1,
            tally_neutral=0,
            tally_against=1,
        ),
        event("law-2015", "asylum_rules", "access", "2015-01-01", "2015-12-31"),
    ]
    topics = {row["event_id"]: row["topic_id"] for row in events}
    positions = [
        position("visas-2017", "LTU", "for", "enacted", "2017-05-17", instrument="visa_issued"),
        position("visas-2017", "LTU", "for", "declared", "2017-05-19", key="word"),
        position("visas-2017", "SWE", "neutral", "declared", "2017-05-19", organ="party"),
        position("visas-2017", "GBR", "against", "enacted", "2017-05-10", status="contested"),
        position("press-2017", "LTU", "for", "declared", "2017-05-15"),
        position("press-2017", "SWE", "for", "enacted", "2017-05-15", confidence="low"),
        position("press-2017", "SWE", "against", "enacted", "2017-05-16", key="back"),
        position("press-2017", "GBR", "for", "enacted", "2017-05-15"),
        position("vote-2018", "LTU", "for", "enacted", "2018-03-01", instrument="vote"),
        position("vote-2018", "SWE", "against", "enacted", "2018-03-01", instrument="vote"),
        position("law-2015", "SWE", "against", "enacted", "2015-06-01", attribution="third_party"),
        position("law-2015", "NOR", "against", "declared", "2015-06-02"),
    ]
    for row in positions:
        row["topic_id"] = topics[row["event_id"]]
    return {
        "positions": positions,
        "events": events,
        "actors": [
            actor("LTU", "Lithuania", iso2="LT", m49="440", subregion="Northern Europe"),
            actor("SWE", "Sweden", iso2="SE", m49="752", subregion="Northern Europe"),
            actor("GBR", "United Kingdom", iso2="GB", m49="826", subregion="Northern Europe"),
            actor("NOR", "Norway", iso2="NO", m49="578", subregion="Northern Europe"),
            actor("NAM", "Namibia", iso2="NA", m49="516", subregion="Southern Africa", region="Africa"),
        ],
        "groups": [
            {"group_id": "EU", "name": "European Union", "kind": "organisation", "definition": "Members by accession."},
            {"group_id": "NORTHERN-EUROPE", "name": "Northern Europe", "kind": "region"},
        ],
        "memberships": [
            {"group_id": "EU", "actor_id": "LTU", "since": day("2004-05-01")},
            {"group_id": "EU", "actor_id": "SWE", "since": day("1995-01-01")},
            {"group_id": "EU", "actor_id": "GBR", "since": day("1973-01-01"), "until": day("2017-05-12")},
        ],
        "sources": [
            {"source_id": "paper-2017", "type": "article-newspaper", "kind": "news", "title": "A paper", "title_supplied": False,
             "issued_inferred": False, "url": "https://example.org/a", "language": "en", **span("2017-05-20", prefix="issued")},
        ],
        "evidence": [
            {"position_id": row["position_id"], "source_id": "paper-2017", "relation": "tells", "find_start": "some words", "find_end": "last words",
             "link": "https://example.org/a#:~:text=some%20words,last%20words", "checked": True}
            for row in positions
        ],
        "not_coded": [{"event_id": "visas-2017", "n": 1, "actor": "NOR", "claim": "looked at it", "reason": "no side was taken"}],
    }  # fmt: skip


def write_tables(folder: Path, rows: dict[str, list[dict[str, Any]]]) -> Path:
    """A folder of tables from rows; topics and codes are those of the shipped codebook."""
    book = codebook.load()
    labels = {
        "humanitarian_visas": "Humanitarian visas",
        "asylum_rules": "Asylum rules",
        "diplomatic_pressure": "Diplomatic pressure",
    }
    filled = dict(rows)
    filled.setdefault(
        "topics",
        [
            dict.fromkeys(("question", "for_pole", "against_pole", "definition"), "text")
            | {"topic_id": topic, "label": label}
            for topic, label in labels.items()
        ],
    )
    filled.setdefault("codes", [{"list": name, **vars(code)} for name, codes in book.items() for code in codes])
    folder.mkdir(parents=True, exist_ok=True)
    resources = []
    for table in schema.TABLES.values():
        here = sorted(filled.get(table.name, []), key=lambda row: tuple(str(row[part]) for part in table.key))
        arrays = [_array(column, [row.get(column.name) for row in here]) for column in table]
        made = pa.Table.from_arrays(arrays, schema=schema.arrow_schema(table))
        path = folder / f"{table.name}.parquet"
        digest = datapackage.digest(made)
        parquet.write(made, path, {"version": DATASET["version"], "digest": digest})
        resources.append({"name": table.name, "path": path.name, "rows": made.num_rows, "bytes": path.stat().st_size,
                          "hash": datapackage.file_hash(path), "digest": digest})  # fmt: skip
    (folder / "codebook.json").write_text(book.to_json(), encoding="utf-8")
    (folder / datapackage.FILE).write_text(
        datapackage.dumps(datapackage.describe(DATASET, book, resources)), encoding="utf-8"
    )
    return folder


def _array(column: schema.Column, values: list[Any]) -> pa.Array:
    if column.kind is schema.Kind.CODE:
        return pa.array(values, pa.string()).dictionary_encode().cast(schema.arrow_type(column))
    return pa.array(values, schema.arrow_type(column))
