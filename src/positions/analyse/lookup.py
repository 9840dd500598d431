"""What people call things, turned into ids: `LTU`, `LT`, `lithuania` and `Lithuania` are one actor."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from positions.errors import UnknownName

if TYPE_CHECKING:
    from positions.analyse.dataset import Dataset


class Names:
    """The names of one kind of thing, found whatever their case and accents.

    Parameters
    ----------
    kind
        What is named, for messages.
    pairs
        Name and id; of two things with one name the first keeps it.
    """

    def __init__(self, kind: str, pairs: Iterable[tuple[str | None, str]]) -> None:
        self.kind = kind
        self._ids: dict[str, str] = {}
        self._spelled: dict[str, str] = {}
        for name, found in pairs:
            if name:
                self._ids.setdefault(folded(name), found)
                self._spelled.setdefault(folded(name), name)

    def __contains__(self, name: str) -> bool:
        return folded(name) in self._ids

    def __iter__(self) -> Iterator[str]:
        """Every name as it is spelled."""
        return iter(self._spelled.values())

    def get(self, name: str) -> str | None:
        """The id, or None where nothing is called so."""
        return self._ids.get(folded(name))

    def id(self, name: str, hint: str = "") -> str:
        """The id.

        Raises
        ------
        UnknownName
            With the nearest names, as they are spelled.
        """
        found = self.get(name)
        if found is None:
            raise UnknownName(self.kind, name, self._spelled.values(), hint)
        return found


class Lookup:
    """The names of a dataset: actors, groups, topics, issues, events."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset

    @cached_property
    def actors(self) -> Names:
        """Ids, ISO alpha-2 codes, names and aliases; not adjectives, people and capitals, which can name two actors."""
        data = self._dataset
        ids = data.column("actors", "actor_id")
        pairs = [
            pair
            for column in ("actor_id", "iso2", "common_name", "name")
            for pair in zip(data.column("actors", column), ids, strict=True)
        ]
        aliases = [(row["name"], row["actor_id"]) for row in data.rows("names", kind="alias")]
        return Names("actor", [*pairs, *aliases])

    @cached_property
    def groups(self) -> Names:
        """Ids and names."""
        ids, names = (self._dataset.column("groups", column) for column in ("group_id", "name"))
        return Names("group", [*zip(ids, ids, strict=True), *zip(names, ids, strict=True)])

    @cached_property
    def topics(self) -> Names:
        """Ids and labels."""
        labels = self._dataset.labels("topics", "label")
        return Names("topic", [pair for topic, label in labels.items() for pair in ((topic, topic), (label, topic))])

    @cached_property
    def issues(self) -> Names:
        """Codes and labels."""
        codes = self._dataset.codebook["issue"]
        return Names("issue", [pair for code in codes for pair in ((code.code, code.code), (code.label, code.code))])

    @cached_property
    def events(self) -> Names:
        """Ids."""
        return Names("event", ((event, event) for event in self._dataset.column("events", "event_id")))

    def actor(self, name: str) -> str:
        """The id of an actor, by id, ISO alpha-2, name or alias; an `UnknownName` tells the nearest."""
        return self.actors.id(name, " (a group is given with --group)" if name in self.groups else "")

    def known_actor(self, name: str) -> str | None:
        """The id of an actor, or None where nobody is called so."""
        return self.actors.get(name)

    def group(self, name: str) -> str:
        """The id of a group, by id or name."""
        return self.groups.id(name, " (an actor is given with --actor)" if name in self.actors else "")

    def row(self, name: str) -> tuple[str, str]:
        """An actor or a group by its name, and which of them it is."""
        for kind, names in (("actor", self.actors), ("group", self.groups)):
            if name in names:
                return kind, names.id(name)
        raise UnknownName("actor or group", name, [*self.actors, *self.groups])

    def topic(self, name: str) -> str:
        """The id of a topic, by id or label."""
        return self.topics.id(name)

    def issue(self, name: str) -> str:
        """An issue, by code or label."""
        return self.issues.id(name)

    def event(self, name: str) -> str:
        """The id of an event."""
        return self.events.id(name)

    def subject(self, name: str) -> tuple[str, str]:
        """A topic, issue or event by its name, and which of them it is."""
        kinds = {"topic": self.topics, "issue": self.issues, "event": self.events}
        for kind, names in kinds.items():
            if name in names:
                return kind, names.id(name)
        raise UnknownName("topic, issue or event", name, [each for names in kinds.values() for each in names])


def folded(name: str) -> str:
    """A name without case, accents and underscores."""
    plain = unicodedata.normalize("NFKD", name.strip().casefold().replace("_", " "))
    return "".join(c for c in plain if not unicodedata.combining(c))
