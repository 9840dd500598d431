"""The stance matrix: rule by rule, on four states and four events made by hand."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pytest

from positions.analyse.dataset import Dataset
from positions.analyse.selection import resolve
from positions.analyse.stance.comparison import matrix
from positions.errors import BadQuery, UnknownName


def values(
    data: Dataset, columns: str = "topic", rows: str = "actor", value: str = "stance", **filters: Any
) -> dict[tuple[str, str], float]:
    """The filled cells of a matrix."""
    made = matrix(data, resolve(data, **filters), rows, columns, value)
    return {(cell.row, cell.column): cell.value for cell in made if cell.value is not None}


def test_deeds_speak_before_words(small: Dataset) -> None:
    """Within an event the stance is the mean of the deeds, whatever was said beside them."""
    assert values(small)["LTU", "humanitarian_visas"] == 2.0


def test_a_cell_is_the_mean_over_events(small: Dataset) -> None:
    """Lithuania spoke for in one event and acted for in another: the mean of 1 and 2."""
    assert values(small)["LTU", "diplomatic_pressure"] == 1.5


def test_acts_on_both_sides_are_averaged_and_marked(small: Dataset) -> None:
    """Two deeds of opposite sides in one event give 0, and the cell says that it holds both."""
    made = matrix(small, resolve(small, event="press-2017"), columns="event")

    assert (made.cell("SWE", "press-2017").value, made.cell("SWE", "press-2017").mixed) == (0.0, True)


def test_a_missing_value_is_never_zero(small: Dataset) -> None:
    """Where nothing counts there is no value; its kind of missing says why."""
    made = matrix(small, resolve(small, actor=["SWE", "GBR", "NOR", "LTU"]))
    missing = {(cell.row, cell.column): cell.missing for cell in made if cell.value is None}

    assert missing == {
        ("SWE", "humanitarian_visas"): "left_out",
        ("GBR", "humanitarian_visas"): "left_out",
        ("NOR", "humanitarian_visas"): "not_found",
        ("NOR", "diplomatic_pressure"): "not_found",
        ("GBR", "asylum_rules"): "not_found",
        ("LTU", "asylum_rules"): "not_found",
    }


def test_absent_and_not_asked_are_told_apart(small: Dataset) -> None:
    """In a vote of a closed body a member without a position was absent; a state outside was not asked."""
    rows = {"event": "vote-2018", "actor": ["GBR", "NOR", "LTU"]}
    made = matrix(small, resolve(small, **rows), columns="event")
    kinds = {cell.row: cell.missing for cell in made}

    assert kinds == {"GBR": "not_asked", "NOR": "not_asked", "LTU": None}


def test_membership_on_the_day_of_the_act(small: Dataset) -> None:
    """The United Kingdom left on 12 May: what it did on the 15th does not count for the group."""
    found = values(small, group="EU", contested=True)

    assert (("GBR", "humanitarian_visas") in found, ("GBR", "diplomatic_pressure") in found) == (True, False)


def test_members_as_of_one_day(small: Dataset) -> None:
    """With members as of one day everything that these members did counts, whenever they did it."""
    found = values(small, group="EU", members_as_of="2017-05-01")

    assert found["GBR", "diplomatic_pressure"] == 2.0


def test_a_member_without_position_has_a_row(small: Dataset) -> None:
    """Every member of the period is a row, so that a blank can be seen."""
    made = matrix(small, resolve(small, group="Northern Europe"))

    assert made.rows == ("LTU", "NOR", "SWE", "GBR")


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"contested": True}, {("GBR", "humanitarian_visas"): -2.0}),
        ({"branches": ["party"]}, {("SWE", "humanitarian_visas"): 0.0}),
        ({"confidence": "medium"}, {("SWE", "diplomatic_pressure"): -2.0}),
        ({"commitment": "declared"}, {("LTU", "diplomatic_pressure"): 1.0, ("LTU", "humanitarian_visas"): 1.0}),
        ({"commitment": "enacted"}, {("LTU", "diplomatic_pressure"): 2.0}),
        ({"since": "2018"}, {("LTU", "diplomatic_pressure"): 2.0, ("SWE", "diplomatic_pressure"): -2.0}),
        ({"as_of": "2015-12-31"}, {("SWE", "asylum_rules"): -2.0, ("NOR", "asylum_rules"): -1.0}),
        ({"attributions": ["third_party"]}, {("SWE", "asylum_rules"): -2.0}),
        ({"issue": "scrutiny"}, {("LTU", "diplomatic_pressure"): 2.0}),
        ({"instruments": ["vote"]}, {("SWE", "diplomatic_pressure"): -2.0}),
    ],
)
def test_each_filter(small: Dataset, filters: dict[str, Any], expected: dict[tuple[str, str], float]) -> None:
    """Each filter keeps what it says and leaves the rest out."""
    found = values(small, **filters)

    assert expected == {cell: found.get(cell) for cell in expected}


def test_a_month_counts_when_any_day_of_it_lies_inside(tables_of: Any) -> None:
    """A position of May 2017 counts for a period that begins on the 20th, and for one that ends on the 10th."""
    from tests.small import day, small_rows

    rows = small_rows()
    rows["positions"] = rows["positions"][:1]
    rows["positions"][0] |= {"date": day("2017-05-01"), "date_end": day("2017-05-31"), "date_precision": "month"}
    rows["evidence"] = []
    data = tables_of(rows)

    assert {("LTU", "humanitarian_visas"): 2.0} == values(data, since="2017-05-20") == values(data, as_of="2017-05-10")


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ("topic", ("humanitarian_visas", "asylum_rules", "diplomatic_pressure")),
        ("issue", ("visas", "access", "scrutiny", "bilateral")),
        ("event", ("law-2015", "press-2017", "visas-2017", "vote-2018")),
        ("year", ("2015", "2017", "2018")),
        ("instrument", ("statement", "vote", "visa_issued")),
        ("beneficiaries", ()),
    ],
)
def test_columns_by_choice(small: Dataset, columns: str, expected: tuple[str, ...]) -> None:
    """Columns stand in the order of the codebook, or of time."""
    assert expected == matrix(small, resolve(small), columns=columns).columns


def test_group_rows_pool_members_within_events(small: Dataset) -> None:
    """A group's stance on an event is the mean of its members'; its cell the mean over events."""
    found = values(small, rows="group", groups=["EU"])

    # press-2017: Lithuania 1, Sweden 0 (the United Kingdom had left); vote-2018: 2 and -2.
    assert (found["EU", "diplomatic_pressure"], found["EU", "humanitarian_visas"]) == (0.25, 2.0)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("n", 2.0),
        ("events", 2.0),
        ("share", 1.0),
        ("newest", 2.0),
        ("mixed", 0.0),
        ("stance", 1.5),
        ("deeds", 2.0),
        ("words", 1.0),
    ],
)
def test_what_a_cell_says(small: Dataset, value: str, expected: float) -> None:
    """Each kind of value of Lithuania on diplomatic pressure."""
    assert expected == values(small, value=value)["LTU", "diplomatic_pressure"]


def test_cells_carry_what_they_rest_on(small: Dataset) -> None:
    """A cell knows its positions, events, newest day and ids."""
    cell = matrix(small, resolve(small)).cell("LTU", "humanitarian_visas")

    assert (2, 1, dt.date(2017, 5, 19), ("visas-2017:LTU", "visas-2017:LTU:word")) == (
        cell.n,
        cell.events,
        cell.newest,
        cell.ids,
    )


def test_half_life(small: Dataset) -> None:
    """With a half-life of a year the older event weighs less, by the days between."""
    made = matrix(small, resolve(small, actor="LTU"), half_life=1.0)
    weight = 0.5 ** ((dt.date(2018, 3, 1) - dt.date(2017, 5, 15)).days / 365.25)

    assert np.isclose((2 + weight * 1) / (1 + weight), made.cell("LTU", "diplomatic_pressure").value)


def test_topic_weights(small: Dataset) -> None:
    """A topic of weight 0 counts for nothing in a column that holds several topics."""
    made = matrix(small, resolve(small, actor="LTU"), columns="year", topic_weights={"humanitarian_visas": 0})

    assert made.cell("LTU", "2017").value == 1.0


def test_intervals_come_from_the_events(small: Dataset) -> None:
    """A mean of two events has an interval between them; that of one event has none."""
    made = matrix(small, resolve(small, actor="LTU"), level=0.95)
    two, one = made.cell("LTU", "diplomatic_pressure"), made.cell("LTU", "humanitarian_visas")

    assert ((two.low, two.high), (one.low, one.high)) == ((1.0, 2.0), (None, None))


@pytest.mark.parametrize("name", ["LTU", "LT", "ltu", "Lithuania", "lithuania "])
def test_countries_by_any_name(small: Dataset, name: str) -> None:
    """An actor is found by its codes and its names, in any case."""
    assert matrix(small, resolve(small, actor=name)).rows == ("LTU",)


@pytest.mark.parametrize(
    ("options", "error", "said"),
    [
        ({"actor": "Lithuana"}, UnknownName, "Lithuania"),
        ({"actor": "EU"}, UnknownName, "--group"),
        ({"topic": "humanitarian_visa"}, UnknownName, "humanitarian_visas"),
        ({"since": "2017-13"}, BadQuery, "2017-13"),
        ({"since": "2018", "as_of": "2017"}, BadQuery, "later"),
        ({"members_as_of": "2017"}, BadQuery, "group"),
        ({"colour": "red"}, BadQuery, "colour"),
        ({"confidence": "hihg"}, UnknownName, "high"),
    ],
)
def test_what_cannot_be_meant_is_answered(
    small: Dataset, options: dict[str, Any], error: type[Exception], said: str
) -> None:
    """An unknown name is answered with the nearest, a contradiction with both sides of it."""
    with pytest.raises(error, match=said):
        resolve(small, **options)


def test_the_caption_tells_what_was_asked(small: Dataset) -> None:
    """Title, filters, rule and version stand under every matrix."""
    caption = matrix(small, resolve(small, group="EU", as_of="2018", commitment="enacted")).caption

    assert (caption.filters, caption.version) == (
        ("European Union (members on the day of each act)", "as of 2018-12-31", "deeds only"),
        "2026.1",
    )


def test_frames_carry_the_caption(small: Dataset) -> None:
    """A frame made of a matrix says in its attrs what it is."""
    frame = matrix(small, resolve(small)).to_frame()

    assert (frame.loc["LTU", "humanitarian_visas"], frame.attrs["version"]) == (2.0, "2026.1")


def test_each_group_counts_its_own_members_alone(small: Dataset) -> None:
    """A group's row does not change when another group stands beside it."""
    alone = values(small, rows="group", groups=["EU"])
    beside = values(small, rows="group", groups=["EU", "Northern Europe"])

    assert alone == {cell: value for cell, value in beside.items() if cell[0] == "EU"}
    # Northern Europe counts the United Kingdom's act of 15 May, when it had left the EU.
    assert (1.0, 0.5) == (1.0, beside["NORTHERN-EUROPE", "diplomatic_pressure"])
    made = matrix(small, resolve(small, groups=["EU", "Northern Europe"]), rows="group")
    assert (
        beside["NORTHERN-EUROPE", "diplomatic_pressure"] == made.explain("NORTHERN-EUROPE", "diplomatic_pressure").value
    )
    assert "press-2017:GBR" not in made.cell("EU", "diplomatic_pressure").ids


