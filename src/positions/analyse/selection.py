"""Which positions count: the filters of a comparison, each with the reason that it gives for what it leaves out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from positions import arrow, dates
from positions.analyse.dataset import Dataset
from positions.errors import BadQuery

# A party does not bind its state, nor does a region; comparisons leave both out unless asked.
BINDING_BRANCHES = ("executive", "legislature", "judiciary", "institution")
_EPOCH = dt.date(1970, 1, 1)
_NEVER = np.iinfo(np.int32).max


@dataclass(frozen=True)
class Selection:
    """The filters of a comparison.

    Attributes
    ----------
    actors, groups
        Whom to compare; groups by id. Neither means everybody with a position.
    members_as_of
        Take the members of `groups` as of this day; by default a position counts if its actor was a member
        on the day of the position.
    topics, issues, events
        On what.
    since, as_of
        The period, both days included. A position known only by month or year counts when any day of it lies inside.
    branches, organs
        Who may speak for an actor.
    commitment
        ``enacted`` for deeds only, ``declared`` for words only.
    confidence
        The least confidence.
    attributions
        How the position is known.
    contested
        Whether contested positions count.
    """

    actors: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    members_as_of: dt.date | None = None
    topics: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    since: dt.date | None = None
    as_of: dt.date | None = None
    branches: tuple[str, ...] = BINDING_BRANCHES
    organs: tuple[str, ...] = ()
    instruments: tuple[str, ...] = ()
    commitment: str | None = None
    confidence: str | None = None
    attributions: tuple[str, ...] = ()
    contested: bool = False

    def told(self) -> list[str]:
        """The filters in words, those in force by default left out."""
        said = [
            ("actors", self.actors), ("group", self.groups), ("topics", self.topics), ("issues", self.issues), ("events", self.events),
            ("organs", self.organs), ("instruments", self.instruments), ("attribution", self.attributions),
        ]  # fmt: skip
        words = [f"{name} {', '.join(values)}" for name, values in said if values]
        words += [f"members as of {self.members_as_of}"] if self.members_as_of else []
        words += [f"since {self.since}"] if self.since else []
        words += [f"as of {self.as_of}"] if self.as_of else []
        words += [{"enacted": "deeds only", "declared": "words only"}[self.commitment]] if self.commitment else []
        words += [f"confidence {self.confidence} or better"] if self.confidence else []
        words += ["branches " + (", ".join(self.branches) or "all")] if self.branches != BINDING_BRANCHES else []
        words += ["contested positions included"] if self.contested else []
        return words


@dataclass(frozen=True, eq=False)
class Filter:
    """One filter: what it keeps, and in words why it leaves out the rest."""

    reason: str
    keep: np.ndarray
    of_question: bool = False  # whether it looks at what was asked and when, whoever answered


@dataclass(frozen=True, eq=False)
class Selected:
    """The positions of a dataset, and what a selection makes of each.

    Attributes
    ----------
    keep
        Whether each position counts.
    filters
        The filters in the order in which they were applied.
    members
        For groups, the days of membership of each actor; empty where no group was asked for.
    """

    dataset: Dataset
    selection: Selection
    keep: np.ndarray
    filters: tuple[Filter, ...] = field(repr=False)
    members: dict[str, list[tuple[int, int]]] = field(repr=False)

    def reason(self, row: int) -> str | None:
        """Why a position is left out; None where it counts."""
        for each in self.filters:
            if not each.keep[row]:
                return each.reason
        return None

    @property
    def asked(self) -> np.ndarray:
        """The positions on what was asked for, by anybody: the filters on topic, issue, event and period alone."""
        keep = np.ones(len(self.keep), bool)
        for each in self.filters:
            if each.of_question:
                keep &= each.keep
        return keep


def resolve(dataset: Dataset, **options: Any) -> Selection:
    """A selection from what a user typed: names become ids, dates become days, one value may stand for a list.

    Parameters
    ----------
    **options
        As the attributes of `Selection`; also the singular forms ``actor``, ``group``, ``topic``, ``issue``, ``event``.

    Raises
    ------
    UnknownName, BadQuery
    """
    look = dataset.lookup
    found: dict[str, Any] = {}
    for name in ("actor", "group", "topic", "issue", "event"):
        values = _several(options.pop(name, None)) + _several(options.pop(f"{name}s", None))
        found[f"{name}s"] = tuple(dict.fromkeys(getattr(look, name)(value) for value in values))
    for name, codes in (
        ("branches", "branch"),
        ("organs", "organ"),
        ("instruments", "instrument"),
        ("attributions", "attribution"),
    ):
        given = options.pop(name, None)
        if given is not None:
            found[name] = tuple(dataset.codebook[codes][value].code for value in _several(given))
    for name, codes in (("commitment", "commitment"), ("confidence", "confidence")):
        given = options.pop(name, None)
        found[name] = dataset.codebook[codes][given].code if given else None
    # A month or year stands for its last day, but for the first where a period begins.
    found["since"] = day(options.pop("since", None), first=True)
    found["as_of"] = day(options.pop("as_of", None))
    found["members_as_of"] = day(options.pop("members_as_of", None))
    found["contested"] = bool(options.pop("contested", False))
    if options:
        raise BadQuery(f"unknown option {', '.join(sorted(options))}")
    if found["since"] and found["as_of"] and found["since"] > found["as_of"]:
        raise BadQuery(f"since {found['since']} is later than as of {found['as_of']}")
    if found["members_as_of"] and not found["groups"]:
        raise BadQuery("members_as_of needs a group")
    return Selection(**found)


def day(value: Any, first: bool = False) -> dt.date | None:
    """A day from a date, or from text as precise as ``2018``, ``2018-12`` or ``2018-12-31``.

    Raises
    ------
    BadQuery
        If the text is no date.
    """
    if value is None or value == "":
        return None
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    try:
        span = dates.parse(str(value))
    except ValueError as error:
        raise BadQuery(str(error)) from None
    return span.first if first else span.last


def _several(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else tuple(value)


def select(dataset: Dataset, selection: Selection) -> Selected:
    """What a selection makes of each position of a dataset."""
    members = _spells(dataset, selection)
    filters = tuple(_filters(dataset, selection, members))
    keep = np.ones(dataset.table("positions").num_rows, bool)
    for each in filters:
        keep &= each.keep
    return Selected(dataset, selection, keep, filters, members)


def _filters(dataset: Dataset, selection: Selection, members: dict[str, list[tuple[int, int]]]) -> Iterator[Filter]:
    """Each filter in force. What is asked for comes first, then the period, then how the position is told."""
    table = dataset.table("positions")
    if selection.topics:
        yield Filter("on another topic", arrow.is_in(table["topic_id"], selection.topics), of_question=True)
    if selection.issues:
        issue = dataset.joined("positions", "event_id", "events", "issue")
        yield Filter("on another issue", arrow.is_in(issue, selection.issues), of_question=True)
    if selection.events:
        yield Filter("on another event", arrow.is_in(table["event_id"], selection.events), of_question=True)
    yield from _of_actors(dataset, selection, members)
    if selection.since:
        yield Filter(
            f"taken before {selection.since}",
            arrow.values(table["date_end"]) >= to_day(selection.since),
            of_question=True,
        )
    if selection.as_of:
        yield Filter(
            f"taken after {selection.as_of}", arrow.values(table["date"]) <= to_day(selection.as_of), of_question=True
        )
    if not selection.contested:
        yield Filter("contested by another source", ~arrow.is_in(table["status"], ("contested",)))
    if selection.branches:
        organs = dataset.codebook["organ"].having(set(selection.branches))
        yield Filter(
            "does not bind or speak for the actor (" + ", ".join(_others(dataset, selection.branches)) + ")",
            arrow.is_in(table["organ"], organs),
        )
    if selection.organs:
        yield Filter("by another organ", arrow.is_in(table["organ"], selection.organs))
    if selection.instruments:
        yield Filter("by another instrument", arrow.is_in(table["instrument"], selection.instruments))
    if selection.commitment:
        word = "a word, not a deed" if selection.commitment == "enacted" else "a deed, not a word"
        yield Filter(word, arrow.is_in(table["commitment"], (selection.commitment,)))
    if selection.confidence:
        enough = [
            code.code
            for code in dataset.codebook["confidence"]
            if code.rank >= dataset.codebook["confidence"][selection.confidence].rank
        ]
        yield Filter(f"confidence below {selection.confidence}", arrow.is_in(table["confidence"], enough))
    if selection.attributions:
        yield Filter("known in another way", arrow.is_in(table["attribution"], selection.attributions))


def _of_actors(dataset: Dataset, selection: Selection, members: dict[str, list[tuple[int, int]]]) -> Iterator[Filter]:
    if not selection.actors and not selection.groups:
        return
    table = dataset.table("positions")
    named = arrow.is_in(table["actor_id"], selection.actors)
    if not selection.groups:
        yield Filter("by another actor", named)
        return
    yield Filter("by another actor", named | arrow.is_in(table["actor_id"], tuple(members)))
    if selection.members_as_of is None:
        first, last = arrow.values(table["date"]), arrow.values(table["date_end"])
        inside = [
            any(first[row] <= until and since <= last[row] for since, until in members.get(actor, ()))
            for row, actor in enumerate(table["actor_id"].to_pylist())
        ]
        yield Filter(f"not a member of {' or '.join(selection.groups)} on that day", named | np.array(inside, bool))


def _spells(dataset: Dataset, selection: Selection) -> dict[str, list[tuple[int, int]]]:
    """For each actor that was a member of one of the groups in the period, its days of membership."""
    day_of = selection.members_as_of
    begin = to_day(day_of or selection.since) if day_of or selection.since else -_NEVER
    end = to_day(day_of or selection.as_of) if day_of or selection.as_of else _NEVER
    spells: dict[str, list[tuple[int, int]]] = {}
    for group in selection.groups:
        for actor, since, until in group_spells(dataset, group):
            if since <= end and until >= begin:
                spells.setdefault(actor, []).append((since, until))
    return dict(sorted(spells.items()))


def group_spells(dataset: Dataset, group: str) -> list[tuple[str, int, int]]:
    """The memberships of a group: actor, first and last day as days since 1970. A region's members are not dated."""
    kind = dataset.labels("groups", "kind")[group]
    if kind == "region":
        name = dataset.labels("groups", "name")[group]
        rows = zip(*(dataset.column("actors", column) for column in ("actor_id", "region", "subregion")), strict=True)
        return [(actor, -_NEVER, _NEVER) for actor, region, subregion in rows if name in (region, subregion)]
    rows_ = dataset.rows("memberships", group_id=group)
    return [(row["actor_id"], to_day(row["since"]), to_day(row["until"]) if row["until"] else _NEVER) for row in rows_]


def _others(dataset: Dataset, branches: Sequence[str]) -> list[str]:
    return [code.label for code in dataset.codebook["branch"] if code.code not in branches]


def to_day(day: dt.date | None) -> int:
    """A date as days since 1970."""
    assert day is not None
    return (day - _EPOCH).days


def to_date(day: int) -> dt.date:
    """A day since 1970 as a date."""
    return _EPOCH + dt.timedelta(days=int(day))


def loosened(selection: Selection, **changes: Any) -> Selection:
    """A selection with some of its filters changed."""
    return replace(selection, **changes)
