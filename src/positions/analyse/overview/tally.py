"""How many positions there are of each code, decade and region: what the dataset rests on, at a glance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from positions import schema
from positions.analyse.dataset import Dataset
from positions.analyse.result import Caption, Composite, Head, Listing, Result

HEADS = (
    Head("code", "Code", "code"),
    Head("label", "Label"),
    Head("positions", "Positions", "number"),
    Head("share", "Share", "number"),
)
# Which columns of the positions are counted, in the order told.
COLUMNS = (
    "topic_id",
    "direction",
    "commitment",
    "instrument",
    "organ",
    "attribution",
    "confidence",
    "status",
    "date_precision",
)


def tallies(dataset: Dataset) -> Composite:
    """The positions counted by each code column, by decade, by region, and by the number of their sources."""
    parts: list[tuple[str, Result]] = [(column, _listing(dataset, _codes(dataset, column))) for column in COLUMNS]
    parts += [
        (
            "decade",
            _listing(dataset, _counted(sorted(f"{day.year // 10}0s" for day in dataset.column("positions", "date")))),
        ),
        ("region", _listing(dataset, _counted(sorted(_regions(dataset))))),
        ("sources", _listing(dataset, _counted(sorted(_sources(dataset))))),
    ]
    return Composite(parts=tuple(parts), caption=Caption("Positions by code", version=dataset.version), shape="tallies")


def _listing(dataset: Dataset, rows: Iterable[Mapping[str, Any]]) -> Listing:
    return Listing(heads=HEADS, rows=tuple(rows), caption=Caption("", version=dataset.version), shape="tally")


def _codes(dataset: Dataset, column: str) -> Iterator[dict[str, Any]]:
    """Every code of a column in its order, those without a position too."""
    counts = Counter(dataset.column("positions", column))
    declared = schema.POSITIONS[column]
    labels = dataset.labels("topics", "label") if declared.codes is None else _labels(dataset, declared.codes)
    for code, label in labels.items():
        yield _row(code, label, counts[code], counts.total())


def _labels(dataset: Dataset, codes: str) -> dict[str, str]:
    return {code.code: code.label for code in dataset.codebook[codes]}


def _counted(values: Iterable[str]) -> Iterator[dict[str, Any]]:
    counts = Counter(values)
    return (_row(value, value, count, counts.total()) for value, count in counts.items())


def _row(code: str, label: str, count: int, total: int) -> dict[str, Any]:
    return {"code": code, "label": label, "positions": count, "share": round(count / total, 4) if total else None}


def _regions(dataset: Dataset) -> list[str]:
    regions = dataset.labels("actors", "region")
    return [regions[actor] or "none" for actor in dataset.column("positions", "actor_id")]


def _sources(dataset: Dataset) -> list[str]:
    told = zip(dataset.column("evidence", "position_id"), dataset.column("evidence", "relation"), strict=True)
    counts = Counter(position for position, relation in told if relation != "disputes")
    return [
        str(min(counts[position], 4)) + (" or more" if counts[position] > 3 else "")
        for position in dataset.column("positions", "position_id")
    ]
