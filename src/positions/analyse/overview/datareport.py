"""What the dataset holds and what it lacks, counted from its tables: coverage, how positions are known, reliability, gaps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from positions.analyse.dataset import Dataset
from positions.analyse.overview.reliability import reliability
from positions.analyse.overview.tally import tallies
from positions.analyse.result import Caption, Composite, Head, Listing, Result
from positions.errors import MissingExtra

Part = tuple[str, Result]
_COUNTS = (
    Head("events", "Events", "number"), Head("positions", "Positions", "number"), Head("actors", "Actors", "number"),
    Head("sources", "Sources", "number"), Head("first", "First"), Head("last", "Last"),
)  # fmt: skip


def datareport(dataset: Dataset) -> Composite:
    """The report on a dataset: what it covers, how it is known, how reliably it was coded, and its known gaps."""
    caption = Caption(f"What positions {dataset.version} holds", version=dataset.version)
    glance = ("At a glance", _listed(dataset, "facts", _facts(dataset)))
    # Topics, regions and years are covered by the parts behind, with events, actors and sources too.
    known = [part for part in tallies(dataset).parts if part[0] not in ("topic_id", "region", "decade")]
    tallied = [(title.replace("_", " ").capitalize(), part) for title, part in known]
    return Composite(parts=(glance, *parts(dataset), *tallied), caption=caption, shape="datareport")


def parts(dataset: Dataset) -> tuple[Part, ...]:
    """Coverage by topic, issue, region and year, reliability, and known gaps."""
    events = dataset.labels("events", "issue")
    topics = dataset.labels("events", "topic_id")
    regions = dataset.labels("actors", "region")
    return (
        ("Topics", _coverage(dataset, "topic", lambda row: topics[row["event_id"]], dataset.column("topics", "topic_id"))),
        ("Issues", _coverage(dataset, "issue", lambda row: events[row["event_id"]], dataset.codebook["issue"].names)),
        ("Regions", _coverage(dataset, "region", lambda row: regions[row["actor_id"]] or "none", sorted({r or "none" for r in regions.values()}))),
        ("Years", _coverage(dataset, "year", lambda row: f"{row['date'].year}", sorted({f"{day.year}" for day in dataset.column("positions", "date")}))),
        *_reliability(dataset),
        ("Known gaps", _listed(dataset, "gaps", _gaps(dataset))),
    )  # fmt: skip


def page(dataset: Dataset) -> str:
    """The report as a page of the documentation."""
    body = str(datareport(dataset).to_markdown()).rstrip("\n")
    # The report is a section of a terminal's answer; on a page of its own its headings stand one level higher.
    lines = [line[1:] if line.startswith("##") else line for line in body.split("\n")]
    return "\n".join([*lines[:1], "", _HOW, *lines[1:], ""])


_HOW = (
    "<!-- Written by `positions build` from data/; do not edit. -->\n"
    "Counted from the tables themselves; `positions info --full` prints the same of any folder of tables. A region, year "
    "or issue with few events is thinly covered: a blank there says that nobody looked, not that nobody acted."
)


def _reliability(dataset: Dataset) -> tuple[Part, ...]:
    try:
        return (("Reliability", reliability(dataset)["Alpha"]),) if dataset.table("codings").num_rows else ()
    except MissingExtra:
        # A reader without the extra for curators sees the rest.
        return ()


def _listed(dataset: Dataset, shape: str, facts: Iterable[tuple[str, object]]) -> Listing:
    rows = tuple(
        {"fact": fact, "value": f"{value:,}" if isinstance(value, int) else str(value)} for fact, value in facts
    )
    heads = (Head("fact", "Fact"), Head("value", "Value"))
    return Listing(heads=heads, rows=rows, caption=Caption("", version=dataset.version), shape=shape)


def _facts(dataset: Dataset) -> Iterator[tuple[str, object]]:
    described = dataset.described
    first, last = dataset.column("positions", "date"), dataset.column("positions", "date_end")
    yield "version", dataset.version
    yield "released", str(described.get("created", ""))[:10]
    yield "positions", dataset.table("positions").num_rows
    yield "actors with a position", len(set(dataset.column("positions", "actor_id")))
    yield "events", dataset.table("events").num_rows
    yield "sources", dataset.table("sources").num_rows
    yield "period", f"{min(first)} to {max(last)}" if first else "none"


def _coverage(dataset: Dataset, name: str, of: Callable[[dict[str, Any]], str], order: Iterable[str]) -> Listing:
    """Events, positions, actors, sources and period of each value that `of` gives a position."""
    told: dict[str, set[str]] = {}
    for position, source in zip(
        dataset.column("evidence", "position_id"), dataset.column("evidence", "source_id"), strict=True
    ):
        told.setdefault(position, set()).add(source)
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in _positions(dataset):
        groups.setdefault(of(row), []).append(row)
    rows = []
    for value in order:
        mine = groups.get(value, [])
        sources: set[str] = set().union(*(told.get(row["position_id"], set()) for row in mine))
        days = [row["date"] for row in mine]
        rows.append({
            name: value, "events": len({row["event_id"] for row in mine}), "positions": len(mine),
            "actors": len({row["actor_id"] for row in mine}), "sources": len(sources),
            "first": str(min(days).year) if days else None, "last": str(max(days).year) if days else None,
        })  # fmt: skip
    heads = (Head(name, name.capitalize(), "id"), *(_COUNTS if name != "year" else _COUNTS[:4]))
    return Listing(heads=heads, rows=tuple(rows), caption=Caption("", version=dataset.version), shape="coverage")


def _positions(dataset: Dataset) -> list[dict[str, Any]]:
    names = ("position_id", "event_id", "actor_id", "date")
    columns = [dataset.column("positions", name) for name in names]
    return [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]


def _gaps(dataset: Dataset) -> Iterator[tuple[str, object]]:
    """What a reader should know is thin or missing."""
    kinds = dataset.labels("actors", "kind")
    states = {actor for actor, kind in kinds.items() if kind == "state"}
    topics = list(zip(dataset.column("positions", "actor_id"), dataset.column("positions", "topic_id"), strict=True))
    for topic in dataset.column("topics", "topic_id"):
        yield f"states without a position on {topic}", len(states - {actor for actor, of in topics if of == topic})
    yield "share of positions that are votes of the UN General Assembly", _share(_in_body(dataset, "UN"))
    told = Counter(zip(dataset.column("evidence", "position_id"), dataset.column("evidence", "relation"), strict=True))
    single = [told[position, "tells"] == 1 for position in dataset.column("positions", "position_id")]
    yield "share of positions told by one source alone", _share(single)
    yield (
        "share of positions known from the press alone",
        _share(attribution == "media_report" for attribution in dataset.column("positions", "attribution")),
    )
    yield "positions that a source disputes", dataset.column("positions", "status").count("contested")
    yield "positions of low confidence", dataset.column("positions", "confidence").count("low")
    yield (
        "positions dated less precisely than the day",
        sum(p != "day" for p in dataset.column("positions", "date_precision")),
    )
    yield "events with a doubt noted", sum(doubt is not None for doubt in dataset.column("events", "doubts"))
    yield "sources without an address", dataset.column("sources", "url").count(None)
    yield "sources without a date", dataset.column("sources", "issued").count(None)
    yield (
        "sources in other languages than English",
        sum(lang not in (None, "en") for lang in dataset.column("sources", "language")),
    )
    yield "share of passages checked against a copy of the text", _share(
        checked for checked, start in zip(dataset.column("evidence", "checked"), dataset.column("evidence", "find_start"), strict=True) if start
    )  # fmt: skip
    yield "claims considered and left out", dataset.table("not_coded").num_rows


def _in_body(dataset: Dataset, body: str) -> list[bool]:
    bodies = dataset.labels("events", "body_id")
    events, instruments = dataset.column("positions", "event_id"), dataset.column("positions", "instrument")
    return [bodies[event] == body and how == "vote" for event, how in zip(events, instruments, strict=True)]


def _share(flags: Iterable[bool]) -> str:
    found = list(flags)
    return f"{sum(found) / len(found):.1%}" if found else "none"
