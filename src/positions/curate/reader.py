"""YAML as the seeds use it: a tree of text, lists and mappings in which every node knows its line.

No scalar is resolved, so ``NO`` stays Norway and a date stays what was typed. That is also where YAML 1.1
and 1.2 part ways, which lets the fast parser of libyaml read 1.2. Tags, anchors and aliases are refused:
the seeds need none, and they are how YAML files grow or run code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

import yaml

from positions.curate.problem import Place, Problem

MAX_BYTES = 5_000_000
MAX_DEPTH = 12
# Characters that a reader cannot see but a text search and a page can: bidirectional controls, zero-width, C0, C1.
_HIDDEN = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff]"
)
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Text:
    """A scalar, as typed; `value` is None for an empty one or ``~``."""

    place: Place
    value: str | None


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    place: Place
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Fields:
    """A mapping; `keys` gives the line of each key."""

    place: Place
    fields: dict[str, Node]
    keys: dict[str, Place] = field(repr=False)

    def __iter__(self) -> Iterator[tuple[str, Node]]:
        return iter(self.fields.items())


Node = Text | Items | Fields


def read(path: Path, name: Path | None = None) -> tuple[Node | None, list[Problem]]:
    """The tree of a YAML file, and what is wrong with it as YAML.

    Parameters
    ----------
    path
        The file.
    name
        What to call it in messages, by default `path`.

    Returns
    -------
    node, problems
        The node is None if the file does not parse.
    """
    name = name or path
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            return None, [_whole(name, f"has {size:,} bytes; a seed file has at most {MAX_BYTES:,}")]
        raw = path.read_bytes()
    except OSError as error:
        return None, [_whole(name, f"cannot be read ({error.strerror})")]
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return None, [_whole(name, "is not UTF-8 text; is it a binary file, or saved in another encoding?", line)]
    return parse(text, name)


def parse(text: str, name: Path) -> tuple[Node | None, list[Problem]]:
    """The tree of a YAML text; see `read`."""
    if not text.strip():
        return None, [_whole(name, "is empty")]
    for number, line in enumerate(text.split("\n"), 1):
        if found := _HIDDEN.search(line):
            code = f"U+{ord(found[0]):04X}"
            return None, [
                _whole(
                    name,
                    f"holds the invisible character {code} at column {found.start() + 1}; delete it",
                    number,
                    "hidden",
                )
            ]
        if "\t" in line[: len(line) - len(line.lstrip())]:
            return None, [_whole(name, "a tab indents this line; use blanks", number)]
    try:
        # The stream is walked event by event before composing, so that depth is bounded before a tree exists.
        problem = _refused_events(text, name)
        if problem:
            return None, [problem]
        root = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        return None, [_syntax(error, name)]
    if root is None:
        return None, [_whole(name, "is empty")]
    problems: list[Problem] = []
    return _node(root, name, "", problems), problems


def _refused_events(text: str, name: Path) -> Problem | None:
    depth = documents = 0
    for event in yaml.parse(text, Loader=_Loader):
        line = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            return _whole(
                name, "anchors (&) and aliases (*) are not used in seeds; write the value out, or quote the text", line
            )
        if getattr(event, "tag", None):
            return _whole(
                name, f"the tag {event.tag!r} is not used in seeds; quote the text if it begins with '!'", line
            )
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                return _whole(name, f"is nested more than {MAX_DEPTH} deep", line)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        elif isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                return _whole(name, "a second document begins here ('---'); a seed file holds one", line)
    return None


def _node(raw: yaml.Node, name: Path, where: str, problems: list[Problem]) -> Node:
    place = Place(name, raw.start_mark.line + 1)
    if isinstance(raw, yaml.ScalarNode):
        plain_null = raw.style is None and raw.value in ("", "~", "null")
        return Text(place, None if plain_null else cast(str, raw.value))
    if isinstance(raw, yaml.SequenceNode):
        return Items(place, tuple(_node(item, name, f"{where}[{i}]", problems) for i, item in enumerate(raw.value)))
    fields: dict[str, Node] = {}
    keys: dict[str, Place] = {}
    for raw_key, raw_value in raw.value:
        at = Place(name, raw_key.start_mark.line + 1)
        if not isinstance(raw_key, yaml.ScalarNode):
            problems.append(Problem(at, where, "yaml", "a key must be a word, not a list or mapping"))
            continue
        key = cast(str, raw_key.value)
        inner = f"{where}.{key}" if where else key
        if key in fields:
            problems.append(
                Problem(at, inner, "repeated-key", f"the key {key!r} stands here again; first on line {keys[key].line}")
            )
            continue
        keys[key] = at
        fields[key] = _node(raw_value, name, inner, problems)
    return Fields(place, fields, keys)


def _syntax(error: yaml.YAMLError, name: Path) -> Problem:
    mark = getattr(error, "problem_mark", None)
    line = mark.line + 1 if mark else 1
    said = " ".join(filter(None, [getattr(error, "context", None), getattr(error, "problem", None)])) or str(error)
    if "found character that cannot start any token" in said:
        said += "; quote a text that begins with @, ` or %"
    elif "mapping values are not allowed" in said:
        said += "; quote a text that holds ': '"
    return _whole(name, f"does not parse as YAML: {said}", line)


def _whole(name: Path, message: str, line: int = 1, rule: str = "yaml") -> Problem:
    return Problem(Place(name, line), "", rule, message)
