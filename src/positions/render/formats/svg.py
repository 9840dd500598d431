"""A drawing in vectors, for the web."""

from __future__ import annotations

from typing import Any

from positions.render import charts
from positions.render.charts import draw as drawing
from positions.render.document import Options


def draw(result: Any, options: Options, picture: str | None = None, **more: Any) -> str:
    """The picture of a result as svg."""
    return drawing.svg(charts.specification(result, options, picture, **more))
