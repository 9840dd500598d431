"""Where the rows of the tables were written: the file and line of the seeds that a key came from."""

from __future__ import annotations

from collections.abc import Iterator

from positions.curate.seeds.problem import Place
from positions.curate.seeds.seeds import Seeds, position_id


def of_rows(seeds: Seeds) -> dict[str, dict[str, Place]]:
    """For each table, the place of each row, by its key with blanks between its parts."""
    found: dict[str, dict[str, Place]] = {}
    for table, key, place in _rows(seeds):
        found.setdefault(table, {}).setdefault(key, place)
    return found


def _rows(seeds: Seeds) -> Iterator[tuple[str, str, Place]]:
    simple = {"actors": seeds.actors, "groups": seeds.groups, "topics": seeds.topics, "sources": seeds.sources,
              "events": seeds.events, "retired": seeds.retired}  # fmt: skip
    for table, entries in simple.items():
        for entry in entries:
            yield table, str(entry["id"]), entry.place
    for group in seeds.groups:
        for member in group["members"] or ():
            if member["since"]:
                yield "memberships", f"{group['id']} {member['actor']} {member['since'].first}", member.place
    for coding in seeds.codings:
        for name in coding["positions"] or ():
            for coder in ("first", "second"):
                yield "codings", f"{name} {coding['unit']} {coder}", coding.place
    yield from _of_events(seeds)


def _of_events(seeds: Seeds) -> Iterator[tuple[str, str, Place]]:
    for event in seeds.events:
        for cited in event["sources"] or ():
            yield "background", f"{event['id']} {cited.source_id}", cited.place
        for n, claim in enumerate(event["not_coded"] or (), 1):
            yield "not_coded", f"{event['id']} {n}", claim.place
        for entry in event["positions"] or ():
            for actor in entry["actors"] or ():
                name = position_id(event, entry, actor)
                yield "positions", name, entry.place
                for cited in entry["sources"] or ():
                    yield "evidence", f"{name} {cited.source_id}", cited.place
                for field in ("disputed_by", "announced_by"):
                    for source in entry[field] or ():
                        yield "evidence", f"{name} {source}", entry.at(field)
