"""Positions by date."""

from __future__ import annotations

import pytest

import positions
from positions.errors import UnknownName


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Lithuania", ["press-2017:LTU", "visas-2017:LTU", "visas-2017:LTU:word", "vote-2018:LTU"]),
        ("humanitarian_visas", ["visas-2017:LTU", "visas-2017:LTU:word"]),
        ("scrutiny", ["vote-2018:LTU", "vote-2018:SWE"]),
        ("law-2015", ["law-2015:SWE", "law-2015:NOR"]),
    ],
)
def test_names_of_any_kind(small, name, expected):
    """An actor, a topic, an issue or an event has a timeline; what a matrix leaves out is left out here."""
    assert expected == [row["position_id"] for row in positions.timeline(name, data=small).rows]


def test_groups_by_membership(small):
    """A group's timeline holds its members' positions while they were members."""
    found = {row["position_id"] for row in positions.timeline("EU", data=small).rows}

    assert "law-2015:SWE" in found
    assert not any(name.endswith((":NOR", ":GBR")) for name in found)


def test_filters_narrow(small):
    """What is asked beside the name narrows the timeline, and the caption tells it."""
    line = positions.timeline("LTU", data=small, topic="humanitarian_visas", commitment="enacted")

    assert [row["position_id"] for row in line.rows] == ["visas-2017:LTU"]
    assert line.caption.filters == ("topics humanitarian_visas", "deeds only")


def test_shape_and_dates(small):
    """Renderers know a timeline by its shape; each row has the text of its date and its first day."""
    line = positions.timeline("LTU", data=small)

    assert (line.shape, line.rows[0]["date"], line.rows[0]["day"]) == ("timeline", "2017-05-15", "2017-05-15")
    assert "datetime64" in str(line.to_frame()["day"].dtype)


def test_unknown_names_are_answered_with_any_kind(small):
    """A misspelt name is answered with the nearest of all that have a timeline."""
    with pytest.raises(UnknownName, match="Lithuania"):
        positions.timeline("Lithuana", data=small)
    with pytest.raises(UnknownName, match="humanitarian_visas"):
        positions.timeline("humanitarian_visa", data=small)
