"""A sample of the attempts to harm, and that each of them can succeed where a guard is gone."""

from __future__ import annotations

import pytest
from hardening.trials import TRIALS

from hardening import hostile, poison, unguarded

# Bombs of Parquet take long to make; the whole run tries them.
QUICK = [trial for trial in TRIALS if trial.__name__ != "parquet"]


@pytest.mark.parametrize("trial", QUICK, ids=lambda trial: trial.__name__)
def test_turned_away(trial) -> None:
    """No attempt succeeds."""
    assert [] == list(filter(None, hostile.attempted(trial, quick=True)))


@pytest.mark.parametrize("trial", QUICK, ids=lambda trial: trial.__name__)
def test_without_its_guards_a_trial_succeeds(trial) -> None:
    """Whatever guard is taken away, an attempt gets through and is seen."""
    seen = hostile.seen_failing(trial, until_one_succeeds=True)

    assert {} == {one["without"]: one["attempts"] for one in seen if not one["succeeded"]}


def test_every_trial_has_a_guard_to_lose() -> None:
    """No trial goes without being seen to fail."""
    assert {trial.__name__ for trial in TRIALS} == set(unguarded.GUARDS)


@pytest.mark.parametrize(
    ("judge", "text"),
    [
        (poison.in_html, "<p onclick=x>"), (poison.in_html, "<script>alert(1)</script>"), (poison.in_html, "<a href='javascript:x'>"),
        (poison.in_terminal, "\x1b[2J"), (poison.in_terminal, "\u202e"), (poison.in_tex, "\\input{x}"), (poison.in_markdown, "<script>"),
        (poison.in_markdown, "[x](javascript:alert(1))"), (poison.in_csv, "=1+1,b\n"), (poison.in_svg, "<svg><script/></svg>"),
    ],
)  # fmt: skip
def test_judges_see_harm(judge, text: str) -> None:
    """Each judge of a product finds what it is there for."""
    assert judge(text)
