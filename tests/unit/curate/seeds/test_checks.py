"""The rules of the seeds, each shown by a folder of broken files and the problems that it must give."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from positions.curate.seeds import checks, rulebook

SEEDS = Path(__file__).parents[3] / "seeds"
BAD = sorted(folder.name for folder in (SEEDS / "bad").iterdir())


def test_good() -> None:
    """The small complete tree has no problems."""
    assert [] == checks.check(SEEDS / "good")[1]


@pytest.mark.parametrize("rule", BAD)
def test_bad(rule: str, overlaid: Callable[[Path], Path]) -> None:
    """Each broken folder gives exactly the problems written beside it, its own rule among them."""
    _, problems = checks.check(overlaid(SEEDS / "bad" / rule))

    assert (SEEDS / "bad" / rule / "problems.txt").read_text("utf-8") == "".join(f"{p}\n" for p in problems)
    assert rule in {problem.rule for problem in problems}


def test_every_rule_is_shown() -> None:
    """Each rule has a folder that breaks it, and each folder a rule."""
    assert sorted(rulebook.every()) == BAD


def test_every_rule_is_declared() -> None:
    """No folder gives a rule that the documentation does not list."""
    sources = "".join(path.read_text("utf-8") for path in Path(checks.__file__).parent.glob("*.py"))

    assert [] == [rule for rule in rulebook.every() if f'"{rule}"' not in sources and rule not in checks.RULES]


def test_rules_have_sentences() -> None:
    """Each rule is told in one sentence."""
    assert [] == [rule for rule, sentence in rulebook.every().items() if not sentence.endswith(".")]


def test_unreadable_file_tells_only_itself(tree: Path) -> None:
    """What a file that does not parse would have held is not missed elsewhere."""
    broken = tree / "seeds" / "sources" / "press.yaml"
    broken.write_bytes(b"\xff\xfe\x00")

    _, problems = checks.check(tree / "seeds")

    assert ["seeds/sources/press.yaml:1: is not UTF-8 text; is it a binary file, or saved in another encoding?"] == [
        str(problem) for problem in problems
    ]


def test_missing_files_are_problems(tree: Path) -> None:
    """A tree without its codebook, actors and dataset says which files are not there."""
    for name in ("codebook.yaml", "actors.yaml", "dataset.yaml"):
        (tree / "seeds" / name).unlink()

    _, problems = checks.check(tree / "seeds")

    told = [str(problem) for problem in problems]
    for name in ("codebook", "actors", "dataset"):
        assert f"seeds/{name}.yaml:1: cannot be read (No such file or directory)" in told


def test_actor_by_name(tree: Path) -> None:
    """An actor given by its name, its two letters or the beginning of its name is answered with its id."""
    event = tree / "seeds" / "events" / "humanitarian_visas" / "visas-2017.yaml"
    for word, meant in {"Germany": "DEU", "LT": "LTU", "norw": "NOR", "Berlin": "DEU"}.items():
        event.write_text(event.read_text("utf-8").replace("[LTU]", f"[{word}]"), "utf-8")

        _, problems = checks.check(tree / "seeds")

        told = [problem.message for problem in problems if problem.where == "positions[0].actors[0]"]
        event.write_text(event.read_text("utf-8").replace(f"[{word}]", "[LTU]"), "utf-8")
        assert [f"{word!r} is not an id of actors; did you mean {meant!r}?"] == told


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "    definition: Whether the position is a word or a deed.\n    codes:",
            "    kodes:",
            "a code list lacks the fields 'definition', 'codes'",
        ),
        ("{code: enacted, ", "{", "a code lacks the field 'code'"),
        ("{id: visas, ", "{", "an issue lacks the field 'id'"),
    ],
)
def test_codes_that_are_not_there(
    old: str, new: str, said: str, overlaid: Callable[[Path], Path], tmp_path: Path
) -> None:
    """A list, a code or an issue that is not there is a problem, and what refers to it is still looked at."""
    text = (SEEDS / "good" / "codebook.yaml").read_text("utf-8")
    assert old in text
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "codebook.yaml").write_text(text.replace(old, new, 1), "utf-8")

    _, problems = checks.check(overlaid(tmp_path / "broken"))

    assert any(said in problem.message for problem in problems)
