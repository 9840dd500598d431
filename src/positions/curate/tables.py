"""The tables that the seeds give: one Arrow table for each declared one, sorted by key, typed by its declaration."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pyarrow as pa

from positions import codebook, schema
from positions.curate.link import link
from positions.curate.seeds import forms
from positions.curate.seeds.seeds import Seeds, position_id
from positions.curate.seeds.shape import Entry
from positions.curate.seeds.values import Cited
from positions.dates import Span

Row = dict[str, Any]
_MAKERS: dict[str, Callable[[Seeds], Iterable[Row]]] = {}


def tables(seeds: Seeds) -> dict[str, pa.Table]:
    """Every declared table, from seeds that passed the check."""
    return {name: _table(schema.TABLES[name], _MAKERS[name](seeds)) for name in schema.TABLES}


def regions(seeds: Seeds) -> dict[str, str]:
    """Name and id of every region and sub-region that an actor lies in."""
    names = {entry[level] for entry in seeds.actors for level in ("region", "subregion") if entry[level]}
    return {name: region_id(name) for name in sorted(names)}


def region_id(name: str) -> str:
    """The group id of a region: ``Northern Europe`` becomes ``NORTHERN-EUROPE``."""
    return "-".join("".join(c if c.isalnum() else " " for c in name).upper().split())


def _table(table: schema.Table, rows: Iterable[Row]) -> pa.Table:
    ordered = sorted(rows, key=lambda row: tuple(_sortable(row[part]) for part in table.key))
    columns = [_array(column, [row.get(column.name) for row in ordered]) for column in table]
    return pa.Table.from_arrays(columns, schema=schema.arrow_schema(table))


def _array(column: schema.Column, values: list[Any]) -> pa.Array:
    if column.kind is schema.Kind.CODE:
        # The dictionary is the order of first use, so that equal seeds give equal bytes whatever the code list holds.
        return pa.array(values, pa.string()).dictionary_encode().cast(schema.arrow_type(column))
    return pa.array(values, schema.arrow_type(column))


def _sortable(value: Any) -> tuple[int, Any]:
    return (0, value) if isinstance(value, (int, dt.date)) else (1, str(value))


def _maker(name: str) -> Callable[[Callable[[Seeds], Iterable[Row]]], Callable[[Seeds], Iterable[Row]]]:
    def register(function: Callable[[Seeds], Iterable[Row]]) -> Callable[[Seeds], Iterable[Row]]:
        _MAKERS[name] = function
        return function

    return register


def _span(span: Span | None, prefix: str = "date") -> Row:
    if span is None:
        return dict.fromkeys((prefix, f"{prefix}_end", f"{prefix}_precision"))
    return {prefix: span.first, f"{prefix}_end": span.last, f"{prefix}_precision": span.precision}


def _same(entry: Entry, *names: str) -> Row:
    return {name: entry[name] for name in names}


def _coded(seeds: Seeds) -> Iterator[tuple[Entry, Entry, str, str]]:
    """Every position: its event, its entry, its actor, its id."""
    for event in seeds.events:
        for entry in event["positions"]:
            for actor in entry["actors"]:
                yield event, entry, actor, position_id(event, entry, actor)


@_maker("positions")
def _positions(seeds: Seeds) -> Iterator[Row]:
    plain = [
        name for name in schema.POSITIONS.names if name in forms.POSITION.fields and name not in ("date", "status")
    ]
    for event, entry, actor, name in _coded(seeds):
        yield {
            "position_id": name,
            "event_id": event["id"],
            "actor_id": actor,
            "topic_id": event["topic"],
            **_span(entry["date"]),
            "stance": codebook.stance(entry["direction"], entry["commitment"]),
            "status": entry["status"] or "standing",
            **_same(entry, *plain),
        }


@_maker("events")
def _events(seeds: Seeds) -> Iterator[Row]:
    for event in seeds.events:
        tally = event["tally"] or {}
        yield {
            "event_id": event["id"],
            "topic_id": event["topic"],
            "body_id": event["body"],
            "target_id": event["target"],
            **_span(event["date"]),
            **({f"tally_{side}": tally[side] or 0 for side in ("for", "neutral", "against")} if tally else {}),
            **_same(event, "title", "issue", "question", "context", "beneficiaries", "checked", "doubts"),
        }


@_maker("actors")
def _actors(seeds: Seeds) -> Iterator[Row]:
    for actor in seeds.actors:
        same = _same(actor, "name", "common_name", "kind", "iso2", "m49", "region", "subregion", "wikidata")
        yield {"actor_id": actor["id"], "parent_id": actor["parent"], **same}


@_maker("names")
def _names(seeds: Seeds) -> Iterator[Row]:
    for actor in seeds.actors:
        for kind, names in (actor["names"] or {}).items():
            for name in dict.fromkeys(names or ()):
                yield {"actor_id": actor["id"], "kind": kind, "name": name}


@_maker("groups")
def _groups(seeds: Seeds) -> Iterator[Row]:
    for group in seeds.groups:
        yield {"group_id": group["id"], **_same(group, "name", "kind", "definition")}
    for name, group_id in regions(seeds).items():
        yield {
            "group_id": group_id,
            "name": name,
            "kind": "region",
            "definition": "Actors by the region or sub-region of the M49 geoscheme; not dated.",
        }


@_maker("memberships")
def _memberships(seeds: Seeds) -> Iterator[Row]:
    for group in seeds.groups:
        for member in group["members"]:
            until = member["until"]
            yield {
                "group_id": group["id"],
                "actor_id": member["actor"],
                "since": member["since"].first,
                "until": until.last if until else None,
                "source_id": member["source"],
            }


@_maker("topics")
def _topics(seeds: Seeds) -> Iterator[Row]:
    for topic in seeds.topics:
        yield {"topic_id": topic["id"], **_same(topic, "label", "question", "for_pole", "against_pole", "definition")}


@_maker("sources")
def _sources(seeds: Seeds) -> Iterator[Row]:
    for source in seeds.sources:
        custom = source["custom"]
        yield {
            "source_id": source["id"],
            "kind": custom["kind"],
            "title_supplied": bool(custom["title_supplied"]),
            "issued_inferred": bool(custom["issued_inferred"]),
            "note": custom["note"],
            "url": source["URL"],
            "accessed": source["accessed"].first if source["accessed"] else None,
            **_span(source["issued"], "issued"),
            **_same(source, "type", "title", "author", "publisher", "language"),
        }


@_maker("evidence")
def _evidence(seeds: Seeds) -> Iterator[Row]:
    urls = {source["id"]: source["URL"] for source in seeds.sources}
    checked = {(entry["source"], *entry["find"]) for entry in seeds.checked}
    for event, entry, _, name in _coded(seeds):
        cited = {"tells": entry["sources"]}
        for relation, field in (("disputes", "disputed_by"), ("announces", "announced_by")):
            cited[relation] = [Cited(entry.place, "", source, None, None) for source in entry[field] or ()]
        for relation, citations in cited.items():
            for source_id, start, end in (_passage(event, citation) for citation in citations):
                yield {
                    "position_id": name,
                    "source_id": source_id,
                    "relation": relation,
                    "find_start": start,
                    "find_end": end,
                    "link": link(urls[source_id], start, end),
                    "checked": (source_id, start, end) in checked,
                }


def _passage(event: Entry, cited: Cited) -> tuple[str, str | None, str | None]:
    """The passage of a citation; where the entry gives none, the event's for that source."""
    if cited.start:
        return cited.source_id, cited.start, cited.end
    listed = {own.source_id: own for own in event["sources"]}[cited.source_id]
    return cited.source_id, listed.start, listed.end


