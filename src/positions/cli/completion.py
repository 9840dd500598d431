"""What a TAB completes: ids and names, kept in a small file so that no table is opened while somebody types."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import click

from positions import codebook, datapackage, versions
from positions.errors import PositionsError

# For each table whose ids are completed, the column that says what an id stands for.
LABELS = {"actors": "common_name", "groups": "name", "topics": "label", "events": "title"}
# Raised when the kept file changes its shape.
_SHAPE = 1
# Signs that a shell would read as something else than a part of a word.
_SPECIAL = frozenset("'\"`$&|;<>()[]{}*?!#\\ \t\n:,")
Names = Mapping[str, Sequence[Sequence[str]]]


class Known(click.ParamType[str]):
    """An id or name of some tables, completed in the shell; the library turns names into ids and knows the nearest.

    Parameters
    ----------
    *tables
        Keys of `LABELS`, ``issues`` or ``lists``.
    """

    def __init__(self, *tables: str) -> None:
        self.tables = tables
        self.name = tables[0].rstrip("s")

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:
        from click.shell_completion import CompletionItem

        # A TAB never ends in an error: where nothing can be read, nothing is offered.
        try:
            known = names(ctx.params.get("folder"))
        except (PositionsError, OSError):
            return []
        pairs = [(id_, label) for table in self.tables for id_, label in known[table]]
        return [CompletionItem(word, help=says) for word, says in offered(pairs, incomplete)]


def offered(pairs: Sequence[tuple[str, str]], incomplete: str) -> list[tuple[str, str]]:
    """The words to offer, each with what it stands for.

    Ids that begin so; else names that do, since the library knows both. Never both at once, because a shell puts what
    all its offers begin with in the place of what was typed.

    >>> offered([("LTU", "Lithuania"), ("GBR", "United Kingdom")], "LT")
    [('LTU', 'Lithuania')]
    >>> offered([("LTU", "Lithuania"), ("GBR", "United Kingdom")], "unit")
    [('United_Kingdom', 'GBR')]
    """
    wanted = incomplete.casefold().replace(" ", "_")
    ids = [(id_, label) for id_, label in pairs if id_.casefold().startswith(wanted)]
    exact = [pair for pair in ids if pair[0].startswith(incomplete)]
    # With an underscore for each blank a name is one word in every shell, and still known.
    spelled = [(label.replace(" ", "_"), id_) for id_, label in pairs]
    named = [(word, id_) for word, id_ in spelled if word.casefold().startswith(wanted) and not _SPECIAL & set(word)]
    return exact or named or ids


def names(folder: Path | None = None) -> Names:
    """Ids and labels by table, from the file that was kept, or else from the tables.

    Raises
    ------
    PositionsError
        If the folder holds no dataset.
    """
    from zlib import crc32

    folder = Path(folder) if folder else codebook.shipped_data()
    described = (folder / datapackage.FILE).read_bytes()
    kept = versions.cache() / versions.COMPLETION / f"{_SHAPE}-{crc32(described):08x}-{len(described)}.json"
    with suppress(OSError, ValueError):
        return json.loads(kept.read_text(encoding="utf-8"))  # type: ignore[no-any-return]
    found = _read(folder)
    with suppress(OSError):
        kept.parent.mkdir(parents=True, exist_ok=True)
        # Through a name of its own, since two shells may complete at once.
        beside = kept.with_suffix(f".{os.getpid()}")
        beside.write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")
        beside.replace(kept)
    return found


def _read(folder: Path) -> dict[str, list[list[str]]]:
    from positions import schema
    from positions.analyse.dataset import Dataset

    data = Dataset(folder)
    found = {
        table: [list(pair) for pair in zip(data.column(table, schema.table(table).key[0]), data.column(table, label), strict=True)]
        for table, label in LABELS.items()
    }  # fmt: skip
    found["issues"] = [[code.code, code.label] for code in data.codebook["issue"]]
    found["lists"] = [[name, codes.definition] for name, codes in data.codebook.items()]
    return found
