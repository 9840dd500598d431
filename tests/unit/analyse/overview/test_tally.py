"""Positions counted by code."""

from __future__ import annotations

import positions
from positions.analyse.overview.tally import COLUMNS, tallies


def test_every_position_is_counted_once(small):
    """Under each head the counts add up to the number of positions."""
    made = tallies(small)
    total = small.table("positions").num_rows

    assert {title: total for title, _ in made.parts} == {
        title: sum(row["positions"] for row in part.rows) for title, part in made.parts
    }


def test_codes_without_a_position_are_told(small):
    """A code that nobody uses is told with 0, in the order of the list."""
    expected = [("low", 1), ("medium", 0), ("high", 11)]

    assert expected == [(row["code"], row["positions"]) for row in tallies(small)["confidence"].rows]


def test_info_in_full_holds_the_tallies(small):
    """In full, the tallies stand behind the tables."""
    titles = [title for title, _ in positions.info(data=small, full=True).parts]

    coverage = ["Topics", "Issues", "Regions", "Years"]

    assert ["Dataset", "Tables", *COLUMNS, "decade", "region", "sources", *coverage] == titles[: 5 + len(COLUMNS) + 4]
