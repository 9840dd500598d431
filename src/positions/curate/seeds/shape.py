"""What a mapping in the seeds may hold: its fields declared, each with what reads it, and what a reading gathers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from positions.codebook import Codebook
from positions.curate.seeds.problem import Place, Problem
from positions.curate.seeds.reader import Fields, Node, Text
from positions.errors import did_you_mean, nearest


@dataclass(frozen=True)
class Field:
    """One field of a mapping.

    Attributes
    ----------
    read
        Turns the node into a value; tells `Reading` what is wrong with it.
    """

    name: str
    read: Callable[[Node, str, Reading], Any]
    required: bool = True


class Shape:
    """The fields of one kind of mapping."""

    def __init__(self, what: str, *fields: Field) -> None:
        self.what = what
        self.fields = {field.name: field for field in fields}

    def __call__(self, node: Node, where: str, reading: Reading) -> Entry | None:
        """The entry that `node` holds, with every problem told to `reading`; None if it is no mapping."""
        if not isinstance(node, Fields):
            reading.tell(
                node.place,
                where,
                "shape",
                f"{self.what} must be a mapping of fields, such as {next(iter(self.fields))}: ...",
            )
            return None
        entry = Entry(node.place, where)
        for name, inner in node:
            path = f"{where}.{name}" if where else name
            if name not in self.fields:
                near = did_you_mean(nearest(name, self.fields))
                reading.tell(
                    node.keys[name],
                    path,
                    "unknown-key",
                    f"{self.what} has no field {name!r}{near or '; known: ' + ', '.join(self.fields)}",
                )
                continue
            entry.places[name] = node.keys[name]
            if isinstance(inner, Text) and inner.value is None:
                advice = "fill it" if self.fields[name].required else "leave the field out, or fill it"
                reading.tell(inner.place, path, "empty", f"is empty; {advice}")
                continue
            entry.held[name] = self.fields[name].read(inner, path, reading)
        lacking = [name for name, declared in self.fields.items() if declared.required and name not in node.fields]
        if lacking:
            named = ", ".join(repr(name) for name in lacking)
            reading.tell(
                node.place, where, "missing-key", f"{self.what} lacks the field{'s' * (len(lacking) > 1)} {named}"
            )
        return entry


@dataclass
class Entry(Mapping[str, Any]):
    """A mapping of the seeds as values; absent and empty fields are None."""

    place: Place
    where: str
    held: dict[str, Any] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Any:
        return self.held.get(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self.held)

    def __len__(self) -> int:
        return len(self.held)

    def at(self, name: str) -> Place:
        """The place of a field, or of the whole where the field is absent."""
        return self.places.get(name, self.place)

    def path(self, name: str) -> str:
        """How to call a field in a message."""
        return f"{self.where}.{name}" if self.where else name


@dataclass(frozen=True)
class Reference:
    """A use of an id that must exist in `table`."""

    place: Place
    where: str
    table: str
    id: str


class Reading:
    """What a pass over the seeds gathers: problems, and references to be followed once everything is read."""

    def __init__(self, codebook: Codebook | None = None) -> None:
        self.codebook = codebook
        self.problems: list[Problem] = []
        self.references: list[Reference] = []

    def tell(self, place: Place, where: str, rule: str, message: str) -> None:
        self.problems.append(Problem(place, where, rule, message))
