"""Where the rows of a command come from: the dataset with its filters, or a table of the user's own with its columns."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click


def dataset(folder: Path | None) -> Any:
    """The dataset that a command reads."""
    from positions.analyse.dataset import Dataset

    return Dataset(folder)


def given(options: Mapping[str, Any]) -> dict[str, Any]:
    """The options that were given; one that was left alone says nothing."""
    return {name: value for name, value in options.items() if value not in ((), None, False)}


def asked(options: dict[str, Any]) -> dict[str, Any]:
    """The arguments of a comparison: of the dataset with its filters, or of a user's table with its columns.

    Parameters
    ----------
    options
        The values of `options.where_from`, of `options.own_table`, and of what else the comparison takes.

    Raises
    ------
    click.UsageError
        If options of the one are given for the other.
    """
    folder, data, mapping, codes, engine = (
        options.pop(name) for name in ("folder", "data", "mapping", "codes", "engine")
    )
    rest = given(options)
    if data is None:
        if mapping or codes or engine:
            raise click.UsageError("--map, --codes and --engine belong to a table of your own; name it with --data")
        return {"data": folder, **rest}
    from positions.analyse.own.table import ROLES, read

    foreign = [name for name in rest if name in _FILTERS]
    if foreign:
        raise click.UsageError(
            f"--{foreign[0].replace('_', '-')} filters the dataset; a table of your own is filtered before it is read"
        )
    columns = _pairs(mapping, "--map")
    unknown = [part for part in columns if part not in ROLES]
    if unknown:
        raise click.UsageError(f"--map: {unknown[0]!r} is none of {', '.join(ROLES)}")
    return {"data": read(data, engine or "memory"), "codes": _pairs(codes, "--codes") or None, **columns, **rest}


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
