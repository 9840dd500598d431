"""Mutation of code: what computes is changed in one place at a time, and some test has to notice.

mutmut makes the changes, in a copy of the checkout. It passes over decorated functions and lambdas; in the copy these
are written out as plain functions, so that it reaches them too. Constants of modules it leaves alone.
"""

from __future__ import annotations

import difflib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hardening import mutants
from hardening.shipped import ROOT

ANALYSE = "src/positions/analyse/"
MODULES = (
    "src/positions/codebook.py",
    *(f"{ANALYSE}{name}.py" for name in (
        "stances", "matrix", "comparison", "absence", "coverage", "selection", "dataset",
        "scale", "joint", "measures", "agreement", "resampling", "pair_intervals",
    )),
    "src/positions/share/changes.py",
)  # fmt: skip
QUICK = (f"{ANALYSE}scale.py",)
# The tests of these modules. What draws, tells in sentences or needs a cluster would notice too, but late.
TESTS = (
    *(f"tests/unit/analyse/test_{name}.py" for name in (
        "stances", "matrix", "comparison", "absence", "coverage", "selection", "dataset", "scale", "joint", "measures",
        "agreement", "agreements", "resampling", "pair_intervals", "owncoverage", "owntable", "explanation",
    )),
    "tests/unit/share/test_changes.py",
    "tests/unit/test_codebook.py",
)  # fmt: skip
COPIED = ("src", "tests", "data", "seeds", "expectations", "docs", "hardening", "pyproject.toml", "README.md", "CHANGELOG.md",
          "CITATION.cff", "CONTRIBUTING.md", "LICENSE", "LICENSE-DATA")  # fmt: skip
SURVIVORS = Path(__file__).parent / "survivors.yaml"
# A failing example is enough; making it small would take most of the time. The same examples every time.
PROFILE = """

from hypothesis import Phase, settings

settings.register_profile("mutants", derandomize=True, database=None, max_examples=20, phases=[Phase.explicit, Phase.generate])
settings.load_profile("mutants")
"""
DECORATORS = ("property", "cached_property", "cache", "lru_cache")
PLAIN = "__plain"


@dataclass(frozen=True)
class Mutant:
    """One change of the code.

    Attributes
    ----------
    function
        Where it is, such as ``Matrix.cell``.
    was, becomes
        The lines that differ, joined.
    state
        ``killed``, ``survived`` or ``timeout``: with it, the tests do not end.
    """

    module: str
    function: str
    was: str
    becomes: str
    state: str


def prepare(folder: Path, modules: tuple[str, ...]) -> None:
    """A copy of the checkout that holds every mutant; which one runs is decided as it runs."""
    from mutmut.mutation.file_mutation import mutate_file_contents

    for name in COPIED:
        if (ROOT / name).is_dir():
            ignored = shutil.ignore_patterns("__pycache__", "node_modules", ".*", "_build")
            shutil.copytree(ROOT / name, folder / name, ignore=ignored, dirs_exist_ok=True)
        else:
            shutil.copy2(ROOT / name, folder / name)
    named = []
    for name in modules:
        path = folder / name
        made = mutate_file_contents(name, plain(path.read_text("utf-8")))
        path.write_text(made.code, "utf-8")
        spans = {function: (span.start, span.end) for function, span in made.line_span_by_function_name.items()}
        Path(f"{path}.spans").write_text(json.dumps(spans), "utf-8")
        dotted = name.removeprefix("src/").removesuffix(".py").replace("/", ".")
        named += [f"{dotted}.{mutant}" for mutant in made.mutant_names]
    (folder / mutants.ASKED).write_text(json.dumps(named), "utf-8")
    with (folder / "tests" / "conftest.py").open("a", encoding="utf-8") as file:
        file.write(PROFILE)


def plain(source: str) -> str:
    """The same module, decorated functions and lambdas of its tables written as plain functions and applied."""
    import libcst as cst

    class Plain(cst.CSTTransformer):
        """Only what stands in a module or a class is touched: inside of functions mutmut sees all."""

        depth = 0
        hoisted: list[cst.FunctionDef] = []
        count = 0

        def visit_FunctionDef(self, node: cst.FunctionDef) -> None:
            self.depth += 1

        def leave_FunctionDef(self, node: cst.FunctionDef, made: cst.FunctionDef) -> Any:
            self.depth -= 1
            if self.depth or len(made.decorators) != 1:
                return made
            decorator = made.decorators[0].decorator
            name = decorator.func if isinstance(decorator, cst.Call) else decorator
            if not (isinstance(name, cst.Name) and name.value in DECORATORS):
                return made
            inner = made.with_changes(decorators=[], name=cst.Name(made.name.value + PLAIN))
            applied = cst.Call(decorator, [cst.Arg(inner.name)])
            return cst.FlattenSentinel([inner, cst.SimpleStatementLine(
                [cst.Assign([cst.AssignTarget(cst.Name(made.name.value))], applied)])])  # fmt: skip

        def leave_Lambda(self, node: cst.Lambda, made: cst.Lambda) -> Any:
            if self.depth:
                return made
            self.count += 1
            name = cst.Name(f"lambda{self.count}{PLAIN}")
            body = cst.IndentedBlock([cst.SimpleStatementLine([cst.Return(made.body)])])
            params = made.params.with_changes(params=[p.with_changes(star="") for p in made.params.params])
            self.hoisted.append(cst.FunctionDef(name, params, body))
            return name

        def leave_SimpleStatementLine(self, node: cst.SimpleStatementLine, made: cst.SimpleStatementLine) -> Any:
            if self.depth or not self.hoisted:
                return made
            first, self.hoisted = self.hoisted, []
            return cst.FlattenSentinel([*first, made])

        def leave_ClassDef(self, node: cst.ClassDef, made: cst.ClassDef) -> Any:
            return made

    return cst.parse_module(source).visit(Plain()).code


