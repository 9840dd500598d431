"""A map of tiles, one for each state and of one size for all, coloured by stance: Europe, or the world.

The places of tiles are files beside this module, rows and columns of ids; they show neighbours, not borders.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from positions.errors import BadQuery, UnknownName
from positions.render.charts import frame
from positions.render.charts.frame import QUIET, Spec
from positions.render.document import MISSING, MIXED, Cell, Document, Grid, Options
from positions.render.measure import clean
from positions.render.palette import color, ink

TILES = Path(__file__).parent / "tiles"
# Side of a tile and size of its letters.
LAYOUTS = {"europe": (46.0, 11.0), "world": (29.0, 8.5)}
EMPTY, FAINT = "#f7f6f3", "#b9b7b0"


@cache
def layout(name: str) -> dict[str, tuple[int, int]]:
    """The row and column of each actor's tile.

    Raises
    ------
    UnknownName
        If there is no such layout.
    """
    if name not in LAYOUTS:
        raise UnknownName("layout of a map", name, LAYOUTS)
    rows = (TILES / f"{name}.txt").read_text(encoding="ascii").splitlines()
    return {actor: (i, j) for i, row in enumerate(rows) for j, actor in enumerate(row.split()) if actor != "..."}


def spec(
    result: Any, document: Document, options: Options, layout: str | None = None, column: str | None = None
) -> Spec:
    """The map of a grid of actors; several columns make several maps, unless one is named.

    Raises
    ------
    BadQuery, UnknownName
        If the rows are no actors, or there is no such column or layout.
    """
    grid = document.parts[0]
    if not isinstance(grid, Grid) or grid.rows_are != "actor" or grid.scale.name == "agreement":
        raise BadQuery("a map needs a matrix whose rows are actors")
    name = layout or suited(grid)
    columns = [column] if column else [label.id for label in grid.columns]
    shown = [place for place, label in enumerate(grid.columns) if label.id in columns]
    if not shown:
        raise UnknownName("column of this matrix", str(column), [label.id for label in grid.columns])
    return _maps(grid, shown, name, document)


def suited(grid: Grid) -> str:
    """Europe where most rows lie there, else the world."""
    europe = layout("europe")
    inside = sum(label.id in europe for label in grid.rows)
    return "europe" if inside * 2 > len(grid.rows) else "world"


def _maps(grid: Grid, columns: list[int], name: str, document: Document) -> Spec:
    """One map a column, under one another."""
    places, (side, size) = layout(name), LAYOUTS[name]
    across = (max(j for _, j in places.values()) + 1) * side
    down = (max(i for i, _ in places.values()) + 1) * side
    layers: list[Spec] = []
    head = 24 if len(columns) > 1 else 0
    for number, place in enumerate(columns):
        top = number * (down + head + 22) + head
        if head:
            layers.append(
                frame.texts([{"x": 0, "y": top - 14, "text": clean(grid.columns[place].name)}], 13, weight="bold")
            )
        cells = {label.id: line[place] for label, line in zip(grid.rows, grid.cells, strict=True)}
        names = {label.id: label.name for label in grid.rows}
        layers += _tiles(cells, names, grid, places, side, size, top)
    whole = len(columns) * (down + head + 22) - 22
    outside = [label.name for label in grid.rows if label.id not in places]
    note = f"Without a tile: {', '.join(outside[:8])}{' ...' if len(outside) > 8 else ''}." if outside else ""
    key = frame.key_of(grid) if grid.scale.name == "stance" else _ends(grid)
    key.append((EMPTY, "", "not compared"))
    foot = [frame.texts([{"x": 0, "y": whole + 10, "text": note}], 10, QUIET)] if note else []
    return frame.framed([*layers, *foot], across, whole + (12 if note else 0), document.caption, 0, key)


def _tiles(
    cells: dict[str, Cell],
    names: dict[str, str],
    grid: Grid,
    places: dict[str, tuple[int, int]],
    side: float,
    size: float,
    top: float,
) -> list[Spec]:
    rects, codes, figures = [], [], []
    for actor, (i, j) in places.items():
        cell = cells.get(actor)
        x, y = j * side, top + i * side
        shade = EMPTY if cell is None or cell.tone is None else color(cell.tone, grid.scale.diverging)
        edge = shade if cell is None or cell.tone is not None else FAINT
        told = {
            "actor": clean(names.get(actor, actor)),
            "value": _figures(cell),
            "rests on": "; ".join(cell.hover) if cell else "not compared",
        }
        rects.append(
            {"x": x + 1, "y": y + 1, "x2": x + side - 1, "y2": y + side - 1, "color": shade, "stroke": edge, **told}
        )
        letters = ink(shade) if cell is not None else FAINT
        codes.append({"x": x + side / 2, "y": y + side * (0.36 if cell else 0.5), "text": actor, "color": letters})
        if cell is not None:
            figures.append({"x": x + side / 2, "y": y + side * 0.7, "text": _figures(cell), "color": letters})
    return [
        frame.boxes(rects, radius=side / 12, tooltip=("actor", "value", "rests on")),
        frame.inked(codes, size, weight="bold"),
        frame.inked(figures, size - (1 if side > 40 else 0.5)),
    ]


def _figures(cell: Cell | None) -> str:
    if cell is None:
        return ""
    if cell.tone is None:
        return MISSING[cell.missing].glyph if cell.missing in MISSING else "·"
    return cell.text + (MIXED.glyph if cell.mixed else "")


def _ends(grid: Grid) -> list[tuple[str, str, str]]:
    scale = grid.scale
    return [
        (color(scale.tone(end), scale.diverging), scale.text(end), "")
        for end in (scale.low, (scale.low + scale.high) / 2, scale.high)
    ]
