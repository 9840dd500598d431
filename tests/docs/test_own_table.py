"""The page on a table of one's own: every block runs, and prints what the page shows."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.docs.pages import commands, rewritten


@pytest.mark.shared
def test_the_page_shows_what_its_blocks_print(shared: Path, root: Path, tmp_path: Path) -> None:
    """From the file of votes to blocs and coverage, in Python and on the command line."""
    pytest.importorskip("duckdb")
    shutil.copy(shared / "bench" / "unga_votes.parquet", tmp_path)
    page = (root / "docs" / "own-table.md").read_text(encoding="utf-8")

    assert rewritten(page, tmp_path) == page


def test_blocks_share_one_namespace(tmp_path: Path) -> None:
    """A block knows what the one before it made; one that prints nothing has no output beneath it."""
    page = "```python\nx = 1\n```\n\n```python\nprint(x + 1)\n```\n\n```text\nold\n```\n"

    assert rewritten(page, tmp_path) == page.replace("old", "2")


def test_commands_go_over_lines() -> None:
    """A command ends where a line ends without a backslash; what stands between commands is output."""
    assert list(commands("$ a \\\n  b\nout\n$ c\n")) == ["a \\\n  b", "c"]
