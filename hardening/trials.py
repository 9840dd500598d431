"""Attempts to do harm: what registers them, and what bounds their time and memory."""

from __future__ import annotations

import contextlib
import resource
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from hardening.shipped import ROOT

# None for each attempt that failed as it should, else what came of it.
Complaints = Iterator[str | None]
Trial = Callable[[Path, bool], Complaints]
TRIALS: list[Trial] = []
# More than any of these attempts may take.
SECONDS, MIB = 20.0, 600


def trial(function: Trial) -> Trial:
    """Register attempts."""
    TRIALS.append(function)
    return function


def good_seeds(folder: Path) -> Path:
    """A fresh copy of the seeds that are right."""
    root = folder / "seeds"
    if root.exists():
        shutil.rmtree(root)
    shutil.copytree(ROOT / "tests" / "seeds" / "good", root)
    return root


def all_files(folder: Path) -> set[str]:
    """The names of all files below a folder."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


class Late:
    """What an attempt took."""

    def __init__(self) -> None:
        self.seconds, self.mib = 0.0, 0.0

    def told(self, what: str) -> str | None:
        """That something took too long or too much."""
        if self.seconds > SECONDS:
            return f"{what}: took {self.seconds:.0f} s"
        return f"{what}: took {self.mib:.0f} MiB" if self.mib > MIB else None


@contextlib.contextmanager
def within() -> Iterator[Late]:
    """Measure an attempt."""
    late = Late()
    begun, before = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    yield late
    late.seconds = time.process_time() - begun
    late.mib = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
