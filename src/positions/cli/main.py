"""The command ``positions``: which commands there are, found without importing any of them."""

from __future__ import annotations

import importlib
import os
import sys
from typing import Any

import click

from positions.cli import shell
from positions.errors import BadQuery, PositionsError, SeedsInvalid, UnknownName, did_you_mean, nearest

# Command: the module that holds it, and its line in the help. Only the module of the command that runs is imported.
READERS = {
    "matrix": "Stances of actors or groups on topics, issues, events or years.",
    "agreement": "How far actors agree, pair by pair.",
    "structure": "Blocs, peers, cohesion, drift and a map of actors.",
    "coverage": "What was looked at and found, or found empty.",
    "compare": "Some actors side by side.",
    "show": "The profile of one actor.",
    "why": "The positions and sources behind a cell.",
    "timeline": "Positions of an actor or on a topic, by date.",
    "report": "All of it in one file, for a reader without a terminal.",
    "list": "What there is: topics, actors, groups, events, sources, tables.",
    "search": "Events and positions whose text holds some words.",
    "codebook": "The code lists and what each code means.",
    "info": "Version, tables and counts of the dataset.",
    "cite": "How to cite the dataset, or the sources behind a selection.",
    "export": "The tables in the format of another program.",
    "download": "A release, from an address or a folder, checked on arrival.",
    "verify": "Whether a folder or release is what it says it is.",
    "doctor": "What is wrong with installation, data, cache or checkout, and what mends it.",
    "changes": "What changed from one version to another.",
    "mcp": "The dataset for an assistant, over the Model Context Protocol.",
    "site": "A static web site to compare and follow every cell to its evidence.",
}
CURATORS = {
    "check": "Every problem in the seeds, with file and line.",
    "build": "Seeds to tables, all of them or none.",
    "validate": "Tables held against their expectations.",
    "evidence": "Whether the passages stand in the copies of the sources.",
    "audit": "Sentences of a source that name an actor and are not accounted for.",
    "new": "A new event, ready to fill in.",
    "reliability": "How far two coders agreed.",
    "release": "The versioned bundle with all its descriptions.",
}
HEADINGS = {"For readers": READERS, "For curators": CURATORS}


class Commands(click.Group):
    """The group of all commands, each loaded when it is asked for."""

    def list_commands(self, context: click.Context) -> list[str]:
        return [name for commands in HEADINGS.values() for name in commands if _module(name) is not None]

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        module = _module(name)
        if module is None:
            return None
        return importlib.import_module(module).command  # type: ignore[no-any-return]

    def resolve_command(self, context: click.Context, args: list[str]) -> Any:
        if args and _module(args[0]) is None and not args[0].startswith("-"):
            context.fail(f"no command {args[0]!r}{did_you_mean(nearest(args[0], self.list_commands(context)))}")
        return super().resolve_command(context, args)

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        known = self.list_commands(context)
        for heading, commands in HEADINGS.items():
            with formatter.section(heading):
                formatter.write_dl([(name, line) for name, line in commands.items() if name in known])

    def invoke(self, context: click.Context) -> Any:
        try:
            return super().invoke(context)
        except (UnknownName, BadQuery) as error:
            raise click.UsageError(str(error), context) from None
        except SeedsInvalid as error:
            for problem in error.problems:
                click.echo(str(problem), err=True)
            context.exit(1)
        except PositionsError as error:
            raise click.ClickException(str(error)) from None
        except BrokenPipeError:
            # The reader of a pipe went away, as `| head` does; nothing more can be told to it.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            context.exit(0)
        except OSError as error:
            # A full disk, a folder that may not be written: the system says what, and where.
            said = error.strerror or str(error)
            raise click.ClickException(f"{error.filename}: {said}" if error.filename else said) from None


def _module(name: str) -> str | None:
    """The module of a command: ``positions.cli.NAME``, with an underscore where the name is a word of Python."""
    if not any(name in commands for commands in HEADINGS.values()):
        return None
    return "positions.cli." + {"list": "list_"}.get(name, name)


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="positions", message="positions %(version)s")
@shell.install_option
@shell.show_option
def main() -> None:
    """Where countries stand on humanitarian visas, asylum rules and diplomatic pressure, with the evidence.

    Start with `positions matrix --group EU`; then `positions why LTU humanitarian_visas` shows what is behind a cell.
    """


if __name__ == "__main__":
    main(prog_name="positions")
