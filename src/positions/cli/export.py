"""``positions export``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from positions.cli import options


class ExportFormat(click.ParamType[str]):
    """The name of a format of export; the formats are loaded when a value is given or completed."""

    name = "format"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from positions.share.export import FORMATS

        if value not in FORMATS:
            self.fail(f"{value!r} is none of {', '.join(FORMATS)}", param, ctx)
        return value

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:
        from click.shell_completion import CompletionItem

        from positions.share.export import FORMATS

        return [CompletionItem(name, help=form.says) for name, form in FORMATS.items() if name.startswith(incomplete)]


@click.command("export")
@click.argument("target", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--format", "-f", "format_", type=ExportFormat(), default="parquet", show_default=True,
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

    filters = {name: given for name, given in filters.items() if given}
    names = [name.strip() for given in tables for name in given.split(",") if name.strip()]
    made = export(target, format_, names, data=folder, plain=plain, replace=replace, **filters)
    click.echo(f"wrote {len(made.files)} files with {sum(made.rows.values())} rows into {made.folder}", err=True)
    for reason, count in made.left_out.items():
        click.echo(f"left out {count} positions: {reason}", err=True)
