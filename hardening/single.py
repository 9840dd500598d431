"""Damages that are right but for one thing: the mistake is made everywhere alike, so that one rule alone is broken."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from hardening.damage import DAY, Change, Damage, Where, put, relink
from hardening.shipped import Row, Shipped, Tables
from positions import schema

MISSING = "a required value is missing"
FORM = "an id has another form"
UNRULED = {"law", "parliamentary_resolution", "joint_statement"}
COUNTED = {"UN", "EU", "UNHRC"}


def all_of() -> Iterator[Damage]:
    """Every damage of this sort, under the kind that it is one of."""
    yield from _forms()
    yield from _without_id()
    yield from _missing()
    yield from _codes()
    yield from _references()
    yield from _twice()
    yield from _links()


def everywhere(tables: Tables, table: str, old: str, new: str | None) -> None:
    """Give a key another value, in its table and wherever a column refers to it."""
    for name, rows in tables.rows.items():
        for column in schema.table(name):
            if column.references == table or (name == table and column.name == schema.table(name).key[0]):
                for row in rows:
                    row[column.name] = new if row[column.name] == old else row[column.name]


def _renamed(table: str, make: Callable[[str], str], *also: tuple[str, str]) -> Change:
    """Rename the key of the row everywhere, and in further columns that name it without a declared reference."""

    def change(tables: Tables, row: Row, rng: random.Random) -> None:
        old = row[schema.table(table).key[0]]
        everywhere(tables, table, old, make(old))
        for other, column in also:
            for told in tables.rows[other]:
                told[column] = make(old) if told[column] == old else told[column]

    return change


def _added(table: str, **values: object) -> Change:
    """Add a row like the row, with other values."""

    def change(tables: Tables, row: Row, rng: random.Random) -> None:
        made = dict(row)
        put(**values)(tables, made, rng)
        tables.rows[table].append(made)

    return change


def not_vote(row: Row, shipped: Shipped) -> bool:
    """Positions that are no vote, on events on which there are others."""
    return row["instrument"] != "vote" and len(shipped.positions_of[row["event_id"]]) > 1


def quiet(row: Row, shipped: Shipped) -> bool:
    """Events without a body and a target."""
    return row["body_id"] is None and row["target_id"] is None


def _another(row: Row) -> str:
    return str(row["name"]) + " the other"


ACTOR = {"kind": "territory", "iso2": None, "m49": None, "wikidata": None, "name": _another}


def _forms() -> Iterator[Damage]:
    yield Damage(FORM, "actors", _added("actors", **ACTOR, actor_id=lambda row: row["actor_id"].lower()))
    yield Damage(FORM, "groups", _renamed("groups", str.lower), lambda row, shipped: row["group_id"] not in COUNTED)
    yield Damage(
        FORM, "topics", _renamed("topics", lambda old: old.replace("_", "-"), ("codes", "parent")),
        lambda row, shipped: row["topic_id"] != "diplomatic_pressure",
    )  # fmt: skip
    yield Damage(FORM, "sources", _renamed("sources", str.upper))
    yield Damage(
        FORM, "positions", _renamed("positions", lambda old: old + ":B_"),
        lambda row, shipped: row["position_id"].count(":") == 1,
    )  # fmt: skip
    yield Damage(FORM, "events", _renamed("events", lambda old: old.replace("-", "_", 1), ("retired", "became")))


def _without_id() -> Iterator[Damage]:
    def made(table: str, change: Change, where: Where = lambda row, shipped: True) -> Damage:
        return Damage("a row without its id", table, change, where)

    def forgotten(tables: Tables, row: Row, rng: random.Random) -> None:
        for table in ("evidence", "codings"):
            tables.drop(table, lambda told: told["position_id"] == row["position_id"])
        row["position_id"] = None

    def of_unit(column: str) -> Change:
        def change(tables: Tables, row: Row, rng: random.Random) -> None:
            both = [other for other in tables.rows["codings"] if _unit(other) == _unit(row)]
            for other in both:
                other[column] = None

        return change

    yield made("actors", _added("actors", **ACTOR, actor_id=None))
    yield made("codes", _added("codes", code=None, rank=99), lambda row, shipped: row["list"] == "status")
    yield made("codes", _added("codes", list=None), lambda row, shipped: row["list"] == "status")
    yield made("codings", _added("codings", coder=None))
    yield made("codings", of_unit("position_id"))
    yield made("codings", of_unit("unit"))
    yield made("events", _added("events", event_id=None), quiet)
    yield made("evidence", put(position_id=None), _told_twice)
    yield made("groups", _added("groups", group_id=None))
    yield made("positions", forgotten, not_vote)
    yield made("sources", _added("sources", source_id=None))
    yield made("topics", _added("topics", topic_id=None))


def _unit(row: Row) -> tuple[object, ...]:
    return row["position_id"], row["unit"]


def _told_twice(row: Row, shipped: Shipped) -> bool:
    return (
        row["relation"] == "tells"
        and len([told for told in shipped.evidence_of[row["position_id"]] if told["relation"] == "tells"]) > 1
    )


def _missing() -> Iterator[Damage]:
    for column in (
        "actor_id",
        "date",
        "date_end",
        "direction",
        "commitment",
        "event_id",
        "instrument",
        "stance",
        "topic_id",
    ):
        yield Damage(MISSING, "positions", put(**{column: None}), not_vote)
    for column in ("date", "date_end", "issue", "topic_id"):
        yield Damage(MISSING, "events", put(**{column: None}), quiet)
    yield Damage(MISSING, "groups", put(kind=None), _has_members)
    yield Damage(MISSING, "evidence", put(relation=None), _told_twice)


def _has_members(row: Row, shipped: Shipped) -> bool:
    return bool(row["kind"] != "region")


def _codes() -> Iterator[Damage]:
    kind = "a code is not in its list"
    yield Damage(
        kind, "positions", put(commitment="nonsense"),
        lambda row, shipped: row["instrument"] in UNRULED and not_vote(row, shipped),
    )  # fmt: skip
    yield Damage(kind, "positions", put(direction="nonsense"), not_vote)
    yield Damage(kind, "positions", put(instrument="nonsense"), not_vote)
    yield Damage(kind, "groups", put(kind="nonsense"), _has_members)
    yield Damage(kind, "events", put(issue="nonsense"), quiet)
    yield Damage("a blank doubled", "events", put(question=lambda row: row["question"].replace(" ", "  ", 1)))


def _references() -> Iterator[Damage]:
    def named(table: str, where: str, change: Change, rows: Where = lambda row, shipped: True) -> Damage:
        return Damage(f"what is named in {table} does not exist", where, change, rows)

    def of_unit(tables: Tables, row: Row, rng: random.Random) -> None:
        for other in [other for other in tables.rows["codings"] if _unit(other) == _unit(row)]:
            other["position_id"] = row["position_id"] + "-x"

    def elsewhere(**parts: str) -> Change:
        def change(tables: Tables, row: Row, rng: random.Random) -> None:
            old = row["position_id"]
            event, actor, *key = old.split(":")
            new = ":".join([parts.get("event_id", event), parts.get("actor_id", actor), *key])
            everywhere(tables, "positions", old, new)
            row.update(parts)

        return change

    yield named("positions", "codings", of_unit)
    yield named(
        "groups", "events", put(body_id="NOBODY"), lambda row, shipped: row["body_id"] and row["tally_for"] is None
    )
    yield named("topics", "events", put(topic_id="asylum_rulez"), quiet)
    yield named("topics", "positions", put(topic_id="asylum_rulez"), not_vote)
    yield named("actors", "positions", elsewhere(actor_id="XXQ"), not_vote)
    yield named("events", "positions", elsewhere(event_id="elsewhere-2017"), not_vote)


def _twice() -> Iterator[Damage]:
    kind = "an id given twice"
    yield Damage(kind, "actors", _added("actors", **ACTOR))
    yield Damage(kind, "codes", _added("codes", rank=lambda row: row["rank"] + 100))
    yield Damage(kind, "positions", _added("positions", summary="Said something else."), not_vote)
    yield Damage(
        kind, "memberships", _added("memberships", until=lambda row: row["until"] and row["until"] + DAY),
        lambda row, shipped: row["group_id"] not in COUNTED,
    )  # fmt: skip


def _links() -> Iterator[Damage]:
    def astray(row: Row) -> str:
        return "https://example.org/" + row["source_id"]

    def untidy(tables: Tables, row: Row, rng: random.Random) -> None:
        row["find_end"] = "the end "
        relink(tables, row)

    for table in ("evidence", "background"):
        yield Damage("a link that leads elsewhere", table, put(link=astray))
    yield Damage("a stray blank behind a text", "background", untidy)
