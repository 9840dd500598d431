"""The curator's door: its worked example is real and is carried out as written, and its list of rules is current."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from positions.cli.main import main
from positions.curate.seeds import rulebook

ROOT = Path(__file__).parents[4]
PAGE = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(yaml|console)\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
SOURCE, EVENT, ADDED = (block for kind, block in BLOCKS if kind == "yaml")
SEEDS = ROOT / "seeds"
CODED = "seeds/events/humanitarian_visas/chechnya-visas-2017.yaml"


def _matches(pattern: str, text: str) -> bool:
    return re.fullmatch(re.escape(pattern).replace(r"\.\.\.", ".*"), text, re.DOTALL) is not None


def _run(command: str) -> str:
    if command.startswith("positions "):
        return CliRunner().invoke(main, shlex.split(command)[1:]).output
    return subprocess.run(command, shell=True, check=True, capture_output=True, text=True).stdout


def _name(block: str) -> str:
    return block.splitlines()[0].removeprefix("# ").removeprefix("added to ")


def _kept(name: str) -> Any:
    return yaml.safe_load((ROOT / name).read_text("utf-8"))


@pytest.fixture(name="checkout")
def checkout_(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small tree of seeds with all actors and codes, in which the commands are run."""
    root = tmp_path / "checkout"
    shutil.copytree(ROOT / "tests" / "seeds" / "good", root / "seeds")
    for name in ("actors.yaml", "codebook.yaml"):
        shutil.copy(SEEDS / name, root / "seeds")
    (root / "expectations" / "in_context").mkdir(parents=True)
    for name in ("positions", "evidence"):
        suite = Path("expectations") / "in_context" / f"{name}.json"
        shutil.copy(ROOT / suite, root / suite)
    monkeypatch.chdir(root)
    return root


@pytest.fixture(name="event")
def event_(checkout: Path) -> Any:
    """The event of the page, its slips corrected by the command that the page gives."""
    path = checkout / _name(EVENT)
    path.write_text(EVENT, "utf-8")
    correction = re.search(r"^\$ (sed .*)$", PAGE, re.MULTILINE)
    assert correction
    _run(correction[1])
    event = yaml.safe_load(path.read_text("utf-8"))
    path.unlink()
    return event


@pytest.fixture(name="copy")
def copy_(tmp_path: Path, event: Any) -> None:
    """A copy of the source as far as it may be passed on: the passages that the event names."""
    [source] = event["sources"]
    passages = [entry["sources"][source] for entry in event["positions"]] + [gap["find"] for gap in event["not_coded"]]
    (tmp_path / "copies").mkdir()
    (tmp_path / "copies" / f"{source}.txt").write_text("\n\n".join(map(" … ".join, passages)), "utf-8")


@pytest.mark.usefixtures("copy")
def test_worked_example(checkout: Path) -> None:
    """Each file of the example is written and each command answers as the page says."""
    for kind, block in BLOCKS:
        if kind == "yaml":
            if block != ADDED:
                (checkout / _name(block)).write_text(block, "utf-8")
            continue
        for command, said in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE):
            answer = _run(command)

            assert _matches(said, answer), f"$ {command}\n{answer}"


def test_the_source_is_real() -> None:
    """The source of the example is the one on record."""
    [shown] = yaml.safe_load(SOURCE)["references"]

    assert shown in _kept(_name(SOURCE))["references"]


def test_the_event_is_real(event: Any) -> None:
    """What the example codes and leaves out is in the event on record, but for the sources that came later."""
    coded = _kept(CODED)
    [source] = event["sources"]
    of_item = [
        entry | {"sources": {source: entry["sources"][source]}}
        for entry in coded["positions"]
        if source in entry["sources"]
    ]

    assert [] == [entry for entry in event["positions"] if entry not in of_item]
    assert [] == [gap for gap in event["not_coded"] if gap not in coded["not_coded"]]
    assert coded["question"] == event["question"]


def test_the_addition_is_real() -> None:
    """What the page adds to an event stands in it."""
    [added] = yaml.safe_load(ADDED)

    assert added in _kept(_name(ADDED))["positions"]


def test_rules() -> None:
    """The page lists every rule with its sentence."""
    block = re.search(r"^<!-- rules:.*?-->\n(.*?)\n<!-- /rules -->", PAGE, re.DOTALL | re.MULTILINE)

    assert block
    assert rulebook.markdown() == block[1]


def test_commands_exist() -> None:
    """Every command that the page names is one of the program's."""
    named = set(re.findall(r"`positions ([a-z]+)", PAGE)) | set(
        re.findall(r"^\$ positions ([a-z]+)", PAGE, re.MULTILINE)
    )
    listed = CliRunner().invoke(main, ["--help"]).output

    assert [] == [name for name in sorted(named) if not re.search(rf"^  {name}\b", listed, re.MULTILINE)]
