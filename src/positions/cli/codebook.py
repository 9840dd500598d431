"""``positions codebook``."""

from __future__ import annotations

from pathlib import Path

import click

from positions.cli import options


@click.command("codebook")
@click.argument("name", metavar="[LIST]", required=False)
@options.where_from
@options.output
def command(name: str | None, folder: Path | None, format_: str | None, output: Path | None, lang: str | None) -> None:
    """The code lists and what each code means.

    Without LIST, all of them; `positions list codes` names them.

    Example: positions codebook commitment
    """
    from positions import api

    options.answer(api.codebook(name, data=folder), format_, output, lang)
