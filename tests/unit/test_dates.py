"""Dates as precise as their sources, and the days that they may mean."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from positions import dates


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("2017-05-17", "2017-05-17", "2017-05-17", "day"),
        ("2017-02", "2017-02-01", "2017-02-28", "month"),
        ("2016-02", "2016-02-01", "2016-02-29", "month"),
        ("2017", "2017-01-01", "2017-12-31", "year"),
        ("2017-12-21/2019-10", "2017-12-21", "2019-10-31", "interval"),
        ("2017/2017", "2017-01-01", "2017-12-31", "interval"),
    ],
)
def test_parse(text: str, first: str, last: str, precision: str) -> None:
    """A date means every day from its first to its last."""
    expected = dates.Span(dt.date.fromisoformat(first), dt.date.fromisoformat(last), precision)

    assert expected == dates.parse(text)


@pytest.mark.parametrize(
    "text",
    ["", "17 May 2017", "2017-5", "2017-13", "2017-02-30", "0000", "20170517", "2017-05-17T00:00", "/", "2017/", "/2017",
     "2017/2016", "2017/2018/2019", "２０１７", "2017-05-17\n", "-2017", "2017-00"],
)  # fmt: skip
def test_no_date(text: str) -> None:
    """A text of another form, or no day of the calendar, is refused with the text in the message."""
    with pytest.raises(ValueError, match=r"date|calendar|ends before"):
        dates.parse(text)


@given(st.dates(min_value=dt.date(1000, 1, 1)), st.sampled_from(["year", "month", "day"]))
def test_written_is_the_inverse(day: dt.date, precision: str) -> None:
    """What is written is parsed to the same span."""
    text = dates.written(day, day, precision)
    span = dates.parse(text)

    assert text == dates.written(span.first, span.last, span.precision)
    assert span.first <= day <= span.last


@given(st.dates(), st.dates(), st.dates(), st.dates())
def test_holds_and_meets(a: dt.date, b: dt.date, c: dt.date, d: dt.date) -> None:
    """A span that holds another meets it; meeting is mutual."""
    one, other = dates.Span(min(a, b), max(a, b), "interval"), dates.Span(min(c, d), max(c, d), "interval")

    assert one.meets(other) == other.meets(one)
    assert not one.holds(other) or one.meets(other)
    assert one.holds(one)
