"""``positions audit``."""

from __future__ import annotations

from pathlib import Path

import click

from positions.cli import checkout


@click.command("audit")
@click.argument("source_text", type=click.Path(path_type=Path))
@click.option(
    "--source",
    "-s",
    "sources",
    multiple=True,
    required=True,
    metavar="ID",
    help="A source that the text is a copy of. Repeatable.",
)
@click.option("--all", "every", is_flag=True, help="List the sentences that are accounted for, too.")
@checkout.root
@click.pass_context
def command(
    context: click.Context, source_text: Path, sources: tuple[str, ...], every: bool, root: Path | None
) -> None:
    """Sentences of a source that name an actor and are not accounted for.

    A sentence is accounted for if a passage of a position, of an event or of a claim not coded touches it. Exits
    with 1 if any is not.

    Example: positions audit copies/paper-2017-05-19.txt --source paper-2017-05-19
    """
    from positions.curate.checkout import find
    from positions.curate.evidence import audit, copies
    from positions.curate.seeds import checks

    seeds = checks.sound(find(root) / "seeds")
    made = audit.audit(copies.read(source_text), seeds, sources)
    listed = [("", sentence) for sentence in made.unaccounted]
    if every:
        listed = [
            (f"{fate}: ", sentence)
            for fate in ("coded", "not_coded", "unaccounted")
            for sentence in getattr(made, fate)
        ]
    for fate, sentence in sorted(listed, key=lambda pair: pair[1].begin):
        click.echo(
            f"{checkout.shown(source_text)}:{sentence.line}: {fate}{', '.join(sentence.actors)}: {sentence.text}"
        )
    click.echo(made.count())
    context.exit(1 if made.unaccounted else 0)
