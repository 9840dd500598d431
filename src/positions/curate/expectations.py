"""The tables held against their expectations by Great Expectations, which is at home in this module alone."""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa

from positions import schema
from positions.curate import context, suites
from positions.errors import MissingExtra

EXAMPLES = 5


@dataclass(frozen=True)
class Failure:
    """An expectation that does not hold.

    Attributes
    ----------
    suite
        The table, or ``in_context/TABLE``.
    says
        The expectation in words: the note that people gave it, or its type and arguments.
    count
        In how many rows it fails; None where it is about the table as a whole.
    examples
        Keys of some of these rows.
    """

    suite: str
    type: str
    says: str
    count: int | None
    examples: tuple[str, ...]

    def __str__(self) -> str:
        rows = "" if self.count is None else f" in {self.count} row{'' if self.count == 1 else 's'}"
        such = f", such as {', '.join(self.examples)}" if self.examples else ""
        return f"{self.suite}: {self.says}: fails{rows}{such}"


@dataclass(frozen=True)
class Report:
    """What a validation found.

    Attributes
    ----------
    tables
        Each suite and the number of its expectations.
    failures
        Expectations that do not hold.
    """

    tables: dict[str, int]
    failures: tuple[Failure, ...]

    @property
    def success(self) -> bool:
        return not self.failures


def frame(table: pa.Table) -> pd.DataFrame:
    """A table as it is validated: plain pandas dtypes that differ where Arrow types differ."""
    plain = pa.table(
        {
            name: column.cast(pa.string()) if pa.types.is_dictionary(column.type) else column
            for name, column in zip(table.column_names, table.itercolumns(), strict=True)
        }
    )
    nullable = {
        pa.int8(): pd.Int8Dtype(),
        pa.int16(): pd.Int16Dtype(),
        pa.string(): pd.StringDtype(na_value=float("nan")),
    }
    return plain.to_pandas(date_as_object=False, types_mapper=nullable.get)


def validate(
    tables: Mapping[str, pa.Table],
    folder: Path,
    released: Any = None,
    docs: Path | None = None,
    progress: Callable[[str], None] | None = None,
) -> Report:
    """Hold tables against the suites below `folder`.

    Parameters
    ----------
    tables
        Arrow tables by name; a declared table that is missing fails its suite.
    released
        The day of the release, which no position is later than; by default the latest position's own.
    docs
        A folder to write Great Expectations' Data Docs into.
    progress
        Called with the name of each suite before it runs.

    Raises
    ------
    MissingExtra
        If great-expectations is not installed.
    """
    frames = {name: frame(table) for name, table in tables.items()}
    loaded = suites.load(folder)
    runner = _Runner(frames, released, docs)
    failures: list[Failure] = []
    for name, suite in loaded.items():
        if progress:
            progress(name)
        failures += runner.run(name, suite)
    runner.finish()
    return Report({name: len(suite["expectations"]) for name, suite in loaded.items()}, tuple(failures))


