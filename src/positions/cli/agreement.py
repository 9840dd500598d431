"""``positions agreement``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from positions.cli import answer, completion, options, parameter, progress, source


@click.command("agreement")
@options.filters
@options.own_table
@click.option(
    "--rows",
    type=click.Choice(["actor", "group"]),
    default="actor",
    show_default=True,
    help="Compare actors, or the groups named.",
)
@click.option(
    "--with",
    "with_actor",
    metavar="ACTOR",
    type=completion.Known("actors"),
    help="Only the pairs of this actor with all others.",
)
@click.option(
    "--measure",
    type=parameter.MeasureChoice(),
    default="kappa",
    show_default=True,
    help="What agreement is; all puts every measure side by side.",
)
@click.option(
    "--weights",
    metavar="WEIGHTS",
    help="How distances count, where the measure has a choice: linear, quadratic, nominal ...",
)
@click.option(
    "--least-n",
    type=click.IntRange(1),
    default=5,
    show_default=True,
    help="Shared events below which a pair has no value.",
)
@click.option("--interval", type=float, metavar="LEVEL", help="Interval from resampling events, such as 0.95.")
@click.option(
    "--method",
    type=click.Choice(["percentile", "bca"]),
    default="percentile",
    show_default=True,
    help="How the ends of the interval are found.",
)
@click.option(
    "--resamples", type=click.IntRange(100, 100_000), default=1000, show_default=True, help="How many resamples."
)
@click.option("--seed", type=click.IntRange(0), default=0, show_default=True, help="Where the random numbers start.")
@click.option(
    "--blocks", type=click.Choice(["event", "year"]), default="event", show_default=True, help="What is drawn."
)
@click.option(
    "--order",
    type=click.Choice(["bloc", "name"]),
    default="bloc",
    show_default=True,
    help="Blocs beside each other, or by name.",
)
@options.output
def command(format_: str | None, output: Path | None, lang: str | None, **given: Any) -> None:
    """How far actors agree, pair by pair.

    A pair is compared over the events on which both have a stance. Kappa is what is left of agreement once chance is
    taken out; a pair for which it is undefined, or which shares too few events, is blank.

    Example: positions agreement --group VISEGRAD --measure kappa --interval 0.95
    """
    from positions import api

    with progress.bar("resampling") as advance:
        found = api.agreement(**source.asked(given), progress=advance)
    answer.give(found, format_, output, lang)
