"""The parameters of the tools, each declared once: its JSON Schema is derived, and what arrives is held against it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from positions.analyse.dataset import Dataset
from positions.analyse.overview import inventory, search
from positions.analyse.pairwise.measures import MEASURES
from positions.analyse.stance.cells import VALUES
from positions.analyse.stance.comparison import COLUMNS, ROWS
from positions.errors import BadQuery, UnknownName
from positions.share import cite

Codes = Callable[[Dataset], Iterable[str]]
_TYPES: Mapping[str, tuple[str, type | tuple[type, ...]]] = {
    "text": ("string", str), "number": ("number", (int, float)), "count": ("integer", int), "flag": ("boolean", bool),
}  # fmt: skip


@dataclass(frozen=True)
class Parameter:
    """One parameter of a tool.

    Attributes
    ----------
    kind
        ``text``, ``texts`` (a list, or one alone), ``number``, ``count`` or ``flag``.
    codes
        What it may be, from the dataset; None for anything.
    least, most
        The least and the most that a count may be.
    """

    name: str
    says: str
    kind: str = "text"
    codes: Codes | None = None
    required: bool = False
    default: Any = None
    least: int = 1
    most: int | None = None

    def schema(self, dataset: Dataset) -> dict[str, Any]:
        """The JSON Schema of its values."""
        one: dict[str, Any] = {"type": _TYPES["text" if self.kind == "texts" else self.kind][0]}
        if self.codes:
            one["enum"] = list(self.codes(dataset))
        if self.kind == "count":
            one["minimum"] = self.least
        if self.most:
            one["maximum"] = self.most
        whole = {"type": "array", "items": one} if self.kind == "texts" else one
        told = {"default": self.default} if self.default is not None else {}
        return {**whole, "description": self.says, **told}

    def checked(self, value: Any) -> Any:
        """A value that arrived, seen to be of the kind; whether a name is known is for the library to tell."""
        if self.kind == "texts":
            values = [value] if isinstance(value, str) else value
            if not isinstance(values, list) or not all(isinstance(each, str) for each in values):
                raise BadQuery(f"{self.name} is a list of texts, not {value!r}")
            return values
        named, type_ = _TYPES[self.kind]
        # In Python a truth value is a number; in JSON it is not.
        if not isinstance(value, type_) or (isinstance(value, bool) and self.kind != "flag"):
            raise BadQuery(f"{self.name} is of type {named}, not {value!r}")
        return self._counted(value) if isinstance(value, int) and self.kind == "count" else value

    def _counted(self, value: int) -> int:
        if value < self.least:
            raise BadQuery(f"{self.name} is at least {self.least}, not {value}")
        if self.most and value > self.most:
            raise BadQuery(f"{self.name} is at most {self.most}, not {value}; offset goes on where an answer ended")
        return value


def checked(parameters: Sequence[Parameter], given: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments of a call: those that say something, with the defaults of the others.

    Raises
    ------
    UnknownName, BadQuery
    """
    known = {parameter.name: parameter for parameter in parameters}
    for name in given:
        if name not in known:
            raise UnknownName("argument", name, known, f" (there are {', '.join(known)})")
    said = {name: value for name, value in given.items() if value not in (None, [], "")}
    lacking = [name for name, parameter in known.items() if parameter.required and name not in said]
    if lacking:
        raise BadQuery(f"{' and '.join(lacking)} must be given")
    defaults = {name: each.default for name, each in known.items() if each.default is not None}
    return defaults | {name: known[name].checked(value) for name, value in said.items()}


def coded(codes: str) -> Codes:
    """The codes of a code list."""
    return lambda dataset: dataset.codebook[codes].names


def limited(default: int, most: int, what: str) -> tuple[Parameter, Parameter]:
    """How many of what an answer holds, and how many it passes over."""
    return (
        Parameter("limit", f"The most {what} to tell, up to {most}.", "count", default=default, most=most),
        Parameter("offset", f"How many {what} to pass over, to go on where an answer ended.", "count", least=0),
    )


WHO = (
    Parameter("actor", "Actors: LTU, LT or Lithuania.", "texts"),
    Parameter("group", "Groups, for their members: EU, NATO, Northern Europe.", "texts"),
    Parameter("members_as_of", "Members of the group as of this day, rather than on the day of each act: 2018-12-31."),
)
WHAT = (
    Parameter("topic", "Topics.", "texts", lambda dataset: dataset.column("topics", "topic_id")),
    Parameter("issue", "Issues, the level below topics.", "texts", coded("issue")),
    Parameter("event", "Events by id; search finds them.", "texts"),
)
WHEN = (
    Parameter("since", "Positions from this day on: 2017, 2017-05 or 2017-05-17."),
    Parameter("as_of", "Positions up to this day: what was known to be so then."),
)
HOW = (
    Parameter("commitment", "enacted for deeds only, declared for words only.", codes=coded("commitment")),
    Parameter("branches", "Who may speak for an actor; by default all but parties and subnational governments.", "texts", coded("branch")),
    Parameter("organs", "These organs only.", "texts", coded("organ")),
    Parameter("confidence", "The least confidence.", codes=coded("confidence")),
    Parameter("attributions", "How the position is known.", "texts", coded("attribution")),
    Parameter("contested", "Count positions that another source disputes.", "flag"),
)  # fmt: skip
FILTERS = (*WHO, *WHAT, *WHEN, *HOW)
VALUE = Parameter("value", "What a cell says; stance is the mean over events, -2 to 2.", codes=lambda _: VALUES)
ROWS_ARE = Parameter("rows", "What the rows are; group needs groups.", codes=lambda _: ROWS)
COLUMNS_ARE = Parameter("columns", "What the columns are.", codes=lambda _: COLUMNS)
MEASURE = Parameter("measure", "How agreement is measured; kappa is corrected for chance.", codes=lambda _: MEASURES)
LISTED = Parameter("what", "What to list.", codes=lambda _: inventory.KINDS, required=True)
SEARCHED = Parameter("kinds", "Where to look; everywhere by default.", "texts", lambda _: search.KINDS)
CODE_LIST = Parameter(
    "code_list", "Which code list; without it, all are named.", codes=lambda dataset: dataset.codebook
)
CITED_AS = Parameter("format", "How to write the citation.", codes=lambda _: cite.FORMATS, default="text")
