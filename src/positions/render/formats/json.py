"""JSON: the caption and every fact of every cell."""

from __future__ import annotations

import datetime as dt
import json
import math
from typing import Any

from positions.render.document import Document, Grid, Label, Options, Table


def write(result: Any, document: Document, options: Options) -> str:
    """The document as JSON."""
    return json.dumps(of_document(document), ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def of_document(document: Document) -> dict[str, Any]:
    """The document as plain values: what it is, its caption, then its only block, or its parts."""
    told = {"kind": document.kind, **document.caption.facts(), **plain(document.facts)}
    if len(document.parts) == 1 and not isinstance(document.parts[0], Document):
        return told | _block(document.parts[0])
    return told | {
        "parts": [of_document(part) if isinstance(part, Document) else _block(part) for part in document.parts]
    }


def plain(value: Any) -> Any:
    """A value as JSON has it: dates as ISO text, nan as null."""
    if isinstance(value, dict):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(inner) for inner in (sorted(value) if isinstance(value, (set, frozenset)) else value)]
    if isinstance(value, (dt.date, dt.datetime)):
        return value.isoformat()
    if hasattr(value, "item"):
        return plain(value.item())
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return value if value is None or isinstance(value, (str, int, bool)) else str(value)


def _block(block: Grid | Table) -> dict[str, Any]:
    if isinstance(block, Grid):
        return {
            "rows": [_label(label) for label in block.rows],
            "columns": [_label(label) for label in block.columns],
            "cells": [plain(dict(cell.facts)) for *_, cell in block],
        }
    heads = [{"name": head.name, "label": head.label, "kind": head.kind} for head in block.heads]
    names = [head.name for head in block.heads]
    rows = [dict(zip(names, (plain(cell.value) for cell in row), strict=True)) for row in block.rows]
    return {"heads": heads, "rows": rows}


def _label(label: Label) -> dict[str, str]:
    return {"id": label.id, "name": label.name}
