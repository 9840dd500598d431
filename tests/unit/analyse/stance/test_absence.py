"""Why somebody has no stance on an event, event by event and in words."""

from __future__ import annotations

from typing import Any

import pytest
from tests.small import day, event, position, small_rows

from positions.analyse.dataset import Dataset
from positions.analyse.selection import resolve
from positions.analyse.stance.absence import Absence, absences, weightiest
from positions.analyse.stance.comparison import matrix

LEFT = "a position is recorded, but the filters leave it out"
OPEN = "an open question, on which no position of it was found"


def found(
    data: Dataset, row: str, column: str, rows: str = "actor", columns: str = "topic", **options: Any
) -> tuple[Absence, ...]:
    return absences(matrix(data, resolve(data, **options), rows, columns), row, column)


@pytest.fixture(name="asked")
def _asked(tables_of: Any) -> Dataset:
    """The small dataset with a vote of the EU in March 2016, one in 2018, a member that was silent in them, an open event of 2016."""
    rows = small_rows()
    rows["events"] += [
        event("vote-2016", "diplomatic_pressure", "scrutiny", "2016-03-01", "2016-03-31", body_id="EU"),
        event("call-2016", "diplomatic_pressure", "scrutiny", "2016-03-01", "2016-03-31"),
    ]
    rows["positions"] += [
        position(name, "SWE", "for", "enacted", "2016-03-05", confidence="low") | {"topic_id": "diplomatic_pressure"} for name in ("vote-2016", "call-2016")
    ]  # fmt: skip
    rows["evidence"] = []
    return tables_of(rows)


def test_every_kind_by_date_of_its_event(asked: Dataset) -> None:
    """Each event of the column is told, the earliest first and by id on one day, with the kind and its words."""
    assert (
        Absence("call-2016", "Call 2016", "2016-03", "not_found", None, OPEN),
        Absence("vote-2016", "Vote 2016", "2016-03", "absent", "European Union",
                "a member of European Union, which was asked in 2016-03, but no answer of it is recorded"),
        Absence("press-2017", "Press 2017", "2017-05", "left_out", None, LEFT),
        Absence("vote-2018", "Vote 2018", "2018-03-01", "not_asked", "European Union",
                "the question went to the members of European Union alone, and it was not one on 2018-03-01"),
    ) == found(asked, "GBR", "diplomatic_pressure", actor="GBR", commitment="declared")  # fmt: skip


def test_a_member_that_did_not_vote_was_absent(asked: Dataset) -> None:
    """Lithuania was silent on one vote, and its deed in another is left out: each event has a kind of its own."""
    told = found(asked, "LTU", "scrutiny", columns="issue", actor="LTU", commitment="declared")

    assert [("call-2016", "not_found"), ("vote-2016", "absent"), ("vote-2018", "left_out")] == [
        (each.event_id, each.kind) for each in told
    ]


def test_a_column_without_events_has_no_absences(small: Dataset) -> None:
    """What nobody acted on is not looked up."""
    assert () == found(small, "LTU", "humanitarian_visas", actor="LTU", event="law-2015")


@pytest.mark.parametrize(
    ("group", "filters", "expected"),
    [
        # Sweden's word is left out, Lithuania and the United Kingdom were silent.
        ("EU", {"confidence": "high"}, "left_out"),
        ("BALTIC", {}, "absent"),
        ("AFRICA", {}, "not_asked"),
        # Norway, which was not asked, stands beside Lithuania, which was absent.
        ("COAST", {}, "absent"),
    ],
)
def test_a_group_is_absent_as_its_members_are(
    tables_of: Any, group: str, filters: dict[str, str], expected: str
) -> None:
    """Of the kinds of all members that which says more stands for the group, in its cell and in words."""
    rows = small_rows()
    rows["events"].append(
        event("vote-2016", "diplomatic_pressure", "scrutiny", "2016-03-01", "2016-03-31", body_id="EU")
    )
    rows["positions"].append(
        position("vote-2016", "SWE", "for", "enacted", "2016-03-05", confidence="low")
        | {"topic_id": "diplomatic_pressure"}
    )
    rows["evidence"] = []
    rows["groups"].append({"group_id": "AFRICA", "name": "Africa", "kind": "region"})
    for name, members in (("BALTIC", ("LTU",)), ("COAST", ("NOR", "LTU"))):
        rows["groups"].append(
            {"group_id": name, "name": name.title(), "kind": "organisation", "definition": "For this test."}
        )
        rows["memberships"] += [{"group_id": name, "actor_id": actor, "since": day("2004-05-01")} for actor in members]
    made = matrix(
        tables_of(rows), resolve(tables_of(rows), group=group, event="vote-2016", **filters), "group", "event"
    )

    assert ([expected], expected) == ([each.kind for each in absences(made, group, "vote-2016")], made.missing[0, 0])


def test_a_group_is_told_what_was_left_out_of_its_own_row(tables_of: Any) -> None:
    """An act of a former member counts for its region; to the group that it had left it is left out."""
    rows = small_rows()
    rows["positions"] = [row for row in rows["positions"] if row["position_id"] == "press-2017:GBR"]
    rows["evidence"] = []
    data = tables_of(rows)
    made = matrix(data, resolve(data, groups=["EU", "Northern Europe"]), "group", "event")

    assert ["left_out"] == [each.kind for each in absences(made, "EU", "press-2017")]
    assert [["left_out"], [""]] == made.missing.tolist()


def test_of_a_group_without_members_nothing_is_found(tables_of: Any) -> None:
    """Nobody was asked and nobody left out."""
    rows = small_rows()
    rows["groups"].append({"group_id": "NONE", "name": "None", "kind": "organisation", "definition": "For this test."})
    data = tables_of(rows)
    made = matrix(data, resolve(data, groups=["NONE", "EU"]), "group", "event")

    assert ["not_found"] == [each.kind for each in absences(made, "NONE", "vote-2018")]
    assert {"not_found"} == set(made.missing[0].tolist())


def test_a_span_of_days_is_told_as_one(tables_of: Any) -> None:
    """An event of several years is told by its days."""
    rows = small_rows()
    rows["events"][3] |= {"date": day("2015-01-01"), "date_end": day("2016-12-31"), "date_precision": "interval"}
    told = found(tables_of(rows), "LTU", "law-2015", columns="event", actor="LTU")

    assert ["2015-01-01/2016-12-31"] == [each.date for each in told]


def absence(kind: str) -> Absence:
    return Absence("e", "E", "2018", kind, None, "")


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        ((), "not_found"), (("not_asked",), "not_asked"), (("not_asked", "not_found"), "not_found"), (("not_found", "absent", "not_asked"), "absent"),
        (("absent", "left_out"), "left_out"),
    ],
)  # fmt: skip
def test_what_says_more_wins(kinds: tuple[str, ...], expected: str) -> None:
    """Left out before absent, absent before not found, not found before not asked; of nothing, nothing was found."""
    assert expected == weightiest(map(absence, kinds))
