"""Figures and words of pages."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

from positions.analyse import account
from positions.analyse.dataset import Dataset
from positions.render.document import MISSING
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
    assert "absent" in sweden and "×" in sweden


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


def test_blanks_have_one_mark_each_everywhere() -> None:
    """The explorer, the other pages and every other format mark the reasons for a blank alike."""
    words = (Path(tones.__file__).parent / "assets" / "words.js").read_text("utf-8")
    explorer = dict(re.findall(r'^    (\w+): \["(.)", "[^"]+"\],$', words, re.M))

    assert {kind: mark for kind, (mark, _) in tones.BLANKS.items()} == explorer
    assert explorer.items() <= {kind: missing.glyph for kind, missing in MISSING.items()}.items()
