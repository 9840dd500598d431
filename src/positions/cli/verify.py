"""``positions verify``."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("verify")
@click.argument("path", type=click.Path(path_type=Path), required=False)
@click.pass_context
def command(context: click.Context, path: Path | None) -> None:
    """Whether a folder or release is what it says it is.

    PATH is a folder of data, a release or the zip file of one; by default the data that came with the package. Every
    hash, row count, schema and content digest is held against the description. Exit code 1, with the names of the
    files, where anything differs.

    Example: positions verify
    """
    from positions import codebook
    from positions.share.verify import verify

    found = verify(path or codebook.shipped_data())
    for finding in found.findings:
        click.echo(str(finding))
    if found.ok:
        click.echo(f"positions {found.version}: {found.files} files and {found.rows} rows are what they say they are")
    else:
        n = len(found.findings)
        told = "1 file is not what it says it is" if n == 1 else f"{n} files are not what they say they are"
        click.echo(f"{found.path}: {told}", err=True)
        context.exit(1)
