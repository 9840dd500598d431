"""What changed from one version to another, row by row and field by field, with the reasons that were told."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from positions import datapackage, parquet, schema
from positions.analyse.dataset import Dataset
from positions.analyse.result import Caption, Composite, Head, Listing
from positions.share import changelog

ADDED, REMOVED, RECODED = "added", "removed", "recoded"


@dataclass(frozen=True)
class Change:
    """One change of one field of one row; the attributes are those of the table ``changes``."""

    table: str
    row_id: str
    field: str
    change: str
    old: str | None = None
    new: str | None = None
    reason: str | None = None


@dataclass(frozen=True)
class Changes:
    """All that differs between two versions.

    Attributes
    ----------
    old, new
        The two versions.
    """

    old: str
    new: str
    changes: tuple[Change, ...]

    def of(self, table: str, change: str | None = None) -> list[Change]:
        """The changes of one table, and of one kind where `change` names one."""
        return [each for each in self.changes if each.table == table and change in (None, each.change)]

    def of_table(self, table: str) -> Changes:
        """The changes of one table alone.

        Raises
        ------
        UnknownName
            If there is no such table.
        """
        return Changes(self.old, self.new, tuple(self.of(schema.table(table).name)))

    def rows(self) -> list[dict[str, Any]]:
        """The changes as rows of the table ``changes``."""
        return [{"version": self.new, **asdict(change)} for change in self.changes]

    def summary(self) -> Listing:
        """How many rows of each table were added, removed or recoded."""
        rows: dict[str, Counter[str]] = {}
        for table in dict.fromkeys(change.table for change in self.changes):
            of_table = {(each.row_id, each.change) for each in self.of(table)}
            rows[table] = Counter(change for _, change in of_table)
        heads = (Head("table", "table"), *(Head(kind, kind, "number") for kind in (ADDED, REMOVED, RECODED)))
        told = tuple(
            {"table": name, **{kind: of[kind] for kind in (ADDED, REMOVED, RECODED)}} for name, of in rows.items()
        )
        return Listing(heads, told, self._caption("rows"), "changes")

    def full(self) -> Listing:
        """Every change."""
        names = ("table", "row_id", "change", "field", "old", "new", "reason")
        rows = tuple({name: getattr(change, name) for name in names} for change in self.changes)
        return Listing(tuple(Head(name, name) for name in names), rows, self._caption("every change"), "changes")

    def result(self) -> Composite:
        """The summary, and every change, to be shown together."""
        parts = (("summary", self.summary()), ("changes", self.full()))
        return Composite(parts, self._caption("what changed"), "changes")

    def _caption(self, what: str) -> Caption:
        rule = "Rows are compared by their key; a row whose fields differ is recoded."
        return Caption(f"From {self.old} to {self.new}: {what}", rule=rule, version=self.new)

    def to_csv(self) -> str:
        """The rows as CSV, as ``seeds/changes/VERSION.csv`` keeps them."""
        out = io.StringIO()
        writer = csv.DictWriter(out, schema.CHANGES.names, lineterminator="\n")
        writer.writeheader()
        writer.writerows(self.rows())
        return out.getvalue()


def compare(old: Dataset, new: Dataset, reasons: Mapping[str, str] | None = None) -> Changes:
    """What changed between two versions.

    Parameters
    ----------
    reasons
        Reasons by id of a row or event, or by table; by default those of the changelog of `new`, and of its tables
        ``retired`` and ``changes``.
    """
    told = dict(reasons) if reasons is not None else _reasons(new)
    found = [
        change for table in schema.TABLES.values() if table is not schema.CHANGES for change in _table(old, new, table)
    ]
    with_reasons = [
        Change(**{**asdict(change), "reason": changelog.reason(told, change.table, change.row_id)}) for change in found
    ]
    return Changes(old.version, new.version, tuple(with_reasons))


def _reasons(new: Dataset) -> dict[str, str]:
    """What the changelog says comes first, since people write it for this."""
    found = {row["row_id"]: row["reason"] for row in new.rows("changes", version=new.version) if row["reason"]}
    found |= {row["retired_id"]: row["reason"] for row in new.rows("retired")}
    return found | changelog.reasons(changelog.near(new.folder), new.version)


def _table(old: Dataset, new: Dataset, table: schema.Table) -> Iterator[Change]:
    before, after = _by_key(old, table), _by_key(new, table)
    for row_id in sorted(before.keys() | after.keys()):
        if row_id not in before:
            yield Change(table.name, row_id, "*", ADDED)
        elif row_id not in after:
            yield Change(table.name, row_id, "*", REMOVED)
        else:
            one, other = before[row_id], after[row_id]
            for field in one:
                if field in other and one[field] != other[field]:
                    yield Change(table.name, row_id, field, RECODED, one[field], other[field])


def _by_key(dataset: Dataset, table: schema.Table) -> dict[str, dict[str, str | None]]:
    """The rows of a table by key, as text; none where that version had no such table."""
    if table.name not in {entry["name"] for entry in datapackage.tables(dataset.described)}:
        return {}
    # Read as it is: an older version may have had fewer columns.
    rows = parquet.read(dataset.folder / f"{table.name}.parquet").to_pylist()
    keyed = {}
    for row in rows:
        row_id = " ".join(_text(row.get(part)) or "" for part in table.key)
        keyed[row_id] = {name: _text(value) for name, value in row.items()}
    return keyed


def _text(value: Any) -> str | None:
    if value is None:
        return None
    return str(value).lower() if isinstance(value, bool) else str(value)
