"""The tutorials and the pages on numbers, limits and others: every block runs, and prints what the page shows."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.docs.pages import copied, rewritten

# Each page, and the files and folders of the checkout that its blocks work on.
PAGES = {
    "start.md": (),
    "numbers.md": (),
    "limits.md": (),
    "others.md": (),
    "tutorials/analyst.md": (),
    "tutorials/political-scientist.md": (),
    "tutorials/curator.md": ("seeds", "data", "expectations", "CHANGELOG.md"),
    "tutorials/data-engineer.md": ("data", "CHANGELOG.md", "LICENSE", "LICENSE-DATA", "README.md"),
}


@pytest.mark.parametrize("page", PAGES)
def test_the_page_shows_what_its_blocks_print(page: str, root: Path, tmp_path: Path) -> None:
    """In a folder that holds nothing but what the page begins with."""
    folder = tmp_path / "folder"
    folder.mkdir()
    for name in PAGES[page]:
        copied(root / name, folder)
    text = (root / "docs" / page).read_text(encoding="utf-8")
    if "--engine spark" in text and shutil.which("java") is None:
        pytest.skip("the page asks Spark, which needs Java, and that is not on this machine")

    assert text == rewritten(text, folder)


def test_a_block_of_yaml_is_written_into_the_file_that_it_names(tmp_path: Path) -> None:
    """The comment that names the file is not a part of it; a block without one writes nothing."""
    page = "```yaml\n# seeds/a.yaml\nid: a\n```\n\n```yaml\nid: b\n```\n\n```console\n$ cat seeds/*\nid: a\n```\n"

    assert page == rewritten(page, tmp_path)
