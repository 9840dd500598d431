"""Joint counts of pairs of actors over pairs of codes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from positions.analyse.pairwise import joint
from positions.analyse.pairwise.joint import JointCounts
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
    assert ([[2, -1, 0], [1, 2, -1]], "int8") == (counts.codes.tolist(), str(counts.codes.dtype))


def test_rounding_errors_make_no_codes():
    """Two means that differ in the last bit, or by the sign of zero, are one stance."""
    counts = JointCounts.from_values([[0.1 + 0.2, -0.0], [0.3, 0.0]])

    assert 2 == len(counts.values)


def test_no_zero_has_a_sign():
    """A zero below zero is told as zero."""
    assert ["0.0"] == [str(value) for value in JointCounts.from_values([[-0.0, -1e-12]]).values.tolist()]


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


@pytest.mark.parametrize(
    ("stances", "message"),
    [
        ([1.0, 2.0], "stances must be an array of actors x questions, not of 1 dimension(s)"),
        ([[np.inf]], "a stance is infinite; use nan where an actor has no position"),
        ([[1.0, -np.inf]], "a stance is infinite; use nan where an actor has no position"),
        (
            [np.arange(65.0)],
            "65 distinct stances, but agreement is counted over at most 64 codes; round the stances (to one decimal, say) or cut them into classes first",
        ),
    ],
)
def test_refusals_in_full(stances, message):
    """What was given and what would be right; sixty-four values are few enough."""
    with pytest.raises(BadQuery) as caught:
        JointCounts.from_values(stances)

    assert message == str(caught.value)
    assert 64 == len(JointCounts.from_values([np.arange(64.0)]).values)


def test_a_second_answer_is_refused_in_full():
    """The advice says what to do with the rows."""
    with pytest.raises(BadQuery) as caught:
        JointCounts.from_long([0, 1, 0], [3, 3, 3], [1, 0, -1])

    assert "an actor answers a question more than once; reduce these rows to one stance first" == str(caught.value)


@pytest.mark.parametrize("kind", [np.int8, np.int64, np.float64])
def test_whole_numbers_however_far_apart(kind):
    """Codes of whole numbers are the same whether these lie close or far apart, begin at zero or below."""
    far = [0, 100, 5, 100, -7] if kind is np.int8 else [0, 10_000, 5, 10_000, -7]
    for answers, values, codes in (
        ([5, 7, 5, 9, 9], [5.0, 7.0, 9.0], [0, 1, 0, 2, 2]),
        ([-2, 2, 0, -1, 2], [-2.0, -1.0, 0.0, 2.0], [0, 3, 2, 1, 3]),
        (far, sorted({float(value) for value in far}), [1, 3, 2, 3, 0]),
        ([0, 4095, 0, 4095, 1] if kind is not np.int8 else [0, 95, 0, 95, 1], None, [0, 2, 0, 2, 1]),
        ([0, 4096, 0, 4096, 1] if kind is not np.int8 else [0, 96, 0, 96, 1], None, [0, 2, 0, 2, 1]),
    ):
        found = JointCounts.from_long(range(5), [0] * 5, np.array(answers, kind))

        assert codes == found.codes.ravel().tolist()
        assert (sorted(set(map(float, answers))) if values is None else values) == found.values.tolist()
        assert ("int8", "float64") == (str(found.codes.dtype), str(found.values.dtype))


def test_missing_answers_of_a_long_record_are_missing():
    """A row without a stance is as no row, and does not count as a second answer."""
    found = JointCounts.from_long([0, 0, 1], [0, 1, 1], [1.0, NAN, -1.0])

    assert [[1, -1], [-1, 0]] == found.codes.tolist()


def test_the_shape_is_what_is_named_or_what_is_given():
    """A record names as many actors and questions as its highest numbers say; more may be given."""
    assert [(2, 4), (5, 6), (0, 0)] == [
        (found.actors, found.questions)
        for found in (
            JointCounts.from_long([1], [3], [1]),
            JointCounts.from_long([1], [3], [1], (5, 6)),
            JointCounts.from_long(np.array([], int), np.array([], int), np.array([], np.int8)),
        )
    ]


def test_shared_in_whole_numbers():
    """Shared questions are counted in whole numbers, those of one actor on the diagonal."""
    shared = JointCounts.from_values([[1, 0, NAN], [1, NAN, 1]]).shared()

    assert ([[2, 1], [1, 2]], "int64") == (shared.tolist(), str(shared.dtype))


def test_a_long_record_is_counted_in_wider_numbers(monkeypatch):
    """Up to 2**24 questions a narrow number counts exactly, from there on a wide one is taken."""
    counts = JointCounts.from_values([[1.0, 0.0], [1.0, 1.0]])
    narrow = counts.tables(slice(0, 2), np.array([0]), np.array([1]))
    monkeypatch.setattr(joint, "EXACT_FLOAT32", 2)
    wide = counts.tables(slice(0, 2), np.array([0]), np.array([1]))
    monkeypatch.setattr(joint, "EXACT_FLOAT32", 3)

    partials = counts.partials(slice(0, 2), np.array([0]), np.array([1]), np.array([0, 1, 2]), np.eye(4))

    assert ("float32", "float64", narrow.tolist()) == (str(narrow.dtype), str(wide.dtype), wide.tolist())
    assert "float32" == str(partials.dtype)
    assert "float32" == str(counts.tables(slice(0, 2), np.array([0]), np.array([1])).dtype)


def test_chunks_hold_what_fits():
    """As many rows of pairs as the budget holds, at least one; a shorter row lets in more rows."""
    counts = JointCounts(np.zeros((6, 3), np.int8), np.array([1.0]))
    found = {size: list(counts.chunks(size)) for size in (joint.BUDGET, joint.BUDGET // 6, joint.BUDGET // 12, 1)}

    assert [slice(n, n + 1) for n in range(6)] == found[joint.BUDGET]
    assert [slice(0, 1), slice(1, 2), slice(2, 3), slice(3, 5), slice(5, 6)] == found[joint.BUDGET // 6]
    assert [slice(0, 2), slice(2, 5), slice(5, 6)] == found[joint.BUDGET // 12]
    assert [slice(0, 6)] == found[1]


def test_one_question_at_a_time_counts_the_same(monkeypatch):
    """However few questions one slab holds, and wherever it begins, all are counted once."""
    stances = np.random.default_rng(2).choice([-1.0, 0.0, 1.0, NAN], size=(4, 11))
    counts = JointCounts.from_values(stances)
    a, b = all_pairs(counts)
    whole = counts.tables(slice(0, 4), a, b)
    bounds = np.array([0, 3, 3, 11])
    partials = counts.partials(slice(0, 4), a, b, bounds, np.eye(9))
    for budget in (4 * 3 * 4, 4 * 3 * 4 * 2, 4 * 3 * 4 * 5):
        monkeypatch.setattr(joint, "BUDGET", budget)

        assert whole.tolist() == counts.tables(slice(0, 4), a, b).tolist()
        assert partials.tolist() == counts.partials(slice(0, 4), a, b, bounds, np.eye(9)).tolist()
    assert not partials[1].any()


def test_later_rows_are_counted_against_later_actors():
    """A chunk that begins late and ends early holds its own pairs."""
    stances = np.random.default_rng(4).choice([-1.0, 1.0, NAN], size=(6, 9))
    counts = JointCounts.from_values(stances)
    a, b = np.array([2, 2, 3]), np.array([3, 5, 4])
    everything = naive_tables(stances, counts.values)
    order = {pair: n for n, pair in enumerate(zip(*np.triu_indices(6, k=1), strict=True))}
    expected = everything[:, [order[pair] for pair in zip(a, b, strict=True)]]

    assert expected.tolist() == counts.tables(slice(2, 4), a, b).tolist()
