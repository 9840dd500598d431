"""A copy of the checkout in which every mutant of some modules lies ready, and what became of each.

mutmut makes the mutants. It passes over decorated functions and over lambdas; in the copy these are written out as
plain functions, so that it reaches them too. Constants and tables of modules it leaves alone.
"""

from __future__ import annotations

import difflib
import hashlib
import json
import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hardening import mutants
from hardening.shipped import ROOT
from positions.errors import MissingExtra

if TYPE_CHECKING:
    import libcst as cst

COPIED = ("src", "tests", "data", "seeds", "expectations", "hardening", "pyproject.toml", "README.md", "CHANGELOG.md", "CITATION.cff",
          "LICENSE", "LICENSE-DATA")  # fmt: skip
LEFT = shutil.ignore_patterns("__pycache__", "node_modules", "figures", "*.part", ".*")
# A failing example is enough; to make it small would take most of the time. The same examples every time.
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
        ``killed``, ``survived``, or ``timeout`` where the tests come to no end.
    """

    module: str
    function: str
    was: str
    becomes: str
    state: str


def prepare(folder: Path, modules: Sequence[str], tests: Sequence[str]) -> None:
    """Make the copy, unless it lies there already, made of the same code and tests."""
    digest = hashlib.sha256(b"".join((ROOT / name).read_bytes() for name in (*modules, *tests))).hexdigest()
    made_of = folder / "made-of.txt"
    if made_of.exists() and made_of.read_text("utf-8") == digest:
        return
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=LEFT)
        else:
            shutil.copy2(ROOT / name, folder / name)
    named = [mutant for name in modules for mutant in _mutate(folder, name)]
    (folder / mutants.ASKED).write_text(json.dumps(named), "utf-8")
    with (folder / "tests" / "conftest.py").open("a", encoding="utf-8") as file:
        file.write(PROFILE)
    made_of.write_text(digest, "utf-8")


def _mutate(folder: Path, name: str) -> Iterator[str]:
    """Write all mutants of a module into it, beside the code as it is; which of them runs is decided as it runs."""
    try:
        from mutmut.mutation.file_mutation import mutate_file_contents
    except ImportError as error:
        raise MissingExtra("mutmut", "hardening", "changing the code") from error
    path = folder / name
    made = mutate_file_contents(name, plain(path.read_text("utf-8")))
    path.write_text(made.code, "utf-8")
    spans = {function: (span.start, span.end) for function, span in made.line_span_by_function_name.items()}
    Path(f"{path}.spans").write_text(json.dumps(spans), "utf-8")
    lines = made.code.splitlines()
    for mutant in made.mutant_names:
        was, becomes = _differing(lines, spans, mutant)
        # A text in capitals says no more than a text with other letters, which is tried as well.
        if was.casefold() != becomes.casefold():
            yield f"{name.removeprefix('src/').removesuffix('.py').replace('/', '.')}.{mutant}"


def plain(source: str) -> str:
    """The same module, decorated functions and the lambdas of its tables written as plain functions and applied."""
    import libcst as cst

    return cst.parse_module(source).visit(_transformer()).code


def _transformer() -> cst.CSTTransformer:
    import libcst as cst

    class Plain(cst.CSTTransformer):
        """Touches what stands in a module or a class alone: inside of functions mutmut sees all."""

        def __init__(self) -> None:
            super().__init__()
            self.depth = self.count = 0
            self.hoisted: list[cst.FunctionDef] = []

        def visit_FunctionDef(self, node: cst.FunctionDef) -> None:  # noqa: N802  the name is that of libcst, here and below
            self.depth += 1

        def leave_FunctionDef(self, original_node: cst.FunctionDef, updated_node: cst.FunctionDef) -> Any:  # noqa: N802
            self.depth -= 1
            if self.depth or len(updated_node.decorators) != 1:
                return updated_node
            decorator = updated_node.decorators[0].decorator
            name = decorator.func if isinstance(decorator, cst.Call) else decorator
            if not (isinstance(name, cst.Name) and name.value in DECORATORS):
                return updated_node
            inner = updated_node.with_changes(decorators=[], name=cst.Name(updated_node.name.value + PLAIN))
            applied = cst.Assign([cst.AssignTarget(updated_node.name)], cst.Call(decorator, [cst.Arg(inner.name)]))
            return cst.FlattenSentinel([inner, cst.SimpleStatementLine([applied])])

        def leave_Lambda(self, original_node: cst.Lambda, updated_node: cst.Lambda) -> Any:  # noqa: N802
            if self.depth:
                return updated_node
            self.count += 1
            name, body = (
                cst.Name(f"lambda{self.count}{PLAIN}"),
                cst.SimpleStatementLine([cst.Return(updated_node.body)]),
            )
            self.hoisted.append(cst.FunctionDef(name, updated_node.params, cst.IndentedBlock([body])))
            return name

        def leave_SimpleStatementLine(  # noqa: N802
            self, original_node: cst.SimpleStatementLine, updated_node: cst.SimpleStatementLine
        ) -> Any:
            hoisted, self.hoisted = self.hoisted, []
            return cst.FlattenSentinel([*hoisted, updated_node])

    return Plain()


def became(folder: Path) -> Iterator[Mutant]:
    """What became of each mutant of the copy."""
    files: dict[str, tuple[list[str], dict[str, list[int]]]] = {}
    for line in (folder / mutants.DONE).read_text("utf-8").splitlines():
        told = json.loads(line)
        dotted, _, name = told["mutant"].rpartition(".")
        module = f"src/{dotted.replace('.', '/')}.py"
        if module not in files:
            spans = json.loads(Path(f"{folder / module}.spans").read_text("utf-8"))
            files[module] = (folder / module).read_text("utf-8").splitlines(), spans
        function = (
            name.partition("__mutmut_")[0].removesuffix(PLAIN).removeprefix("x_").removeprefix("xǁ").replace("ǁ", ".")
        )
        yield Mutant(module, function, *_differing(*files[module], name), told["state"])


def _differing(lines: list[str], spans: dict[str, Any], mutant: str) -> tuple[str, str]:
    """The lines in which a mutant differs from what it was made of, white space within them made even."""
    origin = f"{mutant.partition('__mutmut_')[0]}__mutmut_orig"
    before, after = (lines[slice(spans[name][0] - 1, spans[name][1])] for name in (origin, mutant))
    before, after = ([re.sub(r"__mutmut_(orig|\d+)\b", "", line) for line in each] for each in (before, after))
    found: dict[str, list[str]] = {"-": [], "+": []}
    for line in difflib.unified_diff(before, after, n=0, lineterm=""):
        if line[0] in found and line[:3] not in ("---", "+++"):
            found[line[0]].append(line[1:])
    was, becomes = (re.sub(r"\s+", " ", " ".join(each)).strip() for each in found.values())
    return was, becomes
