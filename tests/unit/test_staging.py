"""Folders that appear whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from positions import staging


def test_place_is_undone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the new folder cannot take its place, the old one returns to it."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "kept").touch()

    new = tmp_path / "new"
    new.mkdir()
    rename = Path.rename

    def refuse(path: Path, target: Path) -> Path:
        if path == new:
            raise PermissionError(13, "may not", str(path))
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(PermissionError):
        staging.place(new, tmp_path / "data")

    assert (tmp_path / "data" / "kept").exists()
