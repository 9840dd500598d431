"""The tables held against their expectations by Great Expectations, which is at home in this module alone."""

from __future__ import annotations

import logging
import os
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from copy import copy
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa

from positions import schema
from positions.curate.expectations import context, frames, suites
from positions.curate.expectations.report import UNREADABLE, Failure, Report
from positions.errors import MissingExtra

EXAMPLES = 5


def validate(
    tables: Mapping[str, pa.Table],
    folder: Path,
    released: Any = None,
    *,
    faults: Mapping[str, str] | None = None,
    only: Iterable[str] | None = None,
    docs: Path | None = None,
    progress: Callable[[str], None] | None = None,
) -> Report:
    """Hold tables against the suites below `folder`.

    Parameters
    ----------
    tables
        Arrow tables by name; a declared table that is missing fails its suite.
    released
        The day of the release, which no position is later than; None for no bound.
    faults
        For tables that could not be read, what is wrong with them.
    only
        The suites to hold them against, by default all.
    docs
        A folder to write Great Expectations' Data Docs into.
    progress
        Called with the name of each suite before it runs.

    Raises
    ------
    MissingExtra
        If great-expectations is not installed.
    """
    loaded = {name: suite for name, suite in suites.load(folder).items() if only is None or name in set(only)}
    runner = _Runner(tables, faults or {}, released, docs)
    failures: list[Failure] = []
    with _configured_once():
        for name, suite in loaded.items():
            if progress:
                progress(f"holding {name} against its expectations")
            failures += runner.run(name, suite)
    runner.finish()
    return Report({name: len(suite["expectations"]) for name, suite in loaded.items()}, tuple(failures))


class _Runner:
    """One Great Expectations context, in memory, told to be quiet."""

    def __init__(
        self, tables: Mapping[str, pa.Table], faults: Mapping[str, str], released: Any, docs: Path | None
    ) -> None:
        self.gx = _quiet_import()
        self.tables, self.faults, self.docs = tables, faults, docs
        # As they are joined: a type that is not the declared one is told of the table itself.
        self.frames = {name: frames.plain(table) for name, table in tables.items()}
        self.released = pd.Timestamp(released or "2262-01-01")
        self.context = self.gx.get_context(mode="ephemeral")
        from great_expectations.data_context.types.base import ProgressBarsConfig

        self.context.variables.progress_bars = ProgressBarsConfig(globally=False, metric_calculations=False)
        self.source = self.context.data_sources.add_pandas("tables")

    def run(self, name: str, suite: dict[str, Any]) -> list[Failure]:
        """The expectations of a suite that do not hold."""
        joined, _, bare = name.rpartition("/")
        if bare not in self.frames:
            # Told once, for the table itself.
            fault = self.faults.get(bare, f"the table {bare!r} is missing; build or download the data again")
            return [] if joined else [Failure(name, UNREADABLE, fault)]
        try:
            batch = self._batch(name)
        except (KeyError, AttributeError, ValueError, TypeError, NameError) as error:
            # A NameError is what a query says of a column that is not there.
            # A table that is missing, or lacks a column that the join needs, says so itself.
            lost = set(schema.TABLES) - set(self.frames)
            return [] if lost else [Failure(name, "join", f"The table joins with what it refers to (no {error}).")]
        expectations = [e for e in suite["expectations"] if not self._unknowable(e)]
        parameters = self._parameters(expectations, batch)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            asset = self.source.add_dataframe_asset(name).add_batch_definition_whole_dataframe("whole")
            if self.docs:
                return self._documented(name, expectations, asset, batch, parameters)
            return self._quick(name, expectations, asset.get_batch({"dataframe": batch}), parameters)

    def _batch(self, name: str) -> pd.DataFrame:
        joined, _, bare = name.rpartition("/")
        return context.CONTEXTS[bare](self.frames) if joined else frames.strict(self.tables[bare], bare)

    def _quick(self, name: str, expectations: list[dict[str, Any]], batch: Any, parameters: Any) -> list[Failure]:
        # To know the rows costs more than twice as much as to know that there are some: so it is asked of failures alone.
        found = batch.validate(
            self._suite(name, expectations), result_format="BOOLEAN_ONLY", expectation_parameters=parameters
        )
        failing = sorted(result.expectation_config.meta["n"] for result in found.results if not result.success)
        if not failing:
            return []
        again = batch.validate(
            self._suite(name, expectations, failing), result_format=_in_full(name), expectation_parameters=parameters
        )
        return _failures(name, expectations, again)

    def _documented(
        self, name: str, expectations: list[dict[str, Any]], asset: Any, batch: pd.DataFrame, parameters: Any
    ) -> list[Failure]:
        """As `_quick`, with the full result kept for the Data Docs."""
        suite = self.context.suites.add(self._suite(name, expectations))
        definition = self.gx.ValidationDefinition(name=name, data=asset, suite=suite)
        found = self.context.validation_definitions.add(definition).run(
            batch_parameters={"dataframe": batch}, expectation_parameters=parameters, result_format=_in_full(name)
        )
        return _failures(name, expectations, found)

    def _suite(self, name: str, expectations: list[dict[str, Any]], chosen: Iterable[int] | None = None) -> Any:
        numbers = range(len(expectations)) if chosen is None else chosen
        return self.gx.ExpectationSuite(name=name, expectations=[_plain(expectations[n], n) for n in numbers])

    def _parameters(self, expectations: list[dict[str, Any]], batch: pd.DataFrame) -> dict[str, Any] | None:
        """What the suite asks for at run time: the day of the release, the keys of the tables it refers to."""
        wanted = {(e["kwargs"]["column"], value["$PARAMETER"]) for e in expectations
                  for value in e["kwargs"].values() if isinstance(value, dict)}  # fmt: skip
        given: dict[str, Any] = {}
        for column, parameter in wanted:
            if parameter == "released":
                given[parameter] = self.released
                continue
            table = schema.table(parameter.removeprefix("known_"))
            # Keys that the table does not name decide nothing, and a long list is slow; an empty one would be no bound.
            used = _values(self.frames[table.name], table.key[0]) & _values(batch, column)
            given[parameter] = sorted({*given.get(parameter, ()), *used} - {""}) or [""]
        return given or None

    def _unknowable(self, expectation: dict[str, Any]) -> bool:
        """Whether it refers to a table that is missing."""
        asked = [value["$PARAMETER"] for value in expectation["kwargs"].values() if isinstance(value, dict)]
        return any(name.startswith("known_") and name.removeprefix("known_") not in self.frames for name in asked)

    def finish(self) -> None:
        """Write the Data Docs, if they were asked for."""
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


