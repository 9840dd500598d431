"""``positions cite``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from positions.cli import answer, options, source


@click.command("cite")
@click.option(
    "--format",
    "-f",
    "format_",
    default="text",
    show_default=True,
    metavar="FORMAT",
    help="text, bibtex, csl (JSON), csl-yaml or cff.",
)
@click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=False), help="Write into this file.")
@options.filters
def command(format_: str, output: Path | None, folder: Path | None, **filters: Any) -> None:
    """How to cite the dataset, or the sources behind a selection.

    Without filters this version of the dataset; with any, also every source behind exactly the positions that a matrix
    with the same filters counts.

    Example: positions cite --actor LTU --topic humanitarian_visas --format bibtex
    """
    from positions.share.cite import cite

    answer.write(cite(folder, **source.given(filters)).render(format_), output)
