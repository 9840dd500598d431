"""What a TAB offers: through click, and in the shells that are on this machine."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.shell_completion import ShellComplete

import positions
from positions.cli import completion
from positions.cli.main import main


def offers(*typed: str, incomplete: str = "") -> dict[str, str | None]:
    """What is offered after some words, with its help."""
    found = ShellComplete(main, {}, "positions", "_POSITIONS_COMPLETE").get_completions(list(typed), incomplete)
    return {item.value: item.help for item in found}


@pytest.mark.parametrize(
    ("typed", "incomplete", "word"),
    [
        (["matrix", "--actor"], "LT", "LTU"),
        (["matrix", "-a"], "ltu", "LTU"),
        (["matrix", "-a"], "lith", "Lithuania"),
        (["matrix", "-a"], "Lith", "Lithuania"),
        (["matrix", "-a"], "unit", "United_Kingdom"),
        (["matrix", "--group"], "VIS", "VISEGRAD"),
        (["matrix", "--topic"], "hum", "humanitarian_visas"),
        (["matrix", "--issue"], "vi", "visas"),
        (["matrix", "--event"], "chechnya-v", "chechnya-visas-2017"),
        (["matrix", "--confidence"], "h", "high"),
        (["matrix", "--columns"], "ev", "event"),
        (["matrix", "--format"], "xl", "xlsx"),
        (["why"], "LT", "LTU"),
        (["why"], "EU", "EU"),
        (["why", "LTU"], "chechnya-v", "chechnya-visas-2017"),
        (["why", "LTU"], "asy", "asylum_rules"),
        (["show"], "LT", "LTU"),
        (["compare", "LTU"], "DE", "DEU"),
        (["timeline"], "vis", "visas"),
        (["codebook"], "comm", "commitment"),
        (["agreement", "--with"], "LT", "LTU"),
        (["structure", "peers"], "LT", "LTU"),
        ([], "mat", "matrix"),
    ],
)
def test_what_is_offered(typed: list[str], incomplete: str, word: str) -> None:
    """Ids, codes, names and commands are offered where they are asked for."""
    assert word in offers(*typed, incomplete=incomplete)


def test_an_offer_says_what_it_stands_for() -> None:
    """An id comes with its name, a name with its id."""
    assert offers("matrix", "-a", incomplete="LTU") == {"LTU": "Lithuania"}
    assert offers("matrix", "-a", incomplete="lithu") == {"Lithuania": "LTU"}


def test_offers_begin_as_typed() -> None:
    """Ids and names are never mixed: a shell puts the common beginning of all offers in the place of the word."""
    for typed in ("l", "un", "eu", "bel", "c"):
        found = offers("matrix", "-a", incomplete=typed)
        assert all(word.casefold().startswith(typed) for word in found)
        assert {word.isupper() for word in found} in ({True}, {False})


def test_every_offer_is_one_word_and_known(small: Any) -> None:
    """No offer has a sign that a shell would read otherwise, and the library knows each."""
    look = positions.Dataset().lookup
    for letter in "abcdefghijklmnopqrstuvwxyz":
        words = offers("matrix", "-a", incomplete=letter)
        assert not any(completion._SPECIAL & set(word) for word in words)
        assert {look.actor(word) for word in words}


def test_folder_is_heeded(small_folder: Path) -> None:
    """With --folder the names are those of its tables."""
    assert set(offers("matrix", "--folder", str(small_folder), "-e")) == {
        "visas-2017",
        "press-2017",
        "vote-2018",
        "law-2015",
    }


def test_names_are_kept(small_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second time no table is opened."""
    first = completion.names(small_folder)
    monkeypatch.setattr(completion, "_read", lambda _: pytest.fail("a table was opened"))

    assert completion.names(small_folder) == first


def test_other_tables_other_names(small_folder: Path, tmp_path: Path) -> None:
    """What was kept for one dataset is not told of another."""
    completion.names()

    assert len(completion.names(small_folder)["actors"]) == 5


def test_a_damaged_file_is_read_anew(small_folder: Path) -> None:
    """A kept file that was cut off does no harm."""
    first = completion.names(small_folder)
    (kept,) = (completion.versions.cache() / "completion").iterdir()
    kept.write_text(kept.read_text(encoding="utf-8")[:100], encoding="utf-8")

    assert completion.names(small_folder) == first


def test_without_a_place_to_keep(small_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing can be kept, names are read each time."""
    (tmp_path / "file").touch()
    monkeypatch.setenv(completion.versions.ENVIRONMENT, str(tmp_path / "file"))

    assert [name for name, _ in completion.names(small_folder)["groups"]] == ["EU", "NORTHERN-EUROPE"]


def test_without_data(tmp_path: Path) -> None:
    """A TAB ends in no error where there is nothing to read."""
    assert offers("matrix", "--folder", str(tmp_path), "-a") == {}


def test_light(environment: dict[str, str]) -> None:
    """Once names are kept, a TAB loads neither Arrow nor numpy nor pandas."""
    completion.names()
    code = (
        "import sys\nfrom click.shell_completion import ShellComplete\nfrom positions.cli.main import main\n"
        "found = ShellComplete(main, {}, 'positions', '_POSITIONS_COMPLETE').get_completions(['matrix', '-a'], 'LTU')\n"
        "print([item.value for item in found], [name for name in ('pyarrow', 'numpy', 'pandas', 'rich') if name in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)

    assert told.stdout == "['LTU'] []\n"
