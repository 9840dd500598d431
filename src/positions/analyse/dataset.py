"""A folder of tables, opened: each table read once and kept, columns joined by key, names looked up."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from positions import arrow, codebook, datapackage, parquet, schema
from positions.errors import DataMissing, UnknownName


class Dataset:
    """The tables of one version.

    Parameters
    ----------
    folder
        A folder as the build or a download made it; by default the tables that came with the package.

    Raises
    ------
    DataMissing
        If the folder is not there.
    """

    def __init__(self, folder: Path | str | None = None) -> None:
        self.folder = Path(folder) if folder is not None else codebook.shipped_data()
        if not self.folder.is_dir():
            raise DataMissing(self.folder, "run `positions build` in a checkout, or name a folder of tables")
        self._tables: dict[str, pa.Table] = {}
        self._columns: dict[tuple[str, str], list[Any]] = {}

    def __repr__(self) -> str:
        return f"<positions.Dataset {self.version}: {self.folder}>"

    @cached_property
    def described(self) -> dict[str, Any]:
        """The Data Package of the folder."""
        return datapackage.read(self.folder)

    @property
    def version(self) -> str:
        """The version of the dataset."""
        return str(self.described["version"])

    @cached_property
    def codebook(self) -> codebook.Codebook:
        """The code lists of this version."""
        return codebook.load(self.folder)

    def table(self, name: str) -> pa.Table:
        """A table as Arrow has it.

        Raises
        ------
        UnknownName, DataMissing, DataDamaged
        """
        if name not in self._tables:
            declared = schema.table(name)
            self._tables[name] = parquet.read_declared(self.folder / f"{name}.parquet", declared)
        return self._tables[name]

    def column(self, table: str, name: str) -> list[Any]:
        """The values of a column, as Python has them."""
        if (table, name) not in self._columns:
            self._columns[table, name] = self.table(table).column(name).to_pylist()
        return self._columns[table, name]

    def labels(self, table: str, name: str) -> dict[str, Any]:
        """The values of a column by the (single) key of its table."""
        return dict(zip(self.column(table, schema.table(table).key[0]), self.column(table, name), strict=True))

    def rows(self, table: str, **equal: str | Iterable[str]) -> list[dict[str, Any]]:
        """The rows of a table in which the columns named have the text given, or one of several texts."""
        found = self.table(table)
        for name, value in equal.items():
            values = [value] if isinstance(value, str) else list(value)
            found = found.filter(arrow.flags(arrow.is_in(found.column(name), values)))
        return list(found.to_pylist())

    def joined(self, table: str, key: str, other: str, column: str) -> pa.ChunkedArray:
        """For each row of `table`, the value of `column` in the row of `other` that its `key` names."""
        keys, values = self.table(other).column(schema.table(other).key[0]), self.table(other).column(column)
        place = pc.index_in(self.table(table).column(key), value_set=keys.combine_chunks())
        return values.take(place)

    @cached_property
    def lookup(self) -> Lookup:
        """Names to ids."""
        return Lookup(self)


class Lookup:
    """What people call things, turned into ids: `LTU`, `LT`, `lithuania` and `Lithuania` are one actor."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset

    @cached_property
    def _actors(self) -> dict[str, str]:
        data = self._dataset
        ids = data.column("actors", "actor_id")
        found: dict[str, str] = {}
        for column in ("actor_id", "iso2", "common_name", "name"):
            for actor, name in zip(ids, data.column("actors", column), strict=True):
                if name:
                    found.setdefault(_folded(name), actor)
        # Aliases last, and adjectives, people and capitals not at all: those can name two actors.
        for row in data.rows("names", kind="alias"):
            found.setdefault(_folded(row["name"]), row["actor_id"])
        return found

    @cached_property
    def _groups(self) -> dict[str, str]:
        ids = self._dataset.column("groups", "group_id")
        found = {_folded(name): group for group, name in zip(ids, self._dataset.column("groups", "name"), strict=True)}
        return found | {_folded(group): group for group in ids}

    def actor(self, name: str) -> str:
        """The id of an actor, by id, ISO alpha-2, name or alias.

        Raises
        ------
        UnknownName
            With the nearest names.
        """
        return self._found(
            "actor", name, self._actors, " (a group is given with --group)" if _folded(name) in self._groups else ""
        )

    def known_actor(self, name: str) -> str | None:
        """The id of an actor, or None where nobody is called so."""
        return self._actors.get(_folded(name))

    def group(self, name: str) -> str:
        """The id of a group, by id or name."""
        return self._found(
            "group", name, self._groups, " (an actor is given with --actor)" if _folded(name) in self._actors else ""
        )

    def row(self, name: str) -> tuple[str, str]:
        """An actor or a group by its name, and which of them it is."""
        if self.known_actor(name) is None and _folded(name) in self._groups:
            return "group", self.group(name)
        try:
            return "actor", self.actor(name)
        except UnknownName:
            raise UnknownName("actor or group", name, [*_offered(self._actors), *_offered(self._groups)]) from None

    def topic(self, name: str) -> str:
        """The id of a topic, by id or label."""
        labels = self._dataset.labels("topics", "label")
        return self._found(
            "topic", name, {_folded(known): topic for topic, label in labels.items() for known in (topic, label)}
        )

    def issue(self, name: str) -> str:
        """An issue, by code or label."""
        codes = self._dataset.codebook["issue"]
        return self._found(
            "issue", name, {_folded(known): code.code for code in codes for known in (code.label, code.code)}
        )

    def event(self, name: str) -> str:
        """The id of an event."""
        return self._found(
            "event", name, {_folded(event): event for event in self._dataset.column("events", "event_id")}
        )

    def subject(self, name: str) -> tuple[str, str]:
        """A topic, issue or event by its name, and which of them it is."""
        for kind in ("topic", "issue", "event"):
            try:
                return kind, getattr(self, kind)(name)
            except UnknownName:
                continue
        known = [
            *self._dataset.column("topics", "topic_id"),
            *self._dataset.codebook["issue"].names,
            *self._dataset.column("events", "event_id"),
        ]
        raise UnknownName("topic, issue or event", name, known)

    @staticmethod
    def _found(kind: str, name: str, known: dict[str, str], hint: str = "") -> str:
        if _folded(name) in known:
            return known[_folded(name)]
        raise UnknownName(kind, name, _offered(known), hint)


def _offered(known: dict[str, str]) -> Iterable[str]:
    """What to offer instead of an unknown name: the folded names, and the ids as they are written."""
    return [
        *dict.fromkeys(known.values()),
        *(name for name in known if name not in {value.casefold() for value in known.values()}),
    ]


def _folded(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.strip().casefold().replace("_", " "))
    return "".join(c for c in plain if not unicodedata.combining(c))
