"""The measures of agreement, against known values and a second implementation that goes pair by pair."""

from __future__ import annotations

import math
import subprocess
import sys
from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from positions.analyse.pairwise.joint import JointCounts
from positions.analyse.pairwise.measures import MEASURES, variant_name, variants
from positions.analyse.pairwise.scale import Scale
from positions.errors import BadQuery, UnknownName

NAN = math.nan
# A busy machine is no failure.
UNHURRIED = settings(deadline=None)
ALL = {variant_name(measure, weights): (measure, weights) for measure, weights in variants()}
VOTES = (-1.0, 1.0)

# Two actors and, in the order of NAMES, what is known of them.
NAMES = ("identical", "s", "s:squared", "kappa", "kappa:quadratic", "pi", "pi:quadratic", "alignment")
KNOWN = {
    "one off each": (
        [1] * 9 + [-1],
        [-1] + [1] * 9,
        (0.80, 0.60, 0.60, -0.1111, -0.1111, -0.1111, -0.1111, -0.04),
    ),
    "mixed": (
        [1, 1, 0, -1, NAN, 1, -1, 0],
        [1, 0, 0, -1, 1, NAN, -1, -1],
        (0.6667, 0.6667, 0.8333, 0.6250, 0.7500, 0.6129, 0.7391, 0.5556),
    ),
    "one constant": ([1] * 6, [1, 1, -1, 0, 1, -1], (0.50, 0.1667, 0.25, 0, 0, -0.2766, -0.3012, 0)),
    "both constant": ([1] * 6, [1] * 6, (1, 1, 1, NAN, NAN, NAN, NAN, 0)),
    "opposite": ([1, -1, 1, -1], [-1, 1, -1, 1], (0, -1, -1, -1, -1, -1, -1, -1)),
}


def value(name, a, b, ends=None):
    """A measure by its name for two lists of stances."""
    measure, weights = ALL[name]
    joint = JointCounts.from_values([a, b])
    if not len(joint.values):
        return NAN
    tables = joint.tables(slice(0, 2), np.array([0]), np.array([1]))
    return float(measure.value(tables, Scale.reaching(joint.values, ends), weights)[0])


@pytest.mark.parametrize(
    ("a", "b", "name", "expected"),
    [
        pytest.param(a, b, name, expected, id=f"{name}, {case}")
        for case, (a, b, row) in KNOWN.items()
        for name, expected in zip(NAMES, row, strict=True)
    ],
)
def test_known_values(a, b, name, expected):
    """Each measure has the published value on vectors small enough to check by hand."""
    assert pytest.approx(expected, abs=5e-5, nan_ok=True) == value(name, a, b, VOTES)


@pytest.mark.parametrize(("a", "b", "expected"), [(1, 1, 1), (1, 0, 0.5), (1, -1, 0)])
def test_agreement_on_votes_is_the_index_of_agreement(a, b, expected):
    """The same vote counts 1, an abstention against a vote 1/2, opposed votes 0."""
    assert expected == value("agreement", [a], [b], VOTES)


def distance(weights, x, y, span):
    """One distance of two stances, as the literature defines it."""
    if weights == "nominal":
        return Fraction(x != y)
    power = 1 if weights in ("", "linear", "absolute") else 2
    return (abs(Fraction(x) - Fraction(y)) / span) ** power if span else Fraction(0)


def ordinal_distance(pooled, x, y):
    """Krippendorff's ordinal metric, from how often each value occurs."""
    low, high = sorted((x, y))
    between = sum(1 for z in pooled if low <= z <= high)
    return (Fraction(between) - Fraction(pooled.count(x) + pooled.count(y), 2)) ** 2


def naive(name, a, b, span):
    """Every measure again for one pair: in plain Python, in exact fractions, from the definition in the paper."""
    measure, _, weights = name.partition(":")
    weights = weights or (MEASURES[measure].weights or ("",))[0]
    pairs = [(x, y) for x, y in zip(a, b, strict=True) if x == x and y == y]
    if not pairs:
        return NAN
    xs, ys = [x for x, _ in pairs], [y for _, y in pairs]
    if measure == "correlation":
        return naive_correlation(xs, ys)
    if measure == "alpha":
        return naive_alpha(xs, ys, weights)
    if measure == "identical":
        weights = "nominal"

    def mean(several):
        several = [distance(weights, x, y, Fraction(span)) for x, y in several]
        return sum(several, Fraction(0)) / len(several)

    observed = mean(pairs)
    if measure in ("agreement", "identical"):
        return float(1 - observed)
    if measure == "s":
        return float(1 - 2 * observed)
    expected = mean(product(xs + ys, xs + ys) if measure == "pi" else product(xs, ys))
    if measure == "alignment":
        return float((1 - 2 * observed) - (1 - 2 * expected))
    return float(1 - observed / expected) if expected else NAN


