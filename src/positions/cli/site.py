"""``positions site``."""

from __future__ import annotations

from pathlib import Path

import click

from positions.cli import options, progress, source


@click.command("site")
@click.argument("out", type=click.Path(path_type=Path, file_okay=False))
@click.option("--base-url", metavar="URL", help="The address under which the site will stand, for its sitemap.")
@options.where_from
def command(out: Path, base_url: str | None, folder: Path | None) -> None:
    """A static web site to compare and follow every cell to its evidence.

    It works from any web server, under any path, and by a double click on index.html; nothing is loaded from elsewhere.

    Example: positions site public
    """
    from positions.share.site.building import build

    with progress.bar("writing pages") as advance:
        made = build(source.dataset(folder), out, base_url, advance)
    told = "" if made.sitemap else "; no sitemap, since that needs --base-url"
    click.echo(f"wrote {made.pages} pages, {made.size / 1e6:.1f} MB, to {out}{told}", err=True)
