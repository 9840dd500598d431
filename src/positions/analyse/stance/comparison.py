"""Comparisons asked of a dataset: the narrow table of what a selection keeps, and the matrix made of it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from positions import arrow
from positions.analyse.dataset import Dataset
from positions.analyse.result import Caption
from positions.analyse.selection import Selected, Selection, group_spells, loosened, select, to_date
from positions.analyse.stance import stances as st
from positions.analyse.stance.cells import KEPT_BY_VALUE, NO_DAY, VALUES, Cells, cells
from positions.analyse.stance.matrix import Matrix
from positions.errors import BadQuery, UnknownName

RULE = "mean of event stances; within an event deeds speak before words"
COLUMNS = ("topic", "issue", "event", "year", "instrument", "beneficiaries")
ROWS = ("actor", "group")


def matrix(
    dataset: Dataset,
    selection: Selection,
    rows: str = "actor",
    columns: str = "topic",
    value: str = "stance",
    half_life: float | None = None,
    topic_weights: Mapping[str, float] | None = None,
    level: float | None = None,
) -> Matrix:
    """The stance matrix of what a selection keeps.

    Parameters
    ----------
    rows
        ``actor``, or ``group`` for one row for each group of the selection (its members pooled within each event).
    columns
        One of `COLUMNS`.
    value
        One of `VALUES`.
    half_life
        Years after which an event weighs half as much, counted back from `as_of` or the newest position.
    topic_weights
        Weights of topics, for columns that hold more than one topic.
    level
        Level of the interval told with each cell, such as 0.95; None for none.

    Raises
    ------
    BadQuery, UnknownName
    """
    for name, known, what in (
        (rows, ROWS, "kind of rows"),
        (columns, COLUMNS, "kind of columns"),
        (value, VALUES, "value"),
    ):
        if name not in known:
            raise UnknownName(what, name, known)
    if rows == "group" and not selection.groups:
        raise BadQuery("rows by group need at least one group")
    if value in KEPT_BY_VALUE:
        if selection.commitment not in (None, KEPT_BY_VALUE[value]):
            raise BadQuery(
                f"the value {value} keeps {KEPT_BY_VALUE[value]} positions, the filter {selection.commitment} ones"
            )
        selection = loosened(selection, commitment=KEPT_BY_VALUE[value])
    selected = select(dataset, selection)
    shown_columns = column_ids(selected, columns)
    if rows == "group":
        groups, by_row, events = group_stances(dataset, selection, columns)
        shown_rows = selection.groups
    else:
        groups, by_row, events = None, {}, st.event_stances(narrow(selected, columns))
        shown_rows = row_ids(selected)
    weight = _weights(events, selected, half_life, topic_weights)
    return Matrix(
        rows=shown_rows,
        columns=shown_columns,
        rows_are=rows,
        columns_are=columns,
        value=value,
        cells=cells(events, shown_rows, shown_columns, weight),
        stances=events,
        caption=_caption(selected, rows, columns, value, half_life, topic_weights),
        row_labels=_labels(dataset, rows),
        column_labels=_labels(dataset, columns),
        weight=weight,
        selected=selected,
        selected_by_row=by_row,
        groups=groups,
        level=level,
    )


def group_stances(
    dataset: Dataset, selection: Selection, columns: str
) -> tuple[dict[str, list[str]], dict[str, Selected], st.EventStances]:
    """The members of each group of a selection, what counts for it, and the event stances of all, one row a group.

    Each group is selected by itself, since an act may be that of a member of one group and not of another.
    """
    members, by_group, pooled = {}, {}, []
    for group in selection.groups:
        by_group[group] = select(dataset, loosened(selection, groups=(group,), actors=()))
        members[group] = sorted({actor for actor, *_ in group_spells(dataset, group)})
        stances = st.event_stances(narrow(by_group[group], columns))
        pooled.append(st.pooled(stances, group, members[group]))
    return members, by_group, st.joined(pooled)


def column_of(dataset: Dataset, columns: str) -> pa.ChunkedArray:
    """For each position of a dataset, the column in which it stands; null where it stands in none."""
    positions = dataset.table("positions")
    if columns == "topic":
        return positions["topic_id"]
    if columns == "event":
        return positions["event_id"]
    if columns == "year":
        return pc.cast(pc.year(positions["date"]), pa.string())
    if columns == "instrument":
        return positions["instrument"].cast(pa.string())
    return dataset.joined("positions", "event_id", "events", columns).cast(pa.string())


def narrow(selected: Selected, columns: str) -> pa.Table:
    """The positions that count, as `stances.by_event` wants them."""
    positions = selected.dataset.table("positions")
    table = {
        st.ROW: positions["actor_id"],
        st.COLUMN: column_of(selected.dataset, columns),
        st.QUESTION: positions["event_id"],
        st.STANCE: positions["stance"].cast(pa.int64()),
        st.DEED: pa.chunked_array([arrow.integers(arrow.is_in(positions["commitment"], ["enacted"]))]),
        st.DAY: pa.chunked_array([arrow.integers(arrow.values(positions["date"]))]),
    }
    return pa.Table.from_arrays(list(table.values()), list(table)).filter(arrow.flags(selected.keep)).drop_null()


def row_ids(selected: Selected) -> tuple[str, ...]:
    """The actors shown: those asked for, in their order and by name within groups; else everybody with a position that counts."""
    selection, dataset = selected.selection, selected.dataset
    names = dataset.labels("actors", "common_name")
    if selection.actors or selection.groups:
        members = sorted(set(selected.members) - set(selection.actors), key=lambda actor: collated(names[actor]))
        return (*selection.actors, *members)
    kept = pc.unique(dataset.table("positions")["actor_id"].filter(arrow.flags(selected.keep))).to_pylist()
    return tuple(sorted(kept, key=lambda actor: collated(names[actor])))


def collated(name: str) -> str:
    """A name as it is sorted: without case and accents."""
    import unicodedata

    return "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))


def column_ids(selected: Selected, columns: str) -> tuple[str, ...]:
    """The columns shown: those asked for, in the order of the codebook or of time."""
    dataset, selection = selected.dataset, selected.selection
    if columns == "topic":
        declared = dataset.column("topics", "topic_id")
        order = list(dict.fromkeys(code.parent or "" for code in dataset.codebook["issue"])) or declared
        return selection.topics or tuple(topic for topic in order if topic in declared)
    found = set(column_of(dataset, columns).filter(arrow.flags(selected.asked)).drop_null().unique().to_pylist())
    if columns == "issue":
        return tuple(code for code in dataset.codebook["issue"].names if code in found)
    if columns == "instrument":
        return tuple(code for code in dataset.codebook["instrument"].names if code in found)
    if columns == "event":
        dates = dataset.labels("events", "date")
        return tuple(sorted(found, key=lambda event: (dates[event], event)))
    return tuple(sorted(found))


def ids_by_cell(matrix: Matrix) -> dict[tuple[str, str], tuple[str, ...]]:
    """The ids of the positions in each cell of a matrix of the dataset."""
    if matrix.selected is None:
        return {}
    dataset = matrix.selected.dataset
    positions = dataset.table("positions")
    columns = (positions["actor_id"], column_of(dataset, matrix.columns_are), positions["position_id"])
    found: dict[tuple[str, str], list[str]] = {}
    for row, selected in (matrix.selected_by_row or {"": matrix.selected}).items():
        keep = arrow.flags(selected.keep)
        for actor, column, name in zip(*(values.filter(keep).to_pylist() for values in columns), strict=True):
            found.setdefault((row or actor, column), []).append(name)
    return {cell: tuple(ids) for cell, ids in found.items()}


def _labels(dataset: Dataset, kind: str) -> dict[str, str]:
    if kind == "actor":
        return dataset.labels("actors", "common_name")
    if kind == "group":
        return dataset.labels("groups", "name")
    if kind == "topic":
        return dataset.labels("topics", "label")
    if kind == "event":
        return dataset.labels("events", "title")
    if kind in ("issue", "instrument"):
        return {code.code: code.label for code in dataset.codebook[kind]}
    return {}


def _weights(
    events: st.EventStances, selected: Selected, half_life: float | None, topic_weights: Mapping[str, float] | None
) -> np.ndarray | None:
    if half_life is None and not topic_weights:
        return None
    weight = np.ones(len(events.value))
    if half_life is not None:
        if not half_life > 0:
            raise BadQuery(f"a half-life is a number of years above 0, not {half_life}")
        as_of = selected.selection.as_of
        end = (as_of - to_date(0)).days if as_of else events.newest.max(initial=NO_DAY)
        weight = 0.5 ** (np.maximum(end - events.newest, 0) / (half_life * 365.25))
    if topic_weights:
        topics = selected.dataset.labels("events", "topic_id")
        unknown = set(topic_weights) - set(selected.dataset.column("topics", "topic_id"))
        if unknown or any(not value >= 0 for value in topic_weights.values()):
            raise BadQuery(f"topic weights are numbers from 0 for topics; got {dict(topic_weights)}")
        weight *= np.array([topic_weights.get(topics[event], 1.0) for event in events.questions])[events.question]
    return weight


def _caption(
    selected: Selected,
    rows: str,
    columns: str,
    value: str,
    half_life: float | None,
    topic_weights: Mapping[str, float] | None,
) -> Caption:
    dataset, selection = selected.dataset, selected.selection
    told = [words for words in selection.told() if not words.startswith("group ")]
    for group in selection.groups:
        when = (
            f"members as of {selection.members_as_of}" if selection.members_as_of else "members on the day of each act"
        )
        told.insert(0, f"{dataset.labels('groups', 'name')[group]} ({when})")
    told = [words for words in told if not words.startswith("members as of")]
    if selection.as_of is None:
        told.append(f"newest position {_newest(selected)}")
    notes = [f"an event weighs half as much every {half_life:g} years"] if half_life else []
    notes += (
        [f"weights {', '.join(f'{topic} {weight:g}' for topic, weight in topic_weights.items())}"]
        if topic_weights
        else []
    )
    if len(selection.topics) == 1:
        title = str(dataset.labels("topics", "question")[selection.topics[0]])
    else:
        title = f"{VALUES[value].asks} {VALUES[value].label.capitalize()} by {rows} and {columns}"
    return Caption(title, tuple(told), f"{VALUES[value].says.rstrip('.')}; {RULE}", dataset.version, tuple(notes))


def _newest(selected: Selected) -> str:
    newest = pc.max(selected.dataset.table("positions")["date"].filter(arrow.flags(selected.keep))).as_py()
    return str(newest) if newest else "none"


__all__ = ["COLUMNS", "ROWS", "RULE", "Cells", "matrix"]
