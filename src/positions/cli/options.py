"""Options that commands share: whom and what to compare, which positions count, and what becomes of the answer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from positions.cli.answer import LAYOUT, PICTURE
from positions.cli.completion import Known
from positions.cli.parameter import CodeChoice, FormatChoice, Version

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def _in_folder(ctx: click.Context, param: click.Parameter, version: str | None) -> None:
    """Turn a version into its folder, so that each command knows of folders alone."""
    from positions import versions

    if version and not ctx.resilient_parsing:
        ctx.params["folder"] = _one_folder(ctx, param, versions.folder(version))


def _one_folder(ctx: click.Context, param: click.Parameter, folder: Path | None) -> Path | None:
    if folder and ctx.params.get("folder"):
        raise click.UsageError("give --folder or --version, not both")
    return folder


def stacked(*decorators: Decorator) -> Decorator:
    """Several decorators as one, in the order in which help shows them."""

    def apply(function: Callable[..., Any]) -> Callable[..., Any]:
        for decorate in reversed(decorators):
            function = decorate(function)
        return function

    return apply


who = stacked(
    click.option(
        "--actor", "-a", multiple=True, type=Known("actors"), help="An actor: LTU, LT or Lithuania. Repeatable."
    ),
    click.option(
        "--group",
        "-g",
        multiple=True,
        type=Known("groups"),
        help='The members of a group: EU, NATO, "Northern Europe". Repeatable.',
    ),
    click.option(
        "--members-as-of",
        metavar="DATE",
        help="Members of the group as of one day, rather than on the day of each act.",
    ),
)
what = stacked(
    click.option("--topic", "-t", multiple=True, type=Known("topics"), help="A topic. Repeatable."),
    click.option(
        "--issue", "-i", multiple=True, type=CodeChoice("issue"), help="An issue, the level below topics. Repeatable."
    ),
    click.option("--event", "-e", multiple=True, type=Known("events"), help="An event. Repeatable."),
)
when = stacked(
    click.option("--since", metavar="DATE", help="Positions from this day on: 2017, 2017-05 or 2017-05-17."),
    click.option("--as-of", metavar="DATE", help="Positions up to this day."),
)
how = stacked(
    click.option("--commitment", type=CodeChoice("commitment"), help="Deeds (enacted) or words (declared) only."),
    click.option(
        "--branch",
        "branches",
        multiple=True,
        type=CodeChoice("branch"),
        help="Who may speak for an actor. Default: all but parties and subnational governments.",
    ),
    click.option("--organ", "organs", multiple=True, type=CodeChoice("organ"), help="One organ only. Repeatable."),
    click.option("--confidence", type=CodeChoice("confidence"), help="The least confidence."),
    click.option(
        "--attribution",
        "attributions",
        multiple=True,
        type=CodeChoice("attribution"),
        help="How the position is known. Repeatable.",
    ),
    click.option("--contested", is_flag=True, help="Count positions that another source disputes."),
)
where_from = stacked(
    click.option(
        "--folder",
        type=click.Path(path_type=Path),
        callback=_one_folder,
        help="A folder of tables, instead of those that came with the package.",
    ),
    click.option(
        "--version",
        type=Version(),
        callback=_in_folder,
        expose_value=False,
        help="A version downloaded before: what the dataset knew then.",
    ),
)
filters = stacked(who, what, when, how, where_from)


own_table = stacked(
    click.option(
        "--data",
        metavar="FILE",
        help="A table of your own, .parquet or .csv; a pattern such as 'votes/*.parquet' for several files.",
    ),
    click.option(
        "--map",
        "mapping",
        multiple=True,
        metavar="PART=COLUMN,...",
        help="Which column of it is the actor, question, stance, column, commitment, date.",
    ),
    click.option(
        "--codes",
        multiple=True,
        metavar="VALUE=SIDE,...",
        help="What its values stand for: yes=for,no=against,abstain=neutral; VALUE= leaves out.",
    ),
    click.option(
        "--engine",
        type=click.Choice(["memory", "duckdb", "spark"]),
        help="What reads it; duckdb or spark for what memory does not hold.",
    ),
)


output = stacked(
    click.option(
        "--format",
        "-f",
        "format_",
        type=FormatChoice(),
        help="text (also: table), csv, tsv, json, md, tex, html, xlsx, svg, png or pdf; by default what the suffix of --output says.",
    ),
    click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=False), help="Write into this file."),
    click.option("--lang", metavar="CODE", help="Names of countries in this language: lt, de, fr ..."),
    click.option(
        "--picture",
        metavar="PICTURE",
        expose_value=False,
        callback=lambda context, _, value: context.meta.__setitem__(PICTURE, {"picture": value} if value else {}),
        help="What an svg, png or pdf shows: heatmap, map, distribution, timeline, square, pairs, places, table.",
    ),
    click.option(
        "--layout",
        type=click.Choice(["europe", "world"]),
        expose_value=False,
        callback=lambda context, _, value: context.meta.__setitem__(LAYOUT, {"layout": value} if value else {}),
        help="The tiles of a map.",
    ),
)
