"""A new event as a file to fill in."""

from __future__ import annotations

from pathlib import Path

import pytest

from positions.curate.seeds import checks, draft, forms, seeds
from positions.errors import BadQuery, PositionsError, UnknownName

FILLED = {"id": "visas-2018", "topic": "humanitarian_visas"}


def _written(tree: Path, **filled: str) -> Path:
    read, _ = seeds.read(tree / "seeds")
    return draft.write(tree, read, {**FILLED, **filled}, ["LTU"], ["paper-2017-05-19"])


def test_check_tells_what_is_to_be_filled(tree: Path) -> None:
    """The check of a new event names each required field that is still empty, and nothing else."""
    path = _written(tree, title="Visas: again")

    _, problems = checks.check(tree / "seeds")

    given = {"id", "topic", "title", "sources", "positions", "actors"}
    wanted = [name for name, field in forms.EVENT.fields.items() if field.required and name not in given]
    wanted += [
        f"positions[0].{name}" for name, field in forms.POSITION.fields.items() if field.required and name not in given
    ]
    assert [(name, "is empty; fill it") for name in wanted] == [
        (problem.where, problem.message) for problem in problems
    ]
    assert {Path("seeds") / path.relative_to(tree / "seeds")} == {problem.place.path for problem in problems}


def test_every_field_is_explained(tree: Path) -> None:
    """Each field of an event and of a position stands in the file behind a line that says what it means."""
    lines = _written(tree).read_text("utf-8").splitlines()

    for name in {**forms.EVENT.fields, **forms.POSITION.fields}:
        at = next(i for i, line in enumerate(lines) if line.lstrip(" #-").startswith(f"{name}:"))
        assert (name, "#") == (name, lines[at - 1].strip()[:1])


def test_nothing_is_overwritten(tree: Path) -> None:
    """An event that exists is named with its place, and stays as it was."""
    before = (tree / "seeds" / "events" / "humanitarian_visas" / "visas-2017.yaml").read_bytes()

    with pytest.raises(PositionsError, match=r"visas-2017.yaml:1; choose another id"):
        _written(tree, id="visas-2017")

    assert before == (tree / "seeds" / "events" / "humanitarian_visas" / "visas-2017.yaml").read_bytes()


@pytest.mark.parametrize("name", ["Visas-2018", "visas", "../visas-2018", "visas 2018", ""])
def test_bad_id(tree: Path, name: str) -> None:
    """An id of another form is refused before any file is written."""
    with pytest.raises(BadQuery, match="is not an id"):
        _written(tree, id=name)


def test_unknown_topic(tree: Path) -> None:
    """A topic that nobody knows is answered with the nearest."""
    with pytest.raises(UnknownName, match="did you mean 'humanitarian_visas'"):
        _written(tree, topic="humanitarian_visa")
