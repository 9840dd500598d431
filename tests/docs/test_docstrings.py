"""Docstrings: every example runs, and those of the public API tell parameters, results and an example in the form of numpydoc."""

from __future__ import annotations

import doctest
import inspect
from collections.abc import Iterator
from dataclasses import fields
from importlib import import_module
from pathlib import Path

import pytest
from docs.generate import reference
from numpydoc.docscrape import ClassDoc
from numpydoc.validate import validate

SOURCE = Path(__file__).parents[2] / "src"
PUBLIC = [name for group in reference.GROUPS for name in group.names]
(VALUES,) = [group.names for group in reference.GROUPS if group.file == "values"]
# Not asked: that a docstring begins on a line of its own (GL01, GL03), is extended (ES01) and refers to others (SA01); that it
# says again the type that stands in the signature (PR04, PR06) and keeps its order (PR03: arguments are given by name, those of
# many functions are told last); that a summary is a command (SS05) or one line (SS06).
NOT_ASKED = {"GL01", "GL03", "ES01", "SA01", "PR03", "PR04", "PR06", "SS05", "SS06"}


def modules_with_examples() -> Iterator[str]:
    """The modules that hold an example."""
    for path in sorted(SOURCE.rglob("*.py")):
        if ">>> " in path.read_text(encoding="utf-8"):
            yield ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__")


@pytest.mark.parametrize("name", list(modules_with_examples()))
def test_examples_run(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every example of a module gives what stands under it."""
    monkeypatch.chdir(tmp_path)
    found = doctest.testmod(import_module(name), optionflags=doctest.NORMALIZE_WHITESPACE)

    assert 0 < found.attempted
    assert 0 == found.failed


def asked(name: str) -> Iterator[tuple[str, set[str]]]:
    """What a public name stands for and its methods, each with the rules that do not hold for it."""
    thing, path = reference.thing(name), reference.path(name)
    is_error = inspect.isclass(thing) and issubclass(thing, Exception)
    # The fields of a class are judged below; an error, and a part of a result, is seen in the examples of others.
    yield path, NOT_ASKED | ({"PR01", "PR02", "EX01"} if inspect.isclass(thing) else set())
    for part, value in vars(thing).items() if inspect.isclass(thing) and not is_error else ():
        if not part.startswith("_") and (inspect.isfunction(value) or isinstance(value, property)):
            yield f"{path}.{part}", NOT_ASKED | {"EX01"}


@pytest.mark.parametrize("name", PUBLIC)
def test_numpydoc(name: str) -> None:
    """Each parameter is told, and what comes back; a function has an example."""
    problems = {
        f"{path}: {code} {told}" for path, rules in asked(name) for code, told in validate(path)["errors"] if code not in rules
    }  # fmt: skip

    assert set() == problems


@pytest.mark.parametrize("name", [name for name in VALUES if name not in ("Result", "Dataset")])
def test_every_field_is_told(name: str) -> None:
    """A value that users get back tells what each of its fields holds."""
    told = ClassDoc(reference.thing(name), config={"show_class_members": False})
    names = {
        part for section in ("Attributes", "Parameters") for entry in told[section] for part in entry.name.split(", ")
    }

    assert [] == [
        each.name for each in fields(reference.thing(name)) if not each.name.startswith("_") and each.name not in names
    ]


@pytest.mark.parametrize("name", ["Matrix", "Agreement", "Coverage", "Explanation", "Dataset"])
def test_values_have_examples(name: str) -> None:
    """A value that is worked with has an example."""
    assert ">>> " in (inspect.getdoc(reference.thing(name)) or "")
