"""Where the versions lie on this machine."""

from __future__ import annotations

import shutil

import pytest

from positions import versions
from positions.errors import BadQuery, DataMissing


@pytest.fixture(name="kept")
def _kept(monkeypatch, tmp_path, small_folder):
    """A cache with two versions."""
    monkeypatch.setenv(versions.ENVIRONMENT, str(tmp_path / "cache"))
    monkeypatch.setattr(versions, "shipped", lambda: "2026.11")
    for version in ("2026.9", "2026.10"):
        shutil.copytree(small_folder, tmp_path / "cache" / version)
    (tmp_path / "cache" / ".2026.8.part").mkdir()
    return tmp_path / "cache"


def test_versions_are_ordered_by_number(kept):
    """2026.10 comes after 2026.9; what is not whole is no version."""
    assert ["2026.9", "2026.10"] == list(versions.cached())
    assert kept / "2026.9" == versions.folder("2026.9")


def test_a_version_that_is_not_here_is_told_with_those_that_are(kept):
    """The error names what this machine has, and how to get the other."""
    with pytest.raises(DataMissing, match=r"it has 2026\.11, 2026\.9, 2026\.10.*positions download --version 2026\.8"):
        versions.folder("2026.8")


@pytest.mark.parametrize("text", ["2026", "2026.0", "2026.1.0", "v2026.1", "../x", "２０２６.1", ""])
def test_what_is_no_version_is_told(text):
    """Only YYYY.N is a version, so that none becomes a path."""
    with pytest.raises(BadQuery, match="not a version of the form"):
        versions.folder(text)
