"""Ten thousand odd inputs, quickly; and that the search finds what is there."""

from __future__ import annotations

import random

import pytest

from hardening import fuzz
from positions import dates


@pytest.mark.parametrize("target", fuzz.TARGETS, ids=lambda target: target.name)
@pytest.mark.filterwarnings("ignore")
def test_odd_input(target: fuzz.Target) -> None:
    """Whatever comes, it ends in a value or in words."""
    cases = fuzz.CASES * target.share // sum(each.share for each in fuzz.TARGETS)

    assert [] == list(filter(None, (fuzz.attempt(target, number) for number in range(cases))))


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
