"""What a format is asked to write."""

from __future__ import annotations

from dataclasses import dataclass

from positions.share.export.sheets import Sheet
from positions.share.facts import Facts


@dataclass(frozen=True)
class Job:
    """An export.

    Attributes
    ----------
    filters
        The filters in force, in words; empty where nothing was left out.
    plain
        Whether the declared columns alone were asked for.
    """

    facts: Facts
    sheets: tuple[Sheet, ...]
    filters: tuple[str, ...] = ()
    plain: bool = False

    @property
    def heading(self) -> str:
        """Name, version and filters in one line."""
        return "; ".join([f"{self.facts.name} {self.facts.version}", *self.filters])
