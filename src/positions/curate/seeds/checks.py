"""The rules that hold between seeds, each a function of all of them; `check` runs every rule and returns every problem.

The first line of a rule's docstring is its line in the documentation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from positions.curate.seeds.problem import Place, Problem, unknown
from positions.curate.seeds.seeds import Seeds, read
from positions.curate.seeds.shape import Entry, Reading
from positions.errors import SeedsInvalid, did_you_mean, nearest

Rule = Callable[[Seeds, Reading], Iterable[Problem]]
RULES: dict[str, Rule] = {}


def rule(function: Rule) -> Rule:
    """Register a rule under its name."""
    RULES[function.__name__.replace("_", "-")] = function
    return function


def check(root: Path) -> tuple[Seeds, list[Problem]]:
    """The seeds below `root` and every problem in them, sorted by file and line."""
    seeds, reading = read(root)
    problems = list(reading.problems)
    for apply in RULES.values():
        problems += apply(seeds, reading)
    return seeds, sorted(set(problems))


def sound(root: Path) -> Seeds:
    """The seeds below `root`.

    Raises
    ------
    SeedsInvalid
        If there is a problem in them.
    """
    seeds, problems = check(root)
    if problems:
        raise SeedsInvalid(problems)
    return seeds


def _ids(entries: Iterable[Entry]) -> Iterator[tuple[str, Entry]]:
    return ((entry["id"], entry) for entry in entries if entry["id"])


@rule
def duplicate_id(seeds: Seeds, reading: Reading) -> Iterator[Problem]:
    """An id stands for one thing only."""
    tables = {
        "actor": seeds.actors,
        "group": seeds.groups,
        "source": seeds.sources,
        "event": seeds.events,
        "topic": seeds.topics,
    }
    for what, entries in tables.items():
        first: dict[str, Place] = {}
        for name, entry in _ids(entries):
            if name in first:
                yield Problem(
                    entry.at("id"),
                    entry.path("id"),
                    "duplicate-id",
                    f"the {what} {name!r} stands here again; first at {first[name]}",
                )
            first.setdefault(name, entry.at("id"))


@rule
def duplicate_position(seeds: Seeds, reading: Reading) -> Iterator[Problem]:
    """An actor has one position in an event, or several that are told apart by a key."""
    for event in seeds.events:
        first: dict[tuple[str, str | None], Place] = {}
        for entry in event["positions"] or ():
            for actor in entry["actors"] or ():
                mine = (actor, entry["key"])
                if mine in first:
                    called = f"{actor} with the key {entry['key']!r}" if entry["key"] else actor
                    yield Problem(
                        entry.at("actors"),
                        entry.path("actors"),
                        "duplicate-position",
                        f"{called} has a position in this event already, on line {first[mine].line}; give the further one a key of its own",
                    )
                first.setdefault(mine, entry.place)


@rule
def dangling_reference(seeds: Seeds, reading: Reading) -> Iterator[Problem]:
    """An id that is used exists."""
    known: dict[str, Iterable[str]] = {
        "actors": [name for name, _ in _ids(seeds.actors)],
        "groups": [name for name, _ in _ids(seeds.groups)],
        "sources": [name for name, _ in _ids(seeds.sources)],
        "topics": [name for name, _ in _ids(seeds.topics)],
        "events": [name for name, _ in _ids(seeds.events)],
        "positions": list(seeds.position_ids()),
    }
    sets = {table: set(names) for table, names in known.items()}
    for use in reading.references:
        if use.id in sets[use.table] or use.table in seeds.lost:
            continue
        meant = _meant(seeds, use.id) if use.table == "actors" else []
        message = f"{use.id!r} is not an id of {use.table}{did_you_mean(meant or nearest(use.id, known[use.table]))}"
        yield Problem(use.place, use.where, "dangling-reference", message)


def _meant(seeds: Seeds, word: str) -> list[str]:
    """The actors whose name or code a word is, or else begins, likeliest first."""
    called = [(name, entry["id"]) for _, entry in _ids(seeds.actors) for name in _names(entry)]
    # Its own name before that of a capital: POR begins Portugal before it begins Porto-Novo.
    own = {str(entry["common_name"]).casefold() for _, entry in _ids(seeds.actors)}
    called.sort(key=lambda each: each[0] not in own)
    exact = [name for text, name in called if text == word.casefold()]
    return list(dict.fromkeys(exact or [name for text, name in called if text.startswith(word.casefold())]))[:3]


def _names(actor: Entry) -> Iterator[str]:
    further = [name for names in (actor["names"] or {}).values() for name in names or ()]
    yield from (name.casefold() for name in (actor["common_name"], actor["name"], actor["iso2"], *further) if name)


@rule
def file_name(seeds: Seeds, reading: Reading) -> Iterator[Problem]:
    """A file is named after what it holds: events/TOPIC/ID.yaml, groups/ID.yaml."""
    for entry in [*seeds.events, *seeds.groups]:
        path = entry.place.path
        if entry["id"] and path.stem != entry["id"]:
            yield Problem(
                entry.at("id"),
                "id",
                "file-name",
                f"{entry['id']!r} does not match the name of the file; call the file {entry['id']}.yaml",
            )
        if entry["topic"] and path.parent.name != entry["topic"]:
            yield Problem(
                entry.at("topic"),
                "topic",
                "file-name",
                f"the file lies in {path.parent.name}/; an event on {entry['topic']} lies in {entry['topic']}/",
            )


@rule
def issue_of_topic(seeds: Seeds, reading: Reading) -> Iterator[Problem]:
    """The issue of an event is one of its topic's."""
    issues = seeds.codebook.get("issue")
    for event in seeds.events:
        if issues and event["issue"] in issues and event["topic"] and issues[event["issue"]].parent != event["topic"]:
            mine = ", ".join(issues.having({event["topic"]}))
            yield Problem(
                event.at("issue"),
                "issue",
                "issue-of-topic",
                f"{event['issue']!r} is not an issue of {event['topic']}; its issues: {mine}",
            )


