"""The page on the shell and notebooks: every block runs, and prints what the page shows."""

from __future__ import annotations

from pathlib import Path

from tests.docs.pages import rewritten


def test_the_page_shows_what_its_blocks_print(root: Path, tmp_path: Path) -> None:
    """What a TAB offers, names with underscores, and keys of results."""
    page = (root / "docs" / "shell.md").read_text(encoding="utf-8")

    assert rewritten(page, tmp_path) == page
