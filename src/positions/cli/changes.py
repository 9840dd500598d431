"""``positions changes``."""

from __future__ import annotations

from pathlib import Path

import click

from positions.cli import answer, options


@click.command("changes")
@click.argument("old")
@click.argument("new", required=False)
@click.option("--summary", is_flag=True, help="Counts alone.")
@click.option("--table", "-T", metavar="NAME", help="The changes of one table.")
@click.option(
    "--record", is_flag=True, help="In a checkout: keep them in seeds/changes, from which the build takes them."
)
@options.output
def command(
    old: str, new: str | None, summary: bool, table: str | None, record: bool, format_: str | None, output: Path | None, lang: str | None
) -> None:  # fmt: skip
    """What changed from one version to another, by id, with field, old, new and the reason that was told.

    OLD and NEW are versions on this machine, folders or zip files; NEW is the data that came with the package by default.

    Example: positions changes 2026.1 2026.1 --summary
    """
    from positions import codebook
    from positions.files import replaced
    from positions.share import changes, places

    with places.opened(old) as before, places.opened(new or codebook.shipped_data()) as after:
        found = changes.compare(before, after)
        seeds = after.folder.parent / "seeds"
    if record:
        if not seeds.is_dir():
            raise click.UsageError(f"--record is for a checkout; there is no {seeds}")
        path = seeds / "changes" / f"{found.new}.csv"
        path.parent.mkdir(exist_ok=True)
        replaced(path, found.to_csv().encode("utf-8"))
        click.echo(f"wrote {path} ({len(found.changes)} changes)", err=True)
    if summary:
        answer.give(found.summary(), format_, output, lang)
    else:
        answer.give(found.of_table(table).full() if table else found.result(), format_, output, lang)
