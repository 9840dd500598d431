"""``positions check``."""

from __future__ import annotations

from pathlib import Path

import click

from positions.cli import checkout


@click.command("check")
@click.argument("folder", required=False, metavar="[ROOT]", type=click.Path(path_type=Path))
@checkout.root
@click.pass_context
def command(context: click.Context, folder: Path | None, root: Path | None) -> None:
    """Every problem in the seeds, with file and line.

    Exits with 1 if there is any. Every rule is explained in CONTRIBUTING.md.

    Example: positions check
    """
    from positions.curate.checkout import find
    from positions.curate.seeds import checks, problem

    seeds, problems = checks.check(find(folder or root) / "seeds")
    for found in problems:
        click.echo(str(found))
    click.echo(problem.count(problems, len(seeds.files)))
    context.exit(1 if problems else 0)
