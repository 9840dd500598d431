"""Odd input without end: bytes, texts, options and files that nobody would write, and what must never come of them.

A case is a number: the same gives the same input again. Each ends in a value or in a `PositionsError` that says where;
another exception, a long wait or much memory is a finding. What is fed stands in ``odd.py``.
"""

from __future__ import annotations

import io
import math
import random
import resource
import signal
import time
import traceback
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hardening import guided, odd, weakened
from positions.errors import PositionsError

LONGEST = 10
CASES = 10_000
# What the process may hold in all, libraries and their threads included.
MOST_MEMORY = 8 << 30


@dataclass(frozen=True)
class Target:
    """What is fed, and which share of the cases it takes: the cheap ones bear more."""

    name: str
    case: Callable[[random.Random], object]
    share: float = 1


TARGETS = (
    Target("dates", odd.date, 40), Target("passages", odd.passage, 28), Target("a file of seeds", odd.seed_text, 26), Target("codebooks", odd.codes, 2),
    Target("--map and --codes", odd.mapping, 1), Target("files of users", odd.own_file, 2), Target("command lines", odd.command_line, 0.3),
    Target("folders of tables", odd.folder, 0.1), Target("downloads", odd.downloaded, 0.1), Target("zip files", odd.bundle, 0.2),
    Target("trees of seeds", odd.seed_tree, 0.2), Target("expectations", odd.suites_, 0.2),
)  # fmt: skip


@contextmanager
def limited(seconds: int) -> Iterator[None]:
    """Raise where something takes longer."""

    def late(*_: object) -> None:
        raise TimeoutError(f"longer than {seconds} seconds")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def attempt(target: Target, number: int) -> str | None:
    """Run a case; what is wrong with its end, or None."""
    rng = random.Random(f"{target.name} {number}")
    try:
        with limited(LONGEST), redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
            target.case(rng)
    except PositionsError as error:
        return None if str(error).strip() else "an error without a word"
    except BaseException as error:
        cause = error.__cause__ or error
        where = [frame for frame in traceback.extract_tb(cause.__traceback__) if "/positions/" in frame.filename]
        at = f"{Path(where[-1].filename).name}:{where[-1].lineno}" if where else "?"
        return f"{type(cause).__name__} at {at}: {str(cause).splitlines()[0][:160] if str(cause) else ''}"
    return None


@contextmanager
def bounded() -> Iterator[None]:
    """Bound what the process may hold; past it there is a `MemoryError`, which is a finding."""
    before = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)


def tried(target: Target, cases: int, first: int = 0) -> dict[str, Any]:
    """Feed a target so many cases from a number on: cases, findings (the first of each kind), time, and the peak of memory so far."""
    begun = time.process_time()
    findings: dict[str, dict[str, Any]] = {}
    with bounded(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for number in range(first, first + cases):
            wrong = attempt(target, number)
            if wrong and wrong.partition(": ")[0] not in findings:
                findings[wrong.partition(": ")[0]] = {"target": target.name, "case": number, "what": wrong}
                print(f"{target.name} {number}: {wrong}", flush=True)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"target": target.name, "cases": cases, "findings": list(findings.values()),
            "seconds": round(time.process_time() - begun, 1), "peak_mib": round(peak)}  # fmt: skip


def cases_of(target: Target, total: int) -> int:
    """How many of so many cases a target bears, and never so few that they show nothing."""
    return max(30, math.ceil(total * target.share / sum(each.share for each in TARGETS)))


def seen_failing(most: int = 2_000) -> list[dict[str, Any]]:
    """Each target with what it feeds made careless: how many cases it takes until that is seen."""
    found = []
    for target in TARGETS:
        without, weaken = weakened.FUZZED[target.name]
        with weaken(), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            seen = next((number + 1 for number in range(most) if attempt(target, number)), None)
        found.append({"trial": target.name, "without": without, "seen_after": seen})
    return found


def run(quick: bool = False, parts: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    """The figures: cases, findings and time of each target; `parts` are those of targets that were fed already."""
    total = CASES if quick else 100 * CASES
    given = {part["target"]: part for part in parts or ()}
    parts = [given.get(target.name) or tried(target, cases_of(target, total)) for target in TARGETS]
    return {
        "cases": {part["target"]: part["cases"] for part in parts},
        "total": sum(part["cases"] for part in parts),
        "seed": "the name of the input and the number of the case",
        "findings": [finding for part in parts for finding in part["findings"]],
        "seconds_by_target": {part["target"]: part["seconds"] for part in parts},
        "seconds": round(sum(part["seconds"] for part in parts)),
        "peak_mib": max(part["peak_mib"] for part in parts),
        "guided": guided.run(2 if quick else 30),
        "seen_failing": seen_failing(),
    }
