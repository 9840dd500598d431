"""Blocs, peers, cohesion, drift and the map of actors."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from positions.analyse.pairwise.agreement import agree
from positions.analyse.structure.blocs import actor_map, blocs, peers
from positions.analyse.structure.cohesion import agreement_index, cohesion
from positions.analyse.structure.drift import drift
from positions.errors import BadQuery, UnknownName

NAN = np.nan
NORTH, SOUTH = ("DNK", "FIN", "SWE"), ("ESP", "GRC", "ITA")


def two_camps(questions=40, seed=0):
    """Two camps of three that mostly vote together and against each other."""
    random = np.random.default_rng(seed)
    line = random.choice([-1.0, 1.0], size=questions)
    stances = np.array([line * side for side in (1, 1, 1, -1, -1, -1)])
    return np.where(random.random(stances.shape) < 0.1, -stances, stances)


def camps(stances=None, **options):
    return agree(two_camps() if stances is None else stances, (*NORTH, *SOUTH), "agreement", **options)


def test_camps_are_found():
    """Actors that vote together are one bloc, and the number of blocs follows from the record."""
    found = blocs(camps())

    assert {frozenset(NORTH), frozenset(SOUTH)} == {frozenset(members) for members in found.members().values()}
    assert found.separation > 0.5


def test_the_order_keeps_blocs_together():
    """Along the order of plots the blocs are numbered 1, 2 ... without a gap."""
    found = blocs(camps(), count=3)

    assert [1, 2, 3] == [bloc for bloc, _ in itertools.groupby(found.labels[actor] for actor in found.order)]
    assert sorted((*NORTH, *SOUTH)) == sorted(found.order)


def test_the_order_of_input_plays_no_part():
    """Shuffled actors fall into the same blocs, in the same order."""
    stances, shuffled = two_camps(), [4, 2, 0, 5, 1, 3]
    names = np.array((*NORTH, *SOUTH))[shuffled]

    assert blocs(camps(stances)) == blocs(agree(stances[shuffled], names.tolist(), "agreement"))


def test_missing_pairs_are_filled_and_told():
    """A pair that shares nothing takes the mean distance of its two actors; an actor without any pair is left out."""
    stances = np.vstack([two_camps(), np.full(40, NAN)])
    stances[0, :20] = stances[1, 20:] = NAN
    found = blocs(agree(stances, (*NORTH, *SOUTH, "MLT"), "agreement"))

    assert (1, ("MLT",)) == (found.filled, found.left_out)
    assert {frozenset(NORTH), frozenset(SOUTH)} == {frozenset(members) for members in found.members().values()}


def test_too_few_actors_make_no_structure():
    """Two actors are told what is needed and what may help."""
    agreement = agree(two_camps()[:2], NORTH[:2])

    with pytest.raises(BadQuery, match=r"2 actors can be compared.*at least 3.*now 5"):
        actor_map(agreement)


def test_more_blocs_than_actors_are_refused():
    """The answer names the numbers that are possible."""
    with pytest.raises(BadQuery, match="1 to 6 blocs, not 7"):
        blocs(camps(), count=7)


def test_silhouette_is_that_of_scikit_learn():
    """The separation of blocs equals sklearn.metrics.silhouette_score."""
    metrics = pytest.importorskip("sklearn.metrics")
    agreement = camps()
    found = blocs(agreement, count=4)
    distance = 1 - agreement.value
    np.fill_diagonal(distance, 0)
    labels = [found.labels[actor] for actor in agreement.actors]

    assert pytest.approx(metrics.silhouette_score(distance, labels, metric="precomputed")) == found.separation


def test_peers_of_an_actor():
    """The nearest come from its own camp, the farthest from the other, the farthest first."""
    found = peers(camps(), "FIN", count=2)

    assert {"DNK", "SWE"} == {pair.b for pair in found.nearest}
    assert {pair.b for pair in found.farthest} < set(SOUTH)
    assert found.farthest[0].value <= found.farthest[1].value
    assert all(pair.n == 40 and pair.status == "ok" for pair in (*found.nearest, *found.farthest))


def test_no_peer_is_both_near_and_far():
    """With few actors the nearest are told first and the rest are the farthest."""
    found = peers(camps(), "FIN", count=4)

    assert (4, 1) == (len(found.nearest), len(found.farthest))


def test_peers_without_a_value_are_told_apart():
    """An actor that cannot be compared is neither near nor far."""
    stances = two_camps()
    stances[5] = NAN
    found = peers(camps(stances), "FIN")

    assert [("ITA", "no_overlap")] == [(pair.b, pair.status) for pair in found.not_comparable]


def test_peers_of_nobody():
    """An unknown actor is answered with the nearest name."""
    with pytest.raises(UnknownName, match="did you mean 'FIN'"):
        peers(camps(), "FON")


@pytest.mark.parametrize(
    ("counts", "expected"),
    [((10, 0, 0), 1), ((0, 7, 0), 1), ((5, 5, 5), 0), ((5, 5, 0), 0.25), ((8, 1, 1), 0.7), ((0, 0, 0), NAN)],
)
def test_agreement_index(counts, expected):
    """Of one mind 1, split in three 0, split in two a quarter, nobody there undefined."""
    assert pytest.approx(expected, nan_ok=True) == float(agreement_index(*counts))


def test_cohesion_by_topic_and_year():
    """The mean index of the questions under each key, with how many there are."""
    stances = np.array([[1, 2, -1, 1], [1, -1, 0, NAN], [2, 1, 1, NAN]])
    keys = [("visas", 2017), ("visas", 2017), ("visas", 2018), ("rules", 2018)]
    found = cohesion(stances, keys)

    assert [
        (("visas", 2017), pytest.approx((1 + 0.5) / 2), 2, 6),
        (("visas", 2018), 0.0, 1, 3),
    ] == [(told.key, told.value, told.questions, told.positions) for told in found[:2]]


def test_one_member_is_no_group():
    """A question that one member answered says nothing of cohesion."""
    (told,) = cohesion([[1.0], [NAN]], ["visas"])

    assert np.isnan(told.value)
    assert (0, 0) == (told.questions, told.positions)


def test_members_of_the_day_count():
    """A state that had left is not part of the group's cohesion."""
    stances = [[1, 1], [1, 1], [-1, -1]]
    members = [[True, True], [True, True], [True, False]]

    assert [0.5, 1.0] == [told.value for told in cohesion(stances, [2019, 2020], members)]


