"""Timing side by side: contenders take turns, each in a process of its own, so that memory and load are told fairly."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Run:
    """One contender in one process: seconds of its work, and the peak memory of the process in bytes."""

    seconds: float
    peak: int


@dataclass(frozen=True)
class Row:
    """One line of a report.

    Parameters
    ----------
    name
        The contender.
    seconds, peak
        Medians over the rounds.
    ratio
        Its seconds over ours in the same round, against which `target` is judged; none without a comparison.
    target
        The least ratio promised, or none.
    """

    name: str
    seconds: float
    peak: float
    ratio: float | None = None
    target: float | None = None

    @property
    def met(self) -> bool | None:
        """Whether the promise is kept; none where there is no promise."""
        return None if self.target is None or self.ratio is None else self.ratio >= self.target


def run(work: Callable[[], Any], at_least: float = 1.0) -> Run:
    """The work, timed in this process: once, or as often as fits in a second, of which the median counts."""
    taken: list[float] = []
    while sum(taken) < at_least:
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return Run(median(taken), peak_memory())


def peak_memory() -> int:
    """The most memory that this process ever held, in bytes."""
    status = Path("/proc/self/status")
    if status.exists():
        # Not getrusage, whose peak a child inherits from the process that started it.
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) * 1024
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def take_turns(module: str, contenders: Sequence[str], rounds: int = 3) -> dict[str, list[Run]]:
    """The runs of each contender, one a round: taking turns, a busy machine slows all alike.

    Parameters
    ----------
    module
        A module that answers ``python -m module --run CONTENDER`` with a :class:`Run` as JSON.
    """
    runs: dict[str, list[Run]] = {name: [] for name in contenders}
    for _ in range(rounds):
        for name in contenders:
            runs[name].append(_in_process(module, name))
    return runs


def row(name: str, theirs: Sequence[Run], ours: Sequence[Run], target: float | None = None) -> Row:
    """A contender beside ours: medians of both, and of the ratio within each round."""
    ratio = median(their.seconds / our.seconds for their, our in zip(theirs, ours, strict=True))
    return Row(name, median(run.seconds for run in theirs), median(run.peak for run in theirs), ratio, target)


def _in_process(module: str, name: str) -> Run:
    command = [sys.executable, "-m", module, "--run", name]
    done = subprocess.run(command, cwd=ROOT, check=True, text=True, stdout=subprocess.PIPE)
    return Run(**json.loads(done.stdout.splitlines()[-1]))


def report(rows: Sequence[Row]) -> str:
    """The rows as a Markdown table."""
    lines = ["| contender | seconds | peak MB | times ours | target |", "|---|---:|---:|---:|---|"]
    for row in rows:
        ratio = "" if row.ratio is None else f"{row.ratio:.{2 if row.ratio < 10 else 0}f}"
        target = "" if row.target is None else f"≥ {row.target:.3g} {'met' if row.met else 'MISSED'}"
        lines.append(f"| {row.name} | {row.seconds:.3f} | {row.peak / 2**20:.0f} | {ratio} | {target} |")
    return "\n".join(lines)
