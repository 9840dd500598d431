"""``positions codebook``."""

from __future__ import annotations

from pathlib import Path

import click

from positions.cli import answer, completion, options, source


@click.command("codebook")
@click.argument("name", metavar="[LIST]", required=False, type=completion.Known("lists"))
@click.option(
    "--page",
    is_flag=True,
    help="The whole codebook as one page, rules and tables included; .md or .html with --output.",
)
@options.where_from
@options.output
def command(
    name: str | None, page: bool, folder: Path | None, format_: str | None, output: Path | None, lang: str | None
) -> None:
    """The code lists and what each code means.

    Without LIST, all of them; `positions list codes` names them.

    Example: positions codebook commitment
    """
    from positions import api

    if page:
        from positions.share.describe import codebook

        known = codebook.of(source.dataset(folder))
        answer.write(
            codebook.html(*known) if output and output.suffix == ".html" else codebook.markdown(*known), output
        )
        return
    answer.give(api.codebook(name, data=folder), format_, output, lang)