def test_cohesion_needs_a_key_for_each_question():
    """Keys of another record are refused."""
    with pytest.raises(BadQuery, match="one key for each question"):
        cohesion([[1.0, 1.0]], ["visas"])


def test_drift_by_column():
    """The change of the mean stance, with how many events each period has."""
    stances = [2, 1, -1, -2, -1, 1, NAN]
    columns = ["rules"] * 5 + ["visas"] * 2
    before = [True, True, False, False, False, True, False]
    rules, visas = drift(stances, columns, before, np.logical_not(before))

    assert (1.5, pytest.approx(-4 / 3), 2, 3) == (rules.before, rules.after, rules.n_before, rules.n_after)
    assert pytest.approx(1.5 + 4 / 3) == -rules.change
    assert rules.low <= rules.change <= rules.high < 0
    assert (1, 0) == (visas.n_before, visas.n_after)
    assert np.isnan([visas.after, visas.change, visas.low, visas.high]).all()


def test_drift_is_the_same_whatever_stands_beside_it():
    """Another column changes no interval."""
    stances, before = [2, 1, -1, -2], [True, True, False, False]
    (alone,) = drift(stances, ["rules"] * 4, before, np.logical_not(before))
    beside = drift([0, *stances], ["visas", *["rules"] * 4], [True, *before], [False, *np.logical_not(before)])

    assert alone == beside[1]


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [([True, True], [True, False], "both periods"), ([True], [False], "for each stance")],
)
def test_periods_that_cannot_be_compared(before, after, message):
    """Overlapping periods, and periods of other events, are refused."""
    with pytest.raises(BadQuery, match=message):
        drift([1.0, 2.0], ["rules", "rules"], before, after)


def test_the_map_keeps_distances():
    """Actors on a line lie on the first axis as far apart as they disagree."""
    stances = np.array([[-2.0] * 8, [-1.0] * 8, [1.0] * 8, [2.0] * 8])
    found = actor_map(agree(stances, ("A", "B", "C", "D"), "agreement", span=(-2, 2)))
    first = np.array([found.places[actor][0] for actor in "ABCD"])

    assert pytest.approx([0.25, 0.5, 0.25]) == np.abs(np.diff(first)).tolist()
    assert pytest.approx(1.0) == found.share
    assert pytest.approx([0] * 4, abs=1e-6) == [found.places[actor][1] for actor in "ABCD"]


def test_camps_lie_apart_on_the_map():
    """The first axis tells the camps from each other."""
    found = actor_map(camps())
    north, south = ([found.places[actor][0] for actor in camp] for camp in (NORTH, SOUTH))

    assert max(north) < min(south) or max(south) < min(north)


def test_the_map_is_always_the_same():
    """Neither the order of input nor the direction of an eigenvector turns the map round."""
    stances, shuffled = two_camps(), [4, 2, 0, 5, 1, 3]
    one = actor_map(camps(stances)).places
    other = actor_map(agree(stances[shuffled], np.array((*NORTH, *SOUTH))[shuffled].tolist(), "agreement")).places

    assert {actor: pytest.approx(place, abs=1e-9) for actor, place in one.items()} == other
