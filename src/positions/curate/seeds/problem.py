"""A mistake in the seeds, as a value: where it stands, what is there, and what would be right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from positions.errors import did_you_mean, nearest


@dataclass(frozen=True, order=True)
class Place:
    """A line of a file of the seeds."""

    path: Path
    line: int

    def __str__(self) -> str:
        # A name of a file may hold anything, and stands in a terminal.
        shown = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in self.path.as_posix())
        return f"{shown}:{self.line}"


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake in the seeds.

    Attributes
    ----------
    where
        The field, as ``positions[2].organ``; empty where it is the file.
    rule
        The id of the rule that is broken.
    """

    place: Place
    where: str
    rule: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.where + ': ' if self.where else ''}{self.message}"


def unknown(place: Place, where: str, rule: str, word: str, known: Iterable[str], what: str) -> Problem:
    """The problem that `word` is not `what`, with the nearest of `known`."""
    return Problem(place, where, rule, f"{word!r} is not {what}{did_you_mean(nearest(word, known))}")


def count(problems: Sequence[Problem], n_files: int) -> str:
    """The line that ends a report."""
    if not problems:
        return f"no problems in {n_files} files"
    files = len({problem.place.path for problem in problems})
    plural = "" if len(problems) == 1 else "s"
    return f"{len(problems)} problem{plural} in {files} of {n_files} files"
