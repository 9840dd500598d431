"""Killed at a random moment: whole before, or whole after; and a command that is neither is seen."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest

from hardening import kill

# Writes its files one by one into their place, as no command of ours may.
CARELESS = """
import pathlib, sys, time
target = pathlib.Path(sys.argv[1]); target.mkdir(parents=True, exist_ok=True)
for n in range(40):
    (target / str(n)).write_text(sys.argv[2]); time.sleep(0.02)
"""


def test_killed_export_is_whole() -> None:
    """An export that is killed leaves the old one or the new one, and the next run clears the rest."""
    found = kill.killed("export", kills=2)

    assert ([], [], 2) == (found["else"], found["litter"], found["before"] + found["after"])


def test_a_careless_writer_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """A command that writes in place is caught half way."""

    def start(self: kill.Job, state: str, **more: Any) -> subprocess.Popen[str]:
        return subprocess.Popen([sys.executable, "-c", CARELESS, str(self.target), state], text=True,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)  # fmt: skip

    monkeypatch.setattr(kill.Job, "start", start)

    assert kill.killed("export", kills=3)["else"]
