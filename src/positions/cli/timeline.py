"""``positions timeline``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from positions.cli import answer, completion, options, source


@click.command("timeline")
@click.argument(
    "name",
    metavar="ACTOR|GROUP|TOPIC|ISSUE|EVENT",
    type=completion.Known("actors", "groups", "topics", "issues", "events"),
)
@options.filters
@options.output
def command(
    name: str, folder: Path | None, format_: str | None, output: Path | None, lang: str | None, **given: Any
) -> None:
    """Positions of an actor or on a topic, by date.

    Example: positions timeline LTU --topic humanitarian_visas
    """
    from positions import api

    told = api.timeline(name, data=folder, **source.given(given))
    answer.give(told, format_, output, lang)
