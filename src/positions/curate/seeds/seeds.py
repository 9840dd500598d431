"""The seeds: which files there are, what each may hold, and all of them read at once with every problem told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from positions.codebook import Codebook
from positions.curate.seeds import codebook, forms, reader, values
from positions.curate.seeds.problem import Place
from positions.curate.seeds.shape import Entry, Reading, Shape


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
    node = _tree(seeds, reading, root / "codebook.yaml")
    if node is not None:
        seeds.codebook, seeds.topics = codebook.of(node, reading)
    reading.codebook = seeds.codebook
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
        found = values.listed(form, form.what)(node, "", reading) if many else [form(node, "", reading)]
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
