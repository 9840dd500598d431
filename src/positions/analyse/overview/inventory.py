"""What there is: the topics, issues, actors, groups, events, sources, tables and code lists of a dataset, as listings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from positions import arrow, datapackage, dates
from positions.analyse.account import issued
from positions.analyse.dataset import Dataset
from positions.analyse.overview import datareport
from positions.analyse.overview.tally import tallies
from positions.analyse.result import Caption, Composite, Head, Listing
from positions.analyse.selection import Selection, group_spells, select, to_date
from positions.codebook import CodeList
from positions.errors import BadQuery, UnknownName


@dataclass(frozen=True)
class Scope:
    """The part of a dataset that is listed.

    Attributes
    ----------
    selection
        Which positions; None for everything, things without any position too.
    events, actors
        How many positions each of them has among these.
    """

    dataset: Dataset
    selection: Selection | None
    keep: np.ndarray
    events: Counter[str]
    actors: Counter[str]

    @classmethod
    def of(cls, dataset: Dataset, selection: Selection | None) -> Scope:
        """What a selection keeps, counted."""
        table = dataset.table("positions")
        keep = np.ones(table.num_rows, bool) if selection is None else select(dataset, selection).keep
        kept = table.select(["event_id", "actor_id"]).filter(arrow.flags(keep))
        return cls(
            dataset, selection, keep, Counter(kept["event_id"].to_pylist()), Counter(kept["actor_id"].to_pylist())
        )

    def shows(self, count: int) -> bool:
        """Whether something with so many positions belongs to the part."""
        return self.selection is None or count > 0


def inventory(dataset: Dataset, what: str, selection: Selection | None = None) -> Listing:
    """What there is of one kind.

    Parameters
    ----------
    what
        A key of `KINDS`.
    selection
        Only what positions kept by it stand on.

    Raises
    ------
    UnknownName, BadQuery
    """
    if what not in KINDS:
        raise UnknownName("kind of thing to list", what, KINDS)
    if selection is not None and what in ("tables", "codes"):
        raise BadQuery(f"filters are for what positions stand on; {what} are listed whole")
    heads, rows = KINDS[what]
    found = tuple(rows(Scope.of(dataset, selection)))
    told = tuple(selection.told()) if selection else ()
    return Listing(
        heads=heads,
        rows=found,
        caption=Caption(f"{len(found)} {_noun(what, len(found))}", told, "", dataset.version),
        shape=what,
    )


def _noun(what: str, count: int) -> str:
    named = {"codes": "code lists"}.get(what, what)
    return named[:-1] if count == 1 else named


def _topics(scope: Scope) -> Iterator[dict[str, Any]]:
    events, positions = _by(scope, "topic_id")
    for row in scope.dataset.rows("topics"):
        if scope.shows(positions[row["topic_id"]]):
            yield {**row, "events": events[row["topic_id"]], "positions": positions[row["topic_id"]]}


def _issues(scope: Scope) -> Iterator[dict[str, Any]]:
    events, positions = _by(scope, "issue")
    for code in scope.dataset.codebook["issue"]:
        if scope.shows(positions[code.code]):
            counts = {"events": events[code.code], "positions": positions[code.code]}
            yield {
                "issue": code.code,
                "label": code.label,
                "topic_id": code.parent,
                "definition": code.definition,
                **counts,
            }


def _by(scope: Scope, column: str) -> tuple[Counter[str], Counter[str]]:
    """Events and positions by a column of the events."""
    values = scope.dataset.labels("events", column)
    events: Counter[str] = Counter(values[event] for event in values if scope.shows(scope.events[event]))
    positions: Counter[str] = Counter()
    for event, count in scope.events.items():
        positions[values[event]] += count
    return events, positions


def _actors(scope: Scope) -> Iterator[dict[str, Any]]:
    newest = _newest(scope)
    for row in sorted(scope.dataset.rows("actors"), key=lambda row: (row["kind"] == "institution", row["actor_id"])):
        actor = row["actor_id"]
        if scope.shows(scope.actors[actor]):
            yield {**row, "actor": row["common_name"], "positions": scope.actors[actor], "newest": newest.get(actor)}


def _newest(scope: Scope) -> dict[str, str]:
    """The newest day of each actor's positions."""
    table = scope.dataset.table("positions").select(["actor_id", "date"]).filter(arrow.flags(scope.keep))
    newest: dict[str, str] = {}
    for actor, day in zip(table["actor_id"].to_pylist(), table["date"].to_pylist(), strict=True):
        newest[actor] = max(newest.get(actor, ""), day.isoformat())
    return newest


