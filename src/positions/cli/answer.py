"""Where the answer of a command goes: a file, the terminal or a pipe."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

PICTURE, LAYOUT = "positions.picture", "positions.layout"
DRAWN = ("svg", "png", "pdf")


def give(result: Any, format_: str | None, output: Path | None, lang: str | None = None, **options: Any) -> None:
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


def write(text: str, output: Path | None) -> None:
    """Show a text: into a file where one is named, else on stdout."""
    from positions.files import replaced

    if output:
        click.echo(f"wrote {replaced(output, text.encode('utf-8'))}", err=True)
    else:
        click.echo(text, nl=False)


def terminal() -> dict[str, Any]:
    """Width and colour of the place that text goes to; plain text where it is a pipe or NO_COLOR is set."""
    import os
    import shutil

    is_terminal = sys.stdout.isatty()
    color = is_terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    width = shutil.get_terminal_size((100, 24)).columns if is_terminal or "COLUMNS" in os.environ else 200
    return {"color": color, "width": width}
