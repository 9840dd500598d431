"""Ten thousand odd inputs, quickly; and that the search finds what is there."""

from __future__ import annotations

import random
from importlib.util import find_spec
from pathlib import Path

import pytest
from hardening.trials import good_seeds

from hardening import fuzz, guided
from positions.curate.seeds import checks


@pytest.mark.parametrize("target", fuzz.TARGETS, ids=lambda target: target.name)
@pytest.mark.filterwarnings("ignore")
def test_odd_input(target: fuzz.Target) -> None:
    """Whatever comes, it ends in a value or in words that name the place."""
    cases = fuzz.cases_of(target, fuzz.CASES)

    assert [] == list(filter(None, (fuzz.attempt(target, number) for number in range(cases))))


def test_careless_readers_are_found() -> None:
    """Each target, made careless, is seen within some cases."""
    assert [] == [one for one in fuzz.seen_failing() if one["seen_after"] is None]


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that takes more than it may does not pass."""
    monkeypatch.setattr(fuzz, "MOST_MEMORY", 24 << 30)

    def swell(rng: random.Random) -> None:
        bytearray(1 << 40)

    assert "MemoryError" in fuzz.tried(fuzz.Target("swelling", swell), 1)["findings"][0]["what"]


@pytest.mark.skipif(find_spec("atheris") is None, reason="Atheris is not installed")
def test_guided_input() -> None:
    """What libFuzzer makes of branches reached ends well too, and a reader that fails is found."""
    assert [] == guided._fed("dates", *guided.TARGETS["dates"], 1)["findings"]
    assert guided._fed("failing", "positions.dates", "assert len(data) < 3", 5)["findings"]


def test_a_wait_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that hangs does not pass."""
    monkeypatch.setattr(fuzz, "LONGEST", 1)

    def hang(rng: random.Random) -> None:
        while True:
            pass

    assert "TimeoutError" in str(fuzz.attempt(fuzz.Target("hanging", hang), 1))


def test_every_line_of_the_seeds(tmp_path: Path) -> None:
    """Whichever line is taken out, and whichever value becomes an empty list, the check goes on to its end."""
    root = good_seeds(tmp_path)
    for path in sorted(root.rglob("*.yaml")):
        whole = path.read_text("utf-8")
        lines = whole.split("\n")
        for number, line in enumerate(lines):
            key, colon, _ = line.partition(": ")
            for instead in ([], [f"{key}: []"] if colon else [line]):
                path.write_text("\n".join([*lines[:number], *instead, *lines[number + 1 :]]), "utf-8")
                assert all(problem.message for problem in checks.check(root)[1])
        path.write_text(whole, "utf-8")
