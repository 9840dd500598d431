"""``docs/reliability.md``, made of the figures that were kept: what was tried, what came of it, and what was not run.

The long lists stand beside it as CSV: every kind of damage with who caught it, and every expectation.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

from hardening import figures, parts, told
from hardening.markdown import Markup, table
from hardening.shipped import ROOT
from hardening.told import DAMAGE, EXPECTATIONS

PAGE = ROOT / "docs" / "reliability.md"


def write() -> None:
    """Write the page, and the lists beside it."""
    PAGE.parent.mkdir(exist_ok=True)
    for name, content in files().items():
        (PAGE.parent / name).write_text(content, encoding="utf-8")


def files() -> dict[str, str]:
    """The page and the lists, by the names of their files."""
    found = {part.noun: figures.kept(part.noun) for part in parts.PARTS}
    made = {PAGE.name: "\n".join(text(found)) + "\n"}
    if data := found["data"]:
        made[DAMAGE] = _csv(told.damages(data))
        made[EXPECTATIONS] = _csv(told.expectations(data))
    return made


def text(found: dict[str, dict[str, Any] | None]) -> Iterator[str]:
    """The lines of the page."""
    yield "# What the data and the programs withstand"
    yield ""
    yield "What happens when a table is damaged, an input is odd, a command dies, a disk is full, somebody means harm, or there is much to do."
    yield "`python -m hardening` does all of it in a checkout and writes this page; a quick sample of each part is among the tests."
    yield "Each trial can fail, and was seen failing on something that takes less care."
    yield ""
    yield from table(("part", "cases", "outcome"), (_summary(part, found[part.noun]) for part in parts.PARTS))
    for part in parts.PARTS:
        if kept := found[part.noun]:
            yield from ("", f"## {part.title}", "", *part.details(kept), "", f"*{_machine(kept)}*")


def _summary(part: parts.Part, kept: dict[str, Any] | None) -> tuple[object, ...]:
    if not kept:
        return part.title, "", "not run"
    anchor = "-".join("".join(c if c.isalnum() else " " for c in part.title).lower().split())
    cases, outcome = part.summary(kept)
    return Markup(f"[{part.title}](#{anchor})"), cases, outcome


def _machine(found: dict[str, Any]) -> str:
    machine = dict(found["machine"])
    python, system, cores, memory = (machine.pop(name) for name in ("python", "system", "cores", "memory"))
    libraries = ", ".join(f"{name} {number}" for name, number in machine.items())
    return f"{system}, {cores} cores shared with other work, {memory}; Python {python}; {libraries}."


def _csv(rows: Iterator[dict[str, Any]]) -> str:
    lines = list(rows)
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, list(lines[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(lines)
    return buffer.getvalue()
