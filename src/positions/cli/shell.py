"""The script by which a shell completes the command: printed, or put where the shell looks for it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

from positions.errors import UnknownName

_T = TypeVar("_T")
# Where each shell looks for what completes a command, under the home of its user; and what else it may need.
PLACES = {
    "bash": (".local/share/bash-completion/completions/positions", "where bash-completion is not installed, add to ~/.bashrc: . {path}"),
    "zsh": (".local/share/zsh/site-functions/_positions", "add to ~/.zshrc, before compinit: fpath=({folder} $fpath)"),
    "fish": (".config/fish/completions/positions.fish", ""),
}  # fmt: skip


def script(shell: str) -> str:
    """The script by which a shell completes the command.

    Raises
    ------
    UnknownName
        If the shell is none of `PLACES`.
    """
    from click.shell_completion import get_completion_class

    from positions.cli.main import main

    if shell not in PLACES:
        raise UnknownName("shell", shell, PLACES, f" (there are {', '.join(PLACES)})")
    made = get_completion_class(shell)
    assert made is not None
    return made.source_template % made(main, {}, "positions", "_POSITIONS_COMPLETE").source_vars()


def install(shell: str) -> list[str]:
    """Write the script where the shell looks for it; the lines say where, and what is left to do."""
    text = script(shell)
    place, rest = PLACES[shell]
    path = Path.home() / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    said = [f"wrote {path}; new shells complete `positions`"]
    return [*said, rest.format(path=path, folder=path.parent)] if rest else said


def running() -> str:
    """The shell of the user."""
    return Path(os.environ.get("SHELL", "")).stem


def _installed(ctx: click.Context, param: click.Parameter, shell: str | None) -> None:
    if shell and not ctx.resilient_parsing:
        click.echo("\n".join(_of(shell, install, ctx)), err=True)
        ctx.exit()


def _shown(ctx: click.Context, param: click.Parameter, shell: str | None) -> None:
    if shell and not ctx.resilient_parsing:
        click.echo(_of(shell, script, ctx), nl=False)
        ctx.exit()


def _of(shell: str, told: Callable[[str], _T], ctx: click.Context) -> _T:
    try:
        return told(running() if shell == _RUNNING else shell)
    except UnknownName as error:
        raise click.UsageError(str(error), ctx) from None


_RUNNING = "yours"
install_option = click.option(
    "--install-completion", is_flag=False, flag_value=_RUNNING, is_eager=True, expose_value=False, callback=_installed,
    metavar="[SHELL]", help="Let bash, zsh or fish complete what is typed; by default the shell in use.",
)  # fmt: skip
show_option = click.option(
    "--show-completion", is_flag=False, flag_value=_RUNNING, is_eager=True, expose_value=False, callback=_shown,
    metavar="[SHELL]", help="Print the script for it instead.",
)  # fmt: skip
