"""``positions new``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from positions.cli import checkout


@click.group("new")
def command() -> None:
    """A new event, ready to fill in.

    Example: positions new event --help
    """


@command.command("event")
@click.option("--id", "event_id", metavar="ID", help="Its id: lower-case words and the year, as visas-2024.")
@click.option("--topic", "-t", help="Its topic.")
@click.option("--issue", "-i", help="Its issue, the level below the topic.")
@click.option("--title", help="Its title.")
@click.option("--date", help="The span that holds every position: 2017-05-17, 2017-05, 2017 or 2017-05/2017-09.")
@click.option("--question", help="The question, so that yes is the protective or the pressing side.")
@click.option(
    "--actor", "-a", "actors", multiple=True, help="Who took a position; an entry is made for each. Repeatable."
)
@click.option("--source", "-s", "sources", multiple=True, metavar="ID", help="A source of the event. Repeatable.")
@checkout.root
def event(
    event_id: str | None, topic: str | None, issue: str | None, title: str | None, date: str | None, question: str | None,
    actors: tuple[str, ...], sources: tuple[str, ...], root: Path | None,
) -> None:  # fmt: skip
    """Write the file of a new event, each field with what it means.

    What is not given is asked for in a terminal, or left to be filled in; `positions check` then tells what is missing.

    Example: positions new event --id visas-2024 --topic humanitarian_visas --actor LTU
    """
    from positions.curate.checkout import find
    from positions.curate.seeds import draft, seeds

    found = find(root)
    read, _ = seeds.read(found / "seeds")
    known = {"id": event_id, "title": title, "date": date, "topic": topic, "issue": issue, "question": question}
    for name in ("topic", "id", "title", "date", "question") if sys.stdin.isatty() else ():
        options = f" ({', '.join(entry['id'] for entry in read.topics)})" if name == "topic" else ""
        default = None if name in ("topic", "id") else ""
        known[name] = known[name] or click.prompt(name + options, default=default, show_default=False, err=True)
    for name in ("id", "topic"):
        if not known[name]:
            raise click.UsageError(f"name the {name} of the event with --{name}")
    filled = {name: value for name, value in known.items() if value}
    click.echo(checkout.shown(draft.write(found, read, filled, actors, sources)))
    checkout.say("fill in its empty fields, then run `positions check`")
