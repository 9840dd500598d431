"""What the figures of damage say: kinds, who told of each, why the tables cannot tell of some, and the expectations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from hardening.markdown import folded, several, table

Found = dict[str, Any]
Lines = Iterator[str]
DAMAGE, EXPECTATIONS = "reliability-damage.csv", "reliability-expectations.csv"


def of_tables(found: Found) -> tuple[int, str]:
    kinds = [*found["kinds"], *found["files"]]
    silent = [kind for kind in found["kinds"] if kind["validated"] < kind["trials"]]
    missed = [kind for kind in kinds if not _told(kind)]
    whole = f"{several(len(kinds), 'kind', 'kinds')} of damage, {'each told' if not missed else f'{len(missed)} not told'}: {len(found['kinds'])} to what tables say, {len(found['files'])} to their files"
    return sum(
        kind["trials"] for kind in kinds
    ), f"{whole}; {len(silent)} of the former at some or all places by hashes alone"


def _told(kind: Found) -> bool:
    """Whether a kind of damage to tables was told at every place, by one or the other."""
    hashed = kind.get("hashed", kind["trials"])
    return bool(kind["verified"] == hashed)


# What the expectations that the schema implies say of a column, whichever it is.
SORTS = (
    ("The columns are ", "the columns, in order"), (" has the type ", "the type of the column"), (" has a value in every row", "a value in every row"),
    (" is the key of a row of ", "the key of another row"), (" has the form ", "the form of the value"), (" is one of ", "a code of the list"),
    (" takes every value of ", "every code of the list"), (" unique together", "the key, once"), (" is unique.", "the key, once"),
    (" is free of stray blanks", "a tidy text"), (" is at least ", "no count below zero"), (" is not before ", "the end not before the beginning"),
    ("the table '", "the table itself"), ("The table joins ", "the join with what it refers to"),
)  # fmt: skip


def sort_of(name: str) -> str:
    """What an expectation holds: of those that the schema implies the sort, of the others their words."""
    return next((sort for part, sort in SORTS if part in name), name)


def _by(kind: Found) -> str:
    sorts: Counter[str] = Counter()
    for name, count in kind["catchers"].items():
        sorts[sort_of(name)] += count
    if not sorts:
        return ""
    (first, count), *others = sorts.most_common()
    more = f", and {several(len(others), 'other', 'others')}" if others else ""
    return f"{first} ({count}{more})"


def damages(found: Found) -> Iterator[Found]:
    """Every kind of damage with who caught it, for a file beside the page."""
    for kind in found["kinds"]:
        yield {"what": "tables", "kind": kind["kind"], "places": kind["trials"], "validate": kind["validated"],
               "verify_asked": kind["hashed"], "verify": kind["verified"], "check_asked": "", "check": "",
               "caught_by": "; ".join(f"{name} ({count})" for name, count in kind["catchers"].items())}  # fmt: skip
    for kind in found["files"]:
        yield {"what": "files", "kind": kind["kind"], "places": kind["trials"], "validate": kind["validated"],
               "verify_asked": kind["trials"], "verify": kind["verified"], "check_asked": "", "check": "", "caught_by": ""}  # fmt: skip
    for kind in found["seeds"]:
        yield {"what": "seeds", "kind": kind["kind"], "places": kind["trials"], "validate": "", "verify_asked": "", "verify": "",
               "check_asked": kind["trials"], "check": kind["checked"],
               "caught_by": "; ".join(f"{rule} ({count})" for rule, count in kind["by"].items())}  # fmt: skip


def expectations(found: Found) -> Iterator[Found]:
    """Every expectation with a kind of damage that it alone catches, for a file beside the page."""
    for name, kind in found["alone"].items():
        suite, _, says = name.partition(": ")
        yield {"suite": suite, "expectation": says, "alone_in_catching": kind or ""}


# What no rule on the tables can tell: each value is a possible one.
REASONS = {
    "a row is lost": "where nothing refers to the row, it may as well never have been there",
    "a table has lost all its rows": "a table of changes, of names or of claims left out may be empty",
    "a column has lost its values": "the column is optional, and may be empty",
    "a day moved within the span of the event": "the other day is as possible, unless a source is older",
    "two votes traded in a roll call": "the sums stay; the list is in the source alone",
    "a word flipped with its stance": "the other side is as possible, unless two coders judged the position and neither saw it",
    "a confidence raised": "a judgement of the coder",
    "a summary altered": "free text",
    "one of several pieces of evidence lost": "another piece still tells of the position",
    "the definition of a code altered": "free text",
    "the end of a membership moved by a day": "the other day is as possible, unless somebody voted on it",
    "a coding altered": "free text of the coder",
    "another wikidata item": "another item is as possible, unless another actor has it",
    "a side is flipped": "the other side is as possible",
}


def _reason(kind: Found) -> str:
    return REASONS.get(kind["kind"], "")


def tables_at_length(found: Found) -> Lines:
    kinds, files = found["kinds"], found["files"]
    caught = [kind for kind in kinds if kind["validated"] == kind["trials"]]
    rest = [kind for kind in kinds if kind["validated"] < kind["trials"]]
    yield from (
        "Three commands look at three things:",
        "",
        "- `positions validate` holds tables against the expectations: what they *say*.",
        "- `positions verify` holds files against the hashes of the release: that they are *the same*.",
        "- `positions check` reads the seeds, before there are tables: see [below](#damage-to-the-seeds).",
        "",
        (f"{len(kinds)} kinds of damage to what tables say, each at ten random places of the shipped tables or once in every column that it can strike: "
         f"{sum(kind['trials'] for kind in kinds):,} in all. `validate` catches {len(caught)} kinds at every place. "
         f"Of the other {len(rest)} the tables themselves can tell at some places or at none; there, and once for every other kind, `verify` was asked about the file, "
         f"and told {sum(kind['verified'] for kind in kinds):,} times of {sum(kind['hashed'] for kind in kinds):,}. So a damaged copy never passes for the release; "
         "what enters through the seeds meets `check` and `validate` alone."),
        "",
        f"Every kind with all who caught it: [{DAMAGE}]({DAMAGE}).",
        "",
    )  # fmt: skip
    yield "### What the tables cannot tell"
    yield ""
    yield from table(
        ("damage", "places", "`validate`", "`verify`, where `validate` is silent", "why"),
        ((kind["kind"], kind["trials"], kind["validated"], f"{kind['verified'] - _once(kind)} of {kind['hashed'] - _once(kind)}", _reason(kind)) for kind in rest),
    )  # fmt: skip
    yield ""
    yield "### What `validate` catches"
    yield ""
    yield from folded(
        f"{len(caught)} kinds, and what caught each most often",
        table(("damage", "caught", "places", "by"), ((kind["kind"], kind["validated"], kind["trials"], _by(kind)) for kind in caught)),
    )  # fmt: skip
    yield ""
    yield "### Damage to the files"
    yield ""
    yield "Bytes, names and descriptions, where reading may not even fail. Only `verify` tells of all of it."
    yield ""
    yield from folded(
        f"{len(files)} kinds",
        table(("damage", "places", "reading fails", "`verify` tells"), ((file["kind"], file["trials"], file["validated"], file["verified"]) for file in files)),
    )  # fmt: skip
    yield ""
    yield from _of_expectations(found["alone"])


def _once(kind: Found) -> int:
    """1 where the first place, at which `verify` is asked in any case, is one at which `validate` told."""
    return int(kind["hashed"] > kind["trials"] - kind["validated"])


def _of_expectations(alone: dict[str, str | None]) -> Lines:
    idle = [name for name, kind in alone.items() if not kind]
    yield "### Expectations"
    yield ""
    yield f"There are {len(alone)} expectations. {_alone(len(alone), len(idle))}: [{EXPECTATIONS}]({EXPECTATIONS})."
    if idle:
        yield ""
        yield from table(("never alone",), ((name,) for name in idle))


def _alone(whole: int, idle: int) -> str:
    if idle:
        return f"{whole - idle} of them were at some place the only one to catch a damage, {idle} never"
    return "Each was at some place the only one to catch a damage, so that none can go without a loss"


def of_seeds(found: Found) -> tuple[int, str]:
    slips = found["seeds"]
    whole = [slip for slip in slips if slip["checked"] == slip["trials"]]
    return sum(
        slip["trials"] for slip in slips
    ), f"{len(slips)} kinds of slip, {len(whole)} told by `check` wherever they are made"


def seeds_at_length(found: Found) -> Lines:
    yield "A slip of the hand or of a tool in a random file of the shipped seeds, and whether `positions check` tells, before anything is built."
    yield "What it cannot know, `positions build` holds against the expectations above, and two people read."
    yield ""
    yield from folded(
        f"{len(found['seeds'])} kinds, and the rule that told most often",
        table(("slip", "places", "told", "by the rule"), ((slip["kind"], slip["trials"], slip["checked"], next(iter(slip["by"]), "")) for slip in found["seeds"])),
    )  # fmt: skip