def naive_alpha(xs, ys, weights):
    """Alpha over the values of the two coders, pairs drawn without replacement."""
    pooled = xs + ys

    def metric(x, y):
        return ordinal_distance(pooled, x, y) if weights == "ordinal" else distance(weights, x, y, Fraction(1))

    total = len(pooled)
    among = [metric(pooled[i], pooled[j]) for i in range(total) for j in range(total) if i != j]
    expected = sum(among, Fraction(0)) / (total * (total - 1))
    observed = sum(map(metric, xs, ys), Fraction(0)) / len(xs)
    return float(1 - observed / expected) if expected else NAN


def naive_correlation(xs, ys):
    x, y = [Fraction(v) for v in xs], [Fraction(v) for v in ys]
    mean_x, mean_y = sum(x) / len(x), sum(y) / len(y)
    covariance = sum((u - mean_x) * (v - mean_y) for u, v in zip(x, y, strict=True))
    spread = sum((u - mean_x) ** 2 for u in x) * sum((v - mean_y) ** 2 for v in y)
    return float(covariance) / math.sqrt(spread) if spread else NAN


STANCE = st.sampled_from([-2.0, -1.5, -1.0, 0.0, 0.5, 1.0, 2.0, NAN])
TWO = st.lists(st.tuples(STANCE, STANCE), min_size=1, max_size=14)


@pytest.mark.parametrize("name", ALL)
@UNHURRIED
@given(TWO)
def test_a_second_implementation_agrees(name, two):
    """The contraction of joint counts equals the definition worked out question by question."""
    a, b = zip(*two, strict=True)

    assert pytest.approx(naive(name, a, b, 4), abs=1e-9, nan_ok=True) == value(name, a, b, (-2, 2))


@pytest.mark.parametrize("name", ALL)
@UNHURRIED
@given(TWO)
def test_both_ways_round(name, two):
    """Who is named first makes no difference."""
    a, b = zip(*two, strict=True)

    assert pytest.approx(value(name, a, b), abs=1e-12, nan_ok=True) == value(name, b, a)


@pytest.mark.parametrize("name", ALL)
@UNHURRIED
@given(TWO)
def test_values_keep_their_range(name, two):
    """No measure leaves the range that it declares."""
    measure, _ = ALL[name]
    found = value(name, *zip(*two, strict=True), (-2, 2))

    assert math.isnan(found) or measure.low - 1e-9 <= found <= measure.high + 1e-9


@pytest.mark.parametrize("name", ["kappa", "kappa:quadratic", "pi", "pi:nominal", "alpha", "correlation"])
@UNHURRIED
@given(TWO)
def test_what_corrects_for_chance_needs_no_declared_scale(name, two):
    """A ratio of distances does not depend on the range they are judged against."""
    a, b = zip(*two, strict=True)

    assert pytest.approx(value(name, a, b), abs=1e-9, nan_ok=True) == value(name, a, b, (-9, 9))


@pytest.mark.parametrize(
    ("name", "theirs"), [("kappa", "linear"), ("kappa:quadratic", "quadratic"), ("kappa:nominal", None)]
)
@UNHURRIED
@given(st.lists(st.tuples(st.integers(-2, 2), st.integers(-2, 2)), min_size=2, max_size=20))
def test_kappa_is_that_of_scikit_learn(name, theirs, two):
    """Weighted kappa equals sklearn.metrics.cohen_kappa_score."""
    metrics = pytest.importorskip("sklearn.metrics")
    a, b = zip(*two, strict=True)
    if len({*a, *b}) == 1:
        return  # scikit-learn warns of its division by zero
    expected = metrics.cohen_kappa_score(a, b, labels=[-2, -1, 0, 1, 2], weights=theirs)

    assert pytest.approx(expected, abs=1e-9, nan_ok=True) == value(name, a, b)


@pytest.mark.parametrize("level", ["ordinal", "nominal", "interval"])
@UNHURRIED
@given(two=TWO)
def test_alpha_is_that_of_the_krippendorff_package(level, two):
    """Alpha of the pair equals krippendorff.alpha of two coders."""
    krippendorff = pytest.importorskip("krippendorff")
    a, b = np.array(two).T
    shared = ~np.isnan(a) & ~np.isnan(b)
    if len({*a[shared], *b[shared]}) < 2:
        return
    # Their metric ranks values over all that a coder said, ours over the questions that both answered.
    expected = krippendorff.alpha(np.array([a[shared], b[shared]]), level_of_measurement=level)

    assert pytest.approx(expected, abs=1e-9) == value("alpha" if level == "ordinal" else f"alpha:{level}", a, b)


