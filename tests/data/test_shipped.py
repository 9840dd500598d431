"""The shipped data: its size, the roll calls that everybody can look up, and the article that it began with."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

import positions
from positions.analyse.dataset import Dataset

ARTICLE = [
    "chechnya-visas-2017",
    "chechnya-pressure-2017",
    "sweden-temporary-asylum-law-2016",
    "portugal-solidarity-2017",
    "cjeu-f-psychological-tests-sexual-orientation-2018",
    "salisbury-attack-statements-2018",
]


@pytest.fixture(name="data", scope="module")
def _data() -> Dataset:
    return Dataset()


def cell(actor: str, topic: str, **filters: Any) -> float | None:
    """The value of a cell over the events of the article, in the weeks that it tells of."""
    made = positions.matrix(actor=actor, event=ARTICLE, **filters)
    return made.cell(made.rows[0], topic).value if topic in made.columns else None


@pytest.mark.parametrize(
    ("table", "least"), [("events", 320), ("positions", 8500), ("sources", 1100), ("memberships", 792)]
)
def test_it_is_large(data: Dataset, table: str, least: int) -> None:
    """The dataset holds what was researched."""
    assert data.table(table).num_rows >= least


def test_every_member_of_the_united_nations_has_a_position(data: Dataset) -> None:
    """All 193 states, and nobody who is no actor."""
    members = {row["actor_id"] for row in data.rows("memberships", group_id="UN") if row["until"] is None}

    assert 193 == len(members & set(data.column("positions", "actor_id")))


def sides(data: Dataset, event: str) -> tuple[int, int, int]:
    """Votes for, against, and abstentions."""
    count = Counter(row["direction"] for row in data.rows("positions", event_id=event, instrument="vote"))
    return count["for"], count["against"], count["neutral"]


@pytest.mark.parametrize(
    ("event", "totals"),
    [
        ("unga-aggression-against-ukraine-2022", (141, 5, 35)),
        ("unga-es-11-3-suspension-russia-hrc-2022", (93, 24, 58)),
        ("unga-global-compact-on-refugees-2018", (181, 2, 3)),
        ("unga-global-compact-for-migration-2018", (152, 5, 12)),
        ("hrc-xinjiang-debate-2022", (17, 19, 11)),
        ("hrc-ukraine-urgent-debate-2022", (29, 5, 13)),
    ],
)
def test_roll_calls_give_the_official_totals(data: Dataset, event: str, totals: tuple[int, int, int]) -> None:
    """The rows of a recorded vote add up to what was announced."""
    assert totals == sides(data, event)


def test_sixteen_states_invoked_the_moscow_mechanism(data: Dataset) -> None:
    """The report on Chechnya of 2018 was asked for by sixteen states of the OSCE."""
    rows = data.rows("positions", instrument="mechanism_invoked", direction="for")

    assert 16 == len(
        {row["actor_id"] for row in rows if row["date"].year == 2018 and "moscow-mechanism" in row["event_id"]}
    )


def test_at_least_28_states_expelled_russian_diplomats_after_salisbury(data: Dataset) -> None:
    """Twenty-eight states and more, in March and April 2018."""
    rows = data.rows("positions", instrument="diplomat_expulsion", direction="for")

    assert len({row["actor_id"] for row in rows if "salisbury" in row["event_id"]}) >= 28


@pytest.mark.parametrize(
    ("actor", "topic", "stance"),
    [
        ("LTU", "humanitarian_visas", 2.0),
        ("DEU", "diplomatic_pressure", 2.0),
        ("DNK", "diplomatic_pressure", 2.0),
        ("SWE", "asylum_rules", -2.0),
        ("USA", "humanitarian_visas", None),
        ("LTU", "asylum_rules", None),
    ],
)
def test_what_the_article_tells(actor: str, topic: str, stance: float | None) -> None:
    """Lithuania acted, Germany and Denmark pressed, Sweden had tightened its law; silence is a blank, never a zero."""
    filters = {"as_of": "2017-05-31"} if topic != "asylum_rules" else {}

    assert stance == cell(actor, topic, **filters)


def test_the_american_refusal_is_contested() -> None:
    """It counts only when asked for, and names the source that disputes it."""
    told = positions.why("USA", "chechnya-visas-2017", contested=True)
    disputes = [
        row
        for row in Dataset().rows("evidence", position_id="chechnya-visas-2017:USA")
        if row["relation"] == "disputes"
    ]

    assert (-2.0, ["buzzfeed-2017-05-17-us-visas-gay-chechens"]) == (told.value, [row["source_id"] for row in disputes])


def test_na_is_namibia(data: Dataset) -> None:
    """The code of Namibia is a text, and no other actor bears it."""
    assert ["NAM"] == [row["actor_id"] for row in data.rows("actors", iso2="NA")]


def test_the_tables_are_what_the_seeds_give(root: Any, tmp_path: Any) -> None:
    """Building from the seeds again gives the same bytes."""
    from positions.curate import build
    from positions.curate.seeds import checks

    seeds, problems = checks.check(root / "seeds")
    build.make(seeds, tmp_path)

    assert ([], []) == (problems, build.differences(tmp_path, root / "data"))
