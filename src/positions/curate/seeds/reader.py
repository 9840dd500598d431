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

from positions.curate.seeds.problem import Place, Problem
from positions.errors import MissingExtra

try:
    import yaml
except ImportError as error:
    raise MissingExtra("PyYAML", "curate", "reading seeds") from error

MAX_BYTES = 5_000_000
MAX_DEPTH = 12
# A key stands in every message about what is below it.
MAX_KEY = 200
# Characters that a reader cannot see but a text search and a page can: bidirectional controls, zero-width, C0, C1,
# letters drawn as nothing, tags.
_HIDDEN = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e0fff]"
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
    tree = _Tree(name)
    try:
        root = tree.of(yaml.parse(text, Loader=_Loader))
    except _Refused as refused:
        return None, [_whole(name, str(refused), refused.line, refused.rule)]
    except yaml.YAMLError as error:
        return None, [_syntax(error, name)]
    return (root, tree.problems) if root else (None, [_whole(name, "is empty")])


class _Refused(Exception):
    """What the seeds do not use of YAML."""

    def __init__(self, message: str, line: int, rule: str = "yaml") -> None:
        self.line, self.rule = line, rule
        super().__init__(message)


class _Tree:
    """The tree built from the parser's events one by one, so that depth is bounded before any tree exists."""

    def __init__(self, name: Path) -> None:
        self.name = name
        self.problems: list[Problem] = []

    def of(self, events: Iterator[yaml.Event]) -> Node | None:
        """The one document of a stream; None where there is none."""
        root = None
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise _Refused("a second document begins here ('---'); a seed file holds one", _line(event))
            elif isinstance(event, yaml.NodeEvent):
                root = self.node(event, events, "", 0)
        return root

    def node(self, event: yaml.Event, events: Iterator[yaml.Event], where: str, depth: int) -> Node:
        """The node that begins with `event`."""
        self._refuse(event, depth)
        place = Place(self.name, _line(event))
        if isinstance(event, yaml.ScalarEvent):
            plain = event.implicit[0]
            return Text(place, None if plain and event.value in ("", "~", "null") else event.value)
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Node] = []
            while not isinstance(event := next(events), yaml.SequenceEndEvent):
                items.append(self.node(event, events, f"{where}[{len(items)}]", depth + 1))
            return Items(place, tuple(items))
        return self._fields(place, events, where, depth)

    def _fields(self, place: Place, events: Iterator[yaml.Event], where: str, depth: int) -> Fields:
        fields: dict[str, Node] = {}
        keys: dict[str, Place] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            at = Place(self.name, _line(event))
            key = event.value if isinstance(event, yaml.ScalarEvent) else None
            self.node(event, events, where, depth + 1)
            if key is not None and len(key) > MAX_KEY:
                raise _Refused(f"a key of {len(key):,} characters stands here; at most {MAX_KEY}", at.line)
            inner = f"{where}.{key}" if where else str(key)
            value = self.node(next(events), events, inner, depth + 1)
            if key is None:
                self.problems.append(Problem(at, where, "yaml", "a key must be a word, not a list or mapping"))
            elif key in fields:
                again = f"the key {key!r} stands here again; first on line {keys[key].line}"
                self.problems.append(Problem(at, inner, "repeated-key", again))
            else:
                fields[key], keys[key] = value, at
        return Fields(place, fields, keys)

    def _refuse(self, event: yaml.Event, depth: int) -> None:
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            advice = "anchors (&) and aliases (*) are not used in seeds; write the value out, or quote the text"
            raise _Refused(advice, _line(event))
        if tag := getattr(event, "tag", None):
            raise _Refused(f"the tag {tag!r} is not used in seeds; quote the text if it begins with '!'", _line(event))
        if found := _HIDDEN.search(getattr(event, "value", "")):
            # Written as an escape, it passed by the look at the lines.
            told = f"an escape stands for the invisible character U+{ord(found[0]):04X}; delete it"
            raise _Refused(told, _line(event), "hidden")
        if depth > MAX_DEPTH:
            raise _Refused(f"is nested more than {MAX_DEPTH} deep", _line(event))


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


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