def mutate(folder: Path) -> None:
    """Run the mutants of the copy; it goes on where it was stopped."""
    threads = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "POLARS_MAX_THREADS": "1"}
    environment = {**os.environ, **threads, "PYTHONPATH": "src", "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1"}
    command = (sys.executable, "-m", "pytest", "-p", "hardening.mutants", "-p", "no:xdist", "-p", "no:randomly", "-p", "no:cacheprovider",
               "-q", "--tb=no", "-k", "not spark and not shipped", *(name for name in TESTS if (folder / name).exists()))  # fmt: skip
    log = folder / "mutants.log"
    with log.open("w", encoding="utf-8") as file:
        done = subprocess.run(command, cwd=folder, env=environment, stdout=file, stderr=file, check=False)
    if done.returncode:
        raise SystemExit(f"the tests of mutants ended with {done.returncode}: {log.read_text('utf-8')[-2000:]}")


def became(folder: Path) -> Iterator[Mutant]:
    """What became of each mutant."""
    files: dict[str, tuple[list[str], dict[str, list[int]]]] = {}
    for line in (folder / mutants.DONE).read_text("utf-8").splitlines():
        told = json.loads(line)
        dotted, _, name = told["mutant"].rpartition(".")
        module = f"src/{dotted.replace('.', '/')}.py"
        if module not in files:
            spans = json.loads(Path(f"{folder / module}.spans").read_text("utf-8"))
            files[module] = (folder / module).read_text("utf-8").splitlines(), spans
        lines, spans = files[module]
        function = name.partition("__mutmut_")[0]
        before, after = (
            lines[slice(spans[each][0] - 1, spans[each][1])] for each in (f"{function}__mutmut_orig", name)
        )
        was, becomes = _differing(before, after)
        function = function.removesuffix(PLAIN).removeprefix("x_").removeprefix("xǁ").replace("ǁ", ".")
        yield Mutant(module, function, was, becomes, told["state"])


def _differing(before: list[str], after: list[str]) -> tuple[str, str]:
    """The lines that differ, the first with the name left out, white space within them made even."""
    found: dict[str, list[str]] = {"-": [], "+": []}
    one, other = (
        ["" if "def x" in line and "__mutmut_" in line else line for line in lines] for lines in (before, after)
    )
    for line in difflib.unified_diff(one, other, n=0, lineterm=""):
        if line[0] in found and line[:3] not in ("---", "+++"):
            found[line[0]].append(line[1:])
    was, becomes = (re.sub(r"\s+", " ", " ".join(lines)).strip() for lines in found.values())
    return was, becomes


def explanations() -> dict[tuple[str, str, str, str], str]:
    """Why each known survivor is no defect of the tests, by module, function and change."""
    import yaml

    if not SURVIVORS.exists():
        return {}
    told = yaml.safe_load(SURVIVORS.read_text("utf-8")) or {}
    return {
        (module, entry["function"], entry["was"], becomes): entry["why"]
        for module, entries in told.items()
        for entry in entries
        for becomes in ([entry["becomes"]] if isinstance(entry["becomes"], str) else entry["becomes"])
    }


def figures_of(found: list[Mutant]) -> dict[str, Any]:
    """The figures of each module: how many were noticed, and of the others why."""
    told = explanations()
    modules = []
    for module in dict.fromkeys(mutant.module for mutant in found):
        own = [mutant for mutant in found if mutant.module == module]
        counts = Counter(mutant.state for mutant in own)
        explained, unexplained = [], []
        for mutant in own:
            if mutant.state not in ("killed", "timeout"):
                change = {"function": mutant.function, "was": mutant.was, "becomes": mutant.becomes}
                why = told.get((module, *change.values()))
                (explained if why else unexplained).append({**change, "why": why} if why else change)
        modules.append({
            "module": module, "mutants": len(own), "killed": counts["killed"], "timeout": counts["timeout"],
            "survived": len(explained) + len(unexplained), "explained": explained, "unexplained": unexplained,
        })  # fmt: skip
    total = {name: sum(module[name] for module in modules) for name in ("mutants", "killed", "timeout", "survived")}
    noticed = total["killed"] + total["timeout"]
    explained = sum(len(module["explained"]) for module in modules)
    return {
        **total,
        "score": round(100 * noticed / total["mutants"], 1),
        "score_with_explained": round(100 * (noticed + explained) / total["mutants"], 1),
        "unexplained": total["survived"] - explained,
        "modules": modules,
    }


def run(quick: bool = False) -> dict[str, Any]:
    """Mutate every module, or one in a quick run.

    Raises
    ------
    SystemExit
        If a mutant survives that nobody explained.
    """
    modules = QUICK if quick else MODULES
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        prepare(folder, modules)
        mutate(folder)
        found = figures_of(list(became(folder)))
    for module in found["modules"]:
        print(f"{module['killed'] + module['timeout']:4}/{module['mutants']:<4} {module['module']}", flush=True)
    lost = [
        f"{module['module']} {each['function']}: {each['was']} -> {each['becomes']}"
        for module in found["modules"]
        for each in module["unexplained"]
    ]
    if lost:
        raise SystemExit("\n".join([*lost, f"{len(lost)} mutants survive without an explanation in {SURVIVORS.name}"]))
    return found
