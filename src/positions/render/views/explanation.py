"""The explanation of a cell as a document: told in words in a terminal, as listings in files."""

from __future__ import annotations

from dataclasses import replace

from positions.analyse.stance.explanation import Explanation
from positions.render.document import Document, Options
from positions.render.views import composite


def view(explanation: Explanation, options: Options) -> Document:
    """The document of an explanation."""
    listings = composite.view(explanation.to_composite(), options)
    facts = {
        "row": explanation.row,
        "column": explanation.column,
        "value": explanation.value,
        "missing": explanation.missing or None,
    }
    return replace(listings, kind="explanation", facts=facts, told=tuple(explanation.told()))
