"""``docs/reliability.md``, made of the figures that were kept: what was tried, what caught it, what nothing can catch."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hardening import figures
from hardening.shipped import ROOT

PAGE = ROOT / "docs" / "reliability.md"


def write() -> None:
    """Write the page."""
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text("\n".join(text()) + "\n", encoding="utf-8")


def text() -> Iterator[str]:
    """The lines of the page."""
    yield "# What the dataset and its programs withstand"
    yield ""
    yield "Written by `python -m hardening`, which anyone can run in a checkout; a part that was not run is missing. Never edited by hand."
    yield "A quick run of every part is among the tests."
    for noun, part in (("data", _data), ("hostile", _hostile), ("kill", _kill), ("fuzz", _fuzz), ("load", _load)):
        found = figures.kept(noun)
        if found:
            yield ""
            yield from part(found)
            yield ""
            yield f"*{_machine(found)}*"


def _machine(found: dict[str, Any]) -> str:
    machine = dict(found["machine"])
    python, system, cores, memory = (machine.pop(name) for name in ("python", "system", "cores", "memory"))
    libraries = ", ".join(f"{name} {number}" for name, number in machine.items())
    return (
        f"{system}, {cores} cores shared with other work, {memory}; Python {python}; {libraries}; {found['seconds']} s."
    )


def _table(*rows: tuple[object, ...]) -> Iterator[str]:
    for n, row in enumerate(rows):
        yield "| " + " | ".join(_plain(cell) for cell in row) + " |"
        if n == 0:
            yield "| " + " | ".join("---" for _ in row) + " |"


def _plain(cell: object) -> str:
    """A cell as Markdown that is neither a further cell nor, where it begins a class of letters, a footnote."""
    return str(cell).replace("|", "\\|").replace("\n", " ").replace("[^", "\\[^")


def _data(found: dict[str, Any]) -> Iterator[str]:
    kinds, files = found["kinds"], found["files"]
    trials = sum(kind["trials"] for kind in kinds)
    caught = [kind for kind in kinds if kind["validated"] == kind["trials"]]
    partly = [kind for kind in kinds if 0 < kind["validated"] < kind["trials"]]
    silent = [kind for kind in kinds if not kind["validated"]]
    missed = [kind["kind"] for kind in kinds if kind["verified"] < min(kind["trials"], 10)]
    yield "## Damage to the tables"
    yield ""
    yield (f"{len(kinds)} kinds of damage, each at ten random places of the shipped tables or once in every column that it can strike: {trials:,} in all. "
           f"`validate` catches {len(caught)} kinds at every place from the tables alone, {len(partly)} at some places, and {len(silent)} not at all. "
           f"`verify` holds files against their hashes, and caught {'every one' if not missed else 'all but: ' + ', '.join(missed)}; "
           "so a damaged copy never passes for the release. A damage that enters through the seeds meets `validate` alone.")  # fmt: skip
    yield ""
    yield "### Caught by `validate` at every place"
    yield ""
    yield from _table(
        ("damage", "caught", "by, most often"),
        *((kind["kind"], f"{kind['validated']}/{kind['trials']}", _first(kind)) for kind in caught),
    )
    yield ""
    yield "### Caught by hashes where `validate` is silent"
    yield ""
    yield "Each value is a possible one, or the type differs without the values doing so: only the hash tells that it is not what was released."
    yield ""
    yield from _table(
        ("damage", "by `validate`", "by `verify`"),
        *(
            (kind["kind"], f"{kind['validated']}/{kind['trials']}", f"{kind['verified']}/{min(kind['trials'], 10)}")
            for kind in partly + silent
        ),
    )
    yield ""
    yield "### Damage to the files"
    yield ""
    yield from _table(
        ("damage", "reading fails", "`verify` tells"),
        *(
            (file["kind"], f"{file['validated']}/{file['trials']}", f"{file['verified']}/{file['trials']}")
            for file in files
        ),
    )
    yield ""
    yield "### Expectations"
    yield ""
    yield f"Of {found['expectations']} expectations {found['alone']} were the only one to catch some damage."
    if found["never_alone"]:
        yield f"The other {len(found['never_alone'])} were never alone in it, mostly the type of a column whose pattern, code list or reference tells as well; they name the cause where those name a consequence:"
        yield ""
        yield from (f"- {name}" for name in found["never_alone"])


def _first(kind: dict[str, Any]) -> str:
    name, count = next(iter(kind["catchers"].items()))
    return f"{name[:110]}{'…' if len(name) > 110 else ''} ({count})"


def _hostile(found: dict[str, Any]) -> Iterator[str]:
    yield "## Ill will"
    yield ""
    rows = [(trial["what"], trial["attempts"], "; ".join(trial["wrong"]) or "none") for trial in found["trials"]]
    yield from _table(("attempt", "tried", "succeeded"), *rows)


def _kill(found: dict[str, Any]) -> Iterator[str]:
    yield "## Sudden death, full disks, company"
    yield ""
    yield "Killed at random moments (SIGKILL), each command left what was there before, or the new; the next run finished and cleared the rest."
    yield "Of a release, the folder and the zip file are each whole, and may for a moment be of two states."
    yield ""
    rows = [
        (
            one["command"],
            one["kills"],
            one["before"],
            one["after"],
            len(one["else"]),
            ", ".join(one["litter"]) or "none",
        )
        for one in found["killed"]
    ]
    yield from _table(
        ("command", "killed", "old state", "new state", "anything else", "litter after the next run"), *rows
    )
    yield ""
    if found["disks"]:
        yield from _table(
            ("command", "disk", "ended well"),
            *((one["command"], one["how"], one["wrong"] or "told, and all as it was") for one in found["unwritable"]),
        )
    else:
        yield "Small disks could not be mounted on this machine: full and read-only disks were not tried."
    yield ""
    for one in found["together"]:
        yield f"- Two `{one['command']}` at once: {'; '.join(one['wrong']) or 'both end well, one state is left'}."
    for name, read in found["read"].items():
        yield f"- {read['reads']:,} readings while `{name}` replaced the tables {read['written']} times: {read['torn']} mixed two states unseen, {read['missing']} were told to open the folder again."


def _fuzz(found: dict[str, Any]) -> Iterator[str]:
    yield "## Odd input and laws"
    yield ""
    yield f"{found['total']:,} inputs spoiled at random, within {found['seconds']} s and {found['peak_mib']} MiB; none may end in a traceback, take longer than ten seconds or go without a word."
    yield ""
    bad = {name: [one["what"] for one in found["findings"] if one["target"] == name] for name in found["cases"]}
    yield from _table(
        ("input", "cases", "findings"),
        *((name, f"{count:,}", "; ".join(bad[name]) or "none") for name, count in found["cases"].items()),
    )
    yield ""
    yield from _table(
        ("law", "cases", "broken"), *((law["law"], law["cases"], law["broken"] or "never") for law in found["laws"])
    )


def _load(found: dict[str, Any]) -> Iterator[str]:
    yield "## Load"
    yield ""
    rows = [
        (
            task["task"],
            task.get("seconds", ""),
            task.get("mib", ""),
            task.get("wrong")
            or task.get("rate")
            or (f"{task['failed']} failed, {task['answers']} answer" if "failed" in task else ""),
        )
        for task in found["tasks"]
    ]
    yield from _table(("task", "seconds", "peak MiB", ""), *rows)
