"""The pages that a program writes are what it would write now; `python -m docs.generate` writes them anew."""

from __future__ import annotations

from pathlib import Path

import pytest
from docs.generate import architecture, commands, house, public, reference
from docs.generate.__main__ import DOCS
from docs.generate.markdown import plain

import positions
from positions.deprecation import DEPRECATIONS, Deprecation


@pytest.mark.parametrize("noun", [architecture, reference, public], ids=lambda noun: noun.__name__)
def test_pages_are_current(noun) -> None:
    """The house, the reference and the list of what is public tell of the source as it stands."""
    found = noun.files()

    assert found == {name: (DOCS / name).read_text(encoding="utf-8") for name in found}


def test_commands_are_current() -> None:
    """Every command stands there with its options and codes, and with what its example prints."""
    assert commands.page(quick=True).splitlines() == commands.PAGE.read_text(encoding="utf-8").splitlines()


def test_code_in_a_sentence_stays_code() -> None:
    """Between one tick or two, as docstrings have it; all other markup is shown letter for letter."""
    assert "``load`` or `open`, not \\*all\\*" == plain("``load`` or `open`, not *all*")


def test_every_module_has_a_noun() -> None:
    """A module opens with a sentence that says what it is."""
    assert [] == [name for name, module in house.modules().items() if not module.noun.endswith((".", "!", "?"))]


def test_every_layer_is_drawn() -> None:
    """The drawing and the import contract know the same packages, and none is missing."""
    layered = {home for layer in house.layers() for home in layer}

    assert layered == {module.home for module in house.modules().values()} - {"positions"}


def test_a_public_name_has_a_place_in_the_reference() -> None:
    """What `import positions` offers is told."""
    told = {name for group in reference.GROUPS for name in group.names}

    assert set() == set(positions.__all__) - told


def test_what_goes_is_announced(monkeypatch: pytest.MonkeyPatch) -> None:
    """A public thing may be missing only if a version before this one warned of it."""
    monkeypatch.setattr(public, "DEPRECATIONS", (Deprecation("name positions.stances", "positions.matrix", "2026.2"),))
    before, now = ["name positions.stances", "name positions.votes", "name positions.matrix"], ["name positions.matrix"]

    assert ["name positions.votes"] == public.unannounced(before, now, "2026.3")
    assert ["name positions.stances", "name positions.votes"] == public.unannounced(before, now, "2026.2")


def test_a_loss_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The list of what is public is not written over something that went unannounced; it is told what to do."""
    monkeypatch.setattr(public, "FILE", tmp_path / "public.txt")
    (tmp_path / "public.txt").write_text("name positions.votes\n", encoding="utf-8")

    with pytest.raises(SystemExit, match=r"(?s)name positions\.votes.*deprecation\.py"):
        public.files()


def test_deprecations_name_public_things() -> None:
    """What is announced was public, or is."""
    assert [] == [each.thing for each in DEPRECATIONS if each.thing not in public.recorded()]
