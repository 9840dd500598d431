"""The page on assistants: its client asks the real server, and is answered what the page shows."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from tests.docs.pages import rewritten

import positions
from positions.cli.main import READERS


def test_the_page_shows_what_is_answered(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A client started from the page lists the tools and is answered as shown."""
    pytest.importorskip("mcp")
    monkeypatch.setitem(os.environ, "PYTHONPATH", str(Path(positions.__file__).parents[1]))
    page = (root / "docs" / "assistants.md").read_text(encoding="utf-8")

    assert rewritten(page, tmp_path) == page


def test_the_configuration_is_json(root: Path) -> None:
    """The entry for a client parses, and names a command of the program."""
    page = (root / "docs" / "assistants.md").read_text(encoding="utf-8")
    (entry,) = [json.loads(block) for block in re.findall(r"^```json\n(.*?)^```", page, re.MULTILINE | re.DOTALL)]
    started = entry["mcpServers"]["positions"]

    assert started["command"] == "positions"
    assert set(started["args"]) <= set(READERS)
