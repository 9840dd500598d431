"""Errors that a user can act on: one tree, facts as attributes, the nearest names."""

from __future__ import annotations

from pathlib import Path

import pytest

from positions import errors


def test_one_tree() -> None:
    """Every error is a PositionsError, and those that pandas users catch are also what they expect."""
    tree = [each for each in vars(errors).values() if isinstance(each, type) and issubclass(each, Exception)]

    assert [] == [each for each in tree if not issubclass(each, errors.PositionsError)]
    assert issubclass(errors.UnknownName, KeyError)
    assert issubclass(errors.UnknownName, ValueError)
    assert issubclass(errors.DataMissing, FileNotFoundError)
    assert issubclass(errors.MissingExtra, ImportError)


def test_tree_is_drawn() -> None:
    """The docstring of the module names every error."""
    for name, each in vars(errors).items():
        if isinstance(each, type) and issubclass(each, Exception):
            assert name in (errors.__doc__ or "")


@pytest.mark.parametrize(
    ("word", "expected"),
    [("lituania", ["Lithuania"]), ("LITHUANIA", ["Lithuania"]), ("zzz", []), ("", []), ("Norwy", ["Norway"])],
)
def test_nearest(word: str, expected: list[str]) -> None:
    """The nearest known words, whatever the case; nothing where nothing is near."""
    assert expected == errors.nearest(word, ["Lithuania", "Norway", "Germany"])


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], ""),
        (["a"], "; did you mean 'a'?"),
        (["a", "b"], "; did you mean 'a' or 'b'?"),
        (["a", "b", "c"], "; did you mean 'a', 'b' or 'c'?"),
    ],
)
def test_did_you_mean(words: list[str], expected: str) -> None:
    """Offers read as a sentence."""
    assert expected == errors.did_you_mean(words)


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        (["asylum", "pressure"], "unknown topic 'xyz' (there are asylum, pressure)"),
        ([], "unknown topic 'xyz'"),
        ([f"topic {n}" for n in range(21)], "unknown topic 'xyz'"),
    ],
)
def test_a_few_names_are_told(known: list[str], expected: str) -> None:
    """Where none is near the one given, and not too many are known, all are told."""
    assert expected == str(errors.UnknownName("topic", "xyz", known))


def test_messages() -> None:
    """An error says what, and what to do, and holds its facts."""
    unknown = errors.UnknownName("topic", "visa", ["visas"], "; see `positions list topics`")
    missing = errors.DataMissing(Path("data/x.parquet"), "build it")
    extra = errors.MissingExtra("krippendorff", "curate", "computing reliability")

    assert "unknown topic 'visa'; did you mean 'visas'?; see `positions list topics`" == str(unknown)
    assert (["visas"], "topic", "visa") == (unknown.nearest, unknown.kind, unknown.name)
    assert "data/x.parquet: not found; build it" == str(missing)
    assert str(extra).endswith("pip install 'positions[curate]'")


def test_seeds_invalid_carries_every_problem() -> None:
    """The error of bad seeds holds the problems and tells each on a line."""
    error = errors.SeedsInvalid(["a", "b"])

    assert (["a", "b"], "a\nb") == (error.problems, str(error))
