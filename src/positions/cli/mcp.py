"""``positions mcp``."""

from __future__ import annotations

from pathlib import Path

import click

from positions.cli import options, source


@click.command("mcp")
@click.option(
    "--http", "port", type=click.IntRange(1, 65535), metavar="PORT", help="Serve on this port of this machine instead."
)
@options.where_from
def command(port: int | None, folder: Path | None) -> None:
    """Serve the dataset to an assistant, over the Model Context Protocol.

    An assistant starts it and speaks to it over stdin and stdout. Its tools only read: stances, the evidence behind them,
    agreement, coverage, search, codes, citations. docs/assistants.md tells how to configure a client.

    Example: positions mcp --http 8765
    """
    from positions.share.mcp import server

    server.serve(source.dataset(folder), port)
