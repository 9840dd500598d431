"""An examination: every finding on the installation, the data, the cache and the checkout, and whether all is well."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from positions import versions
from positions.analyse.result import Caption, Head, Listing
from positions.share.doctor import cache, checkout, installation, tables
from positions.share.doctor.finding import FAULT, Finding

HEADS = (
    Head("kind", "Kind", "code"),
    Head("where", "Where"),
    Head("what", "What is wrong"),
    Head("remedy", "What mends it"),
)
RULE = "a fault does not work or is not right; a note can be left as it is"


@dataclass(frozen=True)
class Examination:
    """What was found.

    Attributes
    ----------
    examined
        What was looked at.
    """

    findings: tuple[Finding, ...]
    examined: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Whether there is no fault; notes are none."""
        return all(finding.kind != FAULT for finding in self.findings)

    def listing(self) -> Listing:
        """The findings, faults first, to be shown."""
        rows = sorted(self.findings, key=lambda finding: finding.kind != FAULT)
        faults = sum(finding.kind == FAULT for finding in rows)
        told = f"{_count(faults, 'fault')}, {_count(len(rows) - faults, 'note')}" if rows else "all is well"
        return Listing(
            heads=HEADS,
            rows=tuple(vars(finding) for finding in rows),
            caption=Caption(told, self.examined, RULE if rows else "", versions.shipped()),
            shape="doctor",
        )


def examine(
    folder: Path | None = None, root: Path | None = None, say: Callable[[str], None] = lambda _: None
) -> Examination:
    """Look at the installation, a folder of data, the cache, and the checkout that one stands in.

    Parameters
    ----------
    folder
        The tables to look at; by default those that came with the package.
    root
        The checkout; by default the nearest folder upwards from here that holds ``seeds/``, if there is one.
    say
        Called with the name of each step before it is done.

    Raises
    ------
    PositionsError
        If `root` is no checkout.
    """
    here = checkout.near(root)
    say("looking at the installation")
    found = list(installation.findings())
    say("holding the tables against their description")
    found += tables.findings(folder)
    say("looking at the cache")
    found += cache.findings()
    if here is not None:
        found += checkout.findings(here, say)
    examined = ("installation", "data", "cache", *(["checkout"] if here else []))
    return Examination(tuple(found), examined)


def _count(number: int, noun: str) -> str:
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"
