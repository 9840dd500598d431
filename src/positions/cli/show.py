"""``positions show``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from positions.cli import answer, completion, options, source


@click.command("show")
@click.argument("actor", type=completion.Known("actors"))
@click.option(
    "--least-n", type=click.IntRange(1), default=5, show_default=True, help="Shared events that a peer needs."
)
@options.stacked(options.what, options.when, options.how, options.where_from)
@options.output
def command(
    actor: str, folder: Path | None, format_: str | None, output: Path | None, lang: str | None, **given: Any
) -> None:
    """The profile of one actor.

    Its stances by topic and issue, deeds beside words, the newest and the contested positions, who agrees with it
    most and least, and its groups by date.

    Example: positions show LTU
    """
    from positions import api

    made = api.profile(actor, data=folder, **source.given(given))
    answer.give(made, format_, output, lang)
