"""How the actors of each group divide: for every column a bar of five stances, opposed ones left of the middle."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from positions.analyse.result import Caption
from positions.errors import BadQuery
from positions.render.charts import frame
from positions.render.charts.frame import QUIET, Spec
from positions.render.document import Document, Grid, Options
from positions.render.measure import clean, cut
from positions.render.palette import color, ink

ROW, HALF = 24, 170
# The five stances that a mean is nearest to; the middle one is split over both sides.
BINS = (-2, -1, 0, 1, 2)


def spec(result: Any, document: Document, options: Options) -> Spec:
    """The bars of a grid of stances whose rows are actors.

    Raises
    ------
    BadQuery
        If the grid holds no stances of actors.
    """
    grid = document.parts[0]
    if not isinstance(grid, Grid) or grid.scale.name != "stance" or grid.rows_are != "actor":
        raise BadQuery("a distribution needs a matrix of stances whose rows are actors")
    groups = groups_of(result, [label.id for label in grid.rows])
    left = max(frame.room(cut(clean(name), 34), 11) for name in groups) + 48
    layers: list[Spec] = []
    top = 0.0
    for column, label in enumerate(grid.columns):
        counts = {name: binned(grid, column, members) for name, members in groups.items()}
        layers.append(frame.texts([{"x": -left, "y": top, "text": clean(label.name)}], 12, weight="bold"))
        layers += _bars(counts, top + 14, left)
        top += 14 + len(groups) * ROW + 22
    height = max(top - 22, 1)
    layers.insert(0, frame.rules([{"x": HALF, "x2": HALF, "y": 8, "y2": height}]))
    key = frame.key_of(grid)[: len(BINS)]
    return frame.framed(
        layers, 2 * HALF, height, _caption(document.caption), left, [*key, ("#ffffff", "n", "actors with a stance")], 10
    )


def _caption(caption: Caption) -> Caption:
    """The caption under the question that the picture answers, unless it is a question already."""
    return caption if caption.title.endswith("?") else replace(caption, title="How do the actors of each group divide?")


def groups_of(result: Any, rows: Sequence[str]) -> Mapping[str, Sequence[str]]:
    """The rows by the groups that were asked for where there are several, else by region, else all together."""
    selected = getattr(result, "selected", None)
    if selected is None:
        return {"All": rows}
    dataset, asked = selected.dataset, selected.selection.groups
    if len(asked) > 1:
        from positions.analyse.selection import group_spells

        labels = dataset.labels("groups", "name")
        members = {group: {actor for actor, *_ in group_spells(dataset, group)} for group in asked}
        return {labels[group]: [row for row in rows if row in members[group]] for group in asked}
    column = "subregion" if len({dataset.labels("actors", "region")[row] for row in rows}) == 1 else "region"
    regions = dataset.labels("actors", column)
    found = sorted({regions[row] or "Institutions" for row in rows}, key=lambda name: (name == "Institutions", name))
    return {name: [row for row in rows if (regions[row] or "Institutions") == name] for name in found}


def binned(grid: Grid, column: int, members: Sequence[str]) -> list[int]:
    """How many members stand nearest to each of `BINS`."""
    counts = [0] * len(BINS)
    inside = set(members)
    for label, line in zip(grid.rows, grid.cells, strict=True):
        value = line[column].value
        if label.id in inside and value is not None:
            counts[min(range(len(BINS)), key=lambda place: (abs(BINS[place] - value), abs(BINS[place])))] += 1
    return counts


def _bars(counts: Mapping[str, Sequence[int]], top: float, left: float) -> list[Spec]:
    """One bar a group, as long as shares of its members; the middle of the undecided lies in the middle."""
    rects, figures, names, sizes = [], [], [], []
    for row, (name, numbers) in enumerate(counts.items()):
        total, y = sum(numbers), top + row * ROW
        names.append({"x": -34, "y": y + ROW / 2, "text": cut(clean(name), 34)})
        sizes.append({"x": -6, "y": y + ROW / 2, "text": str(total)})
        x = HALF - HALF * (numbers[0] + numbers[1] + numbers[2] / 2) / max(total, 1)
        for stance, number in zip(BINS, numbers, strict=True):
            long = HALF * number / max(total, 1)
            shade = color(stance / 2, True)
            if number:
                rects.append(
                    {
                        "x": x,
                        "x2": x + long,
                        "y": y + 3,
                        "y2": y + ROW - 3,
                        "color": shade,
                        "stroke": "#ffffff",
                        "group": name,
                        "actors": number,
                    }
                )
            if long > 12:
                figures.append({"x": x + long / 2, "y": y + ROW / 2, "text": str(number), "color": ink(shade)})
            x += long
    return [
        frame.boxes(rects, radius=0, tooltip=("group", "actors")),
        frame.inked(figures, 10),
        frame.texts(names, 11, align="right"),
        frame.texts(sizes, 10, QUIET, align="right"),
    ]
