"""A drawing on a page of its own size, for papers; what one drawing would not hold, on pages to print."""

from __future__ import annotations

from typing import Any

from positions.render import charts
from positions.render.charts import draw as drawing
from positions.render.charts import printing
from positions.render.document import Options
from positions.render.views import document


def draw(result: Any, options: Options, picture: str | None = None, **more: Any) -> bytes:
    """The picture of a result as pdf."""
    shown = document(result, options)
    if picture is None and printing.needs_pages(shown):
        return printing.printed(shown, options)
    return drawing.pdf(charts.specification(result, options, picture, **more))
