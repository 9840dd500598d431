"""``positions validate``."""

from __future__ import annotations

from pathlib import Path

import click

from positions.cli import checkout, progress


@click.command("validate")
@click.argument("folder", required=False, metavar="[DIR]", type=click.Path(path_type=Path))
@click.option(
    "--docs",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write Great Expectations' Data Docs into this folder.",
)
@click.option(
    "--expectations", type=click.Path(path_type=Path), help="The folder of suites; by default that of the checkout."
)
@checkout.root
@click.pass_context
def command(
    context: click.Context, folder: Path | None, docs: Path | None, expectations: Path | None, root: Path | None
) -> None:
    """Tables held against their expectations: what fails, how often, and in which rows.

    DIR is a folder of tables, by default data/ of the checkout. Exits with 1 if an expectation fails.

    Example: positions validate data
    """
    from positions.curate.checkout import find
    from positions.curate.expectations import folder as folders
    from positions.curate.expectations.validation import validate

    tables_in = folder or find(root) / "data"
    tables, faults = folders.read(tables_in)
    with progress.steps() as say:
        report = validate(tables, expectations or find(root) / "expectations", folders.released(tables_in),
                          faults=faults, docs=docs, progress=say)  # fmt: skip
    click.echo(report.told())
    if docs:
        checkout.say(f"wrote {checkout.shown(docs / 'index.html')}")
    context.exit(0 if report.success else 1)
