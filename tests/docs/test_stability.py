"""The page on what stays shows what its example prints."""

from __future__ import annotations

from pathlib import Path

from tests.docs.pages import rewritten


def test_the_page_shows_what_its_block_prints(root: Path, tmp_path: Path) -> None:
    """An argument under its old name works, and warns in these words."""
    page = (root / "docs" / "stability.md").read_text(encoding="utf-8")

    assert rewritten(page, tmp_path) == page
