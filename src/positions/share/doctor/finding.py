"""A finding: what is wrong, where, and the command that mends it."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from pathlib import Path

from positions import codebook

FAULT, NOTE = "fault", "note"


@dataclass(frozen=True)
class Finding:
    """One thing that was found.

    Attributes
    ----------
    kind
        `FAULT` where something does not work or is not right; `NOTE` where it can be left as it is.
    remedy
        The command that mends it.
    """

    kind: str
    where: str
    what: str
    remedy: str


def fault(where: str | Path, what: str, remedy: str) -> Finding:
    """Something that does not work or is not right."""
    return Finding(FAULT, str(where), what, remedy)


def note(where: str | Path, what: str, remedy: str) -> Finding:
    """Something that can be left as it is."""
    return Finding(NOTE, str(where), what, remedy)


def install(extra: str = "") -> str:
    """The command that installs the package as it is installed now: from its checkout, or by name."""
    name = f"[{extra}]" if extra else ""
    return f"pip install --editable '.{name}'" if from_checkout() else f"pip install --upgrade 'positions{name}'"


def from_checkout() -> bool:
    """Whether the package runs from a checkout, beside whose sources the data lie."""
    return codebook.shipped_data().parent != Path(codebook.__file__).parent


def quoted(path: Path) -> str:
    """A path as a shell takes it."""
    return shlex.quote(str(path))


def remove(path: Path) -> str:
    """The command that removes a file or folder."""
    return f"rm -r {quoted(path)}"
