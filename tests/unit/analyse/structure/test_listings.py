"""Blocs, peers, cohesion, drift and the map, asked of the dataset and of a table of one's own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from tests.unit.analyse.own.test_table import FRAMES

import positions
from positions.analyse.dataset import Dataset
from positions.errors import BadQuery, UnknownName

MAP = {"actor": "who", "question": "roll", "stance": "vote", "column": "theme", "date": "day"}
CODES = {"yes": "for", "no": "against", "abstain": "neutral"}
NORTH, SOUTH = ("Denmark", "Finland", "Sweden"), ("Greece", "Italy", "Spain")


def votes() -> dict[str, list[Any]]:
    """Twelve roll calls in two years that two camps of three answer against each other, but for Spain on the last four."""
    rows = []
    for roll in range(12):
        side = "yes" if roll % 3 else "no"
        other = {"yes": "no", "no": "yes"}[side]
        day = dt.date(1946 if roll < 6 else 1947, 1 + roll % 6, 1)
        for who in (*NORTH, *SOUTH):
            vote = side if who in NORTH or (who == "Spain" and roll > 7) else other
            rows.append((who, roll, vote, "even" if roll % 2 == 0 else "odd", day))
        rows.append(("Malta", 100 + roll, "yes", "odd", day))
    return dict(zip(("who", "roll", "vote", "theme", "day"), map(list, zip(*rows, strict=True)), strict=True))


def own(library: str = "pyarrow", **options: Any) -> dict[str, Any]:
    """The arguments that name the table of votes and its columns."""
    return {"data": FRAMES[library](votes()), **MAP, "codes": CODES, **options}


ASKED: dict[str, Callable[[dict[str, Any]], Any]] = {
    "blocs": lambda table: positions.blocs(measure="agreement", **table),
    "peers": lambda table: positions.peers("Spain", measure="agreement", **table),
    "cohesion": lambda table: positions.cohesion(**table),
    "drift": lambda table: positions.drift("Spain", before="1947", **table),
    "map": lambda table: positions.actor_map(measure="agreement", **table),
}


@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize("library", [library for library in FRAMES if library != "pyarrow"])
def test_every_library_gives_the_same(library: str, asked: str) -> None:
    """Whoever holds the frame, the result is the same, to the last letter of its caption."""
    assert ASKED[asked](own(library)).render("json") == ASKED[asked](own()).render("json")


def test_blocs_of_ones_own_table() -> None:
    """The camps are found; within them all agree but for Spain; who shares no question with anybody is left out and named."""
    made = positions.blocs(**own(measure="agreement"))
    told = {row["members"]: (row["actors"], round(row["within"], 4), round(row["outside"], 4)) for row in made["Blocs"].rows}  # fmt: skip

    assert {frozenset(names.split(", ")): numbers for names, numbers in told.items()} == {
        frozenset(NORTH): (3, 1.0, 0.1111),
        frozenset(SOUTH): (3, 0.7778, 0.1111),
    }
    assert any(note.endswith("no pair of theirs has a value: Malta") for note in made.caption.notes)


def test_the_bloc_next_to_each_actor() -> None:
    """Each actor is told with its agreement with its own bloc and the next one."""
    rows = positions.blocs(**own(measure="agreement"))["Actors"].rows
    spain = next(row for row in rows if row["actor_id"] == "Spain")

    assert (round(spain["own"], 4), round(spain["with_next"], 4)) == (0.6667, 0.3333)
    assert spain["next"] != spain["bloc"]


def test_the_number_of_blocs_can_be_asked_for() -> None:
    """As many blocs as asked for, and the caption says so."""
    made = positions.blocs(**own(measure="agreement", count=3))

    assert len(made["Blocs"].rows) == 3
    assert "3 blocs, as asked for" in made.caption.rule


def test_peers_of_ones_own_table() -> None:
    """The nearest come first, the farthest first at the other end, and none stands in both."""
    made = positions.peers("Spain", **own(measure="agreement", count=3))

    assert {row["b"] for row in made["Nearest"].rows[:2]} == {"Greece", "Italy"}
    assert [round(row["value"], 4) for row in made["Farthest"].rows] == [0.3333, 0.3333]
    assert made.caption.notes[-2] == "not compared: 1 without a shared question"


def test_peers_of_the_dataset(small: Dataset) -> None:
    """Names stand beside ids; an actor that the group does not hold is compared with its members."""
    made = positions.peers("Lithuania", data=small, group="EU", measure="agreement", least_n=1)
    outside = positions.peers("NOR", data=small, group="EU", measure="agreement", least_n=1)

    assert [(row["b"], row["with_name"], row["n"]) for row in made["Nearest"].rows] == [("SWE", "Sweden", 2)]
    assert made.caption.title == "With whom does Lithuania agree? plain agreement"
    assert [row["b"] for row in outside["Nearest"].rows] == ["SWE"]


def test_intervals_of_peers() -> None:
    """Where a level is given each pair has its interval."""
    rows = positions.peers("Spain", **own(measure="agreement", interval=0.9))["Nearest"].rows

    assert all(row["low"] <= row["value"] <= row["high"] for row in rows)


def test_cohesion_by_hand(small: Dataset) -> None:
    """In the group as it was on each day: one for, one neutral of two on pressure; one for, one against on the vote."""
    made = positions.cohesion(data=small, group="EU", by="event")
    told = {row["event_id"]: (row["cohesion"], row["answers"]) for row in made.rows}

    # The third answer on pressure came after its actor had left the group.
    assert told == {"law-2015": (None, 0), "press-2017": (0.25, 2), "visas-2017": (None, 0), "vote-2018": (0.25, 2)}
    assert "agreement index" in made.caption.rule
    assert "Hix, Noury and Roland 2005" in made.caption.notes[0]


def test_cohesion_by_topic_and_year(small: Dataset) -> None:
    """Keys stand in the order of the codebook, then of time, each with its name; groups one after another."""
    rows = positions.cohesion(data=small, group=["EU", "Northern Europe"]).rows
    expected = [
        ("EU", "Humanitarian visas", "2017"),
        ("EU", "Asylum rules", "2015"),
        ("EU", "Diplomatic pressure", "2017"),
        ("EU", "Diplomatic pressure", "2018"),
        ("NORTHERN-EUROPE", "Humanitarian visas", "2017"),
        ("NORTHERN-EUROPE", "Asylum rules", "2015"),
        ("NORTHERN-EUROPE", "Diplomatic pressure", "2017"),
        ("NORTHERN-EUROPE", "Diplomatic pressure", "2018"),
    ]

    assert [(row["group_id"], row["topic"], row["year"]) for row in rows] == expected


def test_cohesion_of_ones_own_table() -> None:
    """Six in two camps of three: (3 - 3/2) / 6; where Spain goes over, (4 - 1) / 6."""
    rows = positions.cohesion(**own(least=2)).rows
    told = [(row["column"], row["year"], round(row["cohesion"], 4), row["events"]) for row in rows]

    assert told == [("even", "1946", 0.25, 3), ("even", "1947", 0.4167, 3), ("odd", "1946", 0.25, 3), ("odd", "1947", 0.4167, 3)]  # fmt: skip


def test_drift_of_the_dataset(small: Dataset) -> None:
    """Sweden on pressure: +2 and -2 on one event before 2018, -2 on another in it; on law it has one period alone."""
    rows = {row["topic_id"]: row for row in positions.drift("SWE", data=small, before="2018").rows}
    pressure, law = rows["diplomatic_pressure"], rows["asylum_rules"]

    assert (pressure["label"], pressure["before"], pressure["after"], pressure["change"]) == ("Diplomatic pressure", 0.0, -2.0, -2.0)  # fmt: skip
    assert (law["before"], law["after"], law["change"], law["n_after"]) == (-2.0, None, None, 0)


def test_what_may_lie_in_either_period_is_left_out(tables_of: Callable[[Any], Dataset]) -> None:
    """A position dated by a month tells nothing of the days before and after one in it, and is counted in the caption."""
    from tests.small import small_rows, span

    rows = small_rows()
    rows["positions"][0] |= span("2017-05-01", "2017-05-31")
    made = positions.drift("LTU", data=tables_of(rows), before="2017-05-15", after="2017-05-15")
    told = {row["topic_id"]: (row["before"], row["after"]) for row in made.rows}

    # The deed is gone from both sides; the word of 19 May is left.
    assert told["humanitarian_visas"] == (None, 1.0)
    assert any(note.startswith("1 position") for note in made.caption.notes)


def test_drift_of_ones_own_table() -> None:
    """Spain was against the north on each question of 1946, and on two of three of either theme with it in 1947."""
    rows = positions.drift("Spain", **own(), before="1947").rows

    assert [(row["column"], row["n_before"], row["n_after"]) for row in rows] == [("even", 3, 3), ("odd", 3, 3)]
    assert all(row["low"] <= row["change"] <= row["high"] for row in rows)


def test_what_ones_own_table_does_not_have() -> None:
    """Drift and cohesion by year need dates, and an actor has to be there; the nearest is offered."""
    undated = {name: value for name, value in own().items() if name != "date"}
    with pytest.raises(BadQuery, match="which column holds the date"):
        positions.drift("Spain", **undated, before="1947")
    with pytest.raises(BadQuery, match="which column holds the date"):
        positions.cohesion(**undated, by="year")
    with pytest.raises(UnknownName, match="did you mean 'Spain'"):
        positions.drift("Spian", **own(), before="1947")
    with pytest.raises(UnknownName, match="'Spain'"):
        positions.peers("Spian", **own())
    with pytest.raises(UnknownName, match="known: column, year"):
        positions.cohesion(**own(), by="topic")


def test_the_map_keeps_camps_apart() -> None:
    """The north lies on one spot, and Spain between it and the south; the caption tells how much the map holds."""
    made = positions.actor_map(**own(measure="agreement"))
    x = {row["actor_id"]: row["x"] for row in made.rows}

    np.testing.assert_allclose([x["Denmark"]] * 3, [x[actor] for actor in NORTH], atol=1e-6)
    assert min(x["Denmark"], x["Italy"]) < x["Spain"] < max(x["Denmark"], x["Italy"])
    assert "100%" in made.caption.rule
    assert "Malta" not in x


def test_the_map_is_drawn() -> None:
    """The map is a picture of dots, one scale for both axes, each named."""
    pytest.importorskip("vl_convert")
    drawn = positions.actor_map(**own(measure="agreement")).render("svg")

    assert "Spain" in drawn


def test_one_measure_at_a_time(small: Dataset) -> None:
    """Structure stands on one measure."""
    with pytest.raises(BadQuery, match="one measure"):
        positions.blocs(data=small, measure="all")


def test_too_few_actors_for_structure(small: Dataset) -> None:
    """Two actors make no blocs; the answer says what would help."""
    with pytest.raises(BadQuery, match="at least 3"):
        positions.blocs(data=small, actor=["LTU", "SWE"], least_n=1)


def test_a_frame_of_each(small: Dataset) -> None:
    """Each part gives a frame whose attributes tell version and rule."""
    frame = positions.cohesion(data=small, group="EU").to_frame()

    assert list(frame.columns) == ["group_id", "topic_id", "topic", "year", "cohesion", "events", "answers"]
    assert frame.attrs["version"] == "2026.1"


def test_the_table_is_not_changed() -> None:
    """Asking changes nothing in the user's table."""
    table = pa.table(votes())
    positions.drift("Spain", data=table, **MAP, codes=CODES, before="1947")

    assert table.equals(pa.table(votes()))
