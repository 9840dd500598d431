"""Joint counts of pairs of actors over pairs of codes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from positions.analyse import joint
from positions.analyse.joint import JointCounts
from positions.errors import BadQuery

NAN = np.nan
# A busy machine is no failure.
UNHURRIED = settings(deadline=None)
CODES = st.sampled_from([-2.0, -1.5, 0.0, 1.0, NAN])
STANCES = arrays(np.float64, st.tuples(st.integers(2, 5), st.integers(1, 12)), elements=CODES)


def all_pairs(counts):
    """Every pair of different actors, the earlier first."""
    return np.triu_indices(counts.actors, k=1)


def naive_tables(stances, values):
    """The same counts by looking at one question after the other."""
    a, b = np.triu_indices(len(stances), k=1)
    tables = np.zeros((len(values), len(values), len(a)))
    for pair, (i, j) in enumerate(zip(a, b, strict=True)):
        for left, right in zip(stances[i], stances[j], strict=True):
            if left == left and right == right:
                tables[list(values).index(left), list(values).index(right), pair] += 1
    return tables.reshape(-1, len(a))


@UNHURRIED
@given(STANCES)
def test_tables_equal_a_count_question_by_question(stances):
    """The product of one-hot matrices counts what a loop over the questions counts."""
    counts = JointCounts.from_values(stances)
    a, b = all_pairs(counts)

    if len(counts.values):
        tables = counts.tables(slice(0, counts.actors), a, b)

        assert naive_tables(stances, counts.values).tolist() == tables.tolist()


@UNHURRIED
@given(STANCES)
def test_shared_questions_are_those_that_both_answered(stances):
    """The number of shared questions is read from what is not missing."""
    answered = ~np.isnan(stances)
    expected = (answered[:, None] & answered[None]).sum(axis=2)

    assert expected.tolist() == JointCounts.from_values(stances).shared().tolist()


@UNHURRIED
@given(STANCES, st.integers(1, 4))
def test_blocks_add_up_to_the_whole(stances, width):
    """The partial counts of all blocks sum to the joint counts."""
    counts = JointCounts.from_values(stances)
    if not len(counts.values):
        return
    a, b = all_pairs(counts)
    rows = slice(0, counts.actors)
    bounds = np.unique([*range(0, counts.questions, width), counts.questions])

    partials = counts.partials(rows, a, b, bounds, np.eye(len(counts.values) ** 2))

    assert counts.tables(rows, a, b).tolist() == partials.sum(axis=0).tolist()


def test_little_memory_changes_no_count(monkeypatch):
    """Counting some actors and some questions at a time gives the same counts."""
    stances = np.random.default_rng(0).choice([-1, 0, 1, NAN], size=(9, 50))
    counts = JointCounts.from_values(stances)
    a, b = all_pairs(counts)
    expected = counts.tables(slice(0, 9), a, b)
    monkeypatch.setattr(joint, "BUDGET", 600)

    chunks = list(counts.chunks(bytes_a_pair=36))
    found = [counts.tables(rows, a[rows_of(a, rows)], b[rows_of(a, rows)]) for rows in chunks]

    assert len(chunks) > 1
    assert expected.tolist() == np.concatenate(found, axis=1).tolist()


def rows_of(a, rows):
    return (a >= rows.start) & (a < rows.stop)


def test_chunks_cover_every_actor_once():
    """The chunks are consecutive and leave nobody out."""
    counts = JointCounts(np.zeros((1000, 3), np.int8), np.array([1.0]))

    actors = [actor for rows in counts.chunks(bytes_a_pair=10**6) for actor in range(rows.start, rows.stop)]

    assert list(range(1000)) == actors


def test_values_are_the_distinct_stances_ascending():
    """Fractional stances, means of an event, are codes like any other."""
    counts = JointCounts.from_values([[0.5, NAN, -1.5], [1 / 3, 0.5, NAN]])

    assert [-1.5, pytest.approx(1 / 3), 0.5] == counts.values.tolist()
    assert [[2, -1, 0], [1, 2, -1]] == counts.codes.tolist()


def test_rounding_errors_make_no_codes():
    """Two means that differ in the last bit, or by the sign of zero, are one stance."""
    counts = JointCounts.from_values([[0.1 + 0.2, -0.0], [0.3, 0.0]])

    assert 2 == len(counts.values)


def test_many_values_are_refused_with_advice():
    """Past 64 distinct values the caller is told what to do."""
    with pytest.raises(BadQuery, match=r"65 distinct stances.*round the stances"):
        JointCounts.from_values([np.arange(65.0)])


@pytest.mark.parametrize(("stances", "message"), [([1.0, 2.0], "actors x questions"), ([[np.inf]], "infinite")])
def test_what_is_no_table_of_stances_is_refused(stances, message):
    """A flat list and an infinity cannot be meant."""
    with pytest.raises(BadQuery, match=message):
        JointCounts.from_values(stances)


def test_a_long_record_is_the_same_record():
    """One row an answer gives the codes of the table it was unfolded from, whole numbers or not."""
    stances = np.random.default_rng(1).choice([-1, 0, 1, NAN], size=(5, 30))
    actors, questions = np.nonzero(~np.isnan(stances))
    expected = JointCounts.from_values(stances)

    for answers in (stances[actors, questions], stances[actors, questions].astype(np.int8)):
        found = JointCounts.from_long(actors, questions, answers, stances.shape)

        assert expected.codes.tolist() == found.codes.tolist()
        assert expected.values.tolist() == found.values.tolist()


def test_two_answers_to_one_question_are_refused():
    """Which of two answers counts is not for a count to decide."""
    with pytest.raises(BadQuery, match="more than once"):
        JointCounts.from_long([0, 0], [3, 3], [1, -1])
