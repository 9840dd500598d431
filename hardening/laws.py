"""Laws that hold for any data: what may change nothing, what must be symmetric, what comes back as it went."""

from __future__ import annotations

import copy
import random
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import randoms

from hardening.shipped import ROOT

Rows = dict[str, list[dict[str, Any]]]
SIDES = ("for", "neutral", "against")


def votes(rng: random.Random, actors: int = 6, questions: int = 12) -> dict[str, list[Any]]:
    """Answers of some actors to some questions, with gaps."""
    found: dict[str, list[Any]] = {"who": [], "what": [], "how": []}
    for actor in range(actors):
        for question in range(questions):
            if rng.random() < 0.7:
                for name, value in (("who", f"A{actor}"), ("what", f"q{question}"), ("how", rng.choice(SIDES))):
                    found[name].append(value)
    return found


def _agreement(table: dict[str, list[Any]], measure: tuple[str, str | None]) -> dict[frozenset[str], Any]:
    """Agreement of each pair."""
    frame = _compared(table, measure).to_frame()
    return {frozenset((row.a, row.b)): row.value for row in frame.itertuples()}


def _compared(table: dict[str, list[Any]], measure: tuple[str, str | None]) -> Any:
    import pyarrow as pa

    from positions import api

    name, weights = measure
    return api.agreement(
        data=pa.table(table), actor="who", question="what", stance="how", measure=name, weights=weights
    )


def _measure(rng: random.Random) -> tuple[str, str | None]:
    from positions.analyse.pairwise.measures import variants

    measure, weights = rng.choice(variants())
    return measure.name, weights or None


def _same(one: Any, other: Any) -> bool:
    return bool(one == other or (one != one and other != other) or abs(float(one) - float(other)) < 1e-12)


def agreement_is_symmetric(rng: random.Random) -> None:
    """Agreement of A with B is that of B with A."""
    import numpy as np

    value = np.asarray(_compared(votes(rng), _measure(rng)).value, float)
    assert value.ndim == 2 and np.array_equal(value, value.T, equal_nan=True)


def names_do_not_matter(rng: random.Random) -> None:
    """Agreement is the same whatever actors are called."""
    table, measure = votes(rng), _measure(rng)
    names = sorted(set(table["who"]))
    renamed = dict(zip(names, rng.sample([f"Z{n}" for n in range(50)], len(names)), strict=True))
    before = _agreement(table, measure)
    after = _agreement({**table, "who": [renamed[name] for name in table["who"]]}, measure)
    assert all(_same(value, after[frozenset(renamed[name] for name in pair)]) for pair, value in before.items())


def what_nobody_shares_does_not_matter(rng: random.Random) -> None:
    """Questions that one actor alone answered change no agreement."""
    table, measure = votes(rng), _measure(rng)
    before = _agreement(table, measure)
    more = {name: list(values) for name, values in table.items()}
    for n in range(5):
        for name, value in (("who", rng.choice(table["who"])), ("what", f"alone{n}"), ("how", rng.choice(SIDES))):
            more[name].append(value)
    after = _agreement(more, measure)
    assert all(_same(value, after[pair]) for pair, value in before.items())


def order_of_rows_does_not_matter(rng: random.Random) -> None:
    """A table in another order gives the same agreement."""
    table, measure = votes(rng), _measure(rng)
    order = rng.sample(range(len(table["who"])), len(table["who"]))
    before = _agreement(table, measure)
    after = _agreement({name: [values[n] for n in order] for name, values in table.items()}, measure)
    assert all(_same(value, after[pair]) for pair, value in before.items())


def small(rng: random.Random) -> Rows:
    """The small dataset with sides and commitments as chance has them."""
    sys.path.insert(0, str(ROOT))
    from tests.small import small_rows

    from positions import codebook

    rows = copy.deepcopy(small_rows())
    for row in rows["positions"]:
        if row["instrument"] != "vote":
            row["direction"], row["commitment"] = rng.choice(SIDES), rng.choice(("declared", "enacted"))
            row["stance"] = codebook.stance(row["direction"], row["commitment"])
    return rows


def _cells(rows: Rows, **options: Any) -> dict[tuple[str, str], Any]:
    from tests.small import write_tables

    from positions import api
    from positions.analyse.dataset import Dataset

    with tempfile.TemporaryDirectory() as temporary:
        frame = api.matrix(data=Dataset(write_tables(Path(temporary) / "data", rows)), **options).to_frame()
        return {(str(row), str(column)): frame.loc[row, column] for row in frame.index for column in frame.columns}


