"""Explanations rebuild a cell from its positions."""

from __future__ import annotations

import math

import pytest
from tests.small import small_rows

import positions
from positions.analyse.selection import resolve
from positions.analyse.stance import comparison
from positions.analyse.stance.cells import VALUES
from positions.analyse.stance.step import FROM_STEPS
from positions.errors import UnknownName


def rebuilt(matrix):
    """The cells whose explanation says something else than the matrix."""
    values, missing = matrix.values, matrix.missing
    wrong = []
    for i, row in enumerate(matrix.rows):
        for j, column in enumerate(matrix.columns):
            told = matrix.explain(row, column)
            alike = (
                told.value is None and math.isnan(values[i, j])
                if math.isnan(values[i, j])
                else told.value == pytest.approx(values[i, j], abs=1e-12)
            )
            if not (alike and told.missing == missing[i, j] and told.n == matrix.counts[i, j]):
                wrong.append((row, column, told.value, values[i, j]))
    return wrong


def test_every_value_of_a_matrix_can_be_explained():
    """Each thing that a cell can say follows from the steps."""
    assert set(VALUES) == set(FROM_STEPS)


@pytest.mark.parametrize("value", sorted(VALUES))
def test_shipped_cells_are_rebuilt(value):
    """Every cell of the shipped matrix of all actors and topics follows from its explanation alone."""
    assert rebuilt(positions.matrix(value=value)) == []


@pytest.mark.parametrize("columns", ["topic", "issue", "event", "year", "instrument", "beneficiaries"])
def test_columns_are_rebuilt(small, columns):
    """Cells of every kind of column are rebuilt, empty ones with their kind of missing."""
    assert rebuilt(positions.matrix(data=small, columns=columns, actor=["LTU", "SWE", "GBR", "NOR"])) == []


@pytest.mark.parametrize(
    "options", [{}, {"members_as_of": "2017-05-01"}, {"confidence": "medium"}, {"contested": True}]
)
@pytest.mark.parametrize("value", sorted(VALUES))
def test_groups_are_rebuilt(small, value, options):
    """A row of a group is rebuilt from its members' stances on each event."""
    assert rebuilt(positions.matrix(data=small, group="EU", rows="group", value=value, **options)) == []


def test_weights_are_told(small):
    """Where events do not weigh alike, the weights in the explanation give the value."""
    made = positions.matrix(
        data=small, columns="year", half_life=1, topic_weights={"humanitarian_visas": 3}, actor=["LTU", "SWE"]
    )

    assert rebuilt(made) == []
    assert any(", weight" in line for line in made.explain("LTU", "2017").told())


def test_deeds_speak_before_words(small):
    """A word beside a deed is told and counted, but is not in the stance."""
    (step,) = positions.why("LTU", "visas-2017", data=small).steps

    assert [account.position_id for account in step.answers[0].speaking] == ["visas-2017:LTU"]
    assert [account.position_id for account in step.answers[0].silent] == ["visas-2017:LTU:word"]
    assert step.stance == 2.0


def test_what_is_left_out_has_a_reason(small):
    """A contested position is left out and says so; asked for, it counts."""
    told = positions.why("GBR", "humanitarian_visas", data=small)
    counted = positions.why("GBR", "humanitarian_visas", data=small, contested=True)

    assert [(left.account.position_id, left.reason) for left in told.left_out] == [
        ("visas-2017:GBR", "contested by another source")
    ]
    assert (told.value, told.missing) == (None, "left_out")
    assert (counted.value, counted.left_out) == (-2.0, ())


def test_passages_are_told(small):
    """A position names its source, the words of the passage and a link that opens there."""
    (step,) = positions.why("Lithuania", "visas", data=small, commitment="enacted").steps
    (passage,) = step.accounts[0].passages

    assert (passage.source_id, passage.issued, passage.words) == ("paper-2017", "2017-05-20", "some words … last words")
    assert passage.link == "https://example.org/a#:~:text=some%20words,last%20words"


