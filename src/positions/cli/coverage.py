"""``positions coverage``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from positions.cli import answer, options, source


@click.command("coverage")
@options.filters
@options.own_table
@click.option(
    "--rows", type=click.Choice(["actor", "group"]), default="actor", show_default=True, help="What the rows are."
)
@click.option(
    "--columns",
    type=click.Choice(["topic", "issue", "event", "year", "instrument", "beneficiaries"]),
    default="issue",
    show_default=True,
    help="What the columns are.",
)
@options.output
def command(format_: str | None, output: Path | None, lang: str | None, **given: Any) -> None:
    """What was looked at and found, or found empty.

    A number counts positions; a blank tells whether positions were left out, the actor was absent from a body that was
    asked, nothing was found, or it was never asked. Of a table of your own it tells who answered how many questions.

    Example: positions coverage --group EU --topic humanitarian_visas
    """
    from positions import api

    answer.give(api.coverage(**source.asked(given)), format_, output, lang)
