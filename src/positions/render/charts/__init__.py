"""Pictures of results: for each picture one Vega-Lite specification, drawn by vl-convert or handed out as an Altair chart.

A specification is plain data. Only a chart that is handed out needs Altair, whose import takes longer than drawing.
"""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from typing import Any

from positions.errors import BadQuery, MissingExtra, UnknownName
from positions.render.document import Document, Grid, Options, Table
from positions.render.views import document

Spec = dict[str, Any]
VEGA_LITE = "https://vega.github.io/schema/vega-lite/v6.json"
# Picture: the module that specifies it.
PICTURES = {
    "heatmap": "positions.render.charts.heatmap",
    "square": "positions.render.charts.square",
    "map": "positions.render.charts.tilemap",
    "distribution": "positions.render.charts.distribution",
    "timeline": "positions.render.charts.timeline",
    "pairs": "positions.render.charts.pairs",
    "places": "positions.render.charts.places",
    "table": "positions.render.charts.table",
}


def chart(result: Any, options: Options, picture: str | None = None, **more: Any) -> Any:
    """A result as an Altair chart.

    Parameters
    ----------
    picture
        A key of `PICTURES`; by default what suits the result.
    **more
        What the picture takes: ``layout`` (``europe`` or ``world``) and ``column`` for a map.

    Raises
    ------
    UnknownName, BadQuery, MissingExtra
    """
    try:
        import altair
    except ImportError as error:
        raise MissingExtra("Altair", "report", "making a chart") from error
    return altair.Chart.from_dict(specification(result, options, picture, **more))


def specification(result: Any, options: Options, picture: str | None = None, **more: Any) -> Spec:
    """The Vega-Lite specification of a picture of a result."""
    shown = document(result, options)
    blocks = list(shown.blocks())
    if picture is not None and picture not in PICTURES:
        raise UnknownName("picture", picture, PICTURES)
    if not blocks:
        raise BadQuery("there is nothing to draw: the result has no part")
    if shown.kind == "explanation" and picture is None:
        positions = [
            block for _, block in blocks if isinstance(block, Table) and block.shape == "positions" and block.rows
        ]
        if positions:
            return {
                "$schema": VEGA_LITE,
                **_module("timeline").spec(None, replace(shown, parts=(positions[0],)), options),
            }
    if picture is not None or (len(blocks) == 1 and not blocks[0][0]):
        name = picture or default(blocks[0][1])
        return {"$schema": VEGA_LITE, **_module(name).spec(result, shown, options, **more)}
    return {"$schema": VEGA_LITE, **_stacked(shown, options)}


def picture_of(single: Document, options: Options, **more: Any) -> Spec:
    """The specification of what suits a document of one block."""
    (block,) = single.parts
    assert not isinstance(block, Document), "a document within a document is more than one block"
    return {"$schema": VEGA_LITE, **_module(default(block)).spec(None, single, options, **more)}


def default(block: Grid | Table) -> str:
    """The picture that suits a block."""
    if isinstance(block, Grid):
        return "square" if block.scale.name == "agreement" else "heatmap"
    # A listing without rows has no pairs or dates to draw; a table says that nothing was found.
    return block.shape if block.rows and block.shape in ("timeline", "pairs", "places") else "table"


def _module(picture: str) -> Any:
    return import_module(PICTURES[picture])


def _stacked(shown: Document, options: Options) -> Spec:
    """Several parts under one another, each its own picture, under the title of the whole."""
    from positions.render.charts import frame

    parts = [
        _module(default(block)).spec(None, Document(shown.kind, frame.part_caption(shown, titles), (block,)), options)
        for titles, block in shown.blocks()
    ]
    return frame.stacked(parts, shown.caption)
