"""``positions matrix``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from positions.cli import answer, options, source


@click.command("matrix")
@options.filters
@options.own_table
@click.option(
    "--rows", type=click.Choice(["actor", "group"]), default="actor", show_default=True, help="What the rows are."
)
@click.option(
    "--columns",
    type=click.Choice(["topic", "issue", "event", "year", "instrument", "beneficiaries"]),
    default="topic",
    show_default=True,
    help="What the columns are.",
)
@click.option(
    "--value",
    type=click.Choice(["stance", "deeds", "words", "newest", "share", "n", "events", "mixed"]),
    default="stance",
    show_default=True,
    help="What a cell says.",
)
@click.option("--half-life", type=float, metavar="YEARS", help="Let an event weigh half as much after so many years.")
@click.option(
    "--weight",
    "weights",
    multiple=True,
    metavar="TOPIC=NUMBER",
    help="Weight of a topic in columns that hold several. Repeatable.",
)
@click.option(
    "--interval", type=float, metavar="LEVEL", help="Interval of each mean from resampling events, such as 0.95."
)
@click.option("--counts", "show_n", is_flag=True, help="Show the number of positions beside each value.")
@click.option(
    "--sensitivity",
    is_flag=True,
    help="Beside it the same under deeds only, words only, high confidence, without third parties.",
)
@options.output
def command(
    weights: tuple[str, ...],
    sensitivity: bool,
    format_: str | None,
    output: Path | None,
    lang: str | None,
    show_n: bool,
    **given: Any,
) -> None:
    """Stances of actors or groups on topics, issues, events or years.

    A cell is the mean of the stances on its events, from -2 (acts against) to +2 (acts for). A blank is a missing
    value, never a zero.

    Example: positions matrix --group EU --topic humanitarian_visas --as-of 2018-12-31
    """
    from positions import api

    asked = source.asked(given)
    if weights:
        asked["topic_weights"] = _weights(weights)
    made = (api.sensitivity if sensitivity else api.matrix)(**asked)
    answer.give(made, format_, output, lang, show_n=show_n)


def _weights(given: tuple[str, ...]) -> dict[str, float]:
    weights = {}
    for pair in given:
        topic, _, number = pair.partition("=")
        try:
            weights[topic] = float(number)
        except ValueError:
            raise click.UsageError(f"--weight is given as TOPIC=NUMBER, not {pair!r}") from None
    return weights
