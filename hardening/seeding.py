"""Damage to the seeds, as a slip of the hand or a careless tool does it, and whether `positions check` tells."""

from __future__ import annotations

import random
import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from hardening.shipped import ROOT
from positions.curate.seeds import checks, reader

# Changes the text of a file; the same text where it cannot be damaged so.
Slip = Callable[[str, random.Random], str]
EVENTS, SOURCES = "events/*/*.yaml", "sources/*.yaml"
CODES = "direction|commitment|instrument|organ|attribution|confidence"


def _at(pattern: str, make: Callable[[re.Match[str]], str]) -> Slip:
    """Change one match of a pattern."""

    def slip(text: str, rng: random.Random) -> str:
        found = list(re.finditer(pattern, text, re.MULTILINE))
        if not found:
            return text
        match = rng.choice(found)
        return text[: match.start()] + make(match) + text[match.end() :]

    return slip


def _line(pattern: str, make: Callable[[str], str]) -> Slip:
    return _at(rf"^{pattern}.*\n", lambda match: make(match[0]))


def _cut(text: str, rng: random.Random) -> str:
    return text[: rng.randrange(len(text) - 1)]


def _twice(text: str, rng: random.Random) -> str:
    return text + re.sub(r"\A.*?^positions:\n", "", text, flags=re.DOTALL | re.MULTILINE).split("\nnot_coded:")[0]


# What happens, where, and how.
SLIPS: tuple[tuple[str, str, Slip], ...] = (
    ("a code is misspelt", EVENTS, _at(rf"^(    (?:{CODES}): \w+)\w$", lambda m: m[1])),
    ("a code is in capitals", EVENTS, _at(rf"^(    (?:{CODES}): )(\w+)$", lambda m: m[1] + m[2].upper())),
    ("a field is misspelt", EVENTS, _at(r"^(    \w+)(: )", lambda m: m[1] + "s" + m[2])),
    ("a field is lost", EVENTS, _line(rf"    (?:{CODES}|summary): (?!.*,$)", lambda line: "")),
    ("a field stands twice", EVENTS, _line(rf"    (?:{CODES}): ", lambda line: line * 2)),
    ("a field is left empty", EVENTS, _at(rf"^(    (?:{CODES}): ).*$", lambda m: m[1])),
    ("an actor is misspelt", EVENTS, _at(r"(actors: \[[A-Z]{2})[A-Z](?=[,\]])", lambda m: m[1] + "Q")),
    ("an actor stands twice", EVENTS, _at(r"(actors: \[)([A-Z]{3})", lambda m: f"{m[1]}{m[2]}, {m[2]}")),
    ("a cited source is misspelt", EVENTS, _at(r"(    sources: \[[a-z0-9-]+)(?=[,\]])", lambda m: m[1] + "x")),
    ("a source is lost from its event", EVENTS, _line(r"  [a-z][a-z0-9-]+-\d{4}-[a-z0-9-]+: ", lambda line: "")),
    ("the id is not that of the file", EVENTS, _at(r"^(id: [a-z0-9-]+)$", lambda m: m[1] + "x")),
    ("an event lies under another topic", EVENTS, _at(r"^topic: (\w+)$", lambda m: "topic: " + ("asylum_rules" if m[1] != "asylum_rules" else "humanitarian_visas"))),
    ("the issue is another topic's", EVENTS, _at(r"^issue: (\w+)$", lambda m: "issue: " + ("sanctions" if m[1] not in {"scrutiny", "bilateral", "sanctions", "sogi", "aggression"} else "visas"))),
    ("a month that no calendar has", EVENTS, _at(r"date: (\d{4})-\d\d", lambda m: f"date: {m[1]}-13")),
    ("a date in another form", EVENTS, _at(r"date: (\d{4})-(\d\d)-(\d\d)", lambda m: f"date: {m[3]}.{m[2]}.{m[1]}")),
    ("a tab for an indent", EVENTS, _at(r"^    (?=\w)", lambda m: "\t")),
    ("an indent is off", EVENTS, _at(r"^    (?=organ|instrument)", lambda m: "   ")),
    ("a colon in a text that is not quoted", EVENTS, _at(r"^(    summary: \w+) ", lambda m: m[1] + ": ")),
    ("an invisible character", EVENTS, _at(r"^(    summary: \w)", lambda m: m[1] + "\u200b")),
    ("a change of direction in a text (bidi)", EVENTS, _at(r"^(    summary: \w)", lambda m: m[1] + "\u202e")),
    ("UTF-8 read as Windows-1252", EVENTS, _at(r"^(    summary: \w+)", lambda m: m[1] + " \u00e2\u20ac\u2122")),
    ("an anchor and an alias", EVENTS, _at(r"^(    organ: )(\w+)$", lambda m: f"{m[1]}&o {m[2]}")),
    ("contested without a dispute", EVENTS, _line(r"    confidence: ", lambda line: line + "    status: contested\n")),
    ("a text of a book's length", EVENTS, _at(r"^(    summary: )", lambda m: m[1] + "word " * 1200)),
    ("a list where a text belongs", EVENTS, _at(rf"^(    (?:{CODES}): )(\w+)$", lambda m: f"{m[1]}[{m[2]}]")),
    ("marks of a merge are left", EVENTS, _line(r"    organ: ", lambda line: f"<<<<<<< mine\n{line}=======\n{line}>>>>>>> theirs\n")),
    ("a file is cut short", EVENTS, _cut),
    ("a file is empty", EVENTS, lambda text, rng: ""),
    ("the positions stand twice in a file", EVENTS, _twice),
    ("an address has no scheme", SOURCES, _at(r"(URL: )https?://", lambda m: m[1])),
    ("an address runs a script", SOURCES, _at(r"URL: \S+", lambda m: "URL: javascript:alert(1)")),
    ("a source that is cited gets another id", SOURCES, _at(r"(  - id: [a-z0-9-]+)", lambda m: m[1] + "x")),
    ("a source that nobody cites", SOURCES, lambda text, rng: text + f"  - id: nobody-{rng.randrange(9999)}\n    type: document\n    title: A page\n    publisher: Somebody\n    URL: https://example.org/\n    language: en\n    custom:\n      kind: news\n"),
    ("two actors with one id", "actors.yaml", _at(r"^- id: ([A-Z]{3})$", lambda m: "- id: " + ("FRA" if m[1] != "FRA" else "DEU"))),
    ("a side is flipped", EVENTS, _at(r"direction: (for|against)$", lambda m: "direction: " + ("for" if m[1] == "against" else "against"))),
    ("a summary is altered", EVENTS, _at(r"(summary: \w+)", lambda m: m[1] + " not")),
)  # fmt: skip