class _Runner:
    """One Great Expectations context, in memory, told to be quiet."""

    def __init__(self, frames: dict[str, pd.DataFrame], released: Any, docs: Path | None) -> None:
        self.gx = _quiet_import()
        self.frames = frames
        self.docs = docs
        self.context = self.gx.get_context(mode="ephemeral")
        from great_expectations.data_context.types.base import ProgressBarsConfig

        self.context.variables.progress_bars = ProgressBarsConfig(globally=False, metric_calculations=False)
        self.source = self.context.data_sources.add_pandas("tables")
        self.parameters: dict[str, Any] = {
            f"known_{table.name}": list(frames[table.name][table.key[0]])
            for table in schema.TABLES.values()
            if table.name in frames and table.key[0] in frames[table.name]
        }
        self.parameters["released"] = pd.Timestamp(released or "2262-01-01")
        self.definitions: list[Any] = []

    def run(self, name: str, suite: dict[str, Any]) -> list[Failure]:
        key, _, bare = name.rpartition("/")
        table = schema.table(bare)
        if bare not in self.frames:
            return [Failure(name, "missing", "the table is there", None, ())]
        try:
            batch = context.CONTEXTS[bare](self.frames) if key else self.frames[bare]
        except (KeyError, AttributeError, ValueError, TypeError) as error:
            # A table without a column that the join needs fails its own suite, which says so better.
            return [Failure(name, "join", f"the table can be joined with what it refers to ({error})", None, ())]
        definition = self._definition(name, suite)
        wanted = {
            value["$PARAMETER"]
            for e in suite["expectations"]
            for value in e["kwargs"].values()
            if isinstance(value, dict)
        }
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            result = definition.run(
                batch_parameters={"dataframe": batch},
                expectation_parameters={key: self.parameters[key] for key in wanted if key in self.parameters} or None,
                result_format={
                    "result_format": "SUMMARY",
                    "partial_unexpected_count": EXAMPLES,
                    "unexpected_index_column_names": [k for k in table.key if k in batch],
                },
            )
        return [_failure(name, table, outcome) for outcome in result.results if not outcome.success]

    def _definition(self, name: str, suite: dict[str, Any]) -> Any:
        gx_suite = self.gx.ExpectationSuite(name=name, expectations=[_plain(e) for e in suite["expectations"]])
        self.context.suites.add(gx_suite)
        batch = self.source.add_dataframe_asset(name).add_batch_definition_whole_dataframe("whole")
        definition = self.gx.ValidationDefinition(name=name, data=batch, suite=gx_suite)
        self.definitions.append(self.context.validation_definitions.add(definition))
        return definition

    def finish(self) -> None:
        if self.docs is None:
            return
        self.docs.mkdir(parents=True, exist_ok=True)
        site = {
            "class_name": "SiteBuilder",
            "site_index_builder": {"class_name": "DefaultSiteIndexBuilder"},
            "store_backend": {"class_name": "TupleFilesystemStoreBackend", "base_directory": str(self.docs.resolve())},
        }
        self.context.add_data_docs_site(site_name="docs", site_config=site)
        self.context.build_data_docs()


def _quiet_import() -> Any:
    # Set before the import: the library reads it once, and would otherwise report usage over the network.
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import great_expectations as gx
    except ImportError as error:
        raise MissingExtra("great-expectations", "curate", "validating tables") from error
    logging.getLogger("great_expectations").setLevel(logging.ERROR)
    return gx


def _plain(expectation: dict[str, Any]) -> dict[str, Any]:
    kwargs = dict(expectation["kwargs"])
    if "row_condition" in kwargs:
        kwargs.setdefault("condition_parser", "pandas")
    return {**expectation, "kwargs": kwargs}


def _failure(name: str, table: schema.Table, outcome: Any) -> Failure:
    config = outcome.expectation_config
    kwargs = {key: value for key, value in config.kwargs.items() if key not in ("batch_id", "condition_parser")}
    notes = config.notes or (config.meta or {}).get("notes")
    says = str(notes) if notes else f"{config.type.removeprefix('expect_').replace('_', ' ')} ({_short(kwargs)})"
    if outcome.exception_info and outcome.exception_info.get("raised_exception", False):
        return Failure(name, config.type, f"{says} (could not be evaluated)", None, ())
    rows = outcome.result.get("partial_unexpected_index_list") or []
    examples = tuple(dict.fromkeys(" ".join(str(row[key]) for key in table.key if key in row) for row in rows))
    count = outcome.result.get("unexpected_count")
    return Failure(name, config.type, says, count, examples[:EXAMPLES])


def _short(kwargs: Mapping[str, Any]) -> str:
    said = (
        (key, f"{len(value)} values" if isinstance(value, list) and len(value) > 8 else value)
        for key, value in kwargs.items()
    )
    return ", ".join(f"{key} {value}" for key, value in said)
