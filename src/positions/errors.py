"""What can go wrong, as one small tree of exceptions, and the search for what was probably meant.

PositionsError
├── SeedsInvalid       the seeds hold problems; carries all of them
├── DataMissing        a table or folder of data is not there
├── DataDamaged        a file of data cannot be read, or is not what it says
├── DataInvalid        tables break their expectations; carries the report
├── UnknownName        an actor, topic, event, code ... that nobody knows; carries the nearest
├── BadQuery           options that contradict each other, or values out of range
├── BundleRefused      a release that cannot be trusted or read
└── MissingExtra       a library that this task needs is not installed
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

# So many names are told where none is near the one that was given.
_FEW = 20


class PositionsError(Exception):
    """Whatever the package raises on purpose. Its text is one that a user can act on."""


class SeedsInvalid(PositionsError):
    """The seeds hold problems.

    Attributes
    ----------
    problems
        Every problem, sorted by file and line.
    """

    def __init__(self, problems: Sequence[Any]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class DataMissing(PositionsError, FileNotFoundError):
    """A table or a folder of data is not there."""

    def __init__(self, path: Path, advice: str) -> None:
        self.path = path
        super().__init__(f"{path}: not found; {advice}")

    def __str__(self) -> str:
        return str(self.args[0])


class DataDamaged(PositionsError):
    """A file of data cannot be read, or is not what it says it is."""

    def __init__(self, path: Path, what: str, advice: str) -> None:
        self.path = path
        super().__init__(f"{path}: {what}; {advice}")


class DataInvalid(PositionsError):
    """Tables break their expectations."""

    def __init__(self, message: str, report: Any = None) -> None:
        self.report = report
        super().__init__(message)


class BadQuery(PositionsError, ValueError):
    """Options that contradict each other, or values that cannot be meant."""


class UnknownName(PositionsError, KeyError, ValueError):
    """A name that is not in the dataset.

    Attributes
    ----------
    kind, name
        What was looked for (``actor``, ``topic`` ...), and the name as given.
    nearest
        Known names that look like it, the likeliest first.
    """

    def __init__(self, kind: str, name: str, known: Iterable[str], hint: str = "") -> None:
        self.kind, self.name = kind, name
        offered = list(known)
        self.nearest = nearest(name, offered)
        if not self.nearest and not hint and 0 < len(offered) <= _FEW:
            hint = f" (there are {', '.join(offered)})"
        super().__init__(f"unknown {kind} {name!r}{did_you_mean(self.nearest)}{hint}")

    def __str__(self) -> str:
        return str(self.args[0])


class BundleRefused(PositionsError):
    """A release that cannot be trusted or read; nothing of it was kept."""


class MissingExtra(PositionsError, ImportError):
    """A library that this task needs is not installed."""

    def __init__(self, library: str, extra: str, task: str) -> None:
        self.library, self.extra = library, extra
        super().__init__(f"{task} needs {library}, which is not installed; pip install 'positions[{extra}]'")


def nearest(word: str, known: Iterable[str], n: int = 3) -> list[str]:
    """The known words that look like `word`, the likeliest first; case is ignored."""
    from difflib import get_close_matches

    by_folded: dict[str, str] = {}
    for name in known:
        by_folded.setdefault(name.casefold(), name)
    if word.casefold() in by_folded:
        return [by_folded[word.casefold()]]
    return [by_folded[match] for match in get_close_matches(word.casefold(), by_folded, n=n, cutoff=0.6)]


def did_you_mean(words: Sequence[str]) -> str:
    """The end of a message that offers `words`; empty where there are none."""
    if not words:
        return ""
    quoted = [repr(word) for word in words]
    return "; did you mean " + (" or ".join(filter(None, [", ".join(quoted[:-1]), quoted[-1]]))) + "?"
