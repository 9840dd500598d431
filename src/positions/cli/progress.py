"""What is shown on stderr while a command works, where that is a terminal: a bar, the bytes that come, or the step."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click


@contextmanager
def bar(label: str) -> Iterator[Callable[[int, int], None] | None]:
    """A bar for what takes more than a second; nothing in pipes and in continuous integration."""
    if not sys.stderr.isatty() or os.environ.get("CI"):
        yield None
        return
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
    with Progress(*columns, console=_console(), transient=True) as shown:
        task = shown.add_task(label, total=None)
        yield lambda done, total: shown.update(task, completed=done, total=total)


def of_bytes(name: str, size: int) -> Callable[[int], None]:
    """A bar for a file of `size` bytes, told how many come each time; nothing in pipes."""
    if not sys.stderr.isatty():
        return lambda count: None
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn())
    shown = Progress(*columns, transient=True, console=_console())
    task = shown.add_task(name, total=size or None)
    done = 0

    def advance(count: int) -> None:
        nonlocal done
        if not done:
            shown.start()
        done += count
        shown.advance(task, count)
        if size and done >= size:
            shown.stop()

    return advance


@contextmanager
def steps() -> Iterator[Callable[[str], None]]:
    """A line that tells each step over the one before, and is taken away at the end; nothing in pipes."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    try:
        yield lambda step: click.echo(f"\r\033[K{step} ...", err=True, nl=False)
    finally:
        click.echo("\r\033[K", err=True, nl=False)


def _console() -> Any:
    from rich.console import Console

    return Console(stderr=True)
