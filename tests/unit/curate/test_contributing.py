"""The curator's door: its worked example is carried out as written, and its list of rules is current."""

from __future__ import annotations

import re
import shlex
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from positions.cli.main import main
from positions.curate import rules

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(yaml|console)\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)


def _matches(pattern: str, text: str) -> bool:
    return re.fullmatch(re.escape(pattern).replace(r"\.\.\.", ".*"), text, re.DOTALL) is not None


def _run(command: str) -> str:
    if command.startswith("positions "):
        return CliRunner().invoke(main, shlex.split(command)[1:]).output
    return subprocess.run(command, shell=True, check=True, capture_output=True, text=True).stdout


def test_worked_example(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each file of the example is written and each command answers as the page says."""
    (tree / "expectations" / "in_context").mkdir(parents=True)
    for name in ("positions", "evidence"):
        suite = Path("expectations") / "in_context" / f"{name}.json"
        (tree / suite).write_bytes((ROOT / suite).read_bytes())
    monkeypatch.chdir(tree)
    for kind, block in BLOCKS:
        if kind == "yaml":
            (tree / block.splitlines()[0].removeprefix("# ")).write_text(block, "utf-8")
            continue
        for command, said in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE):
            answer = _run(command)

            assert _matches(said, answer), f"$ {command}\n{answer}"


def test_rules() -> None:
    """The page lists every rule with its sentence."""
    block = re.search(r"^<!-- rules:.*?-->\n(.*?)\n<!-- /rules -->", PAGE, re.DOTALL | re.MULTILINE)

    assert block
    assert rules.markdown() == block[1]


def test_commands_exist() -> None:
    """Every command that the page names is one of the program's."""
    named = set(re.findall(r"`positions ([a-z]+)", PAGE)) | set(
        re.findall(r"^\$ positions ([a-z]+)", PAGE, re.MULTILINE)
    )
    listed = CliRunner().invoke(main, ["--help"]).output

    assert [] == [name for name in sorted(named) if not re.search(rf"^  {name}\b", listed, re.MULTILINE)]
