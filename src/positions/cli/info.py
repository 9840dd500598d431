"""``positions info``."""

from __future__ import annotations

from pathlib import Path

import click

from positions.cli import answer, options


@click.command("info")
@click.option(
    "--full", is_flag=True, help="Also the number of positions of each code, decade, region and number of sources."
)
@options.where_from
@options.output
def command(full: bool, folder: Path | None, format_: str | None, output: Path | None, lang: str | None) -> None:
    """Version, tables and counts of the dataset.

    Example: positions info
    """
    from positions import api

    answer.give(api.info(data=folder, full=full), format_, output, lang)
