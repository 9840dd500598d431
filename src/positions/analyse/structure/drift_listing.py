"""The drift of an actor between two periods as a listing, and what lies in neither of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from positions.analyse.dataset import Dataset
from positions.analyse.result import Caption, Head, Listing
from positions.analyse.selection import Selection, select
from positions.analyse.stance import stances as st
from positions.analyse.stance.comparison import column_ids, narrow
from positions.analyse.structure.drift import Drift, drift
from positions.analyse.structure.periods import Period
from positions.errors import BadQuery, UnknownName

if TYPE_CHECKING:
    from positions.analyse.own.table import OwnTable

COLUMNS = ("topic", "issue", "instrument", "beneficiaries")
CHANGES = (
    Head("before", "Before", "stance"), Head("after", "After", "stance"), Head("change", "Change", "number"),
    Head("low", "Low", "number"), Head("high", "High", "number"), Head("n_before", "n before", "number"), Head("n_after", "n after", "number"),
)  # fmt: skip
RULE = (
    "change of the mean of event stances; {level:.0%} interval from 1,000 resamples of the {unit}s of each period, "
    "blank where a period has fewer than two; n: {unit}s"
)
PAPER = "Efron 1979, Annals of Statistics 7(1): 1-26"


def of_dataset(
    dataset: Dataset,
    actor: str,
    selection: Selection,
    two: tuple[Period, Period],
    columns: str = "topic",
    level: float = 0.95,
) -> Listing:
    """The drift of an actor of the dataset; see `positions.drift`.

    Raises
    ------
    UnknownName
    """
    if columns not in COLUMNS:
        raise UnknownName("kind of columns", columns, COLUMNS)
    base = replace(selection, actors=(actor,), groups=(), members_as_of=None)
    parts = [select(dataset, replace(base, since=_later(base.since, each.first), as_of=_earlier(base.as_of, each.last))) for each in two]  # fmt: skip
    # A position dated by a year or month may lie in either period, and tells of neither.
    either = parts[0].keep & parts[1].keep
    stances = [st.event_stances(narrow(replace(part, keep=part.keep & ~either), columns)) for part in parts]
    found = {told.column: told for told in _drift(stances, level)}
    shown = [column for column in column_ids(select(dataset, base), columns) if column in found]
    labels = _labels(dataset, columns)
    left_out = int(either.sum())
    notes = [f"{left_out} positions dated so broadly that they may lie in either period are left out"] if left_out else []  # fmt: skip
    name = dataset.labels("actors", "common_name")[actor]
    told = tuple(words for words in base.told() if not words.startswith("actors "))
    key: tuple[Head, ...] = (Head("topic_id" if columns == "topic" else columns, columns.capitalize(), "id"),)
    key += (Head("label", "Name"),) if labels else ()
    rows = [_row(found[column], key, labels) for column in shown]
    return _listing(name, key, rows, two, told, level, dataset.version, notes)


def of_table(own: OwnTable, actor: str, two: tuple[Period, Period], level: float = 0.95) -> Listing:
    """The drift of an actor of a user's table, by its ``column``.

    Raises
    ------
    BadQuery, UnknownName
        If the table has no dates, or no such actor.
    """
    import narwhals as nw

    from positions.analyse.own.matrix import natural
    from positions.analyse.own.table import distinct

    if not own.dated:
        raise BadQuery("drift needs dates; say which column holds the date")
    frame = own.frame if own.lazy else nw.from_native(own.frame)
    mine = frame.filter(nw.col(st.ROW).cast(nw.String) == actor)
    stances = [_event_stances(_within(mine, each)) for each in two]
    if not any(len(each.value) for each in stances):
        actors = distinct(frame.select(nw.col(st.ROW).cast(nw.String)), st.ROW)
        known = (actors.collect("pyarrow") if own.lazy else actors)[st.ROW].to_list()
        if actor not in known:
            raise UnknownName("actor", actor, known)
    key = (Head("column", "Column", "id"),)
    found = {str(told.column): told for told in _drift(stances, level)}
    rows = [_row(found[column], key, {}) for column in natural(found)]
    return _listing(actor, key, rows, two, (), level, None, list(own.notes))


def _within(frame: Any, period: Period) -> Any:
    import narwhals as nw

    if period.first is not None:
        frame = frame.filter(nw.col(st.DAY) >= nw.lit(period.first))
    return frame if period.last is None else frame.filter(nw.col(st.DAY) <= nw.lit(period.last))


def _event_stances(frame: Any) -> st.EventStances:
    return st.event_stances(frame if hasattr(frame, "collect") else frame.to_native())


def _drift(stances: Sequence[st.EventStances], level: float) -> list[Drift]:
    """Both periods in one vector, by column; an event with positions in both stands in it twice."""
    columns = [each.columns[column] for each in stances for column in each.column.tolist()]
    values = np.concatenate([each.value for each in stances])
    late = np.repeat([False, True], [len(each.value) for each in stances])
    return drift(values, columns, ~late, late, level)


def _later(one: dt.date | None, other: dt.date | None) -> dt.date | None:
    return max((day for day in (one, other) if day), default=None)


def _earlier(one: dt.date | None, other: dt.date | None) -> dt.date | None:
    return min((day for day in (one, other) if day), default=None)


def _labels(dataset: Dataset, columns: str) -> dict[str, str]:
    if columns == "topic":
        return dataset.labels("topics", "label")
    return {code.code: code.label for code in dataset.codebook[columns]} if columns in dataset.codebook else {}


def _row(told: Drift, key: tuple[Head, ...], labels: Mapping[str, str]) -> dict[str, Any]:
    names = dict(zip((head.name for head in key), (told.column, labels.get(str(told.column))), strict=False))
    values = {name: getattr(told, name) for name in ("before", "after", "change", "low", "high")}
    counts = {"n_before": told.n_before, "n_after": told.n_after}
    return names | {name: None if np.isnan(value) else value for name, value in values.items()} | counts


def _listing(
    name: str,
    key: tuple[Head, ...],
    rows: list[dict[str, Any]],
    two: tuple[Period, Period],
    filters: tuple[str, ...],
    level: float,
    version: str | None,
    notes: list[str],
) -> Listing:
    unit = "event" if version else "question"
    rule = RULE.format(level=level, unit=unit)
    caption = Caption(f"How did {name} change?", (f"before: {two[0]}", f"after: {two[1]}", *filters), rule, version, (PAPER, *notes))  # fmt: skip
    return Listing((*key, *CHANGES), tuple(rows), caption, "drift")