def test_the_command_line_offers_every_value() -> None:
    """What a cell can say is declared once; the choices of the commands are the same."""
    from positions.analyse.stance.cells import VALUES
    from positions.cli import matrix as matrix_command
    from positions.cli import why as why_command

    for command in (matrix_command.command, why_command.command):
        (choice,) = (parameter.type.choices for parameter in command.params if parameter.name == "value")
        assert tuple(VALUES) == tuple(choice)


def test_a_value_and_a_filter_that_contradict_each_other(small: Dataset) -> None:
    """Deeds alone of words alone are nothing; the contradiction is told."""
    with pytest.raises(BadQuery, match="deeds keeps enacted"):
        matrix(small, resolve(small, commitment="declared"), value="deeds")


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"rows": "actors"}, UnknownName, "unknown kind of rows 'actors'; did you mean 'actor'?"),
        ({"columns": "topics"}, UnknownName, "unknown kind of columns 'topics'; did you mean 'topic'?"),
        ({"value": "stanc"}, UnknownName, "unknown value 'stanc'; did you mean 'stance'?"),
        ({"rows": "group"}, BadQuery, "rows by group need at least one group"),
        ({"half_life": 0}, BadQuery, "a half-life is a number of years above 0, not 0"),
        ({"half_life": float("nan")}, BadQuery, "a half-life is a number of years above 0, not nan"),
        ({"topic_weights": {"visas": 1}}, BadQuery, "topic weights are numbers from 0 for topics; got {'visas': 1}"),
        (
            {"topic_weights": {"asylum_rules": -0.5}},
            BadQuery,
            "topic weights are numbers from 0 for topics; got {'asylum_rules': -0.5}",
        ),
    ],
)
def test_options_that_a_matrix_cannot_mean(
    small: Dataset, options: dict[str, Any], error: type[Exception], message: str
) -> None:
    """Each is answered in full, with what was given and what would be right."""
    with pytest.raises(error) as caught:
        matrix(small, resolve(small), **options)

    assert message == str(caught.value)