def caught(tree: Path, pattern: str, slip: Slip, rng: random.Random) -> set[str] | None:
    """The rules that tell of a slip in a random file; None where the file cannot be damaged so."""
    path = rng.choice(sorted(tree.glob(pattern)))
    before = path.read_bytes()
    text = before.decode("utf-8")
    damaged = slip(text, rng)
    if damaged == text:
        return None
    path.write_bytes(damaged.encode("utf-8"))
    try:
        return {problem.rule for problem in checks.check(tree)[1]}
    finally:
        path.write_bytes(before)


@contextmanager
def _read_once() -> Iterator[None]:
    """Read a text once: of a tree with a slip in one file the others are as they were."""
    read = reader.parse
    reader.parse = cache(read)
    try:
        yield
    finally:
        reader.parse = read


def outcomes(places: int, kinds: int | None = None) -> Iterator[dict[str, Any]]:
    """For each slip at how many places it was done and told, and by which rules how often."""
    with tempfile.TemporaryDirectory() as temporary, _read_once():
        tree = Path(temporary) / "seeds"
        shutil.copytree(ROOT / "seeds", tree)
        assert not checks.check(tree)[1]
        for kind, pattern, slip in SLIPS[:kinds]:
            rng, told = random.Random(kind), []
            while len(told) < places:
                found = caught(tree, pattern, slip, rng)
                told += [] if found is None else [found]
            by = Counter(rule for rules in told for rule in rules)
            yield {"kind": kind, "trials": places, "checked": sum(map(bool, told)), "by": dict(by.most_common())}
