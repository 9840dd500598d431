"""The command as a shell finds it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

import positions


@pytest.fixture(name="environment")
def _environment(tmp_path: Path) -> dict[str, str]:
    """An environment whose PATH has the command."""
    programs = tmp_path / "bin"
    programs.mkdir()
    started = programs / "positions"
    code = 'import sys; sys.argv[0] = "positions"; from positions.cli.main import main; main(prog_name="positions")'
    started.write_text(f"#!/bin/sh\nexec '{sys.executable}' -c '{code}' \"$@\"\n", encoding="utf-8")
    started.chmod(0o755)
    source = str(Path(positions.__file__).parents[1])
    return {**os.environ, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": source}
