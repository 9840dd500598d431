"""What a TAB offers: through click, and in the shells that are on this machine."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.shell_completion import ShellComplete
from click.testing import CliRunner

import positions
from positions.cli import completion
from positions.cli.main import main
from positions.errors import UnknownName

SHELLS = tuple(completion.PLACES)


def offers(*typed: str, incomplete: str = "") -> dict[str, str | None]:
    """What is offered after some words, with its help."""
    found = ShellComplete(main, {}, "positions", "_POSITIONS_COMPLETE").get_completions(list(typed), incomplete)
    return {item.value: item.help for item in found}


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


def test_in_bash(environment: dict[str, str], tmp_path: Path) -> None:
    """The script of bash fills COMPREPLY, in an interactive shell."""
    bash = shutil.which("bash")
    if not bash:
        pytest.skip("bash is not on this machine")
    (tmp_path / "script").write_text(completion.script("bash"), encoding="utf-8")
    asked = (
        f". {tmp_path}/script; COMP_WORDS=(positions matrix --actor lith); COMP_CWORD=3; "
        '_positions_completion positions; printf "%s|" "${COMPREPLY[@]}"; '
        "COMP_WORDS=(positions why LTU chechnya-v); COMP_CWORD=3; COMPREPLY=(); "
        '_positions_completion positions; printf "%s|" "${COMPREPLY[@]}"; complete -p positions'
    )
    done = subprocess.run(
        [bash, "--norc", "-i", "-c", asked], env=environment, capture_output=True, text=True, check=False, start_new_session=True
    )  # fmt: skip

    assert done.stdout == "Lithuania|chechnya-visas-2017|complete -o nosort -F _positions_completion positions\n", (
        done.stderr
    )


def test_in_fish(environment: dict[str, str], tmp_path: Path) -> None:
    """fish lists the offers with what they stand for."""
    fish = shutil.which("fish")
    if not fish:
        pytest.skip("fish is not on this machine")
    (tmp_path / "script").write_text(completion.script("fish"), encoding="utf-8")
    asked = f'source {tmp_path}/script; complete -C "positions matrix --actor LT"'
    done = subprocess.run(
        [fish, "--no-config", "-c", asked], env=environment, capture_output=True, text=True, check=False
    )

    assert "LTU\tLithuania" in done.stdout.splitlines(), done.stderr


def test_in_zsh(environment: dict[str, str], tmp_path: Path) -> None:
    """zsh takes the script and asks it for the command."""
    zsh = shutil.which("zsh")
    if not zsh:
        pytest.skip("zsh is not on this machine")
    (tmp_path / "script").write_text(completion.script("zsh"), encoding="utf-8")
    asked = (
        f"autoload -U compinit; compinit -D -u; . {tmp_path}/script; print $_comps[positions]; "
        "_describe() { print -l -- ${completions_with_descriptions} }; "
        "words=(positions matrix --actor LT); CURRENT=4; _positions_completion"
    )
    done = subprocess.run([zsh, "-f", "-c", asked], env=environment, capture_output=True, text=True, check=False)

    assert done.stdout.splitlines()[0] == "_positions_completion", done.stderr
    assert "LTU:Lithuania" in done.stdout.splitlines()


@pytest.mark.parametrize("shell", SHELLS)
def test_install(shell: str) -> None:
    """The script is written where the shell looks for it, and it is said where; stdout stays empty."""
    done = CliRunner().invoke(main, ["--install-completion", shell])
    path = Path.home() / completion.PLACES[shell][0]

    assert (done.exit_code, done.stdout) == (0, "")
    assert path.read_text(encoding="utf-8") == completion.script(shell)
    assert str(path) in done.stderr


def test_the_shell_in_use(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a name it is the shell of the user; one that is not known is told, with those that are."""
    monkeypatch.setenv("SHELL", "/usr/bin/fish")
    assert CliRunner().invoke(main, ["--show-completion"]).stdout == completion.script("fish")

    monkeypatch.setenv("SHELL", "/bin/tcsh")
    with pytest.raises(UnknownName, match=r"unknown shell 'tcsh'.*\(there are bash, zsh, fish\)"):
        completion.script(completion.running())
    assert CliRunner().invoke(main, ["--show-completion"]).exit_code == 2
