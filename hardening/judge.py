"""Who catches a damage: the expectations that fail on damaged tables, as `positions validate` would tell them.

Only those expectations are asked that look at something that differs from sound tables. The others hold as they did.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from functools import cache
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pyarrow as pa

from hardening.shipped import ROOT
from positions import schema
from positions.curate.expectations import context, frames, suites, validation

SUITES = ROOT / "expectations"
Frames = Mapping[str, pd.DataFrame]


def caught(sound: Mapping[str, pa.Table], damaged: Mapping[str, pa.Table], released: dt.date) -> tuple[str, ...]:
    """The expectations that fail on `damaged`, each as ``suite: words``, where none fails on `sound`."""
    after = {name: _plain(name, table) for name, table in damaged.items()}
    chosen = touched(sound, damaged, after)
    if not chosen:
        return ()
    judge = _judge()
    judge.tables, judge.frames, judge.released = damaged, after, pd.Timestamp(released)
    with validation._configured_once():
        failures = [failure for suite, asked in chosen.items() for failure in judge.run(suite, {"expectations": asked})]
    return tuple(dict.fromkeys(name(failure.suite, failure.says) for failure in failures))


_KNOWN: dict[str, tuple[pa.Table, pd.DataFrame]] = {}


def _plain(name: str, table: pa.Table) -> pd.DataFrame:
    """The frame of a table; of one that is as it was in the last trial, the same frame."""
    if name not in _KNOWN or not _KNOWN[name][0].equals(table):
        _KNOWN[name] = (table, frames.plain(table))
    return _KNOWN[name][1]


class _Judge(validation._Runner):
    """What `positions validate` runs, kept from one trial to the next, and content to know which expectations fail."""

    def __init__(self) -> None:
        super().__init__({}, {}, None, None)
        self.kept, self.source = self.source, self
        self.batches: dict[str, Any] = {}
        self.joined: dict[str, pd.DataFrame] = {}

    def add_dataframe_asset(self, name: str) -> Any:
        """The asset of a suite, made once."""
        if name not in self.batches:
            self.batches[name] = self.kept.add_dataframe_asset(name).add_batch_definition_whole_dataframe("whole")
        return SimpleNamespace(add_batch_definition_whole_dataframe=lambda whole: self.batches[name])

    def _batch(self, name: str) -> pd.DataFrame:
        joined, _, table = name.rpartition("/")
        return self.joined[table] if joined and table in self.joined else super()._batch(name)

    def _quick(self, name: str, asked: list[dict[str, Any]], batch: Any, parameters: Any) -> list[validation.Failure]:
        found = batch.validate(
            self._suite(name, asked), result_format="BOOLEAN_ONLY", expectation_parameters=parameters
        )
        failing = sorted(result.expectation_config.meta["n"] for result in found.results if not result.success)
        return [validation.Failure(name, asked[n]["type"], suites.words(asked[n])) for n in failing]


@cache
def _judge() -> _Judge:
    return _Judge()


@cache
def loaded() -> dict[str, dict[str, Any]]:
    """The suites, read once a process."""
    return suites.load(SUITES)


def name(suite: str, says: str) -> str:
    """An expectation by its suite and what it says."""
    return f"{suite}: {says}"


def everything() -> dict[str, bool]:
    """Every expectation by name, and whether the schema implies it."""
    return {
        name(suite, suites.words(expectation)): bool(expectation.get("meta", {}).get("derived"))
        for suite, whole in loaded().items()
        for expectation in whole["expectations"]
    }


def touched(
    sound: Mapping[str, pa.Table], damaged: Mapping[str, pa.Table], after: Frames
) -> dict[str, list[dict[str, Any]]]:
    """The expectations of each suite that look at something that differs."""
    differing = {table for table in sound if table not in damaged or not sound[table].equals(damaged[table])}
    keys = {table for table in differing if _keys(sound, table) != _keys(damaged, table)}
    before = {**after, **{table: frames.plain(sound[table]) for table in differing}}
    # Where the types alone differ, what is joined does not.
    joinable = {table for table in differing if table not in after or not _equal(before[table], after[table])}
    chosen = {}
    for suite, whole in loaded().items():
        joined, _, table = suite.rpartition("/")
        if joined:
            if not joinable & reads(table):
                continue
            columns = _joined(table, before, after)
        else:
            if table not in differing and not keys:
                continue
            columns = _differing(*(frames.strict(side[table], table) for side in (sound, damaged) if table in side))
        asked = [e for e in whole["expectations"] if columns is None or _asks(e, columns, keys)]
        if asked:
            chosen[suite] = asked
    return chosen


def _equal(before: pd.DataFrame, after: pd.DataFrame) -> bool:
    return bool(before.dtypes.equals(after.dtypes) and before.equals(after))


class _Recorder(dict[str, pd.DataFrame]):
    """Frames that remember which of them were asked for."""

    def __init__(self, tables: Frames) -> None:
        super().__init__(tables)
        self.asked: set[str] = set()

    def __getitem__(self, name: str) -> pd.DataFrame:
        self.asked.add(name)
        return super().__getitem__(name)


@cache
def reads(suite: str) -> frozenset[str]:
    """The tables that a joined suite is made of."""
    tables = _Recorder(
        {name: frames.plain(schema.arrow_schema(table).empty_table()) for name, table in schema.TABLES.items()}
    )
    context.CONTEXTS[suite](tables)
    return frozenset(tables.asked)


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


def _differing(before: pd.DataFrame, after: pd.DataFrame | None = None) -> set[str] | None:
    """The columns that differ; None where the rows or the columns themselves are others."""
    if after is None or list(before) != list(after) or len(before) != len(after):
        return None
    return {
        column
        for column in before
        if before[column].dtype != after[column].dtype or not before[column].equals(after[column])
    }


def _joined(table: str, before: Frames, after: Frames) -> set[str] | None:
    """The columns of a joined table that differ; what is joined of `after` is kept for the judge."""
    _judge().joined.pop(table, None)
    try:
        join = context.CONTEXTS[table]
        _judge().joined[table] = join(after)
        return _differing(join(before), _judge().joined[table])
    except Exception:
        return None


def alone(found: Iterable[tuple[str, ...]]) -> set[str]:
    """The expectations that caught something which no other caught."""
    return {catchers[0] for catchers in found if len(catchers) == 1}
