"""Tab-separated values: as `csv`, with tabs."""

from __future__ import annotations

from typing import Any

from positions.render.document import Document, Options
from positions.render.formats import csv


def write(result: Any, document: Document, options: Options) -> str:
    """The document as tab-separated text."""
    return csv.write(result, document, options, delimiter="\t")
