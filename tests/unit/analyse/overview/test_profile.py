"""The profile of one actor."""

from __future__ import annotations

import positions


def test_parts_of_a_profile(small):
    """A profile tells facts, stances, deeds and words, newest positions, peers and groups; empty parts are left out."""
    made = positions.profile("SWE", data=small, least_n=1)
    expected = [
        "Actor",
        "Stances by topic",
        "Stances by issue",
        "Deeds and words",
        "Newest positions",
        "Nearest",
        "Groups",
    ]

    assert expected == [title for title, _ in made.parts if title != "Farthest"]


def test_deeds_stand_beside_words(small):
    """Deeds alone and words alone are told beside the stance that both make."""
    row = next(
        row
        for row in positions.profile("LTU", data=small)["Deeds and words"].rows
        if row["topic_id"] == "diplomatic_pressure"
    )

    assert tuple(row[name] for name in ("stance", "deeds", "words", "n_deeds", "n_words")) == (1.5, 2.0, 1.0, 1, 1)


def test_contested_positions_are_told(small):
    """A contested position is told, though it counts nowhere else."""
    made = positions.profile("GBR", data=small)

    assert [row["position_id"] for row in made["Contested positions"].rows] == ["visas-2017:GBR"]
    assert [row["position_id"] for row in made["Newest positions"].rows] == ["press-2017:GBR"]


def test_newest_first(small):
    """The newest position comes first."""
    assert positions.profile("LTU", data=small)["Newest positions"].rows[0]["event_id"] == "vote-2018"


def test_groups_by_date(small):
    """Memberships are told with the days on which they began and ended."""
    expected = [("EU", "1973-01-01", "2017-05-12")]

    assert expected == [
        tuple(row[name] for name in ("group_id", "since", "until"))
        for row in positions.profile("GBR", data=small)["Groups"].rows
    ]


def test_an_actor_without_positions_has_a_profile(small):
    """Somebody of whom nothing is known has facts and empty cells."""
    made = positions.profile("Namibia", data=small)

    assert [cell.value for cell in made["Stances by topic"]] == [None, None, None]
