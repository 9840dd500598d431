"""``positions compare``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from positions.cli import answer, completion, options, source


@click.command("compare")
@click.argument("actors", nargs=-1, required=True, type=completion.Known("actors"))
@click.option(
    "--by",
    type=click.Choice(["topic", "issue", "event"]),
    default="topic",
    show_default=True,
    help="What the stances are told by.",
)
@click.option(
    "--least-n", type=click.IntRange(1), default=5, show_default=True, help="Shared events that a pair needs."
)
@options.stacked(options.what, options.when, options.how, options.where_from)
@options.output
def command(
    actors: tuple[str, ...],
    folder: Path | None,
    format_: str | None,
    output: Path | None,
    lang: str | None,
    **given: Any,
) -> None:
    """Some actors side by side.

    Their stances, how far each two agree, and the events on which they differ most.

    Example: positions compare LTU DEU USA --by issue
    """
    from positions import api

    made = api.compare(*actors, data=folder, **source.given(given))
    answer.give(made, format_, output, lang)
