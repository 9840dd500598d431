"""The scripts of completion, in the shells that are on this machine."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from positions.cli.main import main
from positions.cli.shell import PLACES, running, script
from positions.errors import UnknownName


def test_in_bash(environment: dict[str, str], tmp_path: Path) -> None:
    """The script of bash fills COMPREPLY, in an interactive shell."""
    bash = shutil.which("bash")
    if not bash:
        pytest.skip("bash is not on this machine")
    (tmp_path / "script").write_text(script("bash"), encoding="utf-8")
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
    (tmp_path / "script").write_text(script("fish"), encoding="utf-8")
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
    (tmp_path / "script").write_text(script("zsh"), encoding="utf-8")
    asked = (
        f"autoload -U compinit; compinit -D -u; . {tmp_path}/script; print $_comps[positions]; "
        "_describe() { print -l -- ${completions_with_descriptions} }; "
        "words=(positions matrix --actor LT); CURRENT=4; _positions_completion"
    )
    done = subprocess.run([zsh, "-f", "-c", asked], env=environment, capture_output=True, text=True, check=False)

    assert done.stdout.splitlines()[0] == "_positions_completion", done.stderr
    assert "LTU:Lithuania" in done.stdout.splitlines()


@pytest.mark.parametrize("shell", PLACES)
def test_install(shell: str) -> None:
    """The script is written where the shell looks for it, and it is said where; stdout stays empty."""
    done = CliRunner().invoke(main, ["--install-completion", shell])
    path = Path.home() / PLACES[shell][0]

    assert (done.exit_code, done.stdout) == (0, "")
    assert path.read_text(encoding="utf-8") == script(shell)
    assert str(path) in done.stderr


def test_the_shell_in_use(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a name it is the shell of the user; one that is not known is told, with those that are."""
    monkeypatch.setenv("SHELL", "/usr/bin/fish")
    assert CliRunner().invoke(main, ["--show-completion"]).stdout == script("fish")

    monkeypatch.setenv("SHELL", "/bin/tcsh")
    with pytest.raises(UnknownName, match=r"unknown shell 'tcsh'.*\(there are bash, zsh, fish\)"):
        script(running())
    assert CliRunner().invoke(main, ["--show-completion"]).exit_code == 2
