"""``positions release``."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("release")
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--previous", metavar="OLD", help="The release before this one: a version, a folder or a zip file.")
@click.option("--first", is_flag=True, help="There is no release before this one.")
@click.option("--record", is_flag=True, help="In a checkout: add the ids to seeds/released.txt, which the check reads.")
@click.option("--replace", is_flag=True, help="Overwrite an unpublished release of the same version.")
@click.option("--folder", type=click.Path(path_type=Path), help="A folder of tables, instead of those of the checkout.")
def command(out: Path, previous: str | None, first: bool, record: bool, replace: bool, folder: Path | None) -> None:
    """The versioned bundle with all its descriptions, as a folder and a zip file in OUT.

    Beside them lies the bill of materials (CycloneDX) of the programs that made them.

    Refused where the changes since the previous release break the rule of versions (docs/versions.md).

    Example: positions release dist/data --first
    """
    from contextlib import nullcontext

    from positions.analyse.dataset import Dataset
    from positions.share import places
    from positions.share import release as releases

    if bool(previous) == first:
        raise click.UsageError("name the release before this one with --previous, or say --first")
    dataset = Dataset(folder)
    listing = dataset.folder.parent / "seeds" / "released.txt"
    if record and not listing.parent.is_dir():
        raise click.UsageError(f"--record is for a checkout; there is no {listing.parent}")
    with places.opened(previous) if previous else nullcontext() as before:
        made = releases.release(dataset, out, before, replace)
    if record:
        click.echo(f"{listing}: {releases.record(listing, made.ids)} ids added", err=True)
    click.echo(f"wrote {made.folder} ({made.files} files), {made.archive} and {made.bill}", err=True)
