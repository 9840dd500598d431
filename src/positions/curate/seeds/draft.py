"""A new event as a file to fill in: every field with what it means, taken from the declarations."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from positions import schema
from positions.codebook import Codebook
from positions.curate.seeds import forms
from positions.curate.seeds.seeds import Seeds
from positions.errors import BadQuery, PositionsError, UnknownName

# Fields that are no column of their own.
_TOLD = {
    "tally": "What the recorded list adds up to, after any flip: {for: 0, against: 0, neutral: 0}.",
    "sources": "Sources of seeds/sources by id, each with a few words found on the page, [first words, last words], or ~.",
    "positions": "One entry for each act, told the same way for all its actors.",
    "not_coded": "Claims that were considered and left out: a list of {actor, claim, reason, source, find}.",
    "actors": "Who took the position, by id; several where the entry holds for each of them.",
    "key": "What tells this position from another one of the same actor in the event, such as visas.",
    "disputed_by": "Sources that dispute the account; then status is contested.",
    "announced_by": "Sources that were published before the act and announce it.",
}
_COLUMNS = {"id": "event_id", "topic": "topic_id", "body": "body_id", "target": "target_id"}
_WIDTH = 110


def draft(
    codebook: Codebook, filled: Mapping[str, str], actors: Sequence[str] = (), sources: Sequence[str] = ()
) -> str:
    """The text of a new event.

    Parameters
    ----------
    filled
        Fields that are known already, ``id`` and ``topic`` among them.
    actors, sources
        Who took a position, an entry for each, and the ids of the sources.
    """
    lines = [
        "# Fill in every empty field; a line that begins with # is a field that may be left out, or says what the next one means.",
        "# Then run `positions check`.",
    ]
    for name, field in forms.EVENT.fields.items():
        lines += _comment(name, schema.EVENTS, codebook, filled.get("topic"))
        if name == "sources":
            lines += ["sources:", *(f"  {source}: ~" for source in sources)]
        elif name == "positions":
            lines.append("positions:")
            for actor in actors or [""]:
                lines += _position(codebook, actor, sources, explained=actor == (actors or [""])[0])
        elif field.required or name in filled:
            lines.append(f"{name}: {_quoted(filled[name])}" if name in filled else f"{name}:")
        else:
            lines.append(f"# {name}:")
    return "\n".join(lines) + "\n"


def _position(codebook: Codebook, actor: str, sources: Sequence[str], explained: bool) -> list[str]:
    given = {"actors": f"[{_quoted(actor)}]" if actor else "", "sources": f"[{', '.join(sources)}]" if sources else ""}
    lines = []
    for name, field in forms.POSITION.fields.items():
        told = _comment(name, schema.POSITIONS, codebook, None, "    ") if explained else []
        indent = "  - " if name == "actors" else "    "
        value = f" {given[name]}" if given.get(name) else ""
        lines += told if name != "actors" else [line.replace("    #", "  #") for line in told]
        if field.required:
            lines.append(f"{indent}{name}:{value}")
        elif explained:
            lines.append(f"{indent}# {name}:")
    return lines


def _comment(name: str, table: schema.Table, codebook: Codebook, topic: str | None, indent: str = "") -> list[str]:
    """What a field means, and its codes where they are few enough to be read."""
    column = _COLUMNS.get(name, name)
    told = _TOLD.get(name) or table[column].description
    codes = table[column].codes if name not in _TOLD and column in table.names and name != "date" else None
    if codes and codes in codebook:
        known = codebook[codes]
        names = known.having({topic}) if codes == "issue" and topic else known.names
        told = f"{told} One of {', '.join(names)}."
    if name in ("date",):
        told = (
            f"{table[column].description.partition(':')[0]}: 2017-05-17, 2017-05, 2017 or an interval 2017-05/2017-09."
        )
    return [f"{indent}# {line}" for line in _wrapped(told, _WIDTH - len(indent))]


def _wrapped(text: str, width: int) -> list[str]:
    import textwrap

    return textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)


def _quoted(text: str) -> str:
    """A text as YAML has it: plain where that is safe, else in quotation marks."""
    import json

    return (
        text if re.fullmatch(r"[\w(][^:#\n\"'{}\[\],&*!|>%@`]*(?<!\s)", text) else json.dumps(text, ensure_ascii=False)
    )


def write(root: Path, seeds: Seeds, filled: Mapping[str, str], actors: Sequence[str], sources: Sequence[str]) -> Path:
    """Write a new event into the seeds of a checkout; nothing is ever overwritten.

    Raises
    ------
    BadQuery
        If the id has another form.
    UnknownName
        If there is no such topic.
    PositionsError
        If the event is there already.
    """
    if not re.fullmatch(rf"{schema.SLUG}-\d{{4}}", filled["id"]):
        raise BadQuery(
            f"{filled['id']!r} is not an id: lower-case words joined by hyphens, ending in the year, as visas-2017"
        )
    topics = [topic["id"] for topic in seeds.topics]
    if filled["topic"] not in topics:
        raise UnknownName("topic", filled["topic"], topics)
    taken = {event["id"]: event.place for event in seeds.events}
    path = root / "seeds" / "events" / filled["topic"] / f"{filled['id']}.yaml"
    if filled["id"] in taken or path.exists():
        raise PositionsError(
            f"the event {filled['id']!r} exists: {taken.get(filled['id'], path)}; choose another id, or edit that file"
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(draft(seeds.codebook, filled, actors, sources), encoding="utf-8")
    return path
