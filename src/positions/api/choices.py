"""What arguments can be: as types, for editors and type checkers, and as words, for whoever completes what is typed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Literal, get_args

from positions.analyse.dataset import Dataset

# Held against the declarations of the reading wing by a test, since a type cannot be computed.
Rows = Literal["actor", "group"]
Columns = Literal["topic", "issue", "event", "year", "instrument", "beneficiaries"]
Value = Literal["stance", "deeds", "words", "newest", "share", "n", "events", "mixed"]
Measure = Literal["kappa", "pi", "s", "agreement", "identical", "alpha", "correlation", "alignment", "all"]
Method = Literal["percentile", "bca"]
Blocks = Literal["event", "year"]
Order = Literal["bloc", "name"]
Backend = Literal["pandas", "polars", "pyarrow", "duckdb"]
Listed = Literal["topics", "issues", "actors", "groups", "events", "sources", "tables", "codes"]

Words = Callable[[Dataset], Iterable[str]]


def _of(type_: object) -> Words:
    return lambda _: get_args(type_)


def _coded(codes: str) -> Words:
    return lambda dataset: dataset.codebook[codes].names


def _ids(table: str, key: str) -> Words:
    return lambda dataset: dataset.column(table, key)


# By the name of the argument, the same in every function.
CHOICES: Mapping[str, Words] = MappingProxyType(
    {
        "rows": _of(Rows),
        "columns": _of(Columns),
        "value": _of(Value),
        "measure": _of(Measure),
        "method": _of(Method),
        "blocks": _of(Blocks),
        "order": _of(Order),
        "backend": _of(Backend),
        "what": _of(Listed),
        "actor": lambda dataset: dataset.lookup.actors,
        "group": lambda dataset: dataset.lookup.groups,
        "topic": _ids("topics", "topic_id"),
        "issue": _coded("issue"),
        "event": _ids("events", "event_id"),
        "commitment": _coded("commitment"),
        "branches": _coded("branch"),
        "organs": _coded("organ"),
        "instruments": _coded("instrument"),
        "confidence": _coded("confidence"),
        "attributions": _coded("attribution"),
        "with_actor": lambda dataset: dataset.lookup.actors,
        "code_list": lambda dataset: dataset.codebook,
        "row": lambda dataset: [*dataset.lookup.actors, *dataset.lookup.groups],
        "column": lambda dataset: [*dataset.lookup.topics, *dataset.lookup.issues, *dataset.lookup.events],
    }
)
