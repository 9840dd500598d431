"""All of it in one."""

from __future__ import annotations

import positions


def test_parts_of_a_report(small):
    """A report holds stances, coverage, neighbours, the newest positions and every source behind them."""
    made = positions.report(data=small, group="EU", least_n=1)
    expected = [
        "Stances by topic",
        "Stances by issue",
        "Coverage",
        "Nearest and farthest",
        "Newest positions",
        "Sources",
    ]

    assert expected == [title for title, _ in made.parts]
    assert made.caption.title == "European Union: report"
    assert [row["source_id"] for row in made["Sources"].rows] == ["paper-2017"]


def test_neighbours_are_of_the_selection(small):
    """Each actor is told with the one of the others that it agrees with most."""
    rows = positions.report(data=small, group="EU", least_n=1)["Nearest and farthest"].rows

    assert {("LTU", "SWE"), ("SWE", "LTU")} >= {(row["a"], row["b"]) for row in rows}


def test_newest_come_first(small):
    """The newest position of the selection comes first."""
    assert positions.report(data=small)["Newest positions"].rows[0]["event_id"] == "vote-2018"
