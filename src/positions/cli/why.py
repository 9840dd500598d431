"""``positions why``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from positions.cli import answer, completion, options, source


@click.command("why")
@click.argument("row", metavar="ACTOR|GROUP", type=completion.Known("actors", "groups"))
@click.argument("column", metavar="TOPIC|ISSUE|EVENT", type=completion.Known("topics", "issues", "events"))
@click.option(
    "--columns",
    type=click.Choice(["year", "instrument", "beneficiaries"]),
    help="What the second word is, where it is neither a topic nor an issue nor an event.",
)
@click.option(
    "--value",
    type=click.Choice(["stance", "deeds", "words", "newest", "share", "n", "events", "mixed"]),
    default="stance",
    show_default=True,
    help="What the cell says.",
)
@options.stacked(options.when, options.how, options.where_from)
@options.output
def command(
    row: str,
    column: str,
    folder: Path | None,
    format_: str | None,
    output: Path | None,
    lang: str | None,
    **given: Any,
) -> None:
    """The positions and sources behind a cell.

    The value is rebuilt step by step: event by event the positions that count, then what was left out and why. Of an
    empty cell it says whether the actor was absent, never asked, or nothing was found.

    Example: positions why LTU humanitarian_visas
    """
    from positions import api

    told = api.why(row, column, data=folder, **source.given(given))
    answer.give(told, format_, output, lang)
