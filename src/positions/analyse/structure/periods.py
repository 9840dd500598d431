"""The two periods that a drift compares: which days each has."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from positions import dates
from positions.errors import BadQuery

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """Days from the first to the last, both included; None for an open end."""

    first: dt.date | None
    last: dt.date | None

    def __str__(self) -> str:
        if self.first is None:
            return f"up to {self.last}"
        return f"from {self.first}" if self.last is None else f"{self.first} to {self.last}"


def periods(before: Any, after: Any) -> tuple[Period, Period]:
    """The two periods that a user named.

    Parameters
    ----------
    before, after
        A date: all days before it, and after it, the days of the date itself left out. An interval (``2010/2014``):
        its days. None for one of them: the days that the other leaves.

    Raises
    ------
    BadQuery
        If neither is named, a date cannot be read, or the periods overlap.
    """
    if not before and not after:
        raise BadQuery("drift needs a date: positions before it are held against those after it")
    early, late = _span(before), _span(after)
    first, second = _period(early, before=True), _period(late, before=False)
    if first is None:
        assert second is not None and second.first is not None
        first = Period(None, second.first - ONE_DAY)
    if second is None:
        assert first.last is not None
        second = Period(first.last + ONE_DAY, None)
    if first.last is None or second.first is None or first.last >= second.first:
        raise BadQuery(f"the periods overlap: {first}, and {second}")
    return first, second


def _span(named: Any) -> dates.Span | None:
    if not named:
        return None
    if isinstance(named, dt.date):
        day = named.date() if isinstance(named, dt.datetime) else named
        return dates.Span(day, day, "day")
    try:
        return dates.parse(str(named))
    except ValueError as error:
        raise BadQuery(str(error)) from None


def _period(span: dates.Span | None, before: bool) -> Period | None:
    if span is None:
        return None
    if span.precision == "interval":
        return Period(span.first, span.last)
    return Period(None, span.first - ONE_DAY) if before else Period(span.last + ONE_DAY, None)
