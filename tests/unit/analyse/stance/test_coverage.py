"""What was looked at and found, or found empty."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import pytest
from tests.small import day, event, position, small_rows

import positions
from positions.analyse.selection import resolve, select
from positions.analyse.stance import coverage as judged
from positions.analyse.stance.comparison import matrix


def test_cells_tell_what_they_are(small):
    """Each cell holds a number of positions, or the reason why there is none."""
    found = positions.coverage(data=small, columns="event", actor=["LTU", "SWE", "GBR", "NOR"])
    expected = {
        "LTU": {"recorded": 3, "left_out": 0, "absent": 0, "not_found": 1, "not_asked": 0},
        "SWE": {"recorded": 3, "left_out": 1, "absent": 0, "not_found": 0, "not_asked": 0},
        "GBR": {"recorded": 1, "left_out": 1, "absent": 0, "not_found": 1, "not_asked": 1},
        "NOR": {"recorded": 1, "left_out": 0, "absent": 0, "not_found": 2, "not_asked": 1},
    }

    assert expected == found.by_row()
    assert found.by_column()["vote-2018"] == {"recorded": 2, "left_out": 0, "absent": 0, "not_found": 0, "not_asked": 2}


def test_share_is_of_what_was_asked(small):
    """An actor is held against the events that were put to it, not against those of a body without its seat."""
    found = positions.coverage(data=small, columns="topic", actor=["LTU", "GBR"])
    assert found.share_by_row() == {"LTU": 3 / 4, "GBR": 1 / 3}


def test_share_without_a_question_is_undefined(small):
    """Where nothing was put to an actor there is no share."""
    found = positions.coverage(data=small, columns="event", event="vote-2018", actor="NOR")

    assert np.isnan(found.share).all()


def test_frame_has_a_row_for_each_cell(small):
    """The frame tells the state of every cell as a category."""
    frame = positions.coverage(data=small, actor=["LTU", "SWE"]).to_frame()

    assert frame.columns.tolist() == ["actor", "issue", "n", "events", "asked", "share", "state"]
    assert 2 * frame["issue"].nunique() == len(frame)


FOUR = ["LTU", "SWE", "GBR", "NOR"]


def test_numbers_of_every_cell(small):
    """Positions, events and events asked, by hand: the vote was put to the members of that day alone."""
    found = positions.coverage(data=small, columns="topic", actor=FOUR)

    assert ("humanitarian_visas", "asylum_rules", "diplomatic_pressure") == found.columns
    assert [[2, 0, 2], [0, 1, 3], [0, 0, 1], [0, 1, 0]] == found.n.tolist()
    assert [[1, 0, 2], [0, 1, 2], [0, 0, 1], [0, 1, 0]] == found.events.tolist()
    assert [[1, 1, 2], [1, 1, 2], [1, 1, 1], [1, 1, 1]] == found.asked.tolist()
    assert [[1, 0, 1], [0, 1, 1], [0, 0, 1], [0, 1, 0]] == found.share.tolist()
    assert {"humanitarian_visas": 1 / 4, "asylum_rules": 2 / 4, "diplomatic_pressure": 5 / 6} == found.share_by_column()
    assert {"LTU": 3 / 4, "SWE": 3 / 4, "GBR": 1 / 3, "NOR": 1 / 3} == found.share_by_row()


def test_the_state_of_a_cell_is_recorded_or_why_not(small):
    """What is recorded has no reason, and the other way round."""
    found = positions.coverage(data=small, columns="topic", actor=["LTU", "SWE"])

    assert [["", "not_found", ""], ["left_out", "", ""]] == found.missing.tolist()
    assert [["recorded", "not_found", "recorded"], ["left_out", "recorded", "recorded"]] == found.state.tolist()


def test_a_share_of_nothing_is_undefined(small):
    """Where nothing was put to a row it has no share, in one cell and over all; others keep theirs."""
    found = positions.coverage(data=small, columns="event", event="vote-2018", actor=["NOR", "LTU"])

    assert [True, False] == [math.isnan(found.share[0, 0]), math.isnan(found.share_by_row()["LTU"])]
    assert (True, 1.0) == (math.isnan(found.share_by_row()["NOR"]), found.share_by_row()["LTU"])


def test_what_stands_over_and_under_it(small):
    """Title, filters, rule and version; names for ids; an event is called one."""
    found = positions.coverage(data=small, columns="topic", actor=["LTU"])

    assert {
        "title": "What was found, by actor and topic", "filters": ["actors LTU", "newest position 2018-03-01"],
        "rule": "Number of positions that count; a blank says why there is none", "version": "2026.1", "notes": [],
    } == found.caption.facts()  # fmt: skip
    assert ("Lithuania", "Asylum rules", "event", "actor", "topic") == (
        found.row_labels["LTU"], found.column_labels["asylum_rules"], found.events_are, found.rows_are, found.columns_are,
    )  # fmt: skip
    assert found.caption.facts() == found.to_frame().attrs


def test_the_frame_in_full(small):
    """One row a cell, the row first; counts, share and state; states are categories in their order."""
    frame = positions.coverage(data=small, columns="topic", actor=["LTU", "NOR"]).to_frame()

    assert [
        ("LTU", "humanitarian_visas", 2, 1, 1, 1.0, "recorded"), ("LTU", "asylum_rules", 0, 0, 1, 0.0, "not_found"),
        ("LTU", "diplomatic_pressure", 2, 2, 2, 1.0, "recorded"), ("NOR", "humanitarian_visas", 0, 0, 1, 0.0, "not_found"),
        ("NOR", "asylum_rules", 1, 1, 1, 1.0, "recorded"), ("NOR", "diplomatic_pressure", 0, 0, 1, 0.0, "not_found"),
    ] == list(frame.itertuples(index=False, name=None))  # fmt: skip
    assert ["recorded", "left_out", "absent", "not_found", "not_asked"] == frame["state"].cat.categories.tolist()


def test_a_group_is_asked_when_a_member_is(small):
    """A body asks a group that has a member in it; what the group answered counts as asked, though its members have left."""
    found = positions.coverage(
        data=small, columns="event", rows="group", groups=["EU", "Northern Europe"], topic="diplomatic_pressure"
    )
    without = positions.coverage(
        data=small, columns="event", rows="group", groups=["EU"], event="vote-2018", commitment="declared"
    )

    assert [[1, 1], [1, 1]] == found.asked.tolist()
    assert ([[1]], [[0]], [["left_out"]]) == (without.asked.tolist(), without.events.tolist(), without.missing.tolist())


@pytest.fixture(name="votes")
def _votes(tables_of):
    """A vote of the EU of the year 2004 in which Sweden, and Norway without a seat, have positions; Lithuania joined in May."""
    rows = small_rows()
    rows["evidence"] = []
    rows["events"] = [
        event("early", "asylum_rules", "access", "2004-04-30", "2004-04-30", body_id="EU"),
        event("joined", "asylum_rules", "access", "2004-05-01", "2004-05-01", body_id="EU"),
        event("span", "asylum_rules", "access", "2004-04-01", "2004-05-31", body_id="EU"),
        event("left", "asylum_rules", "access", "2017-05-12", "2017-05-12", body_id="EU"),
        event("gone", "asylum_rules", "access", "2017-05-13", "2017-06-30", body_id="EU"),
        event("open", "asylum_rules", "access", "2017-05-13", "2017-05-13"),
    ]
    rows["positions"] = [
        position(row["event_id"], "SWE", "for", "enacted", str(row["date"])) | {"topic_id": "asylum_rules"}
        for row in rows["events"]
    ]
    rows["positions"].append(position("early", "NOR", "for", "declared", "2004-04-30") | {"topic_id": "asylum_rules"})
    return tables_of(rows)


def test_a_seat_is_held_from_the_first_day_to_the_last(votes):
    """Membership on any day of the event is a seat: the day of joining and of leaving belong to it, the days beside them do not."""
    made = matrix(votes, resolve(votes, actor=["LTU", "GBR", "NOR"]), columns="event")
    kinds = dict(zip(made.columns, made.missing.T.tolist(), strict=True))

    assert {
        "early": ["not_asked", "absent", ""], "joined": ["absent", "absent", "not_asked"], "span": ["absent", "absent", "not_asked"],
        "left": ["absent", "absent", "not_asked"], "gone": ["absent", "not_asked", "not_asked"], "open": ["not_found", "not_found", "not_found"],
    } == kinds  # fmt: skip


def test_who_answered_was_asked(votes):
    """A position on the question of a body in which the actor has no seat counts as asked, once; a seat with an answer too."""
    found = positions.coverage(data=votes, columns="event", actor=["NOR", "SWE", "LTU"])
    asked = dict(zip(found.columns, found.asked.T.tolist(), strict=True))

    assert ([1, 1, 0], [0, 1, 1], [1, 1, 1]) == (asked["early"], asked["joined"], asked["open"])


def test_all_events_asked_are_counted(votes):
    """Open ones and those of a body with a seat; of a topic without events none was asked."""
    found = positions.coverage(data=votes, columns="topic", actor=["LTU", "GBR", "NOR", "SWE"])

    # Lithuania had no seat in the first, the United Kingdom none in the fifth; Norway answered one and the open one was put to it.
    assert ("asylum_rules", [5, 5, 2, 6]) == (found.columns[1], found.asked[:, 1].tolist())
    assert [0] * 8 == found.asked[:, [0, 2]].ravel().tolist()
    assert [0.0, 0.0, 0.5, 1.0] == found.share[:, 1].tolist()


def test_what_says_more_fills_the_cell(votes):
    """Over all events of a topic: an absence before an open question; what the filters leave out before both."""
    made = matrix(votes, resolve(votes, actor=["LTU", "GBR", "NOR"], commitment="enacted"))

    assert ["absent", "absent", "left_out"] == made.missing[:, 1].tolist()


def test_a_column_without_events_is_not_found(votes):
    """Where nobody took a position on a topic, nothing was found on it."""
    assert ["not_found", "not_found"] == matrix(votes, resolve(votes, actor="LTU")).missing[0, [0, 2]].tolist()


@pytest.mark.parametrize(("actor", "name", "kind"), [
    ("SWE", "early", judged.LEFT_OUT), ("GBR", "early", judged.ABSENT), ("LTU", "early", judged.NOT_ASKED), ("LTU", "open", judged.NOT_FOUND),
])  # fmt: skip
def test_the_kind_of_one_actor_and_event(votes, actor, name, kind):
    """A position that is left out, a seat without an answer, no seat, an open question."""
    assert kind == judged.kind_of(votes, actor, name, {("SWE", "early"), ("GBR", "joined")})


def test_what_the_filters_leave_out(small):
    """Actor and event of each position that does not count, and of no other."""
    assert {("GBR", "visas-2017"), ("SWE", "visas-2017")} == judged.left_out(select(small, resolve(small)))


def test_events_of_columns(small):
    """All events of the topics and the period asked for, whoever answered them; what has no column is in none."""

    def events(columns, **options):
        return judged.events_by_column(matrix(small, resolve(small, **options), columns=columns))

    assert {"diplomatic_pressure": {"press-2017", "vote-2018"}, "humanitarian_visas": {"visas-2017"}} == events(
        "topic", actor="NOR", since="2016"
    )
    assert {"2015": {"law-2015"}, "2017": {"press-2017", "visas-2017"}, "2018": {"vote-2018"}} == events("year")
    assert {} == events("beneficiaries")


def test_a_table_of_ones_own_knows_no_reason(small):
    """Without a dataset nothing is known but that nothing was found."""
    made = dataclasses.replace(matrix(small, resolve(small, actor=["LTU", "SWE"])), selected=None)

    assert [["", "not_found", ""], ["not_found", "", ""]] == made.missing.tolist()
    assert np.dtype("<U9") == made.missing.dtype


def test_members_that_left_are_asked_no_more(tables_of):
    """A group is asked what its members are; one whose only member has left the body is not."""
    rows = small_rows()
    rows["groups"].append(
        {"group_id": "ISLES", "name": "Isles", "kind": "organisation", "definition": "For this test."}
    )
    rows["memberships"].append({"group_id": "ISLES", "actor_id": "GBR", "since": day("1973-01-01")})
    data = tables_of(rows)
    found = positions.coverage(
        data=data, columns="event", rows="group", groups=["ISLES", "EU"], event=["vote-2018", "visas-2017"]
    )

    assert (("visas-2017", "vote-2018"), [[1, 0], [1, 1]]) == (found.columns, found.asked.tolist())
    assert [["left_out", "not_asked"], ["", ""]] == found.missing.tolist()