def test_a_contradiction_names_both_sides(small: Dataset) -> None:
    """The value and the filter are told; a filter that says the same as the value is none."""
    with pytest.raises(BadQuery) as caught:
        matrix(small, resolve(small, commitment="declared"), value="deeds")

    assert "the value deeds keeps enacted positions, the filter declared ones" == str(caught.value)
    assert values(small, value="deeds") == values(small, value="deeds", commitment="enacted")
    assert values(small, value="words") == values(small, value="words", commitment="declared")


def test_a_matrix_knows_what_it_is(small: Dataset) -> None:
    """Kinds of rows and columns, value, level, labels, selection and groups."""
    selection = resolve(small, group=["EU"], actor="NOR")
    made = matrix(small, selection, "group", "issue", "n", level=0.8)

    assert ("group", "issue", "n", 0.8, ("EU",)) == (made.rows_are, made.columns_are, made.value, made.level, made.rows)
    assert ("European Union", small.codebook["issue"]["scrutiny"].label) == (
        made.row_labels["EU"],
        made.column_labels["scrutiny"],
    )
    assert ({"EU": ["GBR", "LTU", "SWE"]}, selection) == (made.groups, made.selected.selection)
    assert ((), ("EU",)) == (made.selected_by_row["EU"].selection.actors, made.selected_by_row["EU"].selection.groups)
    assert (None, {}) == (matrix(small, resolve(small)).groups, matrix(small, resolve(small)).selected_by_row)


