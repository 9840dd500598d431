"""One module is changed in every way, and its tests notice; and what they do not notice is seen."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hardening.mutated import Mutant

from hardening import code, mutated

SOURCE = '''"""A module."""
from functools import cache

TABLE = {"twice": lambda n: n * 2}


@cache
def thrice(n):
    return n * 3


class Number:
    @property
    def half(self):
        return sorted(self.n, key=lambda n: -n)
'''
PLAIN = '''"""A module."""
from functools import cache
def lambda1__plain(n):
    return n * 2

TABLE = {"twice": lambda1__plain}


def thrice__plain(n):
    return n * 3
thrice = cache(thrice__plain)


class Number:
    def half__plain(self):
        return sorted(self.n, key=lambda n: -n)
    half = property(half__plain)
'''


def test_what_mutmut_passes_over_is_written_out() -> None:
    """Decorated functions and lambdas of tables become plain functions; what stands inside of functions stays."""
    pytest.importorskip("libcst", reason="changes to the code are made with mutmut, which is not installed")
    assert PLAIN == mutated.plain(SOURCE)


@pytest.mark.filterwarnings("ignore")
def test_every_change_of_a_small_module_is_noticed() -> None:
    """The tests of the scale kill whatever is changed there, but for what is explained."""
    pytest.importorskip("mutmut")
    found = code.run(quick=True)

    assert (True, 100.0, []) == (found["mutants"] > 20, found["score_with_explained"], list(code.lost(found)))


def test_weaker_tests_let_mutants_live(tmp_path: Path) -> None:
    """Without the tests of distances, changed distances are not noticed."""
    pytest.importorskip("mutmut")
    folder = tmp_path / "copy"
    mutated.prepare(folder, *code.QUICK)
    path = folder / code.QUICK[1][0]
    path.write_text(path.read_text("utf-8").replace("def test_distances", "def distances"), "utf-8")
    asked = folder / "mutants.json"
    asked.write_text(
        '["positions.analyse.pairwise.scale.xǁScaleǁdistance__mutmut_1", "positions.analyse.pairwise.scale.xǁScaleǁdistance__mutmut_9"]',
        "utf-8",
    )

    assert 2 == len(code.mutate(folder, code.QUICK[1]))
    assert "survived" in {mutant.state for mutant in mutated.became(folder)}
    shutil.rmtree(folder)


def test_survivors_are_explained_or_told(tmp_path: Path) -> None:
    """An explanation is that of one change of one function; all else is listed, and counts against the score."""
    path = tmp_path / "survivors.yaml"
    path.write_text(
        "a.py:\n- function: f\n  why: both are true\n  changes:\n  - was: x > 0\n    becomes: [x >= 0]\n", "utf-8"
    )
    found = code.figures_of(
        [
            Mutant("a.py", "f", "x > 0", "x >= 0", "survived"), Mutant("a.py", "g", "x > 0", "x >= 0", "survived"),
            Mutant("a.py", "f", "x > 0", "x > 1", "killed"), Mutant("b.py", "f", "x", "y", "timeout"),
        ],
        code.explanations(path),
    )  # fmt: skip

    assert (4, 1, 1, 2, 50.0, 75.0) == tuple(
        found[name] for name in ("mutants", "killed", "timeout", "survived", "score", "score_with_explained")
    )
    assert ["a.py: g: x > 0 -> x >= 0"] == list(code.lost(found))
    assert [{"function": "f", "was": "x > 0", "becomes": "x >= 0", "why": "both are true"}] == found["modules"][0][
        "explained"
    ]


def test_explanations_are_of_what_is_there() -> None:
    """Every module and function that an explanation names is among those that are mutated."""
    for module, function, _, _ in code.explanations():
        assert module in code.MODULES
        assert f"def {function.rpartition('.')[2].removesuffix('__plain')}(" in (mutated.ROOT / module).read_text(
            "utf-8"
        ) or function.startswith("lambda")
