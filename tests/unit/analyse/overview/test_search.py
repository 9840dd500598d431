"""What holds some words."""

from __future__ import annotations

import pytest

import positions
from positions.analyse.overview.search import folded
from positions.errors import BadQuery, UnknownName


def test_every_word_has_to_be_there(small):
    """All words must be found, in whichever field."""
    assert [row["id"] for row in positions.search("visas should", "events", data=small).rows] == ["visas-2017"]
    assert positions.search("visas nothing", data=small).rows == ()


def test_titles_before_summaries(small):
    """An event whose title holds the word comes before positions whose summary does."""
    found = positions.search("law", data=small).rows

    assert (found[0]["kind"], found[0]["id"]) == ("event", "law-2015")
    assert {"position"} == {row["kind"] for row in found[1:]}


def test_accents_and_capitals_do_not_matter():
    """Letters are compared without accents and capitals."""
    assert folded("Linkevičius OSLO Łódź") == "linkevicius oslo lodz"


def test_beginnings_of_words_are_found(small):
    """A word may be the beginning of a longer one, not its middle."""
    assert "SWE" in [row["id"] for row in positions.search("swed", "actors", data=small).rows]
    assert positions.search("weden", data=small).rows == ()


def test_more_than_shown_is_told(small):
    """Where there is more than is shown, the caption says how much."""
    found = positions.search("2017", data=small, limit=2)

    assert len(found.rows) == 2
    assert "the first 2 of" in found.caption.rule


def test_nothing_to_search_for(small):
    """A text without words and an unknown kind are told."""
    with pytest.raises(BadQuery, match="holds no word"):
        positions.search("...", data=small)
    with pytest.raises(UnknownName, match="'events'"):
        positions.search("law", "event", data=small)
