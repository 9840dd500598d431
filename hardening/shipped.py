"""The shipped tables as rows, and slices of them that are whole in themselves: a few events with all that they refer to.

What breaks an expectation in a slice breaks it in the whole tables too, since every expectation is about a row, its
surroundings or its double; so thousands of trials can be judged in minutes.
"""

from __future__ import annotations

import datetime as dt
import random
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import pyarrow as pa

from positions import schema
from positions.curate.expectations import folder as folders

Row = dict[str, Any]
ROOT = Path(__file__).parents[1]
# Tables of which a slice holds what its events need; of the others it holds everything.
OF_EVENTS = ("positions", "events", "evidence", "background", "not_coded", "codings", "sources")


@dataclass
class Tables:
    """Tables to be damaged: rows that may be changed in place, and what is done to the Arrow tables made of them.

    Attributes
    ----------
    retyped
        For a table, what makes another Arrow table of it.
    """

    rows: dict[str, list[Row]]
    schemas: dict[str, pa.Schema]
    retyped: dict[str, Callable[[pa.Table], pa.Table]] = field(default_factory=dict)
    lost: set[str] = field(default_factory=set)

    def find(self, table: str, like: Row) -> Row:
        """The row with the key of `like`."""
        key = schema.table(table).key
        return next(row for row in self.rows[table] if all(row[part] == like[part] for part in key))

    def drop(self, table: str, where: Callable[[Row], bool]) -> None:
        """Lose rows."""
        self.rows[table] = [row for row in self.rows[table] if not where(row)]

    def arrow(self) -> dict[str, pa.Table]:
        """The Arrow tables."""
        return {name: self.one(name) for name in self.rows if name not in self.lost}

    def one(self, name: str) -> pa.Table:
        """The Arrow table of one of the tables."""
        table = pa.Table.from_pylist(self.rows[name], schema=self.schemas[name])
        return self.retyped.get(name, lambda table: table)(table)

    def differing(self, other: Tables) -> list[str]:
        """The tables that are not those of `other`."""
        return [
            name
            for name in self.rows
            if name in self.lost or name in self.retyped or self.rows[name] != other.rows[name]
        ]


class Shipped:
    """The shipped tables, with a few valid rows in those that are empty as yet."""

    def __init__(self, folder: Path = ROOT / "data") -> None:
        tables, faults = folders.read(folder)
        assert not faults, faults
        self.folder, self.released = folder, folders.released(folder) or dt.date.max
        self.schemas = {name: table.schema for name, table in tables.items()}
        self.rows: dict[str, list[Row]] = {name: table.to_pylist() for name, table in tables.items()}
        self._stand_in()

    def _stand_in(self) -> None:
        some = self.rows["positions"][0]["position_id"]
        if not self.rows["changes"]:
            self.rows["changes"] = [
                {"version": "2026.2", "table": "positions", "row_id": some, "field": name, "change": "recoded",
                 "old": "one", "new": "other", "reason": "A later source."}
                for name in ("summary", "note", "organ", "date")
            ]  # fmt: skip
        if not self.rows["retired"]:
            self.rows["retired"] = [
                {"retired_id": f"given-up-{year}", "became": None, "reason": "Merged.", "version": "2026.2"}
                for year in range(2001, 2008)
            ]

    @cached_property
    def event(self) -> dict[str, Row]:
        """Each event by its id."""
        return {row["event_id"]: row for row in self.rows["events"]}

    @cached_property
    def positions_of(self) -> dict[str, list[Row]]:
        """The positions on each event."""
        return _grouped(self.rows["positions"], "event_id")

    @cached_property
    def evidence_of(self) -> dict[str, list[Row]]:
        """The evidence of each position."""
        return _grouped(self.rows["evidence"], "position_id")

    @cached_property
    def source(self) -> dict[str, Row]:
        """Each source by its id."""
        return {row["source_id"]: row for row in self.rows["sources"]}

    @cached_property
    def cited_by(self) -> dict[str, list[str]]:
        """The events whose positions or setting a source tells of."""
        found: dict[str, list[str]] = defaultdict(list)
        for table in ("evidence", "background", "not_coded"):
            for row in self.rows[table]:
                found[row["source_id"]].append(event_of(row))
        return found

    @cached_property
    def by_event(self) -> dict[str, dict[str, list[Row]]]:
        """The rows of each table that hang on events, by event."""
        found: dict[str, dict[str, list[Row]]] = {}
        for name in ("positions", "events", "evidence", "background", "not_coded", "codings"):
            found[name] = defaultdict(list)
            for row in self.rows[name]:
                found[name][event_of(row)].append(row)
        return found

    @cached_property
    def small(self) -> list[str]:
        """The events with few positions."""
        return [name for name in sorted(self.event) if len(self.positions_of[name]) < 40]

    def slice(self, events: Iterable[str]) -> Tables:
        """The tables with these events alone."""
        kept = set(events)
        rows = {name: [dict(row) for row in self.rows[name]] for name in self.rows if name not in OF_EVENTS}
        for name in ("positions", "events", "evidence", "background", "not_coded", "codings"):
            rows[name] = [dict(row) for event in sorted(kept) for row in self.by_event[name].get(event, ())]
        rows["retired"][0]["became"] = rows["events"][0]["event_id"]
        cited = {
            row["source_id"] for name in ("evidence", "background", "not_coded", "memberships") for row in rows[name]
        }
        rows["sources"] = [dict(row) for row in self.rows["sources"] if row["source_id"] in cited]
        return Tables({name: rows[name] for name in self.rows}, self.schemas)

    def whole(self) -> Tables:
        """All of it."""
        made = self.slice(self.event)
        made.rows["sources"] = [dict(row) for row in self.rows["sources"]]
        return made

    def around(self, table: str, row: Row, rng: random.Random, others: int) -> Tables:
        """A slice that holds a row, and the events around it."""
        events = {event_of(row)} if table in OF_EVENTS and table != "sources" else set()
        if table == "sources":
            events = set(self.cited_by[row["source_id"]][:2])
        made = self.slice(events | set(rng.sample(self.small, others if events else max(others, 1))))
        if table == "sources" and all(source["source_id"] != row["source_id"] for source in made.rows[table]):
            made.rows[table].append(dict(row))
        return made


def event_of(row: Row) -> str:
    """The event that a row belongs to."""
    return str(row["event_id"] if "event_id" in row else row["position_id"].split(":")[0])


def _grouped(rows: Iterable[Row], column: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row[column]].append(row)
    return found
