"""Dates as precise as their sources are: EDTF level 0 text, and the first and last day that it may mean."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
FORMS = "YYYY, YYYY-MM, YYYY-MM-DD or an interval of two such dates, first/last"


@dataclass(frozen=True, order=True)
class Span:
    """The days that a date may mean.

    Attributes
    ----------
    first, last
        The first and the last possible day, both included.
    precision
        ``day``, ``month``, ``year`` or ``interval``.
    """

    first: dt.date
    last: dt.date
    precision: str

    def holds(self, other: Span) -> bool:
        """Whether every day of `other` lies inside."""
        return self.first <= other.first and other.last <= self.last

    def meets(self, other: Span) -> bool:
        """Whether any day is shared."""
        return self.first <= other.last and other.first <= self.last


def parse(text: str) -> Span:
    """The days that an EDTF level 0 date means.

    Parameters
    ----------
    text
        ``2017-05-17``, ``2017-05``, ``2017``, or an interval of two of them such as ``2017-12-21/2019-10``.

    Raises
    ------
    ValueError
        If the text has another form, names no real day, or ends before it begins.
    """
    first, slash, last = text.partition("/")
    if not slash:
        return _simple(first)
    start, end = _simple(first), _simple(last)
    if end.last < start.first:
        raise ValueError(f"{text!r} ends before it begins")
    return Span(start.first, end.last, "interval")


def _simple(text: str) -> Span:
    match = _DATE.fullmatch(text)
    if not match:
        raise ValueError(f"{text!r} is not a date of the form {FORMS}")
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    try:
        if month is None:
            return Span(dt.date(year, 1, 1), dt.date(year, 12, 31), "year")
        if day is None:
            return Span(dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1]), "month")
        return Span(dt.date(year, month, day), dt.date(year, month, day), "day")
    except (ValueError, calendar.IllegalMonthError):
        raise ValueError(f"{text!r} is not a day of the calendar") from None


def precision(first: dt.date, last: dt.date) -> str:
    """How precise a date is that may be any of these days: the whole of a year or a month, one day, else an interval.

    >>> precision(dt.date(2017, 5, 1), dt.date(2017, 5, 31))
    'month'
    """
    for name in ("day", "month", "year"):
        whole = parse(written(first, last, name))
        if (whole.first, whole.last) == (first, last):
            return name
    return "interval"


def written(first: dt.date, last: dt.date, precision: str) -> str:
    """The EDTF text of a date, the inverse of `parse` but for intervals, which are written by their days.

    >>> written(dt.date(2017, 5, 1), dt.date(2017, 5, 31), "month")
    '2017-05'
    """
    if precision == "interval":
        return f"{first}/{last}"
    return first.isoformat()[: {"year": 4, "month": 7, "day": 10}[precision]]
