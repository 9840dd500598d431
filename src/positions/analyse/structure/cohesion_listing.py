"""The cohesion of groups by topic, year or whatever is asked, as a listing: of the dataset, or of a user's table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from positions.analyse.dataset import Dataset
from positions.analyse.pairwise.answers import question_years
from positions.analyse.result import Caption, Head, Listing
from positions.analyse.selection import Selection, select
from positions.analyse.stance import stances as st
from positions.analyse.stance.comparison import column_ids, narrow
from positions.analyse.structure.cohesion import Cohesion, cohesion
from positions.errors import BadQuery, UnknownName

if TYPE_CHECKING:
    from positions.analyse.own.table import OwnTable

BY = ("topic", "issue", "event", "year")
OWN_BY = ("column", "year")
HEADS = {
    "group": (Head("group_id", "Group", "id"),),
    "topic": (Head("topic_id", "Topic", "id"), Head("topic", "Name")),
    "issue": (Head("issue", "Issue", "code"),),
    "event": (Head("event_id", "Event", "id"), Head("title", "Title")),
    "column": (Head("column", "Column", "id"),),
    "year": (Head("year", "Year", "id"),),
}
COUNTED = (Head("cohesion", "Cohesion", "number"), Head("events", "Events", "number"), Head("answers", "Answers", "number"))  # fmt: skip
RULE = (
    "agreement index: (largest side - half of the others) / all, mean over the {unit}s that at least {least} members answered; "
    "1 all on one side, 0 split evenly over for, neutral and against"
)
PAPER = "Hix, Noury and Roland 2005, British Journal of Political Science 35(2): 209-234"


@dataclass(frozen=True, eq=False)
class Answered:
    """Stances of the members of a group on questions, and under which key each question is told.

    Attributes
    ----------
    stances
        Members x questions, nan where there is none.
    keys
        For each question the values of what is asked for, in that order.
    """

    stances: np.ndarray
    keys: tuple[tuple[str, ...], ...]

    def told(self, least: int) -> list[Cohesion]:
        """The cohesion under each key."""
        return cohesion(self.stances, self.keys, least=least)


def of_dataset(
    dataset: Dataset, selection: Selection, by: str | Sequence[str] = ("topic", "year"), least: int = 2
) -> Listing:
    """The cohesion of each group of a selection, or of all its actors together; see `positions.cohesion`.

    Raises
    ------
    UnknownName, BadQuery
    """
    chosen = _chosen(by, BY)
    groups = selection.groups or (None,)
    found: dict[str | None, list[Cohesion]] = {}
    for group in groups:
        asked = selection if group is None else replace(selection, groups=(group,))
        selected = select(dataset, asked)
        events = st.event_stances(narrow(selected, "topic"))
        keys = _event_keys(dataset, events.questions, chosen)
        order = {name: column_ids(selected, name) for name in chosen if name != "year"}
        made = Answered(st.dense(events), keys).told(least)
        found[group] = sorted(made, key=lambda told: _rank(told, chosen, order))
    names = {"topic": dataset.labels("topics", "label"), "event": dataset.labels("events", "title")}
    filters = [words for words in selection.told() if not words.startswith(("group ", "members as of"))]
    labels = dataset.labels("groups", "name")
    when = f"members as of {selection.members_as_of}" if selection.members_as_of else "members on the day of each act"
    filters = [f"{labels[group]} ({when})" for group in selection.groups] + filters
    return _listing(found, chosen, names, tuple(filters), least, dataset.version, ())


def of_table(own: OwnTable, by: str | Sequence[str] | None = None, least: int = 2) -> Listing:
    """The cohesion of all actors of a user's table, by its ``column`` and by year where it has dates.

    Raises
    ------
    UnknownName, BadQuery
    """
    from positions.analyse.own.matrix import answered, natural

    chosen = _chosen(by or (OWN_BY if own.dated else OWN_BY[:1]), OWN_BY)
    if "year" in chosen and not own.dated:
        raise BadQuery("cohesion by year needs dates; say which column holds the date")
    rows, stances = answered(own)
    # A question that stands in several columns is told in each.
    size = max(len(stances.questions), 1)
    pairs, at = np.unique(stances.column * size + stances.question, return_inverse=True)
    table = np.full((len(rows), len(pairs)), np.nan)
    table[stances.row, at.reshape(-1)] = stances.value
    years = question_years(own, stances)
    facts = {
        "column": [stances.columns[pair // size] for pair in pairs.tolist()],
        "year": [years[pair % size] for pair in pairs.tolist()],
    }
    made = Answered(table, tuple(zip(*(facts[name] for name in chosen), strict=True))).told(least)
    order = {"column": natural(facts["column"])}
    made = sorted(made, key=lambda told: _rank(told, chosen, order))
    return _listing({None: made}, chosen, {}, (), least, None, own.notes)


def _chosen(by: str | Sequence[str], known: Sequence[str]) -> tuple[str, ...]:
    chosen = tuple(dict.fromkeys((by,) if isinstance(by, str) else by))
    for name in chosen:
        if name not in known:
            raise UnknownName("part of cohesion", name, known, f" (known: {', '.join(known)})")
    if not chosen:
        raise BadQuery(f"cohesion is told by one or several of {', '.join(known)}")
    return chosen


def _event_keys(dataset: Dataset, events: Sequence[str], chosen: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    facts: dict[str, Mapping[str, Any]] = {
        "topic": dataset.labels("events", "topic_id"), "issue": dataset.labels("events", "issue"),
        "event": {event: event for event in events}, "year": dataset.labels("events", "date"),
    }  # fmt: skip
    # A date in ISO form begins with its year.
    width = {name: 4 if name == "year" else None for name in chosen}
    return tuple(tuple(str(facts[name][event])[: width[name]] for name in chosen) for event in events)


def _rank(told: Cohesion, chosen: Sequence[str], order: Mapping[str, Sequence[str]]) -> tuple[int | str, ...]:
    """Where a key stands: in the order of the codebook, or of time."""
    assert isinstance(told.key, tuple)
    parts = zip(chosen, told.key, strict=True)
    return tuple(part if name == "year" else list(order[name]).index(part) for name, part in parts)


def _listing(
    found: Mapping[str | None, list[Cohesion]],
    chosen: tuple[str, ...],
    names: Mapping[str, Mapping[str, Any]],
    filters: tuple[str, ...],
    least: int,
    version: str | None,
    notes: tuple[str, ...],
) -> Listing:
    heads = [head for name in (("group",) if None not in found else ()) + chosen for head in HEADS[name]]
    rows = tuple(_rows(found, chosen, names))
    unit = "event" if version else "question"
    caption = Caption(
        f"How united? Cohesion by {' and '.join(chosen)}", filters, RULE.format(unit=unit, least=least), version,
        (PAPER, f"a blank: no {unit} that {least} members answered", *notes),
    )  # fmt: skip
    return Listing((*heads, *COUNTED), rows, caption, "cohesion")


def _rows(
    found: Mapping[str | None, list[Cohesion]], chosen: tuple[str, ...], names: Mapping[str, Mapping[str, Any]]
) -> Iterator[dict[str, Any]]:
    for group, several in found.items():
        for told in several:
            assert isinstance(told.key, tuple)
            row: dict[str, Any] = {} if group is None else {"group_id": group}
            for name, part in zip(chosen, told.key, strict=True):
                first, *label = HEADS[name]
                row[first.name] = part
                row |= {head.name: names[name][part] for head in label}
            value = None if np.isnan(told.value) else told.value
            yield {**row, "cohesion": value, "events": told.questions, "answers": told.positions}
