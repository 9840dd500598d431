"""The seeds: which files there are, what each may hold, and all of them read at once with every problem told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from positions import schema
from positions.codebook import Code, Codebook, CodeList
from positions.curate import reader, shape
from positions.curate.problem import Place, Problem
from positions.curate.shape import Entry, Field, Reading, Shape

_ACTOR = shape.name(schema.ACTOR, "an actor id: ISO 3166-1 alpha-3 such as LTU, or an own code such as EU-EP")
_SLUG = shape.name(schema.SLUG, "an id: lower-case words and numbers joined by hyphens")
_SOURCE = shape.name(schema.SLUG, "a source id: lower-case words and numbers joined by hyphens")

CODE = Shape(
    "a code",
    Field("code", shape.text), Field("label", shape.text), Field("definition", shape.text),
    Field("parent", shape.text, required=False),
)  # fmt: skip
LIST = Shape(
    "a code list",
    Field("definition", shape.text), Field("parent", shape.text, required=False), Field("codes", shape.listed(CODE, "codes")),
)  # fmt: skip
ISSUE = Shape("an issue", Field("id", shape.text), Field("label", shape.text), Field("definition", shape.text))
TOPIC = Shape(
    "a topic",
    Field("id", shape.name(schema.TOPICS["topic_id"].pattern or "", "a topic id")),
    *(Field(name, shape.text) for name in ("label", "question", "for_pole", "against_pole", "definition")),
    Field("issues", shape.listed(ISSUE, "issues")),
)
NAMES = Shape(
    "the names of an actor",
    *(Field(kind, shape.listed(shape.text, "names"), False) for kind in ("alias", "adjective", "demonym", "capital")),
)
ACTOR = Shape(
    "an actor",
    Field("id", _ACTOR), Field("name", shape.text), Field("common_name", shape.text), Field("kind", shape.code("actor_kind")),
    Field("iso2", shape.name("[A-Z]{2}", "an ISO 3166-1 alpha-2 code"), False),
    Field("m49", shape.name("[0-9]{3}", "an M49 number of three digits"), False),
    Field("region", shape.text, False), Field("subregion", shape.text, False),
    Field("parent", shape.reference("actors"), False),
    Field("wikidata", shape.name("Q[0-9]+", "a Wikidata item such as Q37"), False),
    Field("names", NAMES, False),
)  # fmt: skip
MEMBER = Shape(
    "a membership",
    Field("actor", shape.reference("actors")), Field("since", shape.day), Field("until", shape.day, False),
    Field("source", shape.reference("sources"), False),
)  # fmt: skip
GROUP = Shape(
    "a group",
    Field("id", shape.name(schema.GROUPS["group_id"].pattern or "", "a group id in capitals")),
    Field("name", shape.text), Field("kind", shape.code("group_kind")), Field("definition", shape.text, False),
    Field("corroborated_by", shape.listed(shape.reference("sources"), "source ids"), False),
    Field("members", shape.listed(MEMBER, "memberships")),
)  # fmt: skip
CUSTOM = Shape(
    "custom",
    Field("kind", shape.code("source_kind")), Field("title_supplied", shape.flag, False),
    Field("issued_inferred", shape.flag, False), Field("note", shape.text, False),
)  # fmt: skip
# Types of the Citation Style Language 1.0.2.
CSL_TYPES = frozenset(
    "article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection dataset "
    "document entry entry-dictionary entry-encyclopedia event figure graphic hearing interview legal_case legislation "
    "manuscript map motion_picture musical_score pamphlet paper-conference patent performance periodical "
    "personal_communication post post-weblog regulation report review review-book software song speech standard thesis "
    "treaty webpage".split()
)


def _csl_type(node: reader.Node, where: str, reading: Reading) -> str | None:
    value = shape.text(node, where, reading)
    if value is not None and value not in CSL_TYPES:
        reading.problems.append(
            shape.unknown(node.place, where, "unknown-code", value, CSL_TYPES, "a type of the Citation Style Language")
        )
    return value


PERSON = Shape("a person", *(Field(part, shape.text, False) for part in ("family", "given", "literal")))


def _authors(node: reader.Node, where: str, reading: Reading) -> str | None:
    """Authors as the Citation Style Language has them, or as one text."""
    if isinstance(node, reader.Text):
        return shape.text(node, where, reading)
    people = shape.listed(PERSON, "people")(node, where, reading)
    return "; ".join(
        person["literal"] or " ".join(filter(None, [person["given"], person["family"]])) for person in people
    )


SOURCE = Shape(
    "a source",
    Field("id", _SOURCE), Field("type", _csl_type), Field("title", shape.text), Field("author", _authors, False),
    Field("publisher", shape.text, False), Field("issued", shape.date, False), Field("URL", shape.address, False),
    Field("language", shape.name("[a-z]{2,3}", "an ISO 639 code of a language, such as en"), False),
    Field("accessed", shape.day, False), Field("custom", CUSTOM),
)  # fmt: skip
BIBLIOGRAPHY = Shape("a file of sources", Field("references", shape.listed(SOURCE, "sources")))
POSITION = Shape(
    "a position",
    Field("actors", shape.listed(shape.reference("actors"), "actor ids")), Field("key", _SLUG, False),
    Field("date", shape.date), Field("direction", shape.code("direction")), Field("commitment", shape.code("commitment")),
    Field("instrument", shape.code("instrument")), Field("organ", shape.code("organ")),
    Field("speaker", shape.text, False), Field("speaker_role", shape.text, False),
    Field("attribution", shape.code("attribution")), Field("confidence", shape.code("confidence")),
    Field("status", shape.code("status"), False),
    Field("disputed_by", shape.listed(shape.reference("sources"), "source ids"), False),
    Field("announced_by", shape.listed(shape.reference("sources"), "source ids"), False),
    Field("summary", shape.text), Field("note", shape.text, False), Field("sources", shape.citations),
)  # fmt: skip
TALLY = Shape("a tally", *(Field(side, shape.number) for side in ("for", "against", "neutral")))
LEFT_OUT = Shape(
    "a claim not coded",
    Field("actor", shape.text), Field("claim", shape.text), Field("reason", shape.text),
    Field("source", shape.reference("sources"), False), Field("find", shape.passage, False),
)  # fmt: skip
EVENT = Shape(
    "an event",
    Field("id", _SLUG), Field("title", shape.text), Field("date", shape.date), Field("topic", shape.reference("topics")),
    Field("issue", shape.code("issue")), Field("question", shape.text), Field("context", shape.text),
    Field("body", shape.reference("groups"), False), Field("tally", TALLY, False),
    Field("target", shape.reference("actors"), False), Field("beneficiaries", shape.text, False),
    Field("sources", shape.citations), Field("positions", shape.listed(POSITION, "positions")),
    Field("not_coded", shape.listed(LEFT_OUT, "claims"), False),
    Field("checked", shape.text, False), Field("doubts", shape.text, False),
)  # fmt: skip
JUDGEMENT = Shape(
    "a coding",
    Field("direction", shape.code("direction")), Field("commitment", shape.code("commitment")), Field("doubt", shape.text, False),
)  # fmt: skip
CODING = Shape(
    "a double coding",
    Field("unit", shape.text), Field("positions", shape.listed(shape.reference("positions"), "position ids")),
    Field("first", JUDGEMENT), Field("second", JUDGEMENT),
)  # fmt: skip
RETIREMENT = Shape(
    "a retired id",
    Field("id", shape.text), Field("became", shape.text, False), Field("reason", shape.text), Field("version", shape.text),
)  # fmt: skip
CHECKED = Shape("a checked passage", Field("source", shape.reference("sources")), Field("find", shape.passage))
CREATOR = Shape("a creator", Field("name", shape.text))
DATASET = Shape(
    "the dataset",
    *(Field(name, shape.text) for name in ("name", "title", "description")),
    Field("version", shape.name(r"\d{4}\.\d+", "a version of the form YYYY.N")),
    Field("released", shape.day),
    Field("creators", shape.listed(CREATOR, "creators")),
    Field("licence", shape.text), Field("licence_title", shape.text), Field("licence_url", shape.address), Field("code_licence", shape.text),
    Field("keywords", shape.listed(shape.text, "keywords")),
)  # fmt: skip


@dataclass
class Seeds:
    """Everything that the seeds say, in the order of files and lines.

    Attributes
    ----------
    released
        Ids of positions and events that some release has published.
    files
        The files that were read, relative to the checkout.
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
    for entry in _entries(seeds, reading, [root / "dataset.yaml"], DATASET, many=False):
        seeds.dataset = entry
    seeds.actors = _entries(seeds, reading, [root / "actors.yaml"], ACTOR)
    seeds.groups = _entries(seeds, reading, sorted((root / "groups").glob("*.yaml")), GROUP, many=False)
    for bibliography in _entries(seeds, reading, sorted((root / "sources").glob("*.yaml")), BIBLIOGRAPHY, many=False):
        seeds.sources += bibliography["references"] or []
    seeds.events = _entries(seeds, reading, sorted((root / "events").glob("**/*.yaml")), EVENT, many=False)
    seeds.codings = _entries(seeds, reading, _present(root / "codings.yaml"), CODING)
    seeds.retired = _entries(seeds, reading, _present(root / "retired.yaml"), RETIREMENT)
    seeds.checked = _entries(seeds, reading, _present(root / "passages.yaml"), CHECKED)
    if (root / "released.txt").exists():
        seeds.released = set((root / "released.txt").read_text(encoding="utf-8").split())
    return seeds, reading


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
    return node


