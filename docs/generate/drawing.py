"""The drawing of the house: a band for each layer, in it a box for each package with its modules, as SVG."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from docs.generate import house

WIDTH, MARGIN, GAP = 960, 16, 10
LINE, CHIP, LETTER = 17, 22, 6.7
LABEL = 94  # room for the name of a group before its modules
STYLE = """\
text { font-family: ui-sans-serif, system-ui, "Segoe UI", "DejaVu Sans", sans-serif; fill: #1b2733 }
.name { font-weight: 600; font-size: 14px }
.noun { font-size: 12px; fill: #4a5a6a }
.group { font-weight: 600; font-size: 12px; fill: #4a5a6a }
.chip { font-size: 11px; font-family: ui-monospace, "DejaVu Sans Mono", monospace }
.side { font-size: 12px; font-style: italic; fill: #4a5a6a }"""
FILLS = ("#fdf3e3", "#e8f1fb", "#e9f6ee", "#f4eefb")


@dataclass(frozen=True)
class Row:
    """Modules beside each other: those of a group, named before the first row of it, or of no group."""

    modules: list[str]
    grouped: bool = False
    group: str = ""


@dataclass(frozen=True)
class Box:
    """What is drawn of one package: its name, its noun broken into lines, and its modules in rows."""

    name: str
    noun: list[str]
    rows: list[Row]
    width: float

    @property
    def height(self) -> float:
        """How high the box is."""
        return 14 + LINE * (1 + len(self.noun)) + (CHIP + 3) * len(self.rows) + 6


def svg() -> str:
    """The drawing as it follows from the layers and the modules."""
    y, parts = float(MARGIN), []
    for n, layer in enumerate(house.layers()):
        width = (WIDTH - 2 * MARGIN - GAP * (len(layer) - 1)) / len(layer)
        boxes = [_box(home, width) for home in layer]
        height = max(box.height for box in boxes)
        for k, box in enumerate(boxes):
            parts += _drawn(box, MARGIN + k * (width + GAP), y, height, FILLS[n % len(FILLS)])
        y += height + GAP
    told = "Imports run downwards only; what stands side by side does not know of its neighbour."
    parts.append(f'<text class="side" x="{MARGIN}" y="{y + 10:.0f}">{told}</text>')
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {y + 24:.0f}" role="img" aria-label="{told}">'
    ground = f'<rect width="{WIDTH}" height="{y + 24:.0f}" rx="8" fill="#ffffff"/>'
    return "\n".join([head, f"<style>\n{STYLE}\n</style>", ground, *parts, "</svg>", ""])


def _box(home: str, width: float) -> Box:
    noun = house.modules()[home].noun.replace("`", "")
    return Box(home.split(".")[-1], _lines(noun, int((width - 24) / 6.1)), list(_rows(home, width - 24)), width)


def _rows(home: str, room: float) -> Iterator[Row]:
    """The modules of a package that stand in no group, then those of each group."""
    groups: dict[str, list[str]] = {"": []}
    for module in house.within(home):
        if not module.is_package:
            group, _, name = module.name.removeprefix(f"{home}.").rpartition(".")
            groups.setdefault(group, []).append(name)
    for group, names in groups.items():
        for k, row in enumerate(_broken(names, room - LABEL if group else room)):
            yield Row(row, bool(group), "" if k else group)


def _lines(text: str, letters: int) -> list[str]:
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) > letters:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _broken(names: list[str], room: float) -> list[list[str]]:
    rows: list[list[str]] = []
    left = 0.0
    for name in names:
        wide = _wide(name) + 5
        if not rows or wide > left:
            rows.append([])
            left = room
        rows[-1].append(name)
        left -= wide
    return rows


def _wide(name: str) -> float:
    return len(name) * LETTER + 12


def _drawn(box: Box, x: float, y: float, height: float, fill: str) -> list[str]:
    parts = [
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{box.width:.1f}" height="{height:.1f}" rx="6" fill="{fill}" stroke="#c3ccd5"/>',
        f'<text class="name" x="{x + 12:.1f}" y="{y + 21:.1f}">{escape(box.name)}</text>',
    ]
    top = y + 21
    for line in box.noun:
        top += LINE
        parts.append(f'<text class="noun" x="{x + 12:.1f}" y="{top:.1f}">{escape(line)}</text>')
    top += 9
    for row in box.rows:
        at = x + 12
        if row.group:
            parts.append(f'<text class="group" x="{at:.1f}" y="{top + 15:.1f}">{escape(row.group)}</text>')
        at += LABEL if row.grouped else 0
        for name in row.modules:
            parts.append(
                f'<rect x="{at:.1f}" y="{top:.1f}" width="{_wide(name):.1f}" height="{CHIP}" rx="4" fill="#ffffff" stroke="#d5dce3"/>'
            )
            parts.append(f'<text class="chip" x="{at + 6:.1f}" y="{top + 15:.1f}">{escape(name)}</text>')
            at += _wide(name) + 5
        top += CHIP + 3
    return parts
