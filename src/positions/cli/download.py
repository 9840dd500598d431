"""``positions download``."""

from __future__ import annotations

from pathlib import Path

import click

from positions.cli import progress


@click.command("download")
@click.option("--version", metavar="VERSION", help="The version wanted, such as 2026.1; by default that of the source.")
@click.option("--from", "source", metavar="URL_OR_DIR", envvar="POSITIONS_FROM",
              help="An address, folder or zip file of a release, or of a folder of releases.")  # fmt: skip
@click.option("--dest", type=click.Path(path_type=Path), help="A folder of its own, instead of the cache of versions.")
@click.option("--hash", metavar="SHA256", help="The SHA-256 that datapackage.json, or the zip file, must have.")
@click.option("--offline", is_flag=True, help="Never touch the network: tell where a version lies that is here.")
def command(version: str | None, source: str | None, dest: Path | None, hash: str | None, offline: bool) -> None:
    """A release, from an address or a folder, checked on arrival.

    Each file is held against its hash before it takes its place; a download that was cut goes on where it stopped. The
    folder is told on stdout; the version is then known to every command as --version, and to positions.load(version=...).
    No address is known by default; POSITIONS_FROM may hold one. HTTP_PROXY and HTTPS_PROXY are heeded.

    Example: positions download --version 2026.1 --offline
    """
    from positions.share.download.download import download

    made = download(source, version, dest, offline=offline, hash=hash, progress=progress.of_bytes)
    if made.fetched:
        click.echo(f"positions {made.version}: {made.fetched} files fetched and verified", err=True)
    click.echo(str(made.folder))
