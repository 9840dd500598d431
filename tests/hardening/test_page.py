"""The page and its lists are what the figures give, and the figures cover every expectation that there is."""

from __future__ import annotations

import csv
import io
import re

from hardening.damage import by_kind
from hardening.markdown import cell, table

from hardening import figures, judge, page, parts, seeding, single

MACHINE = {"python": "3", "system": "Linux", "cores": "2", "memory": "8 GiB", "pyarrow": "20"}


def test_page_is_current() -> None:
    """The committed page and lists are those of the committed figures."""
    for name, content in page.files().items():
        assert content == (page.PAGE.parent / name).read_text(encoding="utf-8"), name


def test_every_expectation_is_alone_in_catching_something() -> None:
    """The figures know every expectation of the suites, and for each a damage that no other caught."""
    kept = figures.kept("data") or {}

    assert [] == kept["crashes"]
    assert sorted(judge.everything()) == sorted(kept["alone"])
    assert [] == [name for name, kind in kept["alone"].items() if not kind]


def test_list_of_expectations_is_whole() -> None:
    """The list beside the page has a row an expectation."""
    text = (page.PAGE.parent / page.EXPECTATIONS).read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(text)))

    assert list(judge.everything()) == [f"{row['suite']}: {row['expectation']}" for row in rows]


def test_every_kind_is_in_the_figures() -> None:
    """No kind of damage or slip is left out of the published figures."""
    from hardening import data

    kept = figures.kept("data") or {}

    assert sorted(data.kinds()) == sorted(kind["kind"] for kind in kept["kinds"])
    assert [kind for kind, _, _ in seeding.SLIPS] == [slip["kind"] for slip in kept["seeds"]]


def test_what_nothing_catches_has_a_reason() -> None:
    """A kind that the tables cannot tell says why."""
    silent = [
        line
        for line in page.PAGE.read_text(encoding="utf-8").split("### What `validate` catches")[0].splitlines()
        if line.endswith(" |  |")
    ]

    assert [] == silent


def test_a_part_that_was_not_run_says_so() -> None:
    """Without figures every part is there, and not run."""
    lines = list(page.text({part.noun: None for part in parts.PARTS}))

    assert len(parts.PARTS) == sum(line.endswith("|  | not run |") for line in lines)
    assert not any(line.startswith("## ") for line in lines)


def test_findings_are_told() -> None:
    """What went wrong is on the page: a law that is broken, a change that nobody noticed, an attempt that succeeded."""
    laws = {"machine": MACHINE, "seconds": 1, "laws": [{"law": "Nothing changes.", "cases": 3, "broken": "it did"}]}
    code = {"machine": MACHINE, "seconds": 1, "modules": [
        {"module": "positions.codebook", "mutants": 4, "killed": 2, "survived": 2,
         "explained": [{"function": "stance", "was": "a < b", "becomes": "a <= b", "why": "They are never equal."}]}
    ]}  # fmt: skip
    hostile = {"machine": MACHINE, "seconds": 1, "trials": [{"what": "A bomb", "attempts": 2, "wrong": ["it burst"]}]}
    kept = {part.noun: None for part in parts.PARTS} | {"laws": laws, "code": code, "hostile": hostile}
    text = "\n".join(page.text(kept))

    assert "1 laws, 1 broken" in text
    assert "50.0 % noticed by the tests, 1 survivors explained, 1 unexplained" in text
    assert "They are never equal." in text
    assert "| A bomb | 2 | it burst |  |" in text


def test_cells_stay_cells() -> None:
    """Nothing in a value is taken for Markdown, mathematics or HTML."""
    assert r"a \| b \$x\$ &lt;b&gt; \*c\*" == cell("a | b $x$ <b>\n*c*")
    assert ["| n |", "| --: |", "| 1,000 |"] == list(table(("n",), [(1000,)]))


def test_single_damages_are_of_known_kinds() -> None:
    """A damage that one rule alone can tell is counted with its kind, and all are done."""
    from hardening import data

    assert set(by_kind(single.all_of())) <= set(data.kinds())
    assert not any(
        re.match("|".join(data.SAMPLED), kind)
        for kind in by_kind(single.all_of())
        if kind != "a stray blank behind a text"
    )
