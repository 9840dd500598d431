"""The seeds: which files there are, what each may hold, and all of them read at once with every problem told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from positions import schema
from positions.codebook import Code, Codebook, CodeList, Section
from positions.curate.seeds import forms, reader, shape
from positions.curate.seeds.problem import Place, Problem, unknown
from positions.curate.seeds.shape import Entry, Field, Reading, Shape


@dataclass
class Seeds:
    """Everything that the seeds say, in the order of files and lines.

    Attributes
    ----------
    released
        Ids of positions and events that some release has published.
    files
        The files that were read, relative to the checkout.
    lost
        Tables of which some file could not be read, so that nobody can say what is not in them.
    """

    root: Path
    codebook: Codebook
    dataset: Entry | None = None
    topics: list[Entry] = field(default_factory=list)
    actors: list[Entry] = field(default_factory=list)
    groups: list[Entry] = field(default_factory=list)
    sources: list[Entry] = field(default_factory=list)
    events: list[Entry] = field(default_factory=list)
    codings: list[Entry] = field(default_factory=list)
    retired: list[Entry] = field(default_factory=list)
    checked: list[Entry] = field(default_factory=list)
    released: set[str] = field(default_factory=set)
    files: list[Path] = field(default_factory=list)
    lost: set[str] = field(default_factory=set)

    def position_ids(self) -> dict[str, Place]:
        """The id of every position and the place of its entry."""
        return {
            position_id(event, entry, actor): entry.place
            for event in self.events
            for entry in event["positions"] or ()
            for actor in entry["actors"] or ()
        }


def position_id(event: Entry, entry: Entry, actor: str) -> str:
    """The id of the position of `actor` in an entry of an event."""
    return f"{event['id']}:{actor}" + (f":{entry['key']}" if entry["key"] else "")


def read(root: Path) -> tuple[Seeds, Reading]:
    """All seeds below `root`, with the problems of form and the references still to follow.

    Parameters
    ----------
    root
        The folder ``seeds``.

    Returns
    -------
    seeds, reading
        What could be read, and what was gathered on the way.
    """
    reading = Reading()
    seeds = Seeds(root, Codebook({}))
    topics = _codebook(seeds, reading)
    reading.codebook = seeds.codebook
    seeds.topics = topics
    for entry in _entries(seeds, reading, [root / "dataset.yaml"], forms.DATASET, many=False):
        seeds.dataset = entry
    seeds.actors = _entries(seeds, reading, [root / "actors.yaml"], forms.ACTOR)
    seeds.groups = _entries(seeds, reading, sorted((root / "groups").glob("*.yaml")), forms.GROUP, many=False)
    for bibliography in _entries(
        seeds, reading, sorted((root / "sources").glob("*.yaml")), forms.BIBLIOGRAPHY, many=False
    ):
        seeds.sources += bibliography["references"] or []
    seeds.events = _entries(seeds, reading, sorted((root / "events").glob("**/*.yaml")), forms.EVENT, many=False)
    seeds.codings = _entries(seeds, reading, _present(root / "codings.yaml"), forms.CODING)
    seeds.retired = _entries(seeds, reading, _present(root / "retired.yaml"), forms.RETIREMENT)
    seeds.checked = _entries(seeds, reading, _present(root / "passages.yaml"), forms.CHECKED)
    seeds.released = _released(seeds, reading)
    return seeds, reading


def _released(seeds: Seeds, reading: Reading) -> set[str]:
    path = seeds.root / "released.txt"
    try:
        return set(path.read_text(encoding="utf-8").split()) if path.exists() else set()
    except (OSError, UnicodeDecodeError):
        shown = Path(seeds.root.name) / path.name
        reading.tell(Place(shown, 1), "", "yaml", "is not a list of ids in UTF-8, one a line")
        return set()


def _present(path: Path) -> list[Path]:
    return [path] if path.exists() else []


def _entries(seeds: Seeds, reading: Reading, paths: Iterable[Path], form: Shape, many: bool = True) -> list[Entry]:
    entries: list[Entry] = []
    for path in paths:
        node = _tree(seeds, reading, path)
        if node is None:
            continue
        found = shape.listed(form, form.what)(node, "", reading) if many else [form(node, "", reading)]
        entries += [entry for entry in found if entry is not None]
    return entries


def _tree(seeds: Seeds, reading: Reading, path: Path) -> reader.Node | None:
    shown = Path(seeds.root.name) / path.relative_to(seeds.root)
    seeds.files.append(shown)
    node, problems = reader.read(path, shown)
    reading.problems += problems
    if node is None:
        # What lies in events/TOPIC/, groups/ and sources/ is named by the folder, the rest by the file.
        parts = path.relative_to(seeds.root).with_suffix("").parts
        seeds.lost |= {parts[0]} | ({"positions"} if parts[0] == "events" else set())
    return node


def _codebook(seeds: Seeds, reading: Reading) -> list[Entry]:
    """Fill the codebook of `seeds`; return the topics, whose issues are its code list ``issue``."""
    node = _tree(seeds, reading, seeds.root / "codebook.yaml")
    form = Shape(
        "the codebook",
        Field("topics", shape.listed(forms.TOPIC, "topics")),
        Field("lists", _lists),
        Field("sections", shape.listed(forms.SECTION, "sections"), required=False),
    )
    entry = form(node, "", reading) if node is not None else None
    if entry is None:
        return []
    topics: list[Entry] = entry["topics"] or []
    lists: dict[str, Entry] = entry["lists"] or {}
    issues = [(issue, topic["id"]) for topic in topics for issue in topic["issues"] or ()]
    codes = tuple(
        Code(issue["id"], issue["label"], issue["definition"], rank, topic)
        for rank, (issue, topic) in enumerate(issues)
        if issue["id"]
    )
    made = {"issue": CodeList("issue", "The second level below the topic.", codes, "topic")}
    for name, declared in lists.items():
        made[name] = CodeList(name, declared["definition"], _codes(name, declared, lists, reading), declared["parent"])
    sections = [Section(section["title"], tuple(section["text"] or ())) for section in entry["sections"] or ()]
    seeds.codebook = Codebook(made, sections)
    wanted = {column.codes for table in schema.TABLES.values() for column in table if column.codes}
    for missing in sorted(wanted - set(made)):
        reading.tell(
            entry.at("lists"), "lists", "missing-key", f"the code list {missing!r} is used by a column and not defined"
        )
    return topics


def _codes(name: str, declared: Entry, lists: dict[str, Entry], reading: Reading) -> tuple[Code, ...]:
    seen: dict[str, Place] = {}
    # A code or a list of them that is not there has a problem of its own.
    above = lists[declared["parent"]]["codes"] or () if declared["parent"] in lists else ()
    parents = {code["code"] for code in above if code["code"]}
    codes = [code for code in declared["codes"] or () if code["code"]]
    for code in codes:
        if code["code"] in seen:
            reading.tell(
                code.place,
                code.where,
                "duplicate-id",
                f"the code {code['code']!r} stands here again; first on line {seen[code['code']].line}",
            )
        if declared["parent"] and code["parent"] not in parents:
            what = f"a code of the list {declared['parent']!r}"
            reading.problems.append(
                unknown(code.at("parent"), code.path("parent"), "unknown-code", str(code["parent"]), parents, what)
            )
        seen[code["code"]] = code.place
    return tuple(Code(c["code"], c["label"], c["definition"], rank, c["parent"]) for rank, c in enumerate(codes))


def _lists(node: reader.Node, where: str, reading: Reading) -> dict[str, Entry]:
    if not isinstance(node, reader.Fields):
        reading.tell(node.place, where, "shape", "a mapping of code lists by name belongs here")
        return {}
    made = {name: forms.LIST(inner, f"{where}.{name}", reading) for name, inner in node}
    return {name: entry for name, entry in made.items() if entry is not None}


def problems_sorted(problems: Iterable[Problem]) -> list[Problem]:
    """Problems by file and line, each once."""
    return sorted(set(problems))
