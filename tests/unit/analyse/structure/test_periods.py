"""The two periods of a drift."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from positions.analyse.structure.periods import Period, periods
from positions.errors import BadQuery


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("2015", None, (Period(None, dt.date(2014, 12, 31)), Period(dt.date(2015, 1, 1), None))),
        (None, "2015-06", (Period(None, dt.date(2015, 6, 30)), Period(dt.date(2015, 7, 1), None))),
        (dt.date(2015, 5, 1), "2015", (Period(None, dt.date(2015, 4, 30)), Period(dt.date(2016, 1, 1), None))),
        (
            "2010/2014",
            "2016/2017-03",
            (Period(dt.date(2010, 1, 1), dt.date(2014, 12, 31)), Period(dt.date(2016, 1, 1), dt.date(2017, 3, 31))),
        ),
    ],
)
def test_periods(before: Any, after: Any, expected: tuple[Period, Period]) -> None:
    """A date means the days before and after it, an interval its own, and one alone leaves all the others to the other."""
    assert periods(before, after) == expected


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (None, None, "needs a date"),
        ("2015/2017", "2016", "overlap"),
        ("2015/2017", "2016/2018", "overlap"),
        ("spring", None, "not a date"),
    ],
)
def test_periods_that_cannot_be_meant(before: Any, after: Any, said: str) -> None:
    """Overlapping periods, none at all and what is no date are answered."""
    with pytest.raises(BadQuery, match=said):
        periods(before, after)
