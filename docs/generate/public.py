"""``docs/public.txt``: everything public, a line each, and the refusal to drop a line that was not announced."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from docs.generate.commands import every_command

import positions
from positions import codebook, errors, schema
from positions.deprecation import DEPRECATIONS
from positions.render import FORMATS as SHOWN
from positions.share.export import FORMATS as EXPORTED
from positions.versions import number, shipped

FILE = Path(__file__).parents[1] / "public.txt"


def files() -> dict[str, str]:
    """The file, if nothing leaves it unannounced."""
    lost = unannounced(recorded(), lines())
    if lost:
        told = "\n  ".join(lost)
        raise SystemExit(
            f"these are public and are gone:\n  {told}\nGive them back, or announce them in src/positions/deprecation.py "
            "and keep them for a release; what was never released is taken out of docs/public.txt by hand."
        )
    return {FILE.name: "".join(f"{line}\n" for line in lines())}


def recorded() -> list[str]:
    """What was public when the file was written."""
    return FILE.read_text(encoding="utf-8").splitlines() if FILE.is_file() else []


def unannounced(before: list[str], now: list[str], version: str | None = None) -> list[str]:
    """What was public, is gone, and was not announced in a version before this one."""
    current = number(version or shipped() or "")
    announced = {each.thing for each in DEPRECATIONS if number(each.since) < current}
    return [line for line in before if line not in now and line not in announced]


def lines() -> list[str]:
    """Everything public, sorted."""
    return sorted({*_names(), *_commands(), *_tables(), *_formats()})


def _names() -> Iterator[str]:
    for name in positions.__all__:
        yield from _name(f"positions.{name}", getattr(positions, name))
    for name, thing in vars(errors).items():
        if inspect.isclass(thing) and issubclass(thing, errors.PositionsError):
            yield f"name positions.errors.{name}"


def _name(name: str, thing: Any) -> Iterator[str]:
    yield f"name {name}"
    if inspect.isclass(thing):
        for part, value in inspect.getmembers(thing):
            if not part.startswith("_") and not hasattr(Exception, part):
                yield from _name(f"{name}.{part}", value) if inspect.isfunction(value) else (f"name {name}.{part}",)
        for part in getattr(thing, "__dataclass_fields__", {}):
            if not part.startswith("_"):
                yield f"name {name}.{part}"
    elif callable(thing):
        yield from (f"argument {name}({_argument(each)})" for each in inspect.signature(thing).parameters.values() if each.name != "self")  # fmt: skip


def _argument(parameter: inspect.Parameter) -> str:
    stars = {inspect.Parameter.VAR_POSITIONAL: "*", inspect.Parameter.VAR_KEYWORD: "**"}.get(parameter.kind, "")
    default = "" if parameter.default is inspect.Parameter.empty else f"={parameter.default!r}"
    return f"{stars}{parameter.name}{default}"


def _commands() -> Iterator[str]:
    for words, command in every_command():
        name = " ".join(["positions", *words])
        yield f"command {name}"
        for parameter in command.params:
            for opt in parameter.opts if isinstance(parameter, click.Option) else [parameter.human_readable_name]:
                yield f"option {name} {opt}"
                if isinstance(parameter.type, click.Choice):
                    yield from (f"option {name} {opt} {choice}" for choice in parameter.type.choices)


def _tables() -> Iterator[str]:
    for table in schema.TABLES.values():
        yield f"table {table.name} by {', '.join(table.key)}"
        for column in table:
            yield f"column {table.name}.{column.name}: {schema.arrow_type(column)}"
    for codes in codebook.load().values():
        yield from (f"code {codes.name}: {code.code}" for code in codes)


def _formats() -> Iterator[str]:
    yield from (f"format of results: {name}" for name in SHOWN)
    yield from (f"format of exports: {name}" for name in EXPORTED)
