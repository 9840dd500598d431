"""Options that commands share: whom and what to compare, which positions count, and where the answer goes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from positions import codebook
from positions.cli.completion import Known
from positions.errors import PositionsError

PICTURE, LAYOUT = "positions.picture", "positions.layout"
DRAWN = ("svg", "png", "pdf")
Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


class CodeChoice(click.ParamType[str]):
    """A code of a code list; the list is read when a value is given, completed or shown."""

    name = "code"

    def __init__(self, codes: str) -> None:
        self.codes = codes

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:
        return "[" + "|".join(self._names()) + "]" if len(self._names()) <= 6 else self.codes.upper()

    def _names(self) -> tuple[str, ...]:
        try:
            return codebook.load()[self.codes].names
        except PositionsError:
            return ()

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        return codebook.load()[self.codes][value].code

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:
        from click.shell_completion import CompletionItem

        return [
            CompletionItem(code.code, help=code.definition)
            for code in codebook.load()[self.codes]
            if code.code.startswith(incomplete)
        ]


class Version(click.ParamType[str]):
    """A version on this machine."""

    name = "version"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:
        from click.shell_completion import CompletionItem

        from positions import versions

        known = [*filter(None, [versions.shipped()]), *versions.cached()]
        return [CompletionItem(version) for version in known if version.startswith(incomplete)]


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


def table_or_folder(
    folder: Path | None,
    data: str | None,
    mapping: tuple[str, ...],
    codes: tuple[str, ...],
    engine: str | None,
    given: dict[str, Any],
) -> dict[str, Any]:
    """The arguments of a comparison: of the dataset with its filters, or of a user's table with its columns.

    Raises
    ------
    click.UsageError
        If options of the one are given for the other.
    """
    if data is None:
        if mapping or codes or engine:
            raise click.UsageError("--map, --codes and --engine belong to a table of your own; name it with --data")
        return {"data": folder, **given}
    from positions.analyse.owntable import ROLES, read

    foreign = [name for name in given if name in _FILTERS]
    if foreign:
        raise click.UsageError(
            f"--{foreign[0].replace('_', '-')} filters the dataset; a table of your own is filtered before it is read"
        )
    columns = _pairs(mapping, "--map")
    unknown = [part for part in columns if part not in ROLES]
    if unknown:
        raise click.UsageError(f"--map: {unknown[0]!r} is none of {', '.join(ROLES)}")
    return {"data": read(data, engine or "memory"), "codes": _pairs(codes, "--codes") or None, **columns, **given}


_FILTERS = frozenset(
    [
        "actor",
        "group",
        "members_as_of",
        "topic",
        "issue",
        "event",
        "since",
        "as_of",
        "commitment",
        "branches",
        "organs",
        "confidence",
        "attributions",
        "contested",
    ]
)


def _pairs(given: tuple[str, ...], option: str) -> dict[str, str]:
    pairs = {}
    for pair in ",".join(given).split(",") if given else []:
        name, equals, value = pair.partition("=")
        if not equals:
            raise click.UsageError(f"{option} is given as NAME=VALUE,NAME=VALUE; {pair!r} has no '='")
        pairs[name.strip()] = value.strip()
    return pairs


@contextmanager
def progress(label: str) -> Iterator[Callable[[int, int], None] | None]:
    """A bar on stderr for what takes more than a second; nothing in pipes and in continuous integration."""
    import os

    if not sys.stderr.isatty() or os.environ.get("CI"):
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    with bar:
        task = bar.add_task(label, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


class FormatChoice(click.ParamType[str]):
    """The name of an output format."""

    name = "format"

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:
        return "FORMAT"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from positions.render import FORMATS

        if value == "table":
            return "text"
        if value not in FORMATS:
            self.fail(f"{value!r} is none of {', '.join(FORMATS)}", param, ctx)
        return value

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:
        from click.shell_completion import CompletionItem

        from positions.render import FORMATS

        return [CompletionItem(name) for name in FORMATS if name.startswith(incomplete)]


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


def answer(result: Any, format_: str | None, output: Path | None, lang: str | None = None, **options: Any) -> None:
    """Show a result: into a file where one is named, else to the terminal or pipe."""
    from positions import render

    # How a picture looks is no argument of any command; it waits in the context until something is drawn.
    meta = click.get_current_context().meta
    drawn = meta.get(PICTURE, {}) | meta.get(LAYOUT, {})
    if drawn and (format_ or (output.suffix.lstrip(".").lower() if output else "text")) not in DRAWN:
        raise click.UsageError(f"--{next(iter(drawn))} belongs to {', '.join(DRAWN)}; name such a file with --output")
    options |= drawn
    if lang:
        options["lang"] = lang
    if output:
        click.echo(f"wrote {render.save(result, output, format_, **options)}", err=True)
        return
    form = format_ or "text"
    if render.FORMATS[form].binary:
        raise click.UsageError(f"the format {form} is not text; name a file with --output")
    if form == "text":
        options |= terminal()
    shown = render.render(result, form, **options)
    click.echo(str(shown).rstrip("\n"), color=True if options.get("color") else None)


def terminal() -> dict[str, Any]:
    """Width and colour of the place that text goes to; plain text where it is a pipe or NO_COLOR is set."""
    import os
    import shutil

    is_terminal = sys.stdout.isatty()
    color = is_terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    width = shutil.get_terminal_size((100, 24)).columns if is_terminal or "COLUMNS" in os.environ else 200
    return {"color": color, "width": width}


def dataset(folder: Path | None) -> Any:
    """The dataset that a command reads."""
    from positions.analyse.dataset import Dataset

    return Dataset(folder)


__all__ = ["Known", "answer", "dataset", "filters", "how", "output", "stacked", "what", "when", "where_from", "who"]
