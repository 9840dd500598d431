"""``positions structure``: a group of commands on top of agreement."""

from __future__ import annotations

from typing import Any

import click

from positions.cli import answer, completion, options, parameter, source

measured = options.stacked(
    click.option(
        "--measure", type=parameter.MeasureChoice(), default="kappa", show_default=True, help="What agreement is."
    ),
    click.option("--weights", metavar="WEIGHTS", help="How distances count: linear, quadratic, nominal ..."),
    click.option(
        "--least-n",
        type=click.IntRange(1),
        default=5,
        show_default=True,
        help="Shared events below which a pair has no value.",
    ),
)
by_rows = click.option(
    "--rows",
    type=click.Choice(["actor", "group"]),
    default="actor",
    show_default=True,
    help="Place actors, or the groups named.",
)


@click.group("structure")
def command() -> None:
    """Blocs, peers, cohesion, drift and a map of actors.

    Example: positions structure blocs --group EU
    """


@command.command("blocs")
@options.filters
@options.own_table
@by_rows
@click.option("--count", type=click.IntRange(1), help="How many blocs; by default what sets them apart best.")
@measured
@options.output
def blocs(**given: Any) -> None:
    """Who stands together: blocs of actors by their agreement.

    Example: positions structure blocs --group EU --topic asylum_rules
    """
    _answer("blocs", given)


@command.command("peers")
@click.argument("subject", metavar="ACTOR", type=completion.Known("actors"))
@options.filters
@options.own_table
@click.option("--count", type=click.IntRange(1), default=5, show_default=True, help="How many at each end.")
@click.option("--interval", type=float, metavar="LEVEL", help="Interval from resampling events, such as 0.95.")
@measured
@options.output
def peers(subject: str, **given: Any) -> None:
    """The actors that agree most and least with one.

    Example: positions structure peers LTU --group EU --interval 0.95
    """
    _answer("peers", given, subject)


@command.command("cohesion")
@options.filters
@options.own_table
@click.option(
    "--by",
    multiple=True,
    type=click.Choice(["topic", "issue", "event", "column", "year"]),
    help="What it is told by; default topic and year, of a table of your own its column and year. Repeatable.",
)
@click.option(
    "--least",
    type=click.IntRange(2),
    default=2,
    show_default=True,
    help="Events that fewer members answered are left out.",
)
@options.output
def cohesion(**given: Any) -> None:
    """How united the members of a group are.

    Example: positions structure cohesion --group EU --by topic --since 2015
    """
    _answer("cohesion", given)


@command.command("drift")
@click.argument("subject", metavar="ACTOR", type=completion.Known("actors"))
@options.filters
@options.own_table
@click.option("--before", metavar="DATE", help="Positions before this date, or in this period: 2015 or 2010/2014.")
@click.option("--after", metavar="DATE", help="Positions after this date, or in this period; default: all the others.")
@click.option(
    "--columns",
    type=click.Choice(["topic", "issue", "instrument", "beneficiaries"]),
    default="topic",
    show_default=True,
    help="What a row is.",
)
@click.option("--interval", type=float, default=0.95, show_default=True, metavar="LEVEL", help="Level of the interval.")
@options.output
def drift(subject: str, **given: Any) -> None:
    """How the stances of an actor changed from one period to another.

    Example: positions structure drift HUN --before 2015 --after 2015
    """
    _answer("drift", given, subject)


@command.command("map")
@options.filters
@options.own_table
@by_rows
@measured
@options.output
def actor_map(**given: Any) -> None:
    """Actors in two dimensions, those that agree near each other.

    Example: positions structure map --group EU --output eu.svg
    """
    _answer("actor_map", given)


def _answer(function: str, given: dict[str, Any], *subject: str) -> None:
    """Ask a function of the library, and show what it says."""
    from positions.api import structure

    format_, output, lang = (given.pop(name) for name in ("format_", "output", "lang"))
    answer.give(getattr(structure, function)(*subject, **source.asked(given)), format_, output, lang)