@_maker("background")
def _background(seeds: Seeds) -> Iterator[Row]:
    urls = {source["id"]: source["URL"] for source in seeds.sources}
    for event in seeds.events:
        used = {cited.source_id for entry in event["positions"] for cited in entry["sources"]}
        used |= {
            source
            for entry in event["positions"]
            for field in ("disputed_by", "announced_by")
            for source in entry[field] or ()
        }
        for cited in event["sources"]:
            if cited.source_id not in used:
                yield {
                    "event_id": event["id"],
                    "source_id": cited.source_id,
                    "find_start": cited.start,
                    "find_end": cited.end,
                    "link": link(urls[cited.source_id], cited.start, cited.end),
                }


@_maker("not_coded")
def _not_coded(seeds: Seeds) -> Iterator[Row]:
    for event in seeds.events:
        for n, claim in enumerate(event["not_coded"] or (), 1):
            start, end = claim["find"] or (None, None)
            yield {
                "event_id": event["id"],
                "n": n,
                "source_id": claim["source"],
                "find_start": start,
                "find_end": end,
                **_same(claim, "actor", "claim", "reason"),
            }


@_maker("codings")
def _codings(seeds: Seeds) -> Iterator[Row]:
    for coding in seeds.codings:
        for name in coding["positions"]:
            for coder in ("first", "second"):
                judged = _same(coding[coder], "direction", "commitment", "doubt")
                yield {"position_id": name, "unit": coding["unit"], "coder": coder, **judged}


@_maker("retired")
def _retired(seeds: Seeds) -> Iterator[Row]:
    for entry in seeds.retired:
        yield {"retired_id": entry["id"], **_same(entry, "became", "reason", "version")}


@_maker("codes")
def _codes(seeds: Seeds) -> Iterator[Row]:
    for codelist in seeds.codebook.values():
        for code in codelist:
            yield {"list": codelist.name, **vars(code)}


@_maker("changes")
def _changes(seeds: Seeds) -> Iterator[Row]:
    # Written by `positions changes --record`, one file a version.
    for path in sorted((seeds.root / "changes").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            yield from ({name: value or None for name, value in row.items()} for row in csv.DictReader(file))
