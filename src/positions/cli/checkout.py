"""What the curators' commands share: the checkout that they work on, and words on progress."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

root = click.option(
    "--root",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="The checkout; by default the nearest folder upwards from here that holds seeds/.",
)


def progress() -> Callable[[str], None]:
    """A reporter of progress: a line on stderr that is written over, silent where stderr is no terminal."""
    if not sys.stderr.isatty():
        return lambda _: None
    return lambda step: click.echo(f"\r\033[K{step} ...", err=True, nl=False)


def clear() -> None:
    """Take the line of progress away."""
    if sys.stderr.isatty():
        click.echo("\r\033[K", err=True, nl=False)


def shown(path: Path) -> str:
    """A path as one would type it from here."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()


def say(text: Any) -> None:
    """A line of talk, on stderr."""
    click.echo(str(text), err=True)
