"""What there is, as listings."""

from __future__ import annotations

import pytest

import positions
from positions.analyse.overview.inventory import KINDS
from positions.errors import BadQuery, UnknownName


@pytest.mark.parametrize("what", sorted(KINDS))
def test_everything_can_be_listed(small, what):
    """Each kind has rows, each row a value (or None) for every head."""
    listed = positions.inventory(what, data=small)

    assert listed.rows
    assert all(head.name in row for row in listed.rows for head in listed.heads)


def test_filters_leave_what_positions_stand_on(small):
    """With filters, only what the positions kept stand on is listed, and counts are of these."""
    events = positions.inventory("events", data=small, actor="GBR")
    actors = positions.inventory("actors", data=small, topic="asylum_rules")
    expected = [("press-2017", 1, 1), ("visas-2017", 1, 1)]

    assert expected == [(row["event_id"], row["actors"], row["positions"]) for row in events.rows]
    assert [row["actor_id"] for row in actors.rows] == ["NOR", "SWE"]


def test_dates_are_as_precise_as_known(small):
    """An event of a month is dated by the month."""
    assert "2017-05" in [row["date"] for row in positions.inventory("events", data=small).rows]


def test_members_are_those_of_the_newest_position(small):
    """A group counts its members on the day of the newest position, and whoever was one ever."""
    expected = {"EU": (2, 3), "NORTHERN-EUROPE": (4, 4)}

    assert expected == {
        row["group_id"]: (row["members"], row["ever"]) for row in positions.inventory("groups", data=small).rows
    }


def test_code_lists_are_listed_with_definitions(small):
    """The codebook has a part for each list; a list names its codes in order."""
    from positions import api

    book, one = api.codebook(data=small), api.codebook("confidence", data=small)

    assert list(small.codebook) == [title for title, _ in book.parts]
    assert [row["code"] for row in one.rows] == ["low", "medium", "high"]


def test_info_tells_version_and_digests(small):
    """The version, the licence and the rows and digest of each table are told."""
    told = positions.info(data=small)
    facts = {row["fact"]: row["value"] for row in told["Dataset"].rows}

    assert (facts["version"], facts["period"]) == ("2026.1", "2015-06-01 to 2018-03-01")
    assert all(row["digest"].startswith("sha256:") for row in told["Tables"].rows)


def test_wrong_questions_are_answered(small):
    """An unknown kind is answered with the nearest; tables take no filters."""
    with pytest.raises(UnknownName, match="'events'"):
        positions.inventory("event", data=small)
    with pytest.raises(BadQuery, match="tables are listed whole"):
        positions.inventory("tables", data=small, actor="LTU")
