"""``positions doctor``."""

from __future__ import annotations

from pathlib import Path

import click

from positions.cli import answer, checkout, options, progress


@click.command("doctor")
@options.where_from
@checkout.root
@options.output
@click.pass_context
def command(
    context: click.Context,
    folder: Path | None,
    root: Path | None,
    format_: str | None,
    output: Path | None,
    lang: str | None,
) -> None:
    """What is wrong with the installation, the data, the cache or the checkout, and the command that mends it.

    Exits with 1 if anything is. What can be left as it is, such as an extra that was not asked for, is told as a note.

    Example: positions doctor
    """
    from positions.share.doctor.examination import examine

    with progress.steps() as say:
        found = examine(folder, root, say)
    answer.give(found.listing(), format_, output, lang)
    context.exit(0 if found.ok else 1)
