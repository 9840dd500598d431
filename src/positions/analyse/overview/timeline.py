"""Positions by date: those of an actor or a group, or on a topic, an issue or an event."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from positions.analyse.account import Account, accounts
from positions.analyse.dataset import Dataset
from positions.analyse.result import Caption, Head, Listing
from positions.analyse.selection import Selection, select
from positions.errors import UnknownName

# What a narrow terminal has room for comes first.
HEADS = (
    Head("date", "Date"), Head("actor_id", "Actor", "id"), Head("stance", "Stance", "stance"), Head("summary", "Summary"),
    Head("event_id", "Event", "id"), Head("event", "Title"), Head("topic_id", "Topic", "id"), Head("commitment", "Commitment", "code"),
    Head("actor", "Name"), Head("speaker", "Speaker"), Head("organ", "Organ", "code"), Head("instrument", "Instrument", "code"),
    Head("confidence", "Confidence", "code"), Head("status", "Status", "code"), Head("day", "First day", "date"), Head("position_id", "Position", "id"),
)  # fmt: skip


def timeline(dataset: Dataset, name: str, selection: Selection) -> Listing:
    """Positions by date.

    Parameters
    ----------
    name
        An actor or a group, or a topic, an issue or an event.
    selection
        What else is asked; the name is added to it.

    Returns
    -------
    Listing
        Of the shape ``timeline``: dates as EDTF text, as precise as they are known, and the first day for plots.

    Raises
    ------
    UnknownName
    """
    kind, found = subject(dataset, name)
    added: dict[str, Any] = {f"{kind}s": (*getattr(selection, f"{kind}s"), found)}
    asked = replace(selection, **added)
    label = _label(dataset, kind, found)
    told = [words for words in asked.told() if words != f"{kind}{'' if kind == 'group' else 's'} {found}"]
    return listing(dataset, accounts(dataset, select(dataset, asked).keep), label, told)


def listing(dataset: Dataset, told: Iterable[Account], title: str, filters: Iterable[str] = ()) -> Listing:
    """Accounts as a timeline."""
    caption = Caption(title, tuple(filters), "by the date on which the position was taken", dataset.version)
    return Listing(heads=HEADS, rows=tuple(rows(dataset, told)), caption=caption, shape="timeline")


def rows(dataset: Dataset, told: Iterable[Account]) -> Iterator[dict[str, Any]]:
    """One row an account, with the names of its actor and event."""
    actors, titles = dataset.labels("actors", "common_name"), dataset.labels("events", "title")
    for account in told:
        row = {head.name: getattr(account, head.name) for head in HEADS if head.name not in ("actor", "event", "day")}
        yield row | {
            "actor": actors[account.actor_id],
            "event": titles[account.event_id],
            "day": account.day.isoformat(),
        }


def subject(dataset: Dataset, name: str) -> tuple[str, str]:
    """An actor, group, topic, issue or event by its name, and which of them it is.

    Raises
    ------
    UnknownName
        With the nearest of all of these.
    """
    for find in (dataset.lookup.row, dataset.lookup.subject):
        try:
            return find(name)
        except UnknownName:
            continue
    tables = (
        ("actors", "actor_id"),
        ("actors", "common_name"),
        ("groups", "group_id"),
        ("topics", "topic_id"),
        ("events", "event_id"),
    )
    known = [value for table, column in tables for value in dataset.column(table, column)]
    raise UnknownName("actor, group, topic, issue or event", name, [*known, *dataset.codebook["issue"].names])


def _label(dataset: Dataset, kind: str, name: str) -> str:
    if kind == "issue":
        return dataset.codebook["issue"][name].label
    column = {"actor": "common_name", "group": "name", "topic": "label", "event": "title"}[kind]
    return str(dataset.labels(f"{kind}s", column)[name])
