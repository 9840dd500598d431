"""Ten thousand odd inputs and the laws, quickly; and that the search finds what is there."""

from __future__ import annotations

import random

import pytest

from hardening import fuzz, laws
from positions import dates


@pytest.mark.parametrize("target", fuzz.TARGETS, ids=lambda target: target.name)
@pytest.mark.filterwarnings("ignore")
def test_odd_input(target: fuzz.Target) -> None:
    """Whatever comes, it ends in a value or in words."""
    cases = fuzz.CASES * target.share // sum(each.share for each in fuzz.TARGETS)

    assert [] == list(filter(None, (fuzz.attempt(target, number) for number in range(cases))))


@pytest.mark.parametrize("law", [law for law, _ in laws.LAWS], ids=lambda law: law.__name__)
def test_law(law) -> None:
    """Each law holds for some data made by chance."""
    for number in range(2):
        law(random.Random(number))


def test_a_traceback_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that lets its own errors through does not pass."""
    monkeypatch.setattr(dates, "parse", lambda text: {}[text])
    target = next(target for target in fuzz.TARGETS if target.name == "dates")

    assert str(fuzz.attempt(target, 1)).startswith("KeyError")


def test_a_wait_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that hangs does not pass."""
    monkeypatch.setattr(fuzz, "LONGEST", 1)

    def hang(rng: random.Random) -> None:
        while True:
            pass

    assert "TimeoutError" in str(fuzz.attempt(fuzz.Target("hanging", hang), 1))


def test_a_law_can_be_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Agreement that hangs on names is seen."""
    honest = laws._agreement
    monkeypatch.setattr(
        laws, "_agreement", lambda table: {pair: value + len(min(pair)) for pair, value in honest(table).items()}
    )

    with pytest.raises(AssertionError):
        laws.names_do_not_matter(random.Random(1))