@UNHURRIED
@given(TWO)
def test_correlation_is_that_of_numpy(two):
    """Correlation equals numpy.corrcoef on the shared questions."""
    a, b = np.array(two).T
    shared = ~np.isnan(a) & ~np.isnan(b)
    if len(set(a[shared])) < 2 or len(set(b[shared])) < 2:
        return

    assert pytest.approx(np.corrcoef(a[shared], b[shared])[0, 1], abs=1e-9) == value("correlation", a, b)


def test_a_single_value_leaves_no_room_to_differ():
    """Where everybody always said the same, agreement is complete and the scale has no width to divide by."""
    assert [1.0, 1.0, 0.0] == [value(name, [1, 1], [1, 1]) for name in ("agreement", "s", "alignment")]


def test_long_records_are_exact():
    """Nothing is lost in single precision where thousands of questions differ in one."""
    a, b = np.ones(20_000), np.ones(20_000)
    a[0] = b[1] = -1

    assert pytest.approx(-1 / 19_999, rel=1e-9) == value("kappa", a, b)
    assert pytest.approx(-1 / 19_999, rel=1e-9) == value("correlation", a, b)


def test_names_of_variants():
    """A measure bears its own name with its default weights, and names other weights."""
    assert ["kappa", "kappa:quadratic", "kappa:nominal", "pi"] == list(ALL)[:4]


def test_variants_fill_in_default_weights():
    """Weights left open are the first that the measure lists."""
    ((measure, weights),) = variants([("s", None)])

    assert ("s", "absolute") == (measure.name, weights)


@pytest.mark.parametrize(
    ("name", "weights", "message"),
    [("s", "linear", "'s' knows the weights absolute, squared"), ("agreement", "linear", "takes no weights")],
)
def test_weights_that_a_measure_does_not_know(name, weights, message):
    """The answer lists the weights that it does know."""
    with pytest.raises(BadQuery, match=message):
        variants([(name, weights)])


def test_unknown_measures_are_answered_with_the_nearest():
    """A slip of the pen is told what was probably meant."""
    with pytest.raises(UnknownName, match="did you mean 'kappa'"):
        variants([("kapa", None)])


@pytest.mark.parametrize("measure", MEASURES.values(), ids=MEASURES)
def test_every_measure_says_what_it_is(measure):
    """Label, definition, paper with its year, and where it is undefined: docs and captions print them."""
    facts = measure.facts("")

    assert all(facts[name] for name in ("label", "definition", "undefined", "paper"))
    assert any(character.isdigit() for character in measure.paper)