def another_event_changes_no_other_cell(rng: random.Random) -> None:
    """An event more, on which one actor took a position, changes at most the cell of that actor and topic."""
    from tests.small import event, position

    rows = small(rng)
    before = _cells(rows)
    topic, issue = rng.choice(
        (("asylum_rules", "access"), ("humanitarian_visas", "visas"), ("diplomatic_pressure", "scrutiny"))
    )
    actor, year = rng.choice(("LTU", "SWE", "GBR", "NOR")), rng.choice(("2014", "2016", "2019"))
    rows["events"].append(event(f"more-{year}", topic, issue, f"{year}-01-01", f"{year}-12-31"))
    taken = position(f"more-{year}", actor, rng.choice(SIDES), "enacted", f"{year}-05-05")
    rows["positions"].append({**taken, "topic_id": topic})
    after = _cells(rows)
    changed = {cell for cell in before if not _same(before[cell], after[cell])}
    assert changed <= {(actor, topic)}, changed


def later_days_lose_nothing(rng: random.Random) -> None:
    """A later day as of which one looks never finds fewer positions."""
    rows = small(rng)
    days = sorted(
        rng.sample(
            (
                "2015-06-01",
                "2015-12-31",
                "2017-05-10",
                "2017-05-16",
                "2017-05-18",
                "2017-06-01",
                "2018-03-01",
                "2020-01-01",
            ),
            2,
        )
    )
    earlier, later = (_cells(rows, as_of=day, value="n") for day in days)
    assert all(value != value or later.get(cell, 0) >= value for cell, value in earlier.items())


def order_of_seeds_does_not_matter(rng: random.Random) -> None:
    """Seeds in another order, of files and within them, build the same bytes."""
    from positions.curate import build
    from positions.curate.seeds import checks

    good = ROOT / "tests" / "seeds" / "good"
    made = []
    for shuffled in (False, True):
        read, problems = checks.check(good)
        assert not problems
        if shuffled:
            for entries in (read.actors, read.groups, read.sources, read.events, read.codings):
                rng.shuffle(entries)
            for event in read.events:
                rng.shuffle(event["positions"])
        with tempfile.TemporaryDirectory() as folder:
            build.make(read, Path(folder))
            made.append({path.name: path.read_bytes() for path in Path(folder).iterdir()})
    assert made[0] == made[1]


# Texts that a careless writer or reader would alter: numbers and codes in disguise, quotes, formulas, other alphabets.
TEXTS = (
    "NA", "null", "None", "nan", "007", "1e5", "true", "2017-05-01", "-", "=1+1", "+370", "@home", "a, b; c", 'said "no"', "it's", "\\N",
    "Ünïcödé — 難民 🙂", "العربية", "x" * 3000, "a\tb", "$5", "<b>&amp;</b>",
)  # fmt: skip


def exports_come_back(rng: random.Random) -> None:
    """Every table that is exported and read again, by other means, is what it was, in every format."""
    from tests.small import write_tables

    from hardening import returning
    from positions.share.export import FORMATS, export

    assert returning.READERS.keys() == FORMATS.keys()
    rows = small(rng)
    for row in rows["positions"]:
        row["summary"], row["note"] = rng.choice(TEXTS), rng.choice((*TEXTS, None))
    with tempfile.TemporaryDirectory() as temporary:
        data = write_tables(Path(temporary) / "data", rows)
        for form in FORMATS:
            export(Path(temporary) / form, form, data=data, plain=True)
            for table in returning.tables():
                came = returning.rows(Path(temporary) / form, form, table)
                assert returning.wanted(data, table) == came, f"{form}: {table.name}"


# With each the cases of one run; those that write files are dear.
LAWS: tuple[tuple[Callable[[random.Random], None], int], ...] = (
    (agreement_is_symmetric, 100), (names_do_not_matter, 100), (what_nobody_shares_does_not_matter, 100), (order_of_rows_does_not_matter, 100),
    (another_event_changes_no_other_cell, 50), (later_days_lose_nothing, 50), (order_of_seeds_does_not_matter, 10), (exports_come_back, 5),
)  # fmt: skip


def tried(law: Callable[[random.Random], None], cases: int) -> dict[str, Any]:
    """Let Hypothesis look for what breaks a law; what it found, made as small as it can."""
    done = 0

    @settings(
        max_examples=cases, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck)
    )
    @given(randoms(use_true_random=False))
    def holds(rng: random.Random) -> None:
        nonlocal done
        done += 1
        law(rng)

    broken = None
    try:
        holds()
    except AssertionError as error:
        broken = str(error).splitlines()[0] if str(error) else "broken"
    return {"law": str(law.__doc__), "cases": done, "broken": broken}


def run(quick: bool = False, times: int = 4) -> dict[str, Any]:
    """Each law with the cases tried and what broke it."""
    found = []
    for law, share in LAWS:
        found.append(tried(law, max(1, share // 10) if quick else share * times))
        print(f"{found[-1]['cases']:6} {found[-1]['broken'] or 'never broken'}: {law.__doc__}", flush=True)
    return {"laws": found}
