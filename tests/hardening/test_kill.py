"""Killed at a random moment: whole before, or whole after; and a command that is neither is seen."""

from __future__ import annotations

import pytest

from hardening import kill


@pytest.mark.parametrize("name", ["export", "download"])
def test_killed_is_whole(name: str) -> None:
    """A command that is killed leaves the old state or the new one, and the next run clears the rest."""
    found = kill.killed(name, kills=2)

    assert ([], [], 2) == (found["else"], found["litter"], found["before"] + found["after"])


@pytest.mark.skipif(not kill.may_mount(), reason="this process may not mount a small disk")
@pytest.mark.parametrize("how", ["full", "read-only"])
def test_a_disk_that_takes_nothing(how: str) -> None:
    """An export onto a full or read-only disk is told, and what was there is there."""
    assert kill.unwritable("export", how) is None
    assert kill.unwritable("export", how, kill.Careless) is not None


def test_a_careless_writer_is_seen() -> None:
    """A command that writes in place is caught half way."""
    assert kill.killed("export", kills=4, kind=kill.Careless)["else"]


def test_a_half_written_folder_is_seen(tmp_path) -> None:
    """Two states are told apart, and so is what is neither."""
    (tmp_path / "a").mkdir()
    empty = kill.digest(tmp_path / "a")
    (tmp_path / "a" / "x").write_bytes(b"1")

    assert 3 == len({empty, kill.digest(tmp_path / "a"), kill.digest(tmp_path / "b")})