@pytest.mark.parametrize(
    ("columns", "column", "label"),
    [
        ("topic", "asylum_rules", "Asylum rules"), ("event", "law-2015", "Law 2015"), ("year", "2015", None), ("beneficiaries", "", None),
    ],
)  # fmt: skip
def test_labels_of_columns(small: Dataset, columns: str, column: str, label: str | None) -> None:
    """Topics and events have names; a year is its own."""
    made = matrix(small, resolve(small), columns=columns)

    assert (label, "Lithuania") == (made.column_labels.get(column), made.row_labels["LTU"])


@pytest.mark.parametrize("columns", ["issue", "instrument"])
def test_labels_of_codes(small: Dataset, columns: str) -> None:
    """Issues and instruments bear the labels of the codebook."""
    made = matrix(small, resolve(small), columns=columns)

    assert {code.code: code.label for code in small.codebook[columns]} == made.column_labels
    assert set(made.columns) <= made.column_labels.keys()


def test_columns_of_beneficiaries(tables_of: Any) -> None:
    """Whom an event would benefit, sorted; events that benefit nobody in particular stand in no column."""
    from tests.small import small_rows

    rows = small_rows()
    rows["events"][0]["beneficiaries"], rows["events"][1]["beneficiaries"] = "refugees at sea", "journalists"
    made = matrix(tables_of(rows), resolve(tables_of(rows), actor="LTU"), columns="beneficiaries")

    assert (("journalists", "refugees at sea"), [[1.0, 2.0]]) == (made.columns, made.values.tolist())


def test_columns_are_those_of_what_was_asked(small: Dataset) -> None:
    """The period and the topics decide on columns, not whether what was said there counts; an actor's silence is a column too."""

    def columns(kind: str = "event", **options: Any) -> tuple[str, ...]:
        return matrix(small, resolve(small, **options), columns=kind).columns

    assert ("press-2017", "visas-2017") == columns(since="2017", as_of="2017", actor="NOR")
    assert ("press-2017", "vote-2018") == columns(topic="diplomatic_pressure", commitment="declared")
    assert ("vote-2018",) == columns(issue="scrutiny")
    assert ("law-2015", "vote-2018") == columns(event=["vote-2018", "law-2015"])
    assert ("diplomatic_pressure", "asylum_rules") == columns("topic", topic=["diplomatic_pressure", "asylum_rules"])


