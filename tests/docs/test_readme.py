"""The README shows what its commands print, and names no command that does not run."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.docs.pages import rewritten

from positions.cli.main import main

ROOT = Path(__file__).parents[2]
TABLE = re.findall(r"^\| .* \| `(positions .*?)` \|$", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)


def test_the_readme_shows_what_its_blocks_print(root: Path, tmp_path: Path) -> None:
    """The matrix and the Python lines are as printed."""
    page = (root / "README.md").read_text(encoding="utf-8")

    assert rewritten(page, tmp_path) == page


@pytest.mark.parametrize("command", [command for command in TABLE if "--data" not in command])
def test_every_command_of_the_table_runs(command: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Each line of the table of questions is a command that answers."""
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(main, shlex.split(command)[1:])

    assert (0, "") == (done.exit_code, done.stderr if done.exit_code else "")
