"""A drawing on a page of its own size, for papers."""

from __future__ import annotations

from typing import Any

from positions.render import charts
from positions.render.charts import draw as drawing
from positions.render.document import Options


def draw(result: Any, options: Options, picture: str | None = None, **more: Any) -> bytes:
    """The picture of a result as pdf."""
    return drawing.pdf(charts.specification(result, options, picture, **more))
