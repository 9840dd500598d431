"""The house as its source tells it: modules with their first sentence, layers, and which package uses which."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src"
PACKAGE = "positions"


@dataclass(frozen=True)
class Module:
    """A module or package: its dotted name, the first sentence of its docstring, what it imports of the house, its classes."""

    name: str
    noun: str
    imports: frozenset[str]
    classes: frozenset[str]
    is_package: bool

    @property
    def home(self) -> str:
        """What the module stands in: the first name below the root, or the root itself."""
        return ".".join(self.name.split(".")[:2])


@cache
def modules() -> dict[str, Module]:
    """Every module by name, in the order of names."""
    found = (_module(path) for path in sorted((SOURCE / PACKAGE).rglob("*.py")))
    return {module.name: module for module in sorted(found, key=lambda module: module.name)}


def layers() -> list[list[str]]:
    """The layers that the import contract declares, the topmost first; what stands in one layer stands side by side."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        contracts = tomllib.load(file)["tool"]["importlinter"]["contracts"]
    (declared,) = [one["layers"] for one in contracts if one["type"] == "layers" and "containers" not in one]
    return [re.split(r"\s*[|:]\s*", layer) for layer in declared]


def within(home: str) -> list[Module]:
    """The modules of a package, without the package itself."""
    return [module for name, module in modules().items() if name.startswith(f"{home}.")]


def uses() -> dict[str, list[str]]:
    """What stands in a layer, each with the others of them that it imports, in the order of the layers."""
    homes = [home for layer in layers() for home in layer]
    known = modules().values()
    return {
        home: [
            other for other in homes
            if other != home and any(_under(name, other) for module in known if _under(module.name, home) for name in module.imports)
        ]
        for home in homes
    }  # fmt: skip


def _under(name: str, home: str) -> bool:
    return name == home or name.startswith(f"{home}.")


def _module(path: Path) -> Module:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    parts = path.relative_to(SOURCE).with_suffix("").parts
    is_package = parts[-1] == "__init__"
    name = ".".join(parts[:-1] if is_package else parts)
    classes = frozenset(node.name for node in tree.body if isinstance(node, ast.ClassDef))
    return Module(name, _sentence(ast.get_docstring(tree) or ""), frozenset(_imports(tree)), classes, is_package)


def _sentence(docstring: str) -> str:
    """The first sentence, or the first line where it ends without a full stop."""
    paragraph = " ".join(docstring.partition("\n\n")[0].split())
    return re.split(r"(?<=[.!?])\s", paragraph, maxsplit=1)[0].replace("``", "`")


def _imports(tree: ast.Module) -> Iterator[str]:
    """What a module imports of the house, wherever in it, but not what only the checker of types sees."""
    hidden = {id(node) for block in ast.walk(tree) if _for_types(block) for node in ast.walk(block)}
    for node in ast.walk(tree):
        if id(node) in hidden:
            continue
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == PACKAGE:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.split(".")[0] == PACKAGE)


def _for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
