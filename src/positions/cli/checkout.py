"""The checkout that the curators' commands work on: the option that names it, and words about it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

root = click.option(
    "--root",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="The checkout; by default the nearest folder upwards from here that holds seeds/.",
)


def shown(path: Path) -> str:
    """A path as one would type it from here."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()


def say(text: Any) -> None:
    """A line of talk, on stderr."""
    click.echo(str(text), err=True)
