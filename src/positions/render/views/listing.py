"""A listing as a document: a table whose cells know from their heads how they are to be shown."""

from __future__ import annotations

from typing import Any

from positions.analyse.result import Head, Listing
from positions.render.document import STANCE, Cell, Document, Options, Table
from positions.render.views.stance import localised

# Heads that hold an actor's name beside its id; the name follows the reader's language.
_NAMED = {"actor": "actor_id", "name": "actor_id", "target": "target_id"}


def view(listing: Listing, options: Options) -> Document:
    """The document of a listing."""
    rows = [dict(row) for row in listing.rows]
    if options.lang:
        _localise(rows, localised(listing, options.lang))
    cells = tuple(tuple(cell(head, row.get(head.name), options) for head in listing.heads) for row in rows)
    return Document(
        listing.kind, listing.caption, (Table(listing.heads, cells, listing.shape),), {"shape": listing.shape}
    )


def cell(head: Head, value: Any, options: Options) -> Cell:
    """A value as its head wants it shown."""
    facts = {head.name: value}
    if value is None or value != value:
        return Cell(facts={head.name: None})
    if head.kind == "stance":
        number = float(value)
        whole = number == int(number) and options.decimals is None
        return Cell(number, STANCE.text(number, 0 if whole else options.decimals), STANCE.tone(number), facts=facts)
    if head.kind == "number":
        text = (
            f"{value:.{2 if options.decimals is None else options.decimals}f}"
            if isinstance(value, float)
            else str(value)
        )
        return Cell(value, text, facts=facts)
    text = str(value)
    return Cell(value, text, link=text if head.kind == "link" else None, facts=facts)


def _localise(rows: list[dict[str, Any]], names: dict[str, str]) -> None:
    for row in rows:
        for name, key in _NAMED.items():
            if row.get(name) and row.get(key) in names:
                row[name] = names[row[key]]
