"""What every picture has around it: title, filters, a key, the line that tells source, version and rule; and one look."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from positions.analyse.result import Caption
from positions.render.document import MIXED, Document, Grid
from positions.render.measure import clean, width
from positions.render.palette import BLANK, color, ink

Spec = dict[str, Any]
FONT = "Liberation Sans, Arial, Helvetica, Noto Sans, sans-serif"
INK, QUIET, LINE, LINK = "#1b1b1b", "#5d5d5d", "#c9c7c0", "#174a8c"
# Room that letters take, as a share of their size: near enough to Liberation Sans and Arial to lay out by.
_NARROW, _WIDE = frozenset("iljtfrI.,:;'|!()[]/- "), frozenset("mwMW@%—")
LEAST_WIDTH = 560


def room(text: str, size: float) -> float:
    """About how wide text is."""
    return sum(_share(character) for character in text) * size


def _share(character: str) -> float:
    if character in _NARROW:
        return 0.31
    if character in _WIDE:
        return 0.86
    return 0.69 if character.isupper() else 0.55 * max(1, width(character))


def lines(text: str, pixels: float, size: float) -> list[str]:
    """Text in lines of at most about so many pixels."""
    found: list[str] = []
    for word in clean(text).split():
        if found and room(f"{found[-1]} {word}", size) <= pixels:
            found[-1] += f" {word}"
        else:
            found.append(word)
    return found or [""]


def framed(
    layers: Sequence[Spec],
    across: float,
    down: float,
    caption: Caption,
    left: float = 0,
    key: Sequence[tuple[str, str, str]] = (),
    above: float = 0,
) -> Spec:
    """A picture of layers in its frame.

    Parameters
    ----------
    across, down
        The size of the field that the layers are drawn in.
    left, above
        The room that labels take beside and above the field.
    key
        Colour, figures on it and meaning of each entry of the key.
    """
    whole = max(across + left, LEAST_WIDTH)
    entries, bottom = _key(key, -left, down + 26, whole)
    # A part of a larger picture has no version of its own: the whole tells it once, and its filters stand below its title.
    source = caption.source_line() if caption.version != "" else ""
    told = [words for words in (source, caption.rule, *caption.notes) if words]
    foot = [line for words in told for line in lines(words, whole, 10)]
    text = texts([{"x": -left, "y": bottom + 16, "text": "\n".join(foot)}], size=10, color=QUIET, baseline="top")
    return {
        "width": across,
        "height": down,
        "layer": [*layers, *entries, text],
        "title": {
            "text": lines(caption.title, whole, 16),
            "subtitle": lines("; ".join(caption.filters), whole, 11) if caption.filters else [],
            "anchor": "start", "frame": "bounds", "fontSize": 16, "subtitleFontSize": 11, "subtitleColor": QUIET, "color": INK,
            "subtitlePadding": 4, "offset": 14 if not above else 10,
        },
        "config": CONFIG,
        "padding": 16,
        "background": "white",
    }  # fmt: skip


CONFIG: Spec = {
    "font": FONT,
    "view": {"stroke": None},
    "axis": {
        "domain": False,
        "ticks": False,
        "grid": False,
        "labelColor": INK,
        "labelFontSize": 11,
        "titleColor": QUIET,
    },
    "text": {"font": FONT, "color": INK},
}


def texts(
    rows: Sequence[Mapping[str, Any]],
    size: float = 11,
    color: str = INK,
    align: str = "left",
    baseline: str = "middle",
    weight: str = "normal",
    angle: float = 0,
) -> Spec:
    """A layer of texts at places in pixels: rows with ``x``, ``y`` and ``text``."""
    return {
        "data": {"values": [plain(row) for row in rows]},
        "mark": {
            "type": "text", "align": align, "baseline": baseline, "fontSize": size, "color": color, "fontWeight": weight,
            "lineBreak": "\n", "lineHeight": round(size * 1.35), "tooltip": None, "angle": angle,
        },
        "encoding": {**_at("x", "y"), "text": {"field": "text", "type": "nominal"}},
    }  # fmt: skip


def rules(rows: Sequence[Mapping[str, Any]], color: str = LINE, thick: float = 1) -> Spec:
    """A layer of straight lines between places in pixels: rows with ``x``, ``y``, ``x2`` and ``y2``."""
    return {
        "data": {"values": [plain(row) for row in rows]},
        "mark": {"type": "rule", "color": color, "strokeWidth": thick},
        "encoding": {**_at("x", "y"), **_ends("x2", "y2")},
    }


def box(x: float, y: float, across: float, down: float, gap: float, shade: str) -> Spec:
    """A row of `boxes`: a field of one colour with its corner at a place, a gap around it."""
    return {
        "x": x + gap,
        "y": y + gap,
        "x2": x + across - gap,
        "y2": y + down - gap,
        "color": shade,
        "stroke": shade,
    }


def boxes(rows: Sequence[Mapping[str, Any]], radius: float = 2, tooltip: Sequence[str] = ()) -> Spec:
    """A layer of rectangles at places in pixels: rows with ``x``, ``y``, ``x2``, ``y2``, ``color`` and ``stroke``."""
    return {
        "data": {"values": [plain(row) for row in rows]},
        "mark": {"type": "rect", "cornerRadius": radius},
        "encoding": {
            **_at("x", "y"), **_ends("x2", "y2"),
            "color": {"field": "color", "type": "nominal", "scale": None},
            "stroke": {"field": "stroke", "type": "nominal", "scale": None},
            **_told(tooltip),
        },
    }  # fmt: skip


def inked(rows: Sequence[Mapping[str, Any]], size: float, align: str = "center", weight: str = "normal") -> Spec:
    """A layer of texts whose rows tell their own colour."""
    layer = texts(rows, size, align=align, weight=weight)
    layer["encoding"]["color"] = {"field": "color", "type": "nominal", "scale": None}
    return layer


def leading(rows: Sequence[Mapping[str, Any]], size: float) -> Spec:
    """A layer of texts that lead somewhere: rows tell their ``address`` too."""
    layer = texts(rows, size, LINK)
    layer["encoding"]["href"] = {"field": "address", "type": "nominal"}
    return layer


def plain(row: Mapping[str, Any]) -> Spec:
    """A row whose texts hold no control character: no drawing could be read with one in it."""
    return {
        name: "\n".join(clean(line) for line in value.split("\n")) if isinstance(value, str) else value
        for name, value in row.items()
    }


def _at(x: str, y: str) -> Spec:
    return {
        name: {"field": field, "type": "quantitative", "scale": None, "axis": None}
        for name, field in (("x", x), ("y", y))
    }


def _ends(x2: str, y2: str) -> Spec:
    return {"x2": {"field": x2}, "y2": {"field": y2}}


def _told(names: Sequence[str]) -> Spec:
    return {"tooltip": [{"field": name, "type": "nominal"} for name in names]} if names else {}


def _key(key: Sequence[tuple[str, str, str]], left: float, top: float, whole: float) -> tuple[list[Spec], float]:
    """The layers of a key, and where it ends."""
    if not key:
        return [], top - 26
    chips: list[Spec] = []
    figures: list[Spec] = []
    words: list[Spec] = []
    x, y = left, top
    for background, on_it, meaning in key:
        needed = 30 + room(meaning, 11) + 20
        if x > left and x + needed > left + whole:
            x, y = left, y + 22
        chips.append(
            {
                "x": x,
                "y": y - 8,
                "x2": x + 26,
                "y2": y + 8,
                "color": background,
                "stroke": LINE if background == BLANK else background,
            }
        )
        figures.append({"x": x + 13, "y": y, "text": on_it, "color": ink(background)})
        words.append({"x": x + 31, "y": y, "text": meaning})
        x += needed
    return [boxes(chips), inked(figures, 10), texts(words, 11, color=QUIET)], y + 8


def key_of(grid: Grid) -> list[tuple[str, str, str]]:
    """The key of a grid: its scale, and the glyphs that occur."""
    entries = []
    if grid.scale.name == "stance":
        told = ((-2, "acts against"), (-1, "speaks against"), (0, "undecided"), (1, "speaks for"), (2, "acts for"))
        entries = [(color(value / 2, True), grid.scale.text(value, 0), words) for value, words in told]
    if grid.mixed:
        entries.append((BLANK, MIXED.glyph, MIXED.says))
    return entries + [(BLANK, missing.glyph, missing.says) for missing in grid.missing()]


def part_caption(shown: Document, titles: Sequence[str]) -> Caption:
    """The caption of a part in a picture of several: its titles and its own rule."""
    found: Document = shown
    for title in titles:
        found = next(part for part in found.parts if isinstance(part, Document) and part.caption.title == title)
    told = found.caption
    return Caption(": ".join(titles), told.filters, told.rule, "", told.notes)


def stacked(parts: Sequence[Spec], caption: Caption) -> Spec:
    """Pictures under one another, their left edges in line, under one title."""
    outer = ("config", "padding", "background")
    bare = [{name: value for name, value in part.items() if name not in outer} for part in parts]
    edges = [_edge(part) for part in bare]
    told = "; ".join(filter(None, [caption.origin, *caption.filters]))
    return {
        "vconcat": [_shifted(part, min(edges) - edge) for part, edge in zip(bare, edges, strict=True)],
        "spacing": 40,
        "title": {
            "text": lines(caption.title, LEAST_WIDTH, 20), "subtitle": lines(told, LEAST_WIDTH, 11),
            "anchor": "start", "fontSize": 20, "subtitleFontSize": 11, "subtitleColor": QUIET, "offset": 20,
        },
        "config": CONFIG,
        "padding": 16,
        "background": "white",
    }  # fmt: skip


def _edge(part: Spec) -> float:
    """Where the foot of a picture begins, which is its left edge."""
    return float(part["layer"][-1]["data"]["values"][0]["x"])


def _shifted(part: Spec, by: float) -> Spec:
    """A picture moved sideways: views stand under one another by their fields, not by what hangs out of them."""
    moved = []
    for layer in part["layer"]:
        rows = [
            {**row, **{name: row[name] + by for name in ("x", "x2") if name in row}} for row in layer["data"]["values"]
        ]
        moved.append({**layer, "data": {"values": rows}})
    return {**part, "layer": moved, "width": max(part["width"] + by, 20)}
