"""Figures and words of pages."""

from __future__ import annotations

import doctest

from positions.analyse import account
from positions.analyse.dataset import Dataset
from positions.share.site import figures, tones


def test_doctests() -> None:
    """The examples of the tones are true."""
    assert 0 == doctest.testmod(tones).failed


def test_tile_map_has_each_actor_once() -> None:
    """A map shows each actor that it knows, with its stance, and marks why others are blank."""
    made = figures.tile_map({"LTU": 2.0}, {"SWE": "absent"}, {"LTU": "Lithuania", "SWE": "Sweden", "XXX": "Nowhere"})
    lithuania, sweden = (next(tile for tile in made["tiles"] if name in tile) for name in ("LTU", "SWE"))

    assert 2 == len(made["tiles"])
    assert "Lithuania: +2" in lithuania and "k4" in lithuania
    assert "absent" in sweden and "○" in sweden


def test_timeline_counts_positions(small: Dataset) -> None:
    """Each bubble stands for the positions of one year and stance; together they are all."""
    accounts = account.of_actor(small, "SWE")
    made = figures.timeline(accounts)

    assert len(accounts) == sum(bubble["n"] for bubble in made["bubbles"])
    assert "2015: 1 position, acts against" in [bubble["says"] for bubble in made["bubbles"]]


def test_bars_cover_every_year(small: Dataset) -> None:
    """A year without positions has its place."""
    made = figures.bars(account.day for account in account.of_actor(small, "SWE"))

    assert [2015, 2016, 2017, 2018] == [int(bar["says"][:4]) for bar in made["bars"]]