def test_events_stand_in_the_order_of_time(tables_of: Any) -> None:
    """By their first day, and by id within a day; not by name alone."""
    from tests.small import day, small_rows

    rows = small_rows()
    rows["events"][3]["date"] = rows["events"][3]["date_end"] = day("2019-01-01")

    assert ("press-2017", "visas-2017", "vote-2018", "law-2015") == matrix(
        tables_of(rows), resolve(tables_of(rows)), columns="event"
    ).columns


def test_rows_by_choice(small: Dataset) -> None:
    """Actors as asked for, then members by name; else everybody with a position that counts, by name."""

    def rows(**options: Any) -> tuple[str, ...]:
        return matrix(small, resolve(small, **options)).rows

    assert ("SWE", "LTU") == rows(actor=["SWE", "LTU"])
    assert ("SWE", "LTU", "GBR") == rows(actor=["SWE"], group="EU")
    assert ("NOR", "LTU", "SWE", "GBR") == rows(actor=["NOR"], group="EU")
    assert ("LTU", "NOR", "SWE", "GBR") == rows()
    assert ("LTU", "SWE") == rows(topic="humanitarian_visas", branches=["executive", "party"])


def test_names_are_sorted_whatever_their_accents_and_case(tables_of: Any) -> None:
    """Åland stands among the A, österreich among the O."""
    from tests.small import small_rows

    rows = small_rows()
    for row in rows["actors"]:
        row["common_name"] = {"LTU": "Zambia", "SWE": "österreich", "GBR": "Åland", "NOR": "Benin"}.get(
            row["actor_id"], row["common_name"]
        )

    assert ("GBR", "NOR", "SWE", "LTU") == matrix(tables_of(rows), resolve(tables_of(rows))).rows
    assert ("GBR", "NOR", "SWE", "LTU") == matrix(
        tables_of(rows), resolve(tables_of(rows), group="Northern Europe")
    ).rows


def test_weights_by_hand(small: Dataset) -> None:
    """An event of half a half-life ago weighs 1 / sqrt 2, one of today or later 1; counted back from as of, else from the newest."""

    def weight(**options: Any) -> list[float]:
        made = matrix(small, resolve(small, actor="LTU", **options), columns="event", half_life=2.0)
        return made.weight.tolist()

    newest, days = dt.date(2018, 3, 1), (dt.date(2017, 5, 15), dt.date(2017, 5, 19), dt.date(2018, 3, 1))
    assert pytest.approx([0.5 ** ((newest - day).days / 730.5) for day in days]) == weight()
    later = dt.date(2020, 12, 31)
    assert pytest.approx([0.5 ** ((later - day).days / 730.5) for day in days]) == weight(as_of="2020-12-31")
    assert None is matrix(small, resolve(small)).weight


def test_weights_count_back_from_the_newest_whenever_that_was(tables_of: Any) -> None:
    """Also before 1970, where days are below zero; and where nothing counts nothing weighs."""
    from tests.small import day, small_rows

    rows = small_rows()
    rows["evidence"] = []
    for row in rows["positions"]:
        row["date"] = row["date_end"] = row["date"].replace(year=row["date"].year - 60)
    data = tables_of(rows)
    made = matrix(data, resolve(data, actor="LTU", topic="diplomatic_pressure"), columns="event", half_life=1.0)

    age = (day("1958-03-01") - day("1957-05-15")).days
    assert pytest.approx([0.5 ** (age / 365.25), 1.0]) == made.weight.tolist()
    assert [] == matrix(data, resolve(data, actor="NAM"), half_life=1.0).weight.tolist()


def test_a_weight_is_never_above_one(tables_of: Any) -> None:
    """What is dated by month may end after the day as of which one looks: it weighs as much as an event of that day."""
    from tests.small import day, small_rows

    rows = small_rows()
    rows["positions"] = rows["positions"][:2]
    rows["evidence"] = []
    data = tables_of(rows)
    made = matrix(data, resolve(data), half_life=1)

    assert [1.0] == made.weight.tolist()
    assert day("2017-05-19") == made.cell("LTU", "humanitarian_visas").newest


