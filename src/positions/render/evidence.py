"""The positions and sources behind a matrix, for the formats that carry them along."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from positions import codebook, dates
from positions.analyse.account import issued
from positions.analyse.dataset import Dataset
from positions.analyse.result import Composite


@dataclass(frozen=True)
class Source:
    """One source of a position: how it relates, who published what and when, and the address of the passage."""

    source_id: str
    relation: str
    publisher: str
    issued: str
    title: str
    link: str | None


@dataclass(frozen=True)
class Position:
    """One position as evidence: the row of the table, its date in words, and its sources."""

    row: Mapping[str, Any]
    date: str
    actor: str
    event: str
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Evidence:
    """Positions by id, those behind the cells of a matrix of a dataset."""

    dataset: Dataset
    ids: frozenset[str]

    @cached_property
    def positions(self) -> dict[str, Position]:
        """The positions, in the order of the table."""
        sources = self._sources()
        names, titles = self.dataset.labels("actors", "common_name"), self.dataset.labels("events", "title")
        found = {}
        for row in self.dataset.rows("positions", position_id=sorted(self.ids)):
            date = dates.written(row["date"], row["date_end"], row["date_precision"])
            told = tuple(sources.get(row["position_id"], ()))
            found[row["position_id"]] = Position(row, date, names[row["actor_id"]], titles[row["event_id"]], told)
        return found

    def _sources(self) -> dict[str, list[Source]]:
        evidence = self.dataset.rows("evidence", position_id=sorted(self.ids))
        known = {
            row["source_id"]: row
            for row in self.dataset.rows("sources", source_id=sorted({row["source_id"] for row in evidence}))
        }
        found: dict[str, list[Source]] = {}
        for row in evidence:
            source = known[row["source_id"]]
            link = row["link"] or source["url"]
            told = Source(
                row["source_id"],
                row["relation"],
                source["publisher"] or "",
                issued(source) or "",
                source["title"],
                link,
            )
            found.setdefault(row["position_id"], []).append(told)
        return found


def behind(result: Any) -> Evidence | None:
    """The evidence behind a result; None for one that was not made of the dataset's own positions."""
    matrices = list(_matrices(result))
    if not matrices:
        return None
    ids = frozenset(name for matrix in matrices for names in matrix.ids.values() for name in names)
    return Evidence(matrices[0].selected.dataset, ids)


def codes(result: Any) -> codebook.Codebook:
    """The code lists by which a result was coded."""
    evidence = behind(result)
    return evidence.dataset.codebook if evidence else codebook.load()


def newest_first(positions: Sequence[Position]) -> list[Position]:
    """Positions, the newest first, then by id."""
    ordered = sorted(positions, key=lambda position: str(position.row["position_id"]))
    return sorted(ordered, key=lambda position: position.row["date"], reverse=True)


def _matrices(result: Any) -> Iterator[Any]:
    if isinstance(result, Composite):
        for _, part in result.parts:
            yield from _matrices(part)
    elif getattr(result, "selected", None) is not None and hasattr(result, "ids") and hasattr(result, "cells"):
        yield result
