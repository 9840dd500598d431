"""A drawing on a page of its own size, for papers; several parts, or a long table, on pages to print."""

from __future__ import annotations

from typing import Any

from positions.render import charts
from positions.render.charts import draw as drawing
from positions.render.document import Options, Table
from positions.render.views import document


def draw(result: Any, options: Options, picture: str | None = None, **more: Any) -> bytes:
    """The picture of a result as pdf."""
    shown = document(result, options)
    blocks = [block for _, block in shown.blocks()]
    if picture is None and (len(blocks) > 1 or any(_long(block) for block in blocks)):
        from positions.render.charts import printing

        return printing.printed(shown, options)
    return drawing.pdf(charts.specification(result, options, picture, **more))


def _long(block: Any) -> bool:
    """Whether a picture would show the first rows alone."""
    from positions.render.charts.table import MOST

    return isinstance(block, Table) and charts.default(block) == "table" and len(block.rows) > MOST
