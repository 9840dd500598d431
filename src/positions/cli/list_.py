"""``positions list``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from positions.cli import answer, options, source

KINDS = ("topics", "issues", "actors", "groups", "events", "sources", "tables", "codes")


@click.command("list")
@click.argument("what", type=click.Choice(KINDS))
@options.filters
@options.output
def command(
    what: Any, folder: Path | None, format_: str | None, output: Path | None, lang: str | None, **filters: Any
) -> None:
    """What there is: topics, issues, actors, groups, events, sources, tables, codes.

    With filters, only what the positions that they keep stand on; here nothing is left out unasked.

    Example: positions list events --actor LTU --topic humanitarian_visas
    """
    from positions import api

    answer.give(api.inventory(what, data=folder, **source.given(filters)), format_, output, lang)
