"""A sample of the damages to the shipped tables: what `validate` and `verify` caught, they catch."""

from __future__ import annotations

import dataclasses
import random
from pathlib import Path

import pytest
from hardening.damage import Damage, put

from hardening import breakage, data, judge, seeding, single
from positions.curate.expectations import suites
from positions.curate.seeds import checks

CAUGHT = (
    "a required value is missing", "a code is not in its list", "an id has another form", "UTF-8 read as Latin-1", "a row lost from a roll call",
    "a vote flipped in a roll call", "a stance that does not follow from side and commitment", "contested without a dispute",
    "a day is called a month", "a code lost from its list", "memberships that overlap", "two actors swapped, their ids left",
)  # fmt: skip


@pytest.mark.parametrize("kind", CAUGHT)
def test_validate_catches(kind: str) -> None:
    """What must not enter the tables is caught from the tables alone."""
    outcome = data.outcome(kind, places=1)

    assert (outcome.trials, outcome.trials) == (outcome.validated, outcome.verified)


def test_hashes_catch_the_rest() -> None:
    """Votes traded between two states leave every sum as it was: the hash alone tells."""
    outcome = data.outcome("two votes traded in a roll call", places=1)

    assert (0, 1) == (outcome.validated, outcome.verified)


def test_nothing_is_caught_where_nothing_is_damaged() -> None:
    """The judges do not cry wolf."""
    nothing = Damage("nothing", "positions", put())

    assert () == data.trial(nothing, random.Random(1))
    assert not data.seen_by_verify(nothing, random.Random(1), entirely=True)


def test_an_expectation_that_is_taken_out_is_missed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The figures fall where an expectation no longer holds its rule."""
    weaker = {name: {**suite, "expectations": [e for e in suite["expectations"] if "direction times" not in suites.words(e)]}
              for name, suite in judge.loaded().items()}  # fmt: skip
    monkeypatch.setattr(judge, "loaded", lambda: weaker)

    outcome = data.outcome("a deed counted as a word in the stance alone", places=1)

    assert 0 == outcome.validated


@pytest.mark.parametrize("break_", breakage.BREAKS, ids=lambda break_: break_.__name__)
def test_verify_tells_of_broken_files(break_: breakage.Break) -> None:
    """Bytes, names and descriptions: whatever is touched, `verify` tells."""
    assert breakage.caught(break_, random.Random(1))[1]


def test_a_key_that_is_missing_is_told() -> None:
    """A row without its key, to which others refer, is told by the expectation that every row has one."""
    way = next(way for way in data.kinds()["a required value is missing"] if way.table == "actors")

    assert "actors: actor_id has a value in every row." in data.trial(way, random.Random(1))


@pytest.mark.parametrize("n", [0, 10, 24, 37, 44])
def test_one_rule_alone_tells(n: int) -> None:
    """Where a mistake is made everywhere alike, one expectation tells of it and no other."""
    assert 1 == len(data.trial(list(single.all_of())[n], random.Random(n)))


def test_check_tells_of_slips(monkeypatch: pytest.MonkeyPatch) -> None:
    """Slips in the seeds are told by `check`, and are not where it has lost the rule."""
    slips = {kind: (kind, *rest) for kind, *rest in seeding.SLIPS}
    chosen = (slips["a cited source is misspelt"], slips["a source that nobody cites"])
    monkeypatch.setattr(seeding, "SLIPS", chosen)
    told = [slip["checked"] for slip in seeding.outcomes(places=2)]
    monkeypatch.setattr(checks, "RULES", {})
    missed = [slip["checked"] for slip in seeding.outcomes(places=2)]

    assert ([2, 2], [0, 0]) == (told, missed)


def test_there_are_enough_kinds() -> None:
    """At least sixty kinds of damage, and every one can be done."""
    kinds = data.kinds()

    assert len(kinds) >= 60
    assert [] == [kind for kind, ways in kinds.items() if not any(data.candidates(way) for way in ways)]


def test_outcomes_are_values() -> None:
    """What is kept can be kept as text."""
    assert {"kind", "trials", "validated", "hashed", "verified", "catchers", "alone"} == {
        f.name for f in dataclasses.fields(data.Outcome)
    }
