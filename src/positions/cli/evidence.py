"""``positions evidence``."""

from __future__ import annotations

from pathlib import Path

import click

from positions.cli import checkout


@click.command("evidence")
@click.option(
    "--sources",
    type=click.Path(path_type=Path),
    help="The folder of the copies, each called SOURCE_ID.txt; by default copies/ of the checkout.",
)
@click.option("--record", is_flag=True, help="Write the passages that were found once into seeds/passages.yaml.")
@checkout.root
@click.pass_context
def command(context: click.Context, sources: Path | None, record: bool, root: Path | None) -> None:
    """Whether the passages stand in the copies of the sources.

    A passage is named by its first and its last few words; the first must be found once, the last behind them.
    Exits with 1 if any is not found.

    Example: positions evidence --sources copies
    """
    from positions.curate.checkout import find
    from positions.curate.evidence import copies, outcomes
    from positions.curate.seeds import checks

    found = find(root)
    seeds = checks.sound(found / "seeds")
    looked = outcomes.look(seeds, copies.held(sources or found / "copies", seeds))
    for source, counts in looked.counts().items():
        click.echo(f"{source}: " + ", ".join(f"{n} {outcome}" for outcome, n in sorted(counts.items())))
    for passage, outcome in looked.outcomes:
        if outcome.outcome != "found once":
            click.echo(f"{passage.place}: {passage.source_id}: {outcome.words!r} {outcome.outcome}")
    missing = len(looked.having("not found"))
    click.echo(
        f"{len(looked.having('found once'))} passages found once, {missing} not found, "
        f"{len(looked.having('ambiguous'))} ambiguous; "
        f"{sum(looked.without_copy.values())} in {len(looked.without_copy)} sources without a copy here"
    )
    if record:
        n = outcomes.record(found, seeds, looked)
        checkout.say(f"{n} passages on record in seeds/{outcomes.RECORD}")
    context.exit(1 if missing else 0)
