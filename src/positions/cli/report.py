"""``positions report``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from positions.cli import answer, options, source


@click.command("report")
@options.filters
@click.option(
    "--least-n", type=click.IntRange(1), default=5, show_default=True, help="Shared events that a pair needs."
)
@options.output
def command(folder: Path | None, format_: str | None, output: Path | None, lang: str | None, **given: Any) -> None:
    """All of it in one file, for a reader without a terminal.

    Stances by topic and issue, what was looked for in vain, who is nearest to whom, the newest positions and every
    source; as html, xlsx or pdf by the suffix of --output.

    Example: positions report --group BALTIC --output baltic.html
    """
    from positions import api

    made = api.report(data=folder, **source.given(given))
    answer.give(made, format_, output, lang)
