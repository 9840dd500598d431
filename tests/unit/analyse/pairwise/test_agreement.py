"""Agreement of all pairs: value, shared questions, interval, status."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from positions.analyse.pairwise.agreement import agree, agree_all
from positions.analyse.pairwise.joint import JointCounts
from positions.analyse.pairwise.measures import variant_name, variants
from positions.analyse.pairwise.resampling import draw
from positions.errors import BadQuery, UnknownName

NAN = np.nan
UNHURRIED = settings(deadline=None, max_examples=40)
STANCES = arrays(np.float64, (4, 10), elements=st.sampled_from([-2.0, -1.0, 0.0, 1.0, 2.0, NAN]))
ACTORS = ("DEU", "FRA", "HUN", "POL")

# DEU and FRA differ once, HUN opposes them and misses the last, POL always says yes, LTU never spoke.
SMALL = np.array(
    [
        [1, 1, -1, 1, -1, 0],
        [1, 1, -1, 1, -1, 1],
        [-1, -1, 1, -1, 1, NAN],
        [1, 1, 1, 1, 1, 1],
        [NAN] * 6,
        [1, NAN, NAN, 1, NAN, NAN],
    ]
)
NAMES = ("DEU", "FRA", "HUN", "POL", "LTU", "EST")


def small(measure="kappa", **options):
    return agree(SMALL, NAMES, measure, **({"least_n": 5, "span": (-1, 1)} | options))


def random_record(actors=8, questions=60, seed=0):
    stances = np.random.default_rng(seed).choice(
        [-1.0, 0.0, 1.0, NAN], size=(actors, questions), p=[0.3, 0.1, 0.4, 0.2]
    )
    return stances, tuple(f"A{i}" for i in range(actors))


def cell(agreement, a, b, field="value"):
    return getattr(agreement, field)[agreement.actors.index(a), agreement.actors.index(b)]


def test_status_says_why_there_is_no_value():
    """Each pair is ok, or has one reason for having no value."""
    agreement = small()

    assert {
        ("DEU", "FRA"): "ok",
        ("DEU", "LTU"): "no_overlap",
        ("DEU", "EST"): "too_few",
        ("POL", "POL"): "no_variation",
    } == {
        (a, b): cell(agreement, a, b, "status")
        for a, b in [("DEU", "FRA"), ("DEU", "LTU"), ("DEU", "EST"), ("POL", "POL")]
    }


def test_what_has_no_status_ok_has_no_value():
    """Undefined is nan, never 0 and never 1."""
    agreement = small()

    assert (np.isnan(agreement.value) == (agreement.status != "ok")).all()


def test_two_constant_actors_have_no_kappa_but_agree():
    """What cannot vary cannot be corrected for chance; plain agreement is there all the same."""
    stances = np.ones((2, 6))

    assert ["no_variation", "no_variation", "ok"] == [
        cell(agree(stances, ("A", "B"), measure), "A", "B", "status")
        for measure in ("kappa", "correlation", "agreement")
    ]


def test_a_constant_actor_has_no_correlation():
    """One constant side is enough to leave correlation undefined, while kappa is 0."""
    assert "no_variation" == cell(small("correlation"), "DEU", "POL", "status")
    assert 0 == cell(small("kappa"), "DEU", "POL")


def test_least_n_decides_what_is_too_few():
    """With a lower bound the pair has its value."""
    assert 1.0 == cell(small("agreement", least_n=2), "DEU", "EST")


def test_shared_questions_are_counted():
    """n is the number of questions that both answered, whatever the status."""
    agreement = small()

    assert [6, 5, 0, 2] == [cell(agreement, "DEU", other, "n") for other in ("FRA", "HUN", "LTU", "EST")]


def test_the_declared_scale_counts_not_the_one_observed():
    """Of stances between -2 and 2, the distance from -1 to 1 is half the scale."""
    stances = [[-1, 1], [1, -1]]

    assert [0.0, 0.5] == [
        cell(agree(stances, ("A", "B"), "agreement", least_n=1, span=span), "A", "B") for span in (None, (-2, 2))
    ]


@UNHURRIED
@given(STANCES)
def test_agreement_is_symmetric(stances):
    """Every measure, count and status reads the same along rows and columns."""
    for agreement in agree_all(stances, ACTORS, least_n=1).values():
        np.testing.assert_array_equal(agreement.value, agreement.value.T)
        np.testing.assert_array_equal(agreement.n, agreement.n.T)
        np.testing.assert_array_equal(agreement.status, agreement.status.T)


@UNHURRIED
@given(STANCES, st.permutations(range(4)))
def test_the_order_of_actors_changes_nothing(stances, order):
    """Relabelled actors keep their values."""
    before = agree_all(stances, ACTORS, least_n=1)
    after = agree_all(stances[order], [ACTORS[i] for i in order], least_n=1)

    for name, agreement in before.items():
        np.testing.assert_allclose(agreement.value[np.ix_(order, order)], after[name].value, atol=1e-12)


@UNHURRIED
@given(STANCES, st.sampled_from(ACTORS))
def test_questions_that_nobody_shares_change_nothing(stances, actor):
    """A question answered by one actor alone is no evidence about any pair."""
    alone = np.full((4, 1), NAN)
    alone[ACTORS.index(actor)] = 2.0
    options = {"least_n": 1, "span": (-2, 2)}
    pairs = np.triu_indices(4, k=1)

    before = agree_all(stances, ACTORS, **options)
    after = agree_all(np.hstack([stances, alone]), ACTORS, **options)

    for name, agreement in before.items():
        np.testing.assert_allclose(agreement.value[pairs], after[name].value[pairs], atol=1e-12)


@UNHURRIED
@given(STANCES)
def test_one_count_serves_every_measure(stances):
    """Side by side and one at a time, measures have the same values."""
    together = agree_all(JointCounts.from_values(stances), ACTORS, least_n=1)

    assert [variant_name(*variant) for variant in variants()] == list(together)
    for agreement in together.values():
        alone = agree(stances, ACTORS, agreement.measure, agreement.weights, least_n=1)
        np.testing.assert_array_equal(agreement.value, alone.value)


def test_pairs_are_told_once():
    """One row a pair, none of an actor with itself."""
    pairs = small().pairs()

    assert 15 == len(pairs) == len({frozenset((pair.a, pair.b)) for pair in pairs})
    assert ("DEU", "FRA", 6, "kappa", "ok") == (
        pairs[0].a,
        pairs[0].b,
        pairs[0].n,
        pairs[0].measure,
        pairs[0].status,
    )


def test_one_actor_with_all_others():
    """With one actor named, its pairs alone are told."""
    pairs = small(with_actor="HUN").pairs()

    assert [("HUN", other) for other in ("DEU", "FRA", "POL", "LTU", "EST")] == [(pair.a, pair.b) for pair in pairs]


def test_peers_come_nearest_first():
    """Pairs without a value follow those with one."""
    assert ["FRA", "POL", "HUN", "EST", "LTU"] == [pair.b for pair in small("agreement").of("DEU")]


def test_another_order_moves_no_value():
    """The order of tables is a matter of show; actors left out of it follow."""
    agreement = small().ordered(["POL", "HUN"])

    assert ("POL", "HUN", "DEU", "FRA", "LTU", "EST") == agreement.order
    assert ("POL", "HUN") == (agreement.pairs()[0].a, agreement.pairs()[0].b)
    assert NAMES == agreement.actors


def test_long_frame():
    """One row a pair, with what a reader needs to judge it."""
    frame = small(interval=0.9, resamples=100).to_frame()

    assert ["a", "b", "value", "n", "low", "high", "measure", "status"] == list(frame.columns)
    assert 15 == len(frame)


def test_wide_frame():
    """A square of values in the order shown; one row where one actor was asked for."""
    square = small().ordered(["POL"]).to_frame(wide=True)

    assert "POL" == square.index[0] == square.columns[0]
    assert cell(small(), "DEU", "HUN") == square.loc["DEU", "HUN"]
    assert (1, 6) == small(with_actor="DEU").to_frame(wide=True).shape


@pytest.mark.parametrize("method", ["percentile", "bca"])
def test_intervals_hold_their_value(method):
    """The value lies between the ends, and the ends within the range of the measure."""
    stances, actors = random_record()
    agreement = agree(stances, actors, interval=0.95, method=method, resamples=400)
    i, j = np.triu_indices(len(actors), k=1)

    assert ((agreement.low <= agreement.value) & (agreement.value <= agreement.high))[i, j].all()
    assert (-1 <= agreement.low[i, j]).all() and (agreement.high[i, j] <= 1).all()


def test_resampling_blocks_is_resampling_their_questions():
    """The interval from partial counts is that of stances repeated as often as their block was drawn."""
    stances, actors = random_record(actors=2, questions=24, seed=3)
    blocks = np.repeat(np.arange(6), 4)
    agreement = agree(stances, actors, interval=0.8, resamples=150, blocks=blocks, seed=9)

    resampled = [
        agree(np.repeat(stances, weights[blocks].astype(int), axis=1), actors, least_n=1).value[0, 1]
        for weights in draw(6, 150, seed=9).T
    ]

    assert pytest.approx(np.quantile(resampled, [0.1, 0.9]), abs=1e-5) == [
        agreement.low[0, 1],
        agreement.high[0, 1],
    ]


@pytest.mark.parametrize(("measure", "weights"), [(measure.name, weights) for measure, weights in variants()])
def test_every_measure_has_intervals(measure, weights):
    """Whatever is contracted from joint counts is contracted from partial counts."""
    stances, actors = random_record(actors=3)
    agreement = agree(stances, actors, measure, weights, interval=0.95, resamples=200)

    assert agreement.low[0, 1] < agreement.value[0, 1] < agreement.high[0, 1]


def test_more_events_make_narrower_intervals():
    """Ten times the questions, about a third of the width."""
    widths = []
    for questions in (60, 600):
        stances, actors = random_record(actors=2, questions=questions, seed=5)
        agreement = agree(stances, actors, "agreement", interval=0.95)
        widths.append(agreement.high[0, 1] - agreement.low[0, 1])

    assert 2.2 < widths[0] / widths[1] < 4.5


def test_the_same_seed_gives_the_same_intervals():
    """Ends are reproducible, whichever way round and however many actors there are."""
    stances, actors = random_record()
    everyone = agree(stances, actors, interval=0.9, resamples=200, seed=4)
    two = agree(stances[[5, 2]], ("A5", "A2"), interval=0.9, resamples=200, seed=4)

    assert pytest.approx(everyone.low[2, 5], abs=1e-6) == two.low[0, 1]
    assert everyone.low[2, 5] == everyone.low[5, 2]


def test_intervals_of_one_actor_are_those_of_all():
    """Only the pairs asked for are resampled, and they come out the same."""
    stances, actors = random_record()
    everyone = agree(stances, actors, interval=0.9, resamples=200)
    done = []
    one = agree(
        stances,
        actors,
        interval=0.9,
        resamples=200,
        with_actor="A3",
        progress=lambda n, of: done.append((n, of)),
    )

    assert pytest.approx(np.delete(everyone.low[3], 3), abs=1e-6) == np.delete(one.low[3], 3)
    assert np.isnan(one.low[0, 1])
    assert (7, 7) == done[-1]


def test_no_interval_without_a_value():
    """Pairs without a value, and the diagonal, have no ends."""
    agreement = small(interval=0.95, resamples=100)

    assert np.isnan(agreement.low[agreement.status != "ok"]).all()
    assert np.isnan(np.diag(agreement.high)).all()


def test_a_single_block_has_no_interval():
    """What cannot be resampled has no ends rather than a width of zero."""
    stances, actors = random_record(actors=2)

    assert np.isnan(agree(stances, actors, interval=0.95, blocks=1).low).all()


def test_without_any_position_nothing_overlaps():
    """An empty record is answered, not refused."""
    agreement = agree(np.full((2, 3), NAN), ("A", "B"), interval=0.95)

    assert {"no_overlap"} == set(agreement.status.ravel().tolist())


def test_without_any_question_nothing_overlaps():
    """A record of no questions is answered too, with or without intervals."""
    agreement = agree(np.empty((2, 0)), ("A", "B"), interval=0.95)

    assert ("no_overlap", 0, 0, 0) == (
        cell(agreement, "A", "B", "status"),
        cell(agreement, "A", "B", "n"),
        agreement.questions,
        agreement.facts["blocks"],
    )
    assert np.isnan(agreement.low).all()


def test_the_caption_tells_how_the_figures_were_made():
    """Measure, paper, scale, counts of statuses, and how the interval was resampled."""
    facts = small(interval=0.95, resamples=200, seed=3).facts

    assert {
        "label": "Cohen's kappa",
        "weights": "linear",
        "span": 2.0,
        "questions": 6,
        "pairs": 15,
        "status": {"ok": 6, "too_few": 4, "no_overlap": 5, "no_variation": 0},
        "least_n": 5,
        "level": 0.95,
        "method": "percentile",
        "resamples": 200,
        "seed": 3,
        "blocks": 6,
    }.items() <= facts.items()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"actors": ("A",)}, "2 rows of stances need as many names"),
        ({"actors": ("A", "A")}, "each once"),
        ({"least_n": 0}, "at least 1, not 0"),
        ({"interval": 95}, "between 0 and 1, such as 0.95, not 95"),
        ({"interval": 0.95, "method": "normal"}, "percentile or bca"),
        ({"interval": 0.95, "resamples": 10}, "at least 100 resamples"),
    ],
)
def test_options_that_cannot_be_meant(options, message):
    """Each is answered with what was given and what would be right."""
    with pytest.raises(BadQuery, match=message):
        agree(np.ones((2, 6)), **({"actors": ("A", "B")} | options))


@pytest.mark.parametrize(
    "ask",
    [lambda: small(with_actor="DUE"), lambda: small().of("DUE"), lambda: small().ordered(["DUE"])],
)
def test_unknown_actors_are_answered_with_the_nearest(ask):
    """A slip of the pen is told what was probably meant."""
    with pytest.raises(UnknownName, match="unknown actor 'DUE'; did you mean 'DEU'"):
        ask()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"actors": ("A",)}, "2 rows of stances need as many names of actors, each once; got 1, of which 1 differ"),
        ({"actors": ("A", "A")}, "2 rows of stances need as many names of actors, each once; got 2, of which 1 differ"),
        ({"least_n": 0}, "the least number of shared questions is at least 1, not 0"),
        ({"with_actor": "C"}, "unknown actor 'C' (there are A, B)"),
    ],
)
def test_refusals_in_full(options, message):
    """What was given and what would be right."""
    with pytest.raises((BadQuery, UnknownName)) as caught:
        agree(np.ones((2, 6)), **({"actors": ("A", "B")} | options))

    assert message == str(caught.value)


def test_five_shared_questions_are_enough():
    """Unless told otherwise a pair needs five; exactly as many as asked for are enough."""
    stances = [[1, 1, 1, 0, 0], [1, 1, 1, 0, 1]]

    assert ["ok", "too_few", "ok"] == [
        cell(agreement, "A", "B", "status")
        for agreement in (
            agree(stances, ("A", "B")),
            agree([row[:4] for row in stances], ("A", "B")),
            agree([row[:1] for row in stances], ("A", "B"), "agreement", least_n=1),
        )
    ]


def test_everything_that_is_told_of_it():
    """Facts in full, with an interval and without; level and method stand on the agreement too."""
    expected = {
        "actors": 6, "questions": 6, "pairs": 15, "span": 2.0, "least_n": 5, "measure": "kappa", "weights": "quadratic", "range": (-1.0, 1.0),
        "label": "Cohen's kappa", "definition": "1 - observed / expected distance, expected from each actor's own shares of answers",
        "undefined": "both actors gave one and the same answer throughout", "status": {"ok": 6, "too_few": 4, "no_overlap": 5, "no_variation": 0},
    }  # fmt: skip
    plain = small(weights="quadratic")
    found = small(weights="quadratic", interval=0.9, method="bca", resamples=150, seed=4, blocks=3)

    assert expected == {name: value for name, value in plain.facts.items() if name != "paper"}
    assert expected | {"level": 0.9, "method": "bca", "resamples": 150, "seed": 4, "blocks": 3} == {
        name: value for name, value in found.facts.items() if name != "paper"
    }
    assert "Cohen 1968" in plain.facts["paper"]
    assert (None, None, None, None) == (plain.level, plain.method, plain.low, plain.high)
    assert (0.9, "bca", "kappa", "quadratic", 6, 5) == (
        found.level, found.method, found.measure, found.weights, found.questions, found.least_n,
    )  # fmt: skip
    assert (NAMES, NAMES, None) == (plain.actors, plain.order, plain.with_actor)


def test_pairs_of_one_actor_are_counted_alone():
    """With one actor its pairs are asked for, and their statuses are told; the actor stands on the agreement."""
    found = small(with_actor="LTU")

    assert (5, {"ok": 0, "too_few": 0, "no_overlap": 5, "no_variation": 0}) == (
        found.facts["pairs"],
        found.facts["status"],
    )
    assert ("LTU", [("LTU", other) for other in NAMES if other != "LTU"]) == (
        found.with_actor,
        [(pair.a, pair.b) for pair in found.pairs()],
    )


def test_no_variation_is_counted():
    """Pairs whose measure divides by zero are told apart from those with too few questions."""
    found = agree([[1] * 6, [1] * 6, [1] * 2 + [NAN] * 4, [NAN] * 6], ("A", "B", "C", "D"))

    assert {"ok": 0, "too_few": 2, "no_overlap": 3, "no_variation": 1} == found.facts["status"]
    assert ["no_variation", "too_few", "no_overlap"] == [cell(found, "A", other, "status") for other in "BCD"]
    assert (6, 2, 0) == tuple(cell(found, "A", other, "n") for other in "BCD")


def test_a_pair_holds_plain_values():
    """Both names, value, shared questions, ends, measure and status; nan where there is nothing."""
    pair = small("agreement").pairs()[0]
    with_ends = small("agreement", interval=0.9, resamples=100).pairs()[0]

    assert ("DEU", "FRA", 11 / 12, 6, "agreement", "ok") == (
        pair.a,
        pair.b,
        pytest.approx(pair.value),
        pair.n,
        pair.measure,
        pair.status,
    )
    assert [str, str, float, int, float, float, str, str] == [type(value) for value in vars(pair).values()]
    assert (True, True) == (np.isnan(pair.low), np.isnan(pair.high))
    assert 0.5 <= with_ends.low < pair.value <= with_ends.high


def test_equals_stand_by_name():
    """Of pairs with one value the earlier name comes first, as of those without any."""
    found = agree([[1, 0, 1, 0, 1]] * 4 + [[NAN] * 5] * 2, ("C", "D", "B", "A", "Z", "Y"))

    assert ["A", "B", "D", "Y", "Z"] == [pair.b for pair in found.of("C")]


def test_unknown_names_in_full():
    """Asked for its pairs or for an order, an unknown actor is told with the nearest."""
    for ask in (lambda: small().of("DUE"), lambda: small().ordered(["FRA", "DUE"]), lambda: small(with_actor="DUE")):
        with pytest.raises(UnknownName) as caught:
            ask()
        assert "unknown actor 'DUE'; did you mean 'DEU'?" == str(caught.value)


def test_frames_in_full():
    """One row a pair as told by `pairs`; a square by order; both carry the caption."""
    found = small("agreement").ordered(["EST"])
    square, one = found.to_frame(wide=True), small("agreement", with_actor="HUN").to_frame(wide=True)

    assert [tuple(row)[:2] for row in found.to_frame().itertuples(index=False)] == [
        (pair.a, pair.b) for pair in found.pairs()
    ]
    assert list(found.order) == list(square.index) == list(square.columns)
    assert (pytest.approx(11 / 12), pytest.approx(11 / 12)) == (square.loc["DEU", "FRA"], square.loc["FRA", "DEU"])
    assert (["HUN"], list(NAMES)) == (list(one.index), list(one.columns))
    assert found.caption.facts() == found.to_frame().attrs == square.attrs
    assert (0, 8) == agree(np.ones((1, 5)), ("A",)).to_frame().shape


def test_blas_is_calmed_where_it_pays(monkeypatch):
    """For a large record, or for intervals, BLAS is held to one thread; for a small one that would only take time."""
    from contextlib import contextmanager

    from positions.analyse.pairwise import agreement as module

    calmed = []

    @contextmanager
    def calm():
        calmed.append(True)
        yield

    monkeypatch.setattr(module, "calm_blas", calm)
    seen = []
    for large, options in ((37, {}), (36, {}), (10**9, {"interval": 0.9, "resamples": 100})):
        monkeypatch.setattr(module, "LARGE", large)
        calmed.clear()
        small(**options)
        seen.append(bool(calmed))

    assert [False, True, True] == seen


def test_little_memory_changes_no_value(monkeypatch):
    """Some actors at a time give every value that all at once give."""
    from positions.analyse.pairwise import joint as counted

    stances, actors = random_record()
    whole = agree_all(stances, actors)
    monkeypatch.setattr(counted, "BUDGET", 3000)
    parts = agree_all(stances, actors)

    for name in whole:
        np.testing.assert_array_equal(whole[name].value, parts[name].value)
        np.testing.assert_array_equal(whole[name].n, parts[name].n)


def test_one_shared_question_is_too_few_and_none_is_no_overlap():
    """Even one question is told apart from none; both are counted in whole numbers."""
    found = agree([[1, NAN, 0], [1, 1, NAN], [NAN, 0, NAN]], ("A", "B", "C"))

    assert ["too_few", "no_overlap", "too_few"] == [cell(found, *pair, "status") for pair in ("AB", "AC", "BC")]
    assert {"ok": 0, "too_few": 2, "no_overlap": 1, "no_variation": 0} == found.facts["status"]
    assert ("int64", [1, 0, 1]) == (str(found.n.dtype), [cell(found, *pair, "n") for pair in ("AB", "AC", "BC")])


def test_without_a_word_a_thousand_resamples_from_seed_0():
    """The defaults of an interval are told with it; a caption is empty until somebody writes one."""
    found = small(interval=0.9)

    assert (1000, 0, "percentile") == (found.facts["resamples"], found.facts["seed"], found.method)
    assert "" == found.caption.title
