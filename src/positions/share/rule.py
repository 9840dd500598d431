"""The rule of versions, which `docs/versions.md` tells in words, and what a release does against it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from positions import datapackage, versions
from positions.analyse.dataset import Dataset
from positions.share.changes import RECODED, REMOVED, Changes

# A change of one of these changes what is said of an actor.
JUDGED = ("event_id", "actor_id", "direction", "commitment", "stance", "status")


def breaches(old: Dataset, new: Dataset, changes: Changes) -> list[str]:
    """What a release of `new` after `old` would do against the rule; empty where it keeps it."""
    return [
        *_order(old.version, new.version, str(new.described["created"])[:4]),
        *_ids(new, changes),
        *_reasons(changes),
        *_history(old, new),
        *([] if _first_of_year(new.version) else breaking(old, new, changes)),
    ]


def _first_of_year(version: str) -> bool:
    return versions.number(version)[1] == 1


def _order(old: str, new: str, year: str) -> Iterator[str]:
    (old_year, old_n), (new_year, new_n) = versions.number(old), versions.number(new)
    if str(new_year) != year:
        yield f"version {new} was released in {year}; the version begins with the year of release"
    wanted = (old_year, old_n + 1) if new_year == old_year else (new_year, 1)
    if (new_year, new_n) != wanted or new_year < old_year:
        yield f"version {new} follows {old}; the next is {old_year}.{old_n + 1}, or the first of a later year"


def _ids(new: Dataset, changes: Changes) -> Iterator[str]:
    retired = set(new.column("retired", "retired_id"))
    for table in ("positions", "events"):
        for change in changes.of(table, REMOVED):
            if change.row_id not in retired:
                yield f"{table}: {change.row_id} was released and is gone; retire it with its reason"


def _reasons(changes: Changes) -> Iterator[str]:
    for change in changes.of("positions", RECODED):
        if change.field in JUDGED and not change.reason:
            yield (
                f"positions: {change.row_id} has another {change.field} ({change.old} before, {change.new} now) and no reason; "
                f"tell it in the changelog as a point of version {changes.new}: - `{change.row_id}`: ..."
            )


def _history(old: Dataset, new: Dataset) -> Iterator[str]:
    """Changes told once stay told."""
    now = {(row["version"], row["table"], row["row_id"], row["field"]) for row in new.rows("changes")}
    before = [(row["version"], row["table"], row["row_id"], row["field"]) for row in old.rows("changes")]
    lost = [row for row in before if row not in now]
    if lost:
        yield f"changes: {len(lost)} rows of earlier versions are gone, the first {' '.join(lost[0])}"


def breaking(old: Dataset, new: Dataset, changes: Changes) -> list[str]:
    """What would break a program that reads the older version, or alter the meaning of what it reads."""
    before, after = _schemas(old), _schemas(new)
    found = []
    for name, one in before.items():
        if name not in after:
            found.append(f"the table {name} is gone")
            continue
        if one["primaryKey"] != after[name]["primaryKey"]:
            found.append(f"the key of {name} is another")
        found += _columns(name, one, after[name])
    for change in changes.of("codes"):
        if change.change == REMOVED:
            found.append(f"the code {change.row_id} is gone")
        elif change.field in ("definition", "parent"):
            found.append(f"the code {change.row_id} has another {change.field}")
    return [f"{what}: a breaking change, which only the first version of a year may bring" for what in found]


def _columns(table: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    now = {field["name"]: field for field in after["fields"]}
    for field in before["fields"]:
        name = f"{table}.{field['name']}"
        if field["name"] not in now:
            yield f"the column {name} is gone"
            continue
        other = now[field["name"]]
        if _type(field) != _type(other):
            yield f"the column {name} has another type"
        if field.get("constraints", {}).get("required") and not other.get("constraints", {}).get("required"):
            yield f"the column {name} may now be empty"


def _type(field: Mapping[str, Any]) -> str:
    # A release writes whole numbers that may be missing as `number`, the build as `integer`.
    return str({"number": "integer"}.get(field["type"], field["type"]))


def _schemas(dataset: Dataset) -> dict[str, dict[str, Any]]:
    return {entry["name"]: entry["schema"] for entry in datapackage.tables(dataset.described)}
