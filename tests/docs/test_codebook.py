"""The codebook in the documentation is the one that the data carry."""

from __future__ import annotations

from pathlib import Path

from positions.analyse.dataset import Dataset
from positions.share.describe import codebook


def test_the_page_is_current(root: Path) -> None:
    """`positions codebook --page -o docs/codebook.md` would change nothing."""
    assert codebook.markdown(*codebook.of(Dataset())) == (root / "docs" / "codebook.md").read_text(encoding="utf-8")


def test_every_code_list_is_told() -> None:
    """Those too that no column holds: a result says in such codes why a cell is empty."""
    dataset = Dataset()
    page = codebook.markdown(*codebook.of(dataset)).partition("## Code lists\n")[2]

    assert list(dataset.codebook) == [
        line[4:].replace("\\", "") for line in page.splitlines() if line.startswith("### ")
    ]