@contextmanager
def _configured_once() -> Iterator[None]:
    """Let an expectation build its configuration once: Great Expectations asks for it some eighty times in a validation.

    Nothing changes it in between, and with a long list of keys each time costs milliseconds.
    """
    from great_expectations.expectations.expectation import Expectation

    original = Expectation.__dict__.get("configuration")
    if not isinstance(original, property) or original.fget is None:
        yield
        return
    build = original.fget
    # The expectation is kept beside its configuration, so that its identity passes to no other one.
    built: dict[int, tuple[Any, Any]] = {}

    def configuration(self: Any) -> Any:
        if id(self) not in built:
            built[id(self)] = (self, build(self))
        made = copy(built[id(self)][1])
        made.kwargs = dict(made.kwargs)
        return made

    setattr(Expectation, "configuration", property(configuration))  # noqa: B010, a type checker sees a method
    try:
        yield
    finally:
        setattr(Expectation, "configuration", original)  # noqa: B010


def _quiet_import() -> Any:
    # Set before the import: the library reads it once, and would otherwise report usage over the network.
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    try:
        with warnings.catch_warnings(), _main_with_file():
            warnings.simplefilter("ignore")
            import great_expectations as gx
    except ImportError as error:
        raise MissingExtra("great-expectations", "curate", "validating tables") from error
    logging.getLogger("great_expectations").setLevel(logging.ERROR)
    return gx


@contextmanager
def _main_with_file() -> Iterator[None]:
    """The main module with a file of some name, which it lacks in embedded interpreters and workers.

    Great Expectations imports PySpark where that is installed, and PySpark takes a main module without a file for
    a run of its own doctests and exits.
    """
    main = sys.modules["__main__"]
    lacking = not hasattr(main, "__file__")
    if lacking:
        main.__file__ = "<embedded>"
    try:
        yield
    finally:
        if lacking:
            del main.__file__


def _values(frame: pd.DataFrame, column: str) -> set[Any]:
    return set(frame[column].dropna()) if column in frame else set()


def _in_full(name: str) -> dict[str, Any]:
    key = list(schema.table(name.rpartition("/")[2]).key)
    return {"result_format": "SUMMARY", "partial_unexpected_count": EXAMPLES, "unexpected_index_column_names": key}


def _plain(expectation: dict[str, Any], n: int) -> dict[str, Any]:
    kwargs = dict(expectation["kwargs"])
    if "row_condition" in kwargs:
        kwargs.setdefault("condition_parser", "pandas")
    return {**expectation, "kwargs": kwargs, "meta": {**expectation.get("meta", {}), "n": n}}


def _failures(name: str, expectations: list[dict[str, Any]], found: Any) -> list[Failure]:
    failing = {result.expectation_config.meta["n"]: result for result in found.results if not result.success}
    return [_failure(name, expectations[n], failing[n]) for n in sorted(failing)]


def _failure(name: str, expectation: dict[str, Any], outcome: Any) -> Failure:
    says = suites.words(expectation)
    if (outcome.exception_info or {}).get("raised_exception", True) is not False and not outcome.result:
        return Failure(
            name, expectation["type"], f"{says} (could not be evaluated: a column is missing or of another type)"
        )
    key = schema.table(name.rpartition("/")[2]).key
    rows = outcome.result.get("partial_unexpected_index_list") or []
    examples = tuple(dict.fromkeys(" ".join(_word(row[part]) for part in key if part in row) for row in rows))
    return Failure(name, expectation["type"], says, outcome.result.get("unexpected_count"), examples[:EXAMPLES])


def _word(value: Any) -> str:
    return str(value.date()) if isinstance(value, pd.Timestamp) else str(value)