@rule
def cited_in_event(seeds: Seeds, reading: Reading) -> Iterator[Problem]:
    """What a position cites is listed among the sources of its event."""
    for event in seeds.events:
        listed = {cited.source_id for cited in event["sources"] or ()}
        for entry in event["positions"] or ():
            uses = [(cited.source_id, cited.place, cited.where) for cited in entry["sources"] or ()]
            for field in ("disputed_by", "announced_by"):
                uses += [(source, entry.at(field), entry.path(field)) for source in entry[field] or ()]
            for source_id, place, where in uses:
                if source_id not in listed:
                    yield unknown(place, where, "cited-in-event", source_id, listed, "among the sources of the event")


@rule
def contested_by(seeds: Seeds, reading: Reading) -> Iterator[Problem]:
    """A contested position names the source that disputes it, and only such a position does."""
    for event in seeds.events:
        for entry in event["positions"] or ():
            if (entry["status"] == "contested") != bool(entry["disputed_by"]):
                yield Problem(
                    entry.at("status"),
                    entry.path("status"),
                    "contested-by",
                    "'status: contested' and 'disputed_by' with a source go together",
                )


@rule
def source_used(seeds: Seeds, reading: Reading) -> Iterator[Problem]:
    """A source of the seeds is cited somewhere."""
    if {"events", "groups"} & seeds.lost:
        return
    used = {use.id for use in reading.references if use.table == "sources"}
    for name, entry in _ids(seeds.sources):
        if name not in used:
            yield Problem(
                entry.at("id"),
                entry.path("id"),
                "source-used",
                f"the source {name!r} is cited nowhere; cite it, or take it out",
            )


@rule
def vanished_id(seeds: Seeds, reading: Reading) -> Iterator[Problem]:
    """An id that was released once stays, or is retired with a reason."""
    retired = {entry["id"]: entry for entry in seeds.retired}
    living = set(seeds.position_ids()) | {name for name, _ in _ids(seeds.events)}
    place = Place(Path(seeds.root.name) / "released.txt", 1)
    lost = {"events", "retired"} & seeds.lost
    for gone in sorted(seeds.released - living - set(retired)) if not lost else ():
        yield Problem(
            place,
            "",
            "vanished-id",
            f"{gone!r} was released and is no longer in the seeds; restore it, or list it in retired.yaml with its reason",
        )
    for name, entry in retired.items():
        if name in living:
            yield Problem(
                entry.at("id"),
                entry.path("id"),
                "vanished-id",
                f"{name!r} is in the seeds; an id is retired or in use, not both",
            )
        if entry["became"] and entry["became"] not in living and not lost:
            yield unknown(
                entry.at("became"), entry.path("became"), "vanished-id", entry["became"], living, "an id in use"
            )