def _codebook(seeds: Seeds, reading: Reading) -> list[Entry]:
    """Fill the codebook of `seeds`; return the topics, whose issues are its code list ``issue``."""
    node = _tree(seeds, reading, seeds.root / "codebook.yaml")
    both = Shape("the codebook", Field("topics", shape.listed(TOPIC, "topics")), Field("lists", _lists))
    entry = both(node, "", reading) if node is not None else None
    if entry is None:
        return []
    topics: list[Entry] = entry["topics"] or []
    lists: dict[str, Entry] = entry["lists"] or {}
    issues = [(issue, topic["id"]) for topic in topics for issue in topic["issues"] or ()]
    codes = tuple(
        Code(issue["id"], issue["label"], issue["definition"], rank, topic)
        for rank, (issue, topic) in enumerate(issues)
    )
    made = {"issue": CodeList("issue", "The second level below the topic.", codes, "topic")}
    for name, declared in lists.items():
        made[name] = CodeList(name, declared["definition"], _codes(name, declared, lists, reading), declared["parent"])
    seeds.codebook = Codebook(made)
    wanted = {column.codes for table in schema.TABLES.values() for column in table if column.codes}
    for missing in sorted(wanted - set(made)):
        reading.tell(
            entry.at("lists"), "lists", "missing-key", f"the code list {missing!r} is used by a column and not defined"
        )
    return topics


def _codes(name: str, declared: Entry, lists: dict[str, Entry], reading: Reading) -> tuple[Code, ...]:
    seen: dict[str, Place] = {}
    parents = {code["code"] for code in lists[declared["parent"]]["codes"]} if declared["parent"] in lists else set()
    for code in declared["codes"] or ():
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
                shape.unknown(
                    code.at("parent"), code.path("parent"), "unknown-code", str(code["parent"]), parents, what
                )
            )
        seen[code["code"]] = code.place
    return tuple(
        Code(c["code"], c["label"], c["definition"], rank, c["parent"])
        for rank, c in enumerate(declared["codes"] or ())
    )


def _lists(node: reader.Node, where: str, reading: Reading) -> dict[str, Entry]:
    if not isinstance(node, reader.Fields):
        reading.tell(node.place, where, "shape", "a mapping of code lists by name belongs here")
        return {}
    made = {name: LIST(inner, f"{where}.{name}", reading) for name, inner in node}
    return {name: entry for name, entry in made.items() if entry is not None}


def problems_sorted(problems: Iterable[Problem]) -> list[Problem]:
    """Problems by file and line, each once."""
    return sorted(set(problems))
