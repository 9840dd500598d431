"""The parts of the page: each sort of trial with what its figures say in a line, and at length."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from hardening import told
from hardening.markdown import folded, several, table

Found = dict[str, Any]
Lines = Iterator[str]


@dataclass(frozen=True)
class Part:
    """A part of the page.

    Attributes
    ----------
    noun
        The module that gives the figures.
    summary
        The number of cases, and what came of them.
    details
        The lines below its heading.
    """

    noun: str
    title: str
    summary: Callable[[Found], tuple[int, str]]
    details: Callable[[Found], Lines]


def _laws(found: Found) -> tuple[int, str]:
    broken = [law for law in found["laws"] if law["broken"]]
    return sum(law["cases"] for law in found["laws"]), f"{len(found['laws'])} laws, {len(broken) or 'none'} broken"


def _of_laws(found: Found) -> Lines:
    yield "Data made by chance, smaller and smaller where a law breaks; an implementation that breaks each law is among the tests."
    yield ""
    yield from table(
        ("law", "cases", "broken"), ((law["law"], law["cases"], law["broken"] or "never") for law in found["laws"])
    )


def _code(found: Found) -> tuple[int, str]:
    modules = found["modules"]
    mutants = sum(module["mutants"] for module in modules)
    noticed = sum(module["killed"] + module.get("timeout", 0) for module in modules)
    explained = sum(len(module["explained"]) for module in modules)
    rest = mutants - noticed - explained
    tail = f", {rest} unexplained" if rest else ""
    return mutants, f"{100 * noticed / mutants:.1f} % noticed by the tests, {explained} survivors explained{tail}"


def _of_code(found: Found) -> Lines:
    yield "Each line that computes is changed a little, and the tests have to notice. A change that they do not notice is one that makes no difference, for the reason given."
    yield ""
    yield from table(
        ("module", "changes", "noticed", "survived, explained"),
        ((f"`{module['module']}`", module["mutants"], module["killed"] + module.get("timeout", 0), len(module["explained"])) for module in found["modules"]),
    )  # fmt: skip
    reasons = [(module["module"], each) for module in found["modules"] for each in module["explained"]]
    if reasons:
        yield ""
        yield from folded(
            "The survivors, each with its reason",
            table(
                ("where", "change", "why it makes no difference"),
                ((f"{module} {each.get('function', '')}".strip(), f"{each.get('was', '')} → {each.get('becomes', '')}", each.get("why", "")) for module, each in reasons),
            ),
        )  # fmt: skip


def _fuzz(found: Found) -> tuple[int, str]:
    guided = found.get("guided", [])
    findings = len(found["findings"]) + sum(len(target["findings"]) for target in guided)
    cases = found["total"] + sum(target["cases"] for target in guided)
    return cases, f"{findings or 'no'} tracebacks, hangs or errors without words; at most {found['peak_mib']} MiB"


def _of_fuzz(found: Found) -> Lines:
    yield "Bytes, texts, options and files that nobody would write. Each has to end in a value or in a message that says where: no traceback, no wait of ten seconds, bounded memory."
    yield ""
    bad = {name: [one["what"] for one in found["findings"] if one["target"] == name] for name in found["cases"]}
    careless = {one["trial"]: one for one in found.get("seen_failing", [])}
    rows = (
        (name, count, "; ".join(bad[name]) or "none", _careless(careless.get(name)))
        for name, count in found["cases"].items()
    )
    yield from table(("input", "cases", "findings", "and seen in a careless reader"), rows)
    if found.get("guided"):
        yield ""
        yield "Led by the branches that an input reaches (Atheris):"
        yield ""
        yield from table(
            ("input", "cases", "branches", "findings"),
            ((target["target"], target["cases"], target["branches"], "; ".join(target["findings"]) or "none") for target in found["guided"]),
        )  # fmt: skip


def _careless(seen: Found | None) -> str:
    if not seen:
        return ""
    if seen["seen_after"] is None:
        return f"without {seen['without']}: not seen"
    return f"without {seen['without']}: after {several(seen['seen_after'], 'case', 'cases')}"


def _hostile(found: Found) -> tuple[int, str]:
    trials = found["trials"]
    return sum(
        trial["attempts"] for trial in trials
    ), f"{len(trials)} sorts of attempt, {sum(len(trial['wrong']) for trial in trials) or 'none'} succeeded"


def _of_hostile(found: Found) -> Lines:
    def without(trial: Found) -> str:
        seen = trial.get("seen_failing", [])
        return "; ".join(f"{one['without']}: {one['succeeded']} of {one['attempts']}" for one in seen)

    rows = (
        (trial["what"], trial["attempts"], "; ".join(trial["wrong"]) or "none", without(trial))
        for trial in found["trials"]
    )
    yield from table(("attempt", "tried", "succeeded", "and succeed without the guard"), rows)


def _kill(found: Found) -> tuple[int, str]:
    killed = found["killed"]
    kills = sum(one["kills"] for one in killed)
    torn = sum(len(one["else"]) for one in killed)
    litter = sum(len(one["litter"]) for one in killed)
    told = f"{kills:,} times killed: {torn or 'never'} anything but the old state or the new{f', {litter} left litter' if litter else ', no litter'}"
    wrong = [one for one in (*found["unwritable"], *found["together"]) if one["wrong"]]
    disks = f"; {len(found['unwritable'])} full or read-only disks" if found["disks"] else "; disks not tried"
    return kills + len(found["unwritable"]) + len(found["together"]), told + disks + (
        f"; {len(wrong)} wrong" if wrong else ""
    )


def _of_kill(found: Found) -> Lines:
    yield "Killed at random moments (SIGKILL), each command leaves what was there before, or the new; the next run finishes and clears the rest."
    yield "Of a release, the folder and the zip file are each whole, and may for a moment be of two states."
    yield ""
    yield from table(
        ("command", "killed", "while writing", "old state", "new state", "anything else", "litter after the next run"),
        ((one["command"], one["kills"], one["writing"], one["before"], one["after"], len(one["else"]), ", ".join(one["litter"]) or "none") for one in found["killed"]),
    )  # fmt: skip
    yield ""
    if found["disks"]:
        yield from table(
            ("command", "disk", "outcome"),
            ((one["command"], one["how"], one["wrong"] or "told, and all as it was") for one in found["unwritable"]),
        )
    else:
        yield "Small disks could not be mounted on this machine: full and read-only disks were not tried."
    yield ""
    for one in found["together"]:
        yield f"- Two `{one['command']}` at once: {'; '.join(one['wrong']) or 'both end well, one state is left'}."
    for name, read in found["read"].items():
        yield f"- {read['reads']:,} readings while `{name}` replaced the tables {read['written']:,} times: {read['torn']} mixed two states unseen, {read['missing']} were told to open the folder again."
    for seen in found.get("seen_failing", []):
        yield f"- The same trial of something careless, {seen['trial']}: {several(int(seen['complaints']), 'complaint', 'complaints')}."


def _load(found: Found) -> tuple[int, str]:
    wrong = [task for task in found["tasks"] if task.get("wrong") or task.get("failed")]
    return len(found["tasks"]), f"{len(wrong)} failed" if wrong else "all done"


def _of_load(found: Found) -> Lines:
    def outcome(task: Found) -> str:
        failed = (
            f"{task['failed']} failed, {several(task['answers'], 'answer', 'different answers')}"
            if "failed" in task
            else ""
        )
        return str(task.get("wrong") or task.get("rate") or failed)

    rows = (
        (task["task"], task["seconds"], task.get("cpu", ""), task.get("mib", ""), outcome(task))
        for task in found["tasks"]
    )
    yield from table(("task", "seconds", "of a processor", "peak MiB", "outcome"), rows)
    yield ""
    yield f"The machine had other work (load {found['load']}); the seconds of a processor say what a task takes by itself."


PARTS = (
    Part("data", "Damage to the tables", told.of_tables, told.tables_at_length),
    Part("data", "Damage to the seeds", told.of_seeds, told.seeds_at_length),
    Part("laws", "Laws", _laws, _of_laws),
    Part("code", "Changes to the code", _code, _of_code),
    Part("fuzz", "Odd input", _fuzz, _of_fuzz),
    Part("hostile", "Ill will", _hostile, _of_hostile),
    Part("kill", "Sudden death, full disks, company", _kill, _of_kill),
    Part("load", "Load", _load, _of_load),
)
