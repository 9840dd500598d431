"""``positions export``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from positions.cli import options, parameter, source


@click.command("export")
@click.argument("target", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--format", "-f", "format_", type=parameter.ExportFormat(), default="parquet", show_default=True,
    help="parquet, csv, xlsx, sqlite, duckdb, dta (Stata), sav (SPSS) or jsonl.",
)  # fmt: skip
@click.option(
    "--tables", "-T", multiple=True, metavar="NAME", help="One table only. Repeatable, or several with commas."
)
@click.option("--plain", is_flag=True, help="Without names beside ids and labels beside codes.")
@click.option("--replace", is_flag=True, help="Replace the files of an earlier export in DIR.")
@options.filters
def command(
    target: Path, format_: str, tables: tuple[str, ...], plain: bool, replace: bool, folder: Path | None, **filters: Any
) -> None:
    """The tables in the format of another program.

    Without filters everything is exported; with any, exactly the positions that a matrix with the same filters counts,
    and what hangs on them. A codebook is laid beside.

    Example: positions export positions-csv --format csv
    """
    from positions.share.export import export

    names = [name.strip() for given in tables for name in given.split(",") if name.strip()]
    made = export(target, format_, names, data=folder, plain=plain, replace=replace, **source.given(filters))
    click.echo(f"wrote {len(made.files)} files with {sum(made.rows.values())} rows into {made.folder}", err=True)
    for reason, count in made.left_out.items():
        click.echo(f"left out {count} positions: {reason}", err=True)
