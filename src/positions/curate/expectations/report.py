"""What a validation found: expectations that do not hold, by table, with the rows that break them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from positions.curate.seeds.problem import Place

# The type of failure of a table that is missing or damaged.
UNREADABLE = "unreadable"
Places = Mapping[str, Mapping[str, Place]]


@dataclass(frozen=True)
class Failure:
    """An expectation that does not hold.

    Attributes
    ----------
    suite
        The table, or ``in_context/TABLE``.
    type
        The type of the expectation; `UNREADABLE` where the table is missing or damaged.
    says
        The expectation in words.
    count
        In how many rows it fails; None where it is about the table as a whole.
    examples
        Keys of some of these rows.
    """

    suite: str
    type: str
    says: str
    count: int | None = None
    examples: tuple[str, ...] = ()

    @property
    def table(self) -> str:
        """The table that the suite is about."""
        return self.suite.rpartition("/")[2]

    def told(self, places: Places | None = None) -> str:
        """The failure in a few lines; with `places`, each example row with its file and line."""
        rows = "" if self.count is None else f" [{self.count:,} row{'' if self.count == 1 else 's'}]"
        known = (places or {}).get(self.table, {})
        lines = [f"    {known[key]}: {key}" if key in known else f"    {key}" for key in self.examples]
        more = (self.count or 0) - len(self.examples)
        if self.examples and more > 0:
            lines.append(f"    and {more:,} more")
        return "\n".join([f"  {self.says}{rows}", *lines])


@dataclass(frozen=True)
class Report:
    """What a validation found.

    Attributes
    ----------
    suites
        Each suite and the number of its expectations.
    failures
        Expectations that do not hold.
    """

    suites: dict[str, int]
    failures: tuple[Failure, ...]

    @property
    def success(self) -> bool:
        return not self.failures

    def told(self, places: Places | None = None) -> str:
        """The failures by table, then their count."""
        blocks = []
        for suite, expected in self.suites.items():
            mine = [failure for failure in self.failures if failure.suite == suite]
            if mine and mine[0].type == UNREADABLE:
                blocks.append(f"{suite}: {mine[0].says}")
            elif mine:
                table = suite.rpartition("/")[2] + (" in context" if "/" in suite else "")
                n = len({(failure.type, failure.says) for failure in mine})
                blocks.append(f"{table}: {n} of {expected} expectations fail")
                blocks += [failure.told(places) for failure in mine]
        return "\n".join([*blocks, self.count()])

    def count(self) -> str:
        """The line that ends a report."""
        total = sum(self.suites.values())
        tables = len({suite.rpartition("/")[2] for suite in self.suites})
        if self.success:
            return f"all {total} expectations on {tables} tables hold"
        unreadable = {failure.table for failure in self.failures if failure.type == UNREADABLE}
        n = len(self.failures) - len(unreadable)
        lost = f"; {len(unreadable)} tables missing or damaged" if unreadable else ""
        return f"{n} of {total} expectations fail, on {len({f.table for f in self.failures} - unreadable)} of {tables} tables{lost}"