def test_the_measures_load_without_scipy_and_pandas():
    """The choices of a command line must not cost the import of a heavy library."""
    code = (
        "import sys, positions.analyse.pairwise.measures; print(*({'scipy', 'pandas', 'sklearn'} & set(sys.modules)))"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert "" == done.stdout.strip()


def test_stances_beyond_the_declared_scale_are_refused():
    """A declared range that the stances leave would give distances above 1."""
    with pytest.raises(BadQuery, match="reach from -2 to 1, beyond the scale from -1 to 1"):
        Scale.reaching(np.array([-2.0, 1.0]), (-1, 1))


def test_what_a_caption_tells_of_a_measure():
    """Name, weights, range and words."""
    facts = MEASURES["identical"].facts("")

    assert {
        "measure": "identical", "weights": "", "range": (0.0, 1.0), "label": "share of identical stances",
        "definition": "the share of shared questions on which both have the very same stance", "undefined": "no shared question",
        "paper": "the observed agreement of Scott 1955, Public Opinion Quarterly 19(3): 321-325",
    } == facts  # fmt: skip
    assert ("nominal", (-1.0, 1.0)) == (
        MEASURES["pi"].facts("nominal")["weights"],
        MEASURES["pi"].facts("nominal")["range"],
    )


@pytest.mark.parametrize(
    ("name", "weights", "message"),
    [
        ("kappa", "cubic", "measure 'kappa' knows the weights linear, quadratic, nominal, not 'cubic'"),
        ("agreement", "linear", "measure 'agreement' takes no weights, not 'linear'"),
    ],
)
def test_unknown_weights_in_full(name, weights, message):
    """The weights known, or that there are none."""
    with pytest.raises(BadQuery) as caught:
        variants([(name, weights)])

    assert message == str(caught.value)
    assert [(MEASURES["s"], "absolute"), (MEASURES["identical"], "")] == variants([("s", None), ("identical", "")])


def test_unknown_measures_in_full():
    """An unknown measure is told with the nearest."""
    with pytest.raises(UnknownName) as caught:
        variants([("kapa", None)])

    assert "unknown measure 'kapa'; did you mean 'kappa' or 'alpha'?" == str(caught.value)


@pytest.mark.parametrize(
    ("name", "expected"), [("s", -0.25), ("s:squared", -0.125), ("agreement", 0.375), ("identical", 0.25)]
)
def test_mean_distances_by_hand(name, expected):
    """Four questions on a scale of four, apart by 0, 2, 4 and 4: a mean of 2.5, of squares 9; one answer in four is the same."""
    assert pytest.approx(expected) == value(name, [2, 1, 2, -2], [2, -1, -2, 2], (-2, 2))


def test_alignment_by_hand():
    """S less the S by chance: of opposite halves each answer meets each half of the time."""
    assert pytest.approx(-1.0) == value("alignment", [1, -1], [-1, 1], (-1, 1))
    # Observed: half the questions half the scale apart, so a distance of 1/4; by chance 2 * 1/4 * 3/4 / 2 = 3/16; twice the difference.
    assert pytest.approx(-0.125) == value("alignment", [1, -1, -1, -1], [-1, 1, -1, -1], (-2, 2))


@pytest.mark.parametrize("name", ALL)
def test_values_are_wide_numbers(name):
    """Whatever the counts were held in, a value is a float64, nan without a warning."""
    measure, weights = ALL[name]
    scale = Scale(np.array([-1.0, 1.0]), 2.0)
    tables = np.array([[3, 0], [0, 0], [1, 0], [2, 0]], np.float32)
    found = measure.value(tables, scale, weights)

    assert ("float64", (2,)) == (str(found.dtype), found.shape)
    assert np.isnan(found[1])


@pytest.mark.parametrize("ends", [None, (-2, 2)])
def test_correlation_by_hand(ends):
    """Deviations -1, 0, 1 and -1, 1, 0 have products that sum to 1 and squares to 2; so with other scales and signs."""
    assert pytest.approx(0.5) == value("correlation", [-1, 0, 1], [-1, 1, 0], ends)
    assert pytest.approx(0.5) == value("correlation", [0, 1, 2, NAN], [-2, 2, 0, 1], ends)
    assert pytest.approx(-1.0) == value("correlation", [2, 1, 0, 0], [-2, -1, 0, 0], ends)
    # Sums of squares 10 and 8, of products 8.
    assert pytest.approx(8 / math.sqrt(10 * 8)) == value("correlation", [2, 0, -1, -2, 1], [2, 0, 0, -2, 0], ends)


def test_alpha_by_hand():
    """Two coders, four units: (1, 1), (1, 2), (2, 2), (-1, -1), by each of the three distances."""
    a, b = [1, 1, 2, -1], [1, 2, 2, -1]
    # Pooled: 1 three times, 2 three times, -1 twice. One pair in four differs; of 56 ordered pairs of answers, 42 do.
    assert pytest.approx(1 - (2 / 8) / (42 / 56)) == value("alpha:nominal", a, b)
    # Squared distances 1 (1, 2), 4 (1, -1), 9 (2, -1): observed 2 * 1 / 8, expected 2 * (9 * 1 + 6 * 4 + 6 * 9) / 56.
    assert pytest.approx(1 - (2 / 8) / (2 * (9 + 24 + 54) / 56)) == value("alpha:interval", a, b)
    # Mid-ranks 1 (of -1), 3.5 (of 1), 6.5 (of 2): 9 (1, 2), 6.25 (1, -1), 30.25 (2, -1).
    assert pytest.approx(1 - (2 * 9 / 8) / (2 * (9 * 9 + 6 * 6.25 + 6 * 30.25) / 56)) == value("alpha", a, b)


@pytest.mark.parametrize("constant", [0.1, 1 / 3, 0.7, 1.1])
def test_a_constant_actor_has_no_correlation_whatever_its_rounding(constant):
    """Sums of what has no exact number leave a rest that is no variation, on either side."""
    other = [2, -1, 0.1, 1 / 3, 0.7, -2, 1.1]

    assert [True] * 4 == [
        math.isnan(value("correlation", *pair))
        for length in (7, 3)
        for pair in (([constant] * length, other[:length]), (other[:length], [constant] * length))
    ]


def test_a_variant_is_named_by_what_is_not_default():
    """The default weights need no name; others follow the measure."""
    kappa = MEASURES["kappa"]

    assert ("kappa", "kappa:nominal", "identical") == (
        variant_name(kappa, "linear"),
        variant_name(kappa, "nominal"),
        variant_name(MEASURES["identical"], ""),
    )