def test_absence_is_told_in_words(small):
    """A member that did not answer was absent, from a body and on a day; an outsider was not asked."""
    (absent,) = positions.why("GBR", "vote-2018", data=small, members_as_of=None).absences
    (outside,) = positions.why("NOR", "vote-2018", data=small).absences

    assert "not_asked" == absent.kind == outside.kind
    assert outside.words == "the question went to the members of European Union alone, and it was not one on 2018-03-01"


def test_an_open_question_without_an_answer_is_not_found(small):
    """Where anybody could have answered and nothing was found, that is what is said."""
    told = positions.why("NAM", "visas-2017", data=small)

    assert told.missing == "not_found"
    assert "mean stance: none; nothing was found" in told.told()


def test_claims_about_the_actor_are_told(small):
    """A claim that became no position is told with its reason, to the actor that it is about."""
    assert [(claim.claim, claim.reason) for claim in positions.why("NOR", "visas-2017", data=small).claims] == [
        ("looked at it", "no side was taken")
    ]
    assert positions.why("LTU", "visas-2017", data=small).claims == ()


def test_columns_that_nobody_is_on_are_explained(small):
    """An event outside the period has no column in the matrix, but an explanation."""
    told = positions.why("LTU", "visas-2017", data=small, as_of="2016")

    assert (told.value, len(told.left_out)) == (None, 2)
    assert {"taken after 2016-12-31"} == {left.reason for left in told.left_out}


def test_composite_holds_every_position(small):
    """As listings, an explanation holds each position with what it counts for."""
    rows = positions.why("LTU", "humanitarian_visas", data=small).to_composite()["Positions"].rows

    assert [(row["position_id"], row["counts"]) for row in rows] == [
        ("visas-2017:LTU", "yes"),
        ("visas-2017:LTU:word", "counted, deeds speak before it"),
    ]


def test_groups_are_rows_too(small):
    """A group is named like an actor, and unknown names are answered with the nearest of both."""
    assert positions.why("EU", "bilateral", data=small).rows_are == "group"
    with pytest.raises(UnknownName, match="did you mean 'Lithuania'"):
        positions.why("Lithuana", "bilateral", data=small)


def test_told_lines(small):
    """The text of an explanation in full."""
    expected = """\
Lithuania: Diplomatic pressure
mean stance: +1.5, the mean of +1, +2; 2 positions on 2 events

1. Press 2017  [press-2017]
   Should press-2017 be?
   stance +1: 1 word
   - 2017-05-15  +1 speaks for (for, declared)
     government, statement
     LTU on press-2017.
     known from media report, confidence high
     told by an unnamed publisher (2017-05-20): A paper
       “some words … last words”
       https://example.org/a#:~:text=some%20words,last%20words

2. Vote 2018  [vote-2018]
   Should vote-2018 be?
   stance +2: 1 deed
   - 2018-03-01  +2 acts for (for, enacted)
     government, vote
     LTU on vote-2018.
     known from media report, confidence high
     told by an unnamed publisher (2017-05-20): A paper
       “some words … last words”
       https://example.org/a#:~:text=some%20words,last%20words

Rule: Mean stance over events, -2 acts against to +2 acts for; mean of event stances; within an event deeds speak before words
Source: positions 2026.1; actors LTU; topics diplomatic_pressure; newest position 2018-03-01"""
    told = positions.why("LTU", "diplomatic_pressure", data=small).told()

    assert expected == "\n".join(told)


def test_a_matrix_explains_its_own_cells(small):
    """Only rows and columns of the matrix are explained."""
    made = comparison.matrix(small, resolve(small, actor="LTU"))

    with pytest.raises(UnknownName):
        made.explain("SWE", "humanitarian_visas")


def test_sources_on_the_event_are_told(tables_of):
    """A source on an event as a whole is told with the event, not with a position."""
    rows = small_rows()
    rows["background"] = [
        {
            "event_id": "visas-2017",
            "source_id": "paper-2017",
            "find_start": "the setting",
            "link": "https://example.org/a",
        }
    ]
    (step,) = positions.why("LTU", "visas-2017", data=tables_of(rows)).steps

    assert [passage.words for passage in step.background] == ["the setting"]
