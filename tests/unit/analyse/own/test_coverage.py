"""Coverage of a user's own table: who answered how many of the questions, the same from every library and engine."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from tests.unit.analyse.own.test_table import CODES, FRAMES, MAP, VOTES

import positions
from positions.analyse.own.coverage import coverage
from positions.analyse.own.table import take
from positions.errors import BadQuery

# A third actor that only ever answered on the second theme, and a question there that Namibia left out.
MORE: dict[str, list[Any]] = {
    name: [*values, *more]
    for (name, values), more in zip(
        VOTES.items(), (["Sweden", "Sweden"], [3, 4], ["yes", "no"], ["b", "b"], [VOTES["day"][0]] * 2), strict=True
    )
}


@pytest.mark.parametrize("library", FRAMES)
def test_every_library_gives_the_same_coverage(library: str) -> None:
    """Answers, questions and kinds of cells are those counted by hand, whoever holds the frame."""
    found = coverage(take(FRAMES[library](MORE), MAP, CODES))

    assert (found.rows, found.columns) == (("Lithuania", "Namibia", "Sweden"), ("a", "b"))
    assert found.n.tolist() == [[2, 0], [2, 0], [0, 2]]
    assert found.asked.tolist() == [[2, 2]] * 3
    assert found.state.tolist() == [["recorded", "not_found"], ["recorded", "not_found"], ["not_found", "recorded"]]
    assert found.share_by_row() == {"Lithuania": 0.5, "Namibia": 0.5, "Sweden": 0.5}


def test_a_question_answered_twice_counts_once() -> None:
    """Two answers of an actor to one question are two answers on one question."""
    table = pa.table({"a": ["x", "x", "y"], "q": [1, 1, 2], "s": [1, -1, 1]})
    found = positions.coverage(data=table, actor="a", question="q", stance="s")

    assert (found.n.tolist(), found.events.tolist()) == ([[2], [1]], [[1], [1]])
    np.testing.assert_array_equal([[0.5], [0.5]], found.share)


def test_the_number_of_questions_is_told() -> None:
    """The head of a column tells how many questions it has, and the caption that nobody knows who was asked."""
    found = coverage(take(pa.table(MORE), MAP, CODES))

    assert found.column_labels == {"a": "a (2 questions)", "b": "b (2 questions)"}
    assert any("not known" in note for note in found.caption.notes)
    assert "a (2 questions)" in str(found)


def test_a_table_without_answers_is_refused() -> None:
    """Where every row is left out there is nobody to tell of."""
    table = pa.table({"a": pa.array([None], pa.string()), "q": [1], "s": [1]})
    with pytest.raises(BadQuery, match="no row"):
        positions.coverage(data=table, actor="a", question="q", stance="s")
