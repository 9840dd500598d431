"""``positions build``."""

from __future__ import annotations

from pathlib import Path

import click

from positions.cli import checkout, progress


@click.command("build")
@checkout.root
@click.option(
    "--check", is_flag=True, help="Write nothing; exit with 1, naming the files, if a build would change any."
)
@click.pass_context
def command(context: click.Context, root: Path | None, check: bool) -> None:
    """Seeds to tables, all of them or none.

    The seeds are checked, the tables made and held against their expectations; only then are data/ and the page docs/data.md replaced.

    Example: positions build --check
    """
    from positions.curate import build
    from positions.curate.checkout import find

    found = find(root)
    with progress.steps() as say:
        built = build.build(found, check, say)
    changed = [*built.changed, *_page(found, check)]
    for name in changed:
        click.echo(name)
    n = len(changed)
    files = f"{n or 'no'} file{'' if n == 1 else 's'}"
    if check:
        checkout.say(f"{files} to change" + ("; run `positions build`" if n else ": data/ is what the seeds give"))
        context.exit(1 if n else 0)
    checkout.say(f"{sum(built.rows.values()):,} rows in {len(built.rows)} tables; {files} changed")


def _page(root: Path, check: bool) -> list[str]:
    """Write docs/data.md from data/, where there are docs; its name if it changed or would change."""
    from positions.analyse.dataset import Dataset
    from positions.analyse.overview.datareport import page
    from positions.files import replaced

    target = root / "docs" / "data.md"
    if not target.parent.is_dir() or not (root / "data").is_dir():
        return []
    text = page(Dataset(root / "data"))
    if target.is_file() and target.read_text(encoding="utf-8") == text:
        return []
    if not check:
        replaced(target, text.encode("utf-8"))
    return ["docs/data.md"]
