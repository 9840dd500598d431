"""Who catches a damage: the expectations that fail on damaged tables, as `positions validate` would tell them.

Only those expectations are asked that look at something that differs from sound tables. The others hold as they did.
"""

from __future__ import annotations

import datetime as dt
import json
import tempfile
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa

from hardening.shipped import ROOT
from positions import schema
from positions.curate import context, expectations, suites

SUITES = ROOT / "expectations"
_BROKEN = " (could not be evaluated: a column is missing or of another type)"
Frames = Mapping[str, pd.DataFrame]


def caught(sound: Mapping[str, pa.Table], damaged: Mapping[str, pa.Table], released: dt.date) -> tuple[str, ...]:
    """The expectations that fail on `damaged`, each as ``suite: words``, where none fails on `sound`."""
    chosen = touched(sound, damaged)
    if not chosen:
        return ()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for suite, asked in chosen.items():
            path = folder / f"{suite}.json"
            path.parent.mkdir(exist_ok=True)
            path.write_text(json.dumps({**loaded()[suite], "expectations": asked}), encoding="utf-8")
        report = expectations.validate(damaged, folder, released)
    return tuple(dict.fromkeys(name(failure.suite, failure.says) for failure in report.failures))


@cache
def loaded() -> dict[str, dict[str, Any]]:
    """The suites, read once a process."""
    return suites.load(SUITES)


def name(suite: str, says: str) -> str:
    """An expectation by its suite and what it says."""
    return f"{suite}: {says.removesuffix(_BROKEN)}"


def everything() -> dict[str, bool]:
    """Every expectation by name, and whether the schema implies it."""
    return {
        name(suite, suites.words(expectation)): bool(expectation.get("meta", {}).get("derived"))
        for suite, whole in loaded().items()
        for expectation in whole["expectations"]
    }


def touched(sound: Mapping[str, pa.Table], damaged: Mapping[str, pa.Table]) -> dict[str, list[dict[str, Any]]]:
    """The expectations of each suite that look at something that differs."""
    plain = {table for table in sound if table not in damaged or not sound[table].equals(damaged[table])}
    keys = {table for table in plain if _keys(sound, table) != _keys(damaged, table)}
    chosen = {}
    before = {table: expectations.frame(sound[table]) for table in sound}
    after = {
        **{table: frame for table, frame in before.items() if table in damaged},
        **{table: expectations.frame(damaged[table]) for table in plain if table in damaged},
    }
    for suite, whole in loaded().items():
        joined, _, table = suite.rpartition("/")
        if not plain & ({table} if not joined else reads(table)) and (joined or not keys):
            continue
        columns = (
            _joined(context.CONTEXTS[table], before, after) if joined else _differing(before[table], after.get(table))
        )
        asked = [e for e in whole["expectations"] if columns is None or _asks(e, columns, keys)]
        if asked:
            chosen[suite] = asked
    return chosen


class _Recorder(dict[str, pd.DataFrame]):
    """Frames that remember which of them were asked for."""

    def __init__(self, frames: Frames) -> None:
        super().__init__(frames)
        self.asked: set[str] = set()

    def __getitem__(self, name: str) -> pd.DataFrame:
        self.asked.add(name)
        return super().__getitem__(name)


@cache
def reads(suite: str) -> frozenset[str]:
    """The tables that a joined suite is made of."""
    frames = _Recorder(
        {
            name: expectations.frame(pa.table(schema.arrow_schema(table).empty_table()))
            for name, table in schema.TABLES.items()
        }
    )
    context.CONTEXTS[suite](frames)
    return frozenset(frames.asked)


def _asks(expectation: dict[str, Any], columns: set[str], keys: set[str]) -> bool:
    said = json.dumps(expectation["kwargs"])
    return any(
        f'"{column}"' in said or column in expectation["kwargs"].get("row_condition", "") for column in columns
    ) or any(f'"known_{table}"' in said for table in keys)


def _keys(tables: Mapping[str, pa.Table], table: str) -> set[str] | None:
    key = schema.table(table).key[0]
    if table not in tables or key not in tables[table].column_names:
        return None
    return set(map(str, tables[table][key].to_pylist()))


def _differing(before: pd.DataFrame, after: pd.DataFrame | None) -> set[str] | None:
    """The columns that differ; None where the rows or the columns themselves are others."""
    if after is None or list(before) != list(after) or len(before) != len(after):
        return None
    return {
        column
        for column in before
        if before[column].dtype != after[column].dtype or not before[column].equals(after[column])
    }


def _joined(join: Callable[[Frames], pd.DataFrame], before: Frames, after: Frames) -> set[str] | None:
    try:
        return _differing(join(before), join(after))
    except Exception:
        return None


def alone(found: Iterable[tuple[str, ...]]) -> set[str]:
    """The expectations that caught something which no other caught."""
    return {catchers[0] for catchers in found if len(catchers) == 1}
