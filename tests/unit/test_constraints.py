"""The locks: that they fit pyproject.toml and hold no address, and that each way of not fitting is told."""

from __future__ import annotations

from dataclasses import replace

import pytest
from constraints import lock

BY_NAME = {each.name: each for each in lock.LOCKS}


@pytest.fixture(name="changed")
def _changed(tmp_path, monkeypatch):
    """What is found wrong with a lock whose text was changed."""

    def change(name, old, new):
        text = BY_NAME[name].path.read_text(encoding="utf-8")
        assert old in text
        monkeypatch.setattr(lock, "FOLDER", tmp_path)
        BY_NAME[name].path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return list(lock.unfit(BY_NAME[name]))

    return change


@pytest.mark.parametrize("name", BY_NAME)
def test_locks_fit(name):
    """Each lock holds all that pyproject.toml asks for, within its bounds, and no address."""
    assert [] == list(lock.unfit(BY_NAME[name]))


def test_a_requirement_without_a_pin(changed):
    """What pyproject.toml asks for and a lock lacks is told."""
    assert ["lacks click, which pyproject.toml asks for; run `nox -s lock`"] == changed(
        "runtime", "\nclick==", "\nother=="
    )


def test_a_pin_out_of_bounds(changed):
    """A version that pyproject.toml no longer allows is told with the bound."""
    (found,) = changed("lowest", "\nclick==", "\nclick==1.")

    assert "has click 1.8" in found and "pyproject.toml asks for >=8" in found


def test_an_address(changed):
    """An address of an index in a lock is told."""
    assert ["holds an address"] == changed("build", "\n", "\n--index-url https://example.org/simple\n")


def test_a_pin_without_a_hash(changed):
    """A version whose files are not named by their hashes is told."""
    assert ["has extra without a hash"] == changed("build", "\nhatchling==", "\nextra==1.0\nhatchling==")


def test_no_lock(tmp_path, monkeypatch):
    """A lock that is not there is told."""
    monkeypatch.setattr(lock, "FOLDER", tmp_path)

    assert ["is missing; run `nox -s lock`"] == list(lock.unfit(replace(BY_NAME["runtime"])))
