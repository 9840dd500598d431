"""Agreement asked of a dataset: whose stances are compared, and what stands where nothing can be said."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

import positions
from positions.analyse.dataset import Dataset
from positions.analyse.own.table import take
from positions.analyse.pairwise.answers import agreement, answers, own_answers, side_by_side
from positions.analyse.selection import resolve
from positions.errors import BadQuery, UnknownName


def test_answers_are_the_event_stances(small: Dataset) -> None:
    """Deeds speak before words, and an actor without a position that counts has no stance."""
    given = answers(small, resolve(small, actor=["LTU", "SWE", "NOR"]))

    assert given.events == ("law-2015", "press-2017", "visas-2017", "vote-2018")
    np.testing.assert_array_equal([[np.nan, 1, 2, 2], [-2, 0, np.nan, -2], [-1, np.nan, np.nan, np.nan]], given.stances)


def test_plain_agreement_by_hand(small: Dataset) -> None:
    """Lithuania and Sweden share two events, at distances 1 and 4 of 4: 1 - 5/8."""
    found = agreement(answers(small, resolve(small)), "agreement", least_n=1)
    pair = {(pair.a, pair.b): pair for pair in found.pairs()}["LTU", "SWE"]

    assert (pair.value, pair.n, pair.status) == (0.375, 2, "ok")


@pytest.mark.parametrize(("least_n", "status"), [(1, "no_overlap"), (5, "no_overlap")])
def test_what_is_undefined_is_not_a_number(small: Dataset, least_n: int, status: str) -> None:
    """A pair without a shared event has no value, whatever the measure."""
    found = agreement(answers(small, resolve(small, actor=["NOR", "GBR"])), "kappa", least_n=least_n)

    assert [(True, status)] == [(bool(np.isnan(pair.value)), pair.status) for pair in found.pairs()]


def test_groups_as_rows(small: Dataset) -> None:
    """A group's stance on an event is the mean of its members that day."""
    given = answers(small, resolve(small, groups=["EU", "Northern Europe"]), "group")

    assert given.rows == ("EU", "NORTHERN-EUROPE")
    # A group row holds what the selection keeps: every act of a member of either group on the day.
    assert given.stances[0][given.events.index("vote-2018")] == 0.0


def test_every_measure_side_by_side(small: Dataset) -> None:
    """One row a pair with all measures; a blank where a measure is undefined."""
    listing = side_by_side(answers(small, resolve(small, actor=["LTU", "SWE"])), least_n=1)

    assert (len(listing.rows), *(listing.rows[0][name] for name in ("a", "b", "agreement"))) == (1, "LTU", "SWE", 0.375)


def test_the_caption_says_how_to_get_plain_agreement(small: Dataset) -> None:
    """Measure, definition, paper, least number and the way to plain agreement are told."""
    caption = agreement(answers(small, resolve(small)), "kappa").caption

    assert caption.title == "Who agrees with whom? Cohen's kappa, linear weights"
    assert any("--measure agreement" in note for note in caption.notes)
    assert any("Cohen 1960" in note for note in caption.notes)


def test_a_table_of_ones_own(small: Dataset) -> None:
    """Votes from -1 to 1 are judged against their own scale."""
    votes = pa.table({"a": ["x", "y", "x", "y"], "q": [1, 1, 2, 2], "v": ["for", "against", "for", "for"]})
    found = agreement(own_answers(take(votes, {"actor": "a", "question": "q", "stance": "v"})), "agreement", least_n=1)

    assert [pair.value for pair in found.pairs()] == [0.5]


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"measure": "kapa"}, UnknownName),
        ({"order": "size"}, UnknownName),
        ({"blocks": "week"}, UnknownName),
        ({"weights": "cubic"}, BadQuery),
    ],
)
def test_what_cannot_be_meant(small_folder: Any, options: dict[str, Any], error: type[Exception]) -> None:
    """Unknown measures, orders, blocks and weights are answered."""
    with pytest.raises(error):
        positions.agreement(data=small_folder, **options)


def test_two_actors_are_needed(small: Dataset) -> None:
    """One actor agrees with nobody."""
    with pytest.raises(BadQuery, match="two actors"):
        agreement(answers(small, resolve(small, actor="LTU")))


def test_whole_years_of_ones_own_table() -> None:
    """A table with dates can be resampled by years, those before 1970 too; one without cannot."""
    votes = pa.table(
        {
            "a": ["x", "y"] * 3,
            "q": [1, 1, 2, 2, 3, 3],
            "v": ["for", "for", "for", "against", "against", "against"],
            "d": [dt.date(1946, 1, 1)] * 2 + [dt.date(1947, 5, 1)] * 2 + [dt.date(2001, 2, 3)] * 2,
        }
    )
    columns = {"actor": "a", "question": "q", "stance": "v"}
    given = own_answers(take(votes, {**columns, "date": "d"}))

    assert given.years == ("1946", "1947", "2001")
    with pytest.raises(BadQuery, match="which column holds the date"):
        own_answers(take(votes, columns)).blocks("year")
