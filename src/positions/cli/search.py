"""``positions search``."""

from __future__ import annotations

from pathlib import Path

import click

from positions.cli import answer, options


@click.command("search")
@click.argument("text", nargs=-1, required=True)
@click.option(
    "--in",
    "kinds",
    multiple=True,
    type=click.Choice(["events", "positions", "actors", "sources"]),
    help="Where to look; everywhere by default. Repeatable.",
)
@click.option("--limit", type=click.IntRange(0), default=50, show_default=True, help="The most to show; 0 for all.")
@options.where_from
@options.output
def command(
    text: tuple[str, ...],
    kinds: tuple[str, ...],
    limit: int,
    folder: Path | None,
    format_: str | None,
    output: Path | None,
    lang: str | None,
) -> None:
    """Events and positions whose text holds some words.

    Every word has to be there, if only as the beginning of a longer one; accents and capitals do not matter.

    Example: positions search gay chechnya --in events
    """
    from positions import api

    answer.give(api.search(" ".join(text), *kinds, data=folder, limit=limit), format_, output, lang)