def _groups(scope: Scope) -> Iterator[dict[str, Any]]:
    last = max(scope.dataset.column("positions", "date"), default=to_date(0))
    for row in scope.dataset.rows("groups"):
        spells = group_spells(scope.dataset, row["group_id"])
        members = {actor for actor, since, until in spells if since <= (last - to_date(0)).days <= until}
        positions = sum(scope.actors[actor] for actor in {actor for actor, *_ in spells})
        if scope.shows(positions):
            yield {**row, "members": len(members), "ever": len({actor for actor, *_ in spells})}


def _events(scope: Scope) -> Iterator[dict[str, Any]]:
    actors = _actors_by_event(scope)
    for row in sorted(scope.dataset.rows("events"), key=lambda row: (row["date"], row["event_id"])):
        count = scope.events[row["event_id"]]
        if scope.shows(count):
            on = dates.written(row["date"], row["date_end"], row["date_precision"])
            yield {**row, "date": on, "positions": count, "actors": len(actors.get(row["event_id"], ()))}


def _actors_by_event(scope: Scope) -> dict[str, set[str]]:
    table = scope.dataset.table("positions").select(["event_id", "actor_id"]).filter(arrow.flags(scope.keep))
    found: dict[str, set[str]] = {}
    for event, actor in zip(table["event_id"].to_pylist(), table["actor_id"].to_pylist(), strict=True):
        found.setdefault(event, set()).add(actor)
    return found


def _sources(scope: Scope) -> Iterator[dict[str, Any]]:
    evidence = scope.dataset.table("evidence")
    if scope.selection is not None:
        kept = scope.dataset.table("positions")["position_id"].filter(arrow.flags(scope.keep)).to_pylist()
        evidence = evidence.filter(arrow.flags(arrow.is_in(evidence["position_id"], kept)))
    told = Counter(evidence["source_id"].to_pylist())
    for row in scope.dataset.rows("sources"):
        if scope.shows(told[row["source_id"]]):
            yield {**row, "issued": issued(row), "positions": told[row["source_id"]]}


def _tables(scope: Scope) -> Iterator[dict[str, Any]]:
    for resource in datapackage.tables(scope.dataset.described):
        yield {
            "table": resource["name"],
            **{name: resource[name] for name in ("rows", "digest", "description")},
        }


def _codes(scope: Scope) -> Iterator[dict[str, Any]]:
    for name, codes in scope.dataset.codebook.items():
        yield {"list": name, "codes": ", ".join(codes.names), "definition": codes.definition}


