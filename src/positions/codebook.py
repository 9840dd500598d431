"""The code lists in use: what each code is called, what it means, and the scale that follows from them.

They are written by people in ``seeds/codebook.yaml`` and read here from ``codebook.json``, which the build
lays beside the tables, so that the command line can offer its choices without loading any table.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from positions.errors import DataDamaged, DataMissing, UnknownName

# The one place where a number is given to a judgement: stance = direction x commitment.
DIRECTION_SIGN = {"against": -1, "neutral": 0, "for": 1}
COMMITMENT_WEIGHT = {"declared": 1, "enacted": 2}

# Lists whose codes stand in an order that means something, from less to more.
ORDERED = ("direction", "commitment", "stance", "confidence", "date_precision")


def stance(direction: str, commitment: str) -> int:
    """The stance, -2 to 2, that follows from a direction and a commitment.

    >>> stance("against", "enacted")
    -2
    """
    return DIRECTION_SIGN[direction] * COMMITMENT_WEIGHT[commitment]


@dataclass(frozen=True)
class Code:
    """One code of a list: its label, definition, rank, and the code of another list that it belongs to."""

    code: str
    label: str
    definition: str
    rank: int
    parent: str | None = None


@dataclass(frozen=True)
class CodeList:
    """A code list, in its order.

    Attributes
    ----------
    parent
        The list that the `parent` of each code is taken from, if it has one.
    """

    name: str
    definition: str
    codes: tuple[Code, ...]
    parent: str | None = None

    def __iter__(self) -> Any:
        return iter(self.codes)

    def __getitem__(self, code: str) -> Code:
        for entry in self.codes:
            if entry.code == code:
                return entry
        raise UnknownName(self.name, code, self.names)

    def __contains__(self, code: object) -> bool:
        return any(entry.code == code for entry in self.codes)

    @property
    def names(self) -> tuple[str, ...]:
        """The codes alone."""
        return tuple(entry.code for entry in self.codes)

    @property
    def ordered(self) -> bool:
        """Whether the order of the codes means something."""
        return self.name in ORDERED

    def having(self, parents: set[str]) -> tuple[str, ...]:
        """The codes that belong to one of `parents`."""
        return tuple(entry.code for entry in self.codes if entry.parent in parents)


@dataclass(frozen=True)
class Section:
    """A section of the rules: a title and its paragraphs."""

    title: str
    text: tuple[str, ...]


class Codebook(Mapping[str, CodeList]):
    """Every code list by name.

    Attributes
    ----------
    sections
        How the coding is done, in words.
    """

    def __init__(self, lists: Mapping[str, CodeList], sections: Sequence[Section] = ()) -> None:
        self._lists = dict(lists)
        self.sections = tuple(sections)

    def __getitem__(self, name: str) -> CodeList:
        if name not in self._lists:
            raise UnknownName("code list", name, self._lists)
        return self._lists[name]

    def __contains__(self, name: object) -> bool:
        return name in self._lists

    def __iter__(self) -> Any:
        return iter(self._lists)

    def __len__(self) -> int:
        return len(self._lists)

    def to_json(self) -> str:
        """The text of ``codebook.json``; `from_json` is the inverse."""
        lists = [
            {
                "name": codelist.name,
                "definition": codelist.definition,
                **({"parent": codelist.parent} if codelist.parent else {}),
                "codes": [
                    {key: value for key, value in vars(code).items() if key != "rank" and value is not None}
                    for code in codelist
                ],
            }
            for codelist in self.values()
        ]
        sections = [{"title": section.title, "text": list(section.text)} for section in self.sections]
        return json.dumps({"sections": sections, "lists": lists}, ensure_ascii=False, indent=1) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Codebook:
        """The codebook that `to_json` wrote.

        Raises
        ------
        ValueError, KeyError, TypeError
            If the text is anything else.
        """
        try:
            described, lists = json.loads(text), {}
        except RecursionError as error:
            raise ValueError("it is nested too deep") from error
        for entry in described["lists"]:
            codes = tuple(Code(rank=rank, **_texts(code)) for rank, code in enumerate(entry["codes"]))
            _texts({key: value for key, value in entry.items() if key != "codes"})
            lists[entry["name"]] = CodeList(entry["name"], entry["definition"], codes, entry.get("parent"))
        for entry in (sections := described.get("sections", ())):
            _texts({"title": entry["title"], **dict(enumerate(entry["text"], start=1))})
        return cls(lists, [Section(entry["title"], tuple(entry["text"])) for entry in sections])


def _texts(values: Mapping[Any, Any]) -> Mapping[Any, Any]:
    """The values themselves, all of them texts."""
    if not isinstance(values, dict):
        raise TypeError(f"{values!r:.50} stands where names and texts do")
    for name, value in values.items():
        if not isinstance(value, str):
            raise TypeError(f"the {name} {value!r:.50} is no text")
    return values


def shipped_data() -> Path:
    """The folder of the tables that came with the package.

    An installed package holds them itself; in a checkout they lie beside ``src``.
    """
    inside = Path(__file__).parent / "data"
    return inside if inside.is_dir() else Path(__file__).parents[2] / "data"


@cache
def load(folder: Path | None = None) -> Codebook:
    """The codebook of a folder of tables, by default of the shipped ones.

    Raises
    ------
    DataMissing, DataDamaged
        If ``codebook.json`` is not there or cannot be read.
    """
    path = (folder or shipped_data()) / "codebook.json"
    try:
        return Codebook.from_json(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise DataMissing(path, "run `positions build` in a checkout, or install the package again") from None
    except (ValueError, KeyError, TypeError) as error:
        raise DataDamaged(path, f"is not a codebook ({error})", "build or download the data again") from error
