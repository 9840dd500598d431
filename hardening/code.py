"""Mutation of code: what computes is changed in one place at a time, and some test has to notice."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from hardening import figures, mutants
from hardening.mutated import Mutant, became, prepare
from hardening.shipped import ROOT

ANALYSE = "src/positions/analyse/"
MODULES = (
    "src/positions/codebook.py",
    *(f"{ANALYSE}{name}.py" for name in (
        "dataset", "selection", "stance/stances", "stance/matrix", "stance/cells", "stance/comparison", "stance/absence", "stance/coverage",
        "pairwise/scale", "pairwise/joint", "pairwise/measures", "pairwise/agreement", "pairwise/resampling",
        "pairwise/intervals",
    )),
    "src/positions/share/changes.py",
)  # fmt: skip
# The tests of these modules. What draws, tells in sentences or needs a cluster would notice too, but late.
TESTS = (
    *(f"tests/unit/analyse/{name}.py" for name in (
        "stance/test_stances", "stance/test_matrix", "stance/test_comparison", "stance/test_absence", "stance/test_coverage",
        "test_selection", "test_dataset", "pairwise/test_scale", "pairwise/test_joint", "pairwise/test_measures",
        "pairwise/test_agreement", "pairwise/test_answers", "pairwise/test_resampling", "pairwise/test_intervals",
        "own/test_coverage", "own/test_table", "stance/test_explanation",
    )),
    "tests/unit/share/test_changes.py",
    "tests/unit/test_codebook.py",
)  # fmt: skip
QUICK = (f"{ANALYSE}pairwise/scale.py",), ("tests/unit/analyse/pairwise/test_scale.py",)
TOO_LONG = "not spark and not shipped_cells"
SURVIVORS = Path(__file__).parent / "survivors.yaml"
PART = figures.FOLDER / "code.part"
# One thread each: many forks on threads of their own would wait for one another.
ENVIRONMENT = {
    **dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "POLARS_MAX_THREADS"), "1"),
    "PYTHONPATH": "src", "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1",
}  # fmt: skip
Change = tuple[str, str, str, str]


def mutate(folder: Path, tests: Sequence[str] = TESTS) -> list[Mutant]:
    """Run the mutants of a copy; it goes on where it was stopped."""
    without = ("xdist", "randomly", "cacheprovider", "logging")
    command = (
        sys.executable, "-m", "pytest", "-p", "hardening.mutants", *(f"-pno:{plugin}" for plugin in without),
        "-q", "-s", "--tb=no", "--assert=plain", "-k", TOO_LONG, *tests,
    )  # fmt: skip
    log = folder / "mutants.log"
    with log.open("w", encoding="utf-8") as file:
        done = subprocess.run(
            command, cwd=folder, env={**os.environ, **ENVIRONMENT}, stdout=file, stderr=file, check=False
        )
    if done.returncode:
        raise SystemExit(f"the tests of mutants ended with {done.returncode}: {log.read_text('utf-8')[:2000]}")
    return list(became(folder))


def explanations(path: Path = SURVIVORS) -> dict[Change, str]:
    """Why each known survivor changes nothing that a test could see, by module, function and change."""
    import yaml

    told = yaml.safe_load(path.read_text("utf-8")) if path.exists() else None
    return {
        (module, entry["function"], change["was"], becomes): entry["why"]
        for module, entries in (told or {}).items()
        for entry in entries
        for change in entry["changes"]
        for becomes in change["becomes"]
    }


def figures_of(found: Iterable[Mutant], told: Mapping[Change, str]) -> dict[str, Any]:
    """Of each module and of all how many mutants were noticed, and why the others were not."""
    by_module: dict[str, list[Mutant]] = {}
    for mutant in found:
        by_module.setdefault(mutant.module, []).append(mutant)
    modules = [_module(module, own, told) for module, own in by_module.items()]
    counts = {name: sum(module[name] for module in modules) for name in ("mutants", "killed", "timeout", "survived")}
    explained = sum(len(module["explained"]) for module in modules)
    noticed = counts["killed"] + counts["timeout"]
    return {
        **counts,
        "score": round(100 * noticed / counts["mutants"], 1),
        "score_with_explained": round(100 * (noticed + explained) / counts["mutants"], 1),
        "modules": modules,
    }


def _module(module: str, own: list[Mutant], told: Mapping[Change, str]) -> dict[str, Any]:
    counts = Counter(mutant.state for mutant in own)
    survived = [
        {"function": mutant.function, "was": mutant.was, "becomes": mutant.becomes}
        | ({"why": told[change]} if (change := (module, mutant.function, mutant.was, mutant.becomes)) in told else {})
        for mutant in own
        if mutant.state == mutants.SURVIVED
    ]
    return {
        "module": module,
        "mutants": len(own),
        **{state: counts[state] for state in (mutants.KILLED, mutants.TIMEOUT, mutants.SURVIVED)},
        "explained": [one for one in survived if "why" in one],
        "unexplained": [one for one in survived if "why" not in one],
    }


def lost(found: Mapping[str, Any]) -> Iterator[str]:
    """Each survivor that nobody explained, in a line."""
    for module in found["modules"]:
        for one in module["unexplained"]:
            yield f"{module['module']}: {one['function']}: {one['was']} -> {one['becomes']}"


def run(quick: bool = False) -> dict[str, Any]:
    """Mutate every module, or a small one with its own tests.

    Raises
    ------
    SystemExit
        If a mutant survives that nobody explained.
    """
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "copy" if quick else PART
        modules, tests = QUICK if quick else (MODULES, TESTS)
        prepare(folder, modules, [name for name in tests if (ROOT / name).exists()])
        found = figures_of(mutate(folder, tests), explanations())
    for module in found["modules"]:
        print(f"{module['killed'] + module['timeout']:4}/{module['mutants']:<4} {module['module']}", flush=True)
    if told := list(lost(found)):
        raise SystemExit("\n".join([*told, f"{len(told)} mutants survive without a word in {SURVIVORS.name}"]))
    return found
