"""The heatmap of agreement: actors against actors in the order given, blocs as blocks along the diagonal."""

from __future__ import annotations

from typing import Any

from positions.errors import BadQuery
from positions.render.charts import frame
from positions.render.charts.frame import QUIET, Spec
from positions.render.document import MISSING, Document, Grid, Options
from positions.render.measure import clean, cut
from positions.render.palette import BLANK, color, ink

# Figures are told in the cells of so many actors at most; past that they would be too small to read.
FIGURES = 34


def spec(result: Any, document: Document, options: Options) -> Spec:
    """The heatmap of the only grid of a document, which is square."""
    grid = document.parts[0]
    if not isinstance(grid, Grid) or not grid.rows:
        raise BadQuery("a heatmap of agreement needs pairs of actors; the selection leaves none")
    figures_shown = len(grid.rows) <= FIGURES
    step = 26.0 if figures_shown else max(6.0, 1300 / len(grid.rows))
    size = 10.0 if figures_shown else max(5.0, min(10.0, step * 0.8))
    names = [cut(clean(label.name), 30) for label in grid.rows]
    left = max(frame.room(name, size) for name in names) + 12
    rects, figures, blanks = _cells(grid, step, figures_shown)
    rects = rects if figures_shown else merged(rects)
    heads = [{"x": j * step + step / 2, "y": -6, "text": label.short} for j, label in enumerate(grid.columns)]
    rows = [{"x": -8, "y": i * step + step / 2, "text": name} for i, name in enumerate(names)]
    layers = [
        frame.boxes(
            rects, radius=1 if figures_shown else 0, tooltip=("pair", "agreement", "rests on") if figures_shown else ()
        )
    ]
    layers += [frame.inked(figures, 8)] if figures_shown else []
    layers += [
        frame.texts(blanks, size, QUIET, align="center"),
        frame.texts(rows, size, align="right"),
        frame.texts(heads, min(size, 9), angle=270),
    ]
    layers += [outlines] if (outlines := _blocs(document, grid, step)) else []
    across = step * len(grid.rows)
    return frame.framed(layers, across, across, document.caption, left, _key(grid), 30)


def _cells(grid: Grid, step: float, figures_shown: bool) -> tuple[list[Spec], list[Spec], list[Spec]]:
    """A rectangle and its figures for each pair that has a value, a glyph for each that has none."""
    rects, figures, blanks = [], [], []
    gap = 0.5 if step > 12 else 0
    for i, line in enumerate(grid.cells):
        for j, cell in enumerate(line):
            x, y = j * step, i * step
            centre = {"x": x + step / 2, "y": y + step / 2}
            if cell.tone is None:
                if figures_shown:
                    blanks.append(centre | {"text": MISSING[cell.missing].glyph if cell.missing != "same" else ""})
                continue
            # Where a cell is too small for figures, so are differences of a thirtieth of the scale.
            tone = cell.tone if figures_shown else round(cell.tone * 16) / 16
            shade = color(tone, grid.scale.diverging)
            told = {
                "pair": f"{grid.rows[i].name}, {grid.columns[j].name}",
                "agreement": cell.text,
                "rests on": "; ".join(cell.hover),
            }
            rects.append(frame.box(x, y, step, step, gap, shade) | told)
            figures.append(centre | {"text": _brief(cell.text), "color": ink(shade)})
    return rects, figures, blanks


def merged(rects: list[Spec]) -> list[Spec]:
    """Rectangles, those that touch in a row and are of one colour drawn as one: hundreds of actors make a lighter file."""
    runs: list[Spec] = []
    for rect in rects:
        last = runs[-1] if runs else None
        if last and last["y"] == rect["y"] and abs(last["x2"] - rect["x"]) < 1e-6 and last["color"] == rect["color"]:
            last["x2"] = rect["x2"]
        else:
            runs.append(dict(rect))
    return runs


def _blocs(document: Document, grid: Grid, step: float) -> Spec | None:
    """A line around each bloc, where the order is that of blocs."""
    blocs = document.facts.get("blocs") or {}
    runs: list[tuple[Any, int, int]] = []
    for place, label in enumerate(grid.rows):
        bloc = blocs.get(label.id)
        if runs and runs[-1][0] == bloc:
            runs[-1] = (bloc, runs[-1][1], place + 1)
        elif bloc is not None:
            runs.append((bloc, place, place + 1))
    ends = [(first * step, last * step) for _, first, last in runs]
    sides = [
        {"x": x, "y": y, "x2": x2, "y2": y2}
        for low, high in ends
        for x, y, x2, y2 in (
            (low, low, high, low),
            (low, high, high, high),
            (low, low, low, high),
            (high, low, high, high),
        )
    ]
    return frame.rules(sides, frame.INK, 1.5) if sides else None


def _brief(text: str) -> str:
    """Figures without the zero that every one of them would begin with, nor a plus."""
    return text.lstrip("+").replace("0.", ".", 1)


def _key(grid: Grid) -> list[tuple[str, str, str]]:
    scale = grid.scale
    if scale.diverging:
        told = [(scale.low, "opposed"), (0.0, "as by chance"), (0.5, ""), (scale.high, "agree throughout")]
    else:
        told = [(scale.low, "never agree"), ((scale.low + scale.high) / 2, ""), (scale.high, "agree throughout")]
    shades = [(color(scale.tone(value), scale.diverging), f"{value:g}", words) for value, words in told]
    if len(grid.rows) > FIGURES:
        return [*shades, (BLANK, "", "no value: too few shared questions, or one answer throughout")]
    return shades + frame.key_of(grid)
