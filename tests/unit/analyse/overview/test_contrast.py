"""Some actors side by side."""

from __future__ import annotations

import pytest

import positions
from positions.errors import BadQuery, UnknownName


def test_differences_come_first(small):
    """Events are told by how far the actors are apart; those on which they agree are left out."""
    rows = positions.compare("LTU", "SWE", data=small)["Differences"].rows
    expected = [("vote-2018", 2.0, -2.0, 4.0), ("press-2017", 1.0, 0.0, 1.0)]

    assert expected == [(row["event_id"], row["LTU"], row["SWE"], row["spread"]) for row in rows]


def test_every_event_is_told_when_asked_for(small):
    """By event, each event on which one of them has a stance is a row, by date, blanks where one has none."""
    rows = positions.compare("LTU", "SWE", by="event", data=small)["Events"].rows

    assert [row["event_id"] for row in rows] == ["law-2015", "press-2017", "visas-2017", "vote-2018"]
    assert rows[0]["LTU"] is None and rows[0]["spread"] is None


def test_pairs_tell_why_they_have_no_value(small):
    """Two actors with too few shared events have no agreement, and the reason is told."""
    (pair,) = positions.compare("LTU", "SWE", data=small)["Agreement"].rows
    (enough,) = positions.compare("LTU", "SWE", data=small, least_n=2)["Agreement"].rows
    (none,) = positions.compare("LTU", "NAM", data=small)["Agreement"].rows

    assert (pair["status"], pair["n"], pair["agreement"]) == ("too_few", 2, None)
    assert (enough["status"], enough["agreement"]) == ("ok", 0.375)
    assert (none["status"], none["n"], none["kappa"]) == ("no_overlap", 0, None)


def test_comparison_needs_two(small):
    """One actor, or one twice, is nothing to compare; an unknown way to compare is answered with the nearest."""
    with pytest.raises(BadQuery, match="two actors or more; got LTU, LTU"):
        positions.compare("LTU", "Lithuania", data=small)
    with pytest.raises(UnknownName, match="'topic'"):
        positions.compare("LTU", "SWE", by="topics", data=small)


def test_actors_without_positions_can_be_compared(small):
    """Where nobody has a position, the comparison is empty rather than an error."""
    made = positions.compare("NAM", "NOR", data=small, topic="humanitarian_visas")

    assert made["Differences"].rows == ()
