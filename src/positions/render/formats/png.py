"""A picture in dots, for slides and messages."""

from __future__ import annotations

from typing import Any

from positions.render import charts
from positions.render.charts import draw as drawing
from positions.render.document import Options


def draw(result: Any, options: Options, picture: str | None = None, **more: Any) -> bytes:
    """The picture of a result as png."""
    return drawing.png(charts.specification(result, options, picture, **more))