_POSITIONS = Head("positions", "Positions", "number")
KINDS: Mapping[str, tuple[tuple[Head, ...], Callable[[Scope], Iterable[Mapping[str, Any]]]]] = {
    "topics": ((Head("topic_id", "Topic", "id"), Head("label", "Label"), Head("question", "Question"), Head("for_pole", "For"),
                Head("against_pole", "Against"), Head("events", "Events", "number"), _POSITIONS), _topics),
    "issues": ((Head("issue", "Issue", "id"), Head("label", "Label"), Head("topic_id", "Topic", "id"), Head("definition", "Definition"),
                Head("events", "Events", "number"), _POSITIONS), _issues),
    "actors": ((Head("actor_id", "Actor", "id"), Head("actor", "Name"), Head("kind", "Kind", "code"), Head("subregion", "Region"),
                _POSITIONS, Head("newest", "Newest", "date")), _actors),
    "groups": ((Head("group_id", "Group", "id"), Head("name", "Name"), Head("kind", "Kind", "code"), Head("members", "Members", "number"),
                Head("ever", "Ever members", "number"), Head("definition", "Definition")), _groups),
    "events": ((Head("date", "Date"), Head("event_id", "Event", "id"), Head("title", "Title"), Head("topic_id", "Topic", "id"),
                Head("issue", "Issue", "code"), Head("actors", "Actors", "number"), _POSITIONS), _events),
    "sources": ((Head("issued", "Published"), Head("source_id", "Source", "id"), Head("publisher", "Publisher"), Head("title", "Title"),
                 Head("kind", "Kind", "code"), _POSITIONS, Head("url", "Address", "link")), _sources),
    "tables": ((Head("table", "Table", "id"), Head("rows", "Rows", "number"), Head("digest", "Digest", "id"),
                Head("description", "One row is")), _tables),
    "codes": ((Head("list", "List", "id"), Head("definition", "Definition"), Head("codes", "Codes")), _codes),
}  # fmt: skip


def code_list(dataset: Dataset, name: str) -> Listing:
    """A code list with its definitions."""
    codes = dataset.codebook[name]
    heads = [Head("code", "Code", "id"), Head("label", "Label"), Head("definition", "Definition")]
    heads += [Head("parent", codes.parent.capitalize(), "code")] if codes.parent else []
    order = "in order, from less to more" if codes.ordered else ""
    return Listing(
        heads=tuple(heads),
        rows=tuple(_code_rows(codes)),
        caption=Caption(f"{name}: {codes.definition}", tuple(filter(None, [order])), "", dataset.version),
        shape="codes",
    )


def _code_rows(codes: CodeList) -> Iterator[dict[str, Any]]:
    for code in codes:
        yield {"code": code.code, "label": code.label, "definition": code.definition, "parent": code.parent}


def codebook(dataset: Dataset) -> Composite:
    """Every code list with its definitions."""
    parts = tuple((name, code_list(dataset, name)) for name in dataset.codebook)
    return Composite(parts=parts, caption=Caption("Codebook", (), "", dataset.version), shape="codebook")


def info(dataset: Dataset, full: bool = False) -> Composite:
    """Version, licence, folder and counts of a dataset, the rows and digest of each table, and in full the report on it."""
    described = dataset.described
    first, last = _period(dataset)
    facts = {
        "dataset": described.get("title", described["name"]),
        "version": dataset.version,
        "released": str(described.get("created", ""))[:10],
        "licence": ", ".join(f"{each['name']} ({each['path']})" for each in described.get("licenses", ())),
        "folder": str(dataset.folder),
        "positions": str(dataset.table("positions").num_rows),
        "actors with a position": str(len(set(dataset.column("positions", "actor_id")))),
        "events": str(dataset.table("events").num_rows),
        "sources": str(dataset.table("sources").num_rows),
        "period": f"{first} to {last}",
    }
    rows = tuple({"fact": fact, "value": value} for fact, value in facts.items())
    told = Listing(
        heads=(Head("fact", "Fact"), Head("value", "Value")),
        rows=rows,
        caption=Caption("", version=dataset.version),
        shape="facts",
    )
    tables = inventory(dataset, "tables")
    parts = (
        ("Dataset", told),
        ("Tables", tables),
        *((*tallies(dataset).parts, *datareport.parts(dataset)) if full else ()),
    )
    return Composite(
        parts=parts, caption=Caption(f"positions {dataset.version}", version=dataset.version), shape="info"
    )


def _period(dataset: Dataset) -> tuple[str, str]:
    days = dataset.column("positions", "date"), dataset.column("positions", "date_end")
    return (str(min(days[0])), str(max(days[1]))) if days[0] else ("none", "none")