def test_topics_weigh_what_was_given_and_others_one(small: Dataset) -> None:
    """Weights of topics multiply with those of age."""
    plain = matrix(small, resolve(small, actor="LTU"), columns="year", half_life=1.0)
    heavy = matrix(
        small,
        resolve(small, actor="LTU"),
        columns="year",
        half_life=1.0,
        topic_weights={"humanitarian_visas": 4, "asylum_rules": 0},
    )

    assert pytest.approx([1.0, 4.0, 1.0]) == (heavy.weight / plain.weight).tolist()
    assert [4.0, 1.0, 1.0] == sorted(
        matrix(
            small, resolve(small, actor="LTU"), columns="year", topic_weights={"humanitarian_visas": 4}
        ).weight.tolist(),
        reverse=True,
    )


def caption(small: Dataset, selection: dict[str, Any], **options: Any) -> dict[str, Any]:
    return matrix(small, resolve(small, **selection), **options).caption.facts()


def test_captions_in_full(small: Dataset) -> None:
    """Title, filters, rule, version and notes, by what was asked."""
    mean = "Mean stance over events, -2 acts against to +2 acts for; mean of event stances; within an event deeds speak before words"

    assert {
        "title": "Who stands where? Mean stance by actor and topic", "filters": ["newest position 2018-03-01"], "rule": mean, "version": "2026.1", "notes": [],
    } == caption(small, {})  # fmt: skip
    assert {
        "title": "Of whom is how much known? Positions by group and year",
        "filters": ["Northern Europe (members as of 2016-12-31)", "European Union (members as of 2016-12-31)", "as of 2018-12-31", "deeds only"],
        "rule": "Number of positions; mean of event stances; within an event deeds speak before words", "version": "2026.1",
        "notes": ["an event weighs half as much every 2.5 years", "weights humanitarian_visas 2, asylum_rules 0.5"],
    } == caption(
        small, {"group": ["EU", "Northern Europe"], "members_as_of": "2016", "as_of": "2018", "commitment": "enacted"},
        rows="group", columns="year", value="n", half_life=2.5, topic_weights={"humanitarian_visas": 2, "asylum_rules": 0.5},
    )  # fmt: skip
    assert "none" == caption(small, {"actor": "NAM"})["filters"][-1].removeprefix("newest position ")


def test_one_topic_is_captioned_by_its_question(tables_of: Any) -> None:
    """Asked for one topic, the title is the question of that topic; for two, that of the value."""
    from tests.small import small_rows

    rows = small_rows()
    rows["topics"] = [
        {
            "topic_id": name,
            "label": name,
            "question": f"And {name}?",
            "for_pole": "a",
            "against_pole": "b",
            "definition": "c",
        }
        for name in ("humanitarian_visas", "asylum_rules", "diplomatic_pressure")
    ]
    data = tables_of(rows)

    assert "And asylum_rules?" == caption(data, {"topic": "asylum_rules"})["title"]
    assert (
        "Who stands where? Mean stance by actor and topic"
        == caption(data, {"topic": ["asylum_rules", "humanitarian_visas"]})["title"]
    )


def test_ids_of_every_cell(small: Dataset) -> None:
    """The positions that count stand in the cell of their actor, or of the group that they count for."""
    made = matrix(small, resolve(small, topic="humanitarian_visas", contested=True))
    groups = matrix(small, resolve(small, group=["EU"], topic="humanitarian_visas"), rows="group", columns="event")

    assert {
        ("LTU", "humanitarian_visas"): ("visas-2017:LTU", "visas-2017:LTU:word"), ("GBR", "humanitarian_visas"): ("visas-2017:GBR",),
    } == made.ids  # fmt: skip
    assert {("EU", "visas-2017"): ("visas-2017:LTU", "visas-2017:LTU:word")} == groups.ids


def test_a_table_of_ones_own_has_no_ids(small: Dataset) -> None:
    """Without a dataset there are no positions to name."""
    import dataclasses

    assert {} == dataclasses.replace(matrix(small, resolve(small)), selected=None).ids


def test_a_group_has_all_its_members_of_any_day(small: Dataset) -> None:
    """Members of a group are told once each, by id, those that left included; the actors asked for beside it are none of it."""
    from positions.analyse.stance.comparison import group_stances

    members, selected, found = group_stances(
        small, resolve(small, groups=["EU", "Northern Europe"], actor="NAM"), "topic"
    )

    assert {"EU": ["GBR", "LTU", "SWE"], "NORTHERN-EUROPE": ["GBR", "LTU", "NOR", "SWE"]} == members
    assert ("EU", "NORTHERN-EUROPE") == found.rows == tuple(selected)
    assert [("EU",), ("NORTHERN-EUROPE",)] == [each.selection.groups for each in selected.values()]
