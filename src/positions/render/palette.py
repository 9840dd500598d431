"""Colours for values: one diverging and one sequential palette, and the colour of text on them.

The diverging palette runs from orange (against) over a light grey to blue (for), a pair that no common form of
colour blindness confuses. Its two arms differ in lightness (L* of -2 to +2: 56, 81, 95, 67, 34), so that in a
greyscale print the five stances stay five shades. A test holds it to that: every two of the five differ by at
least 11 in L*, and by at least 30 in colour difference (CIE76) as seen with full protanopia, deuteranopia
and tritanopia in the simulation of Machado, Oliveira and Fernandes 2009 (IEEE Transactions on Visualization and
Computer Graphics 15(6): 1291-1298). Between the five a shade alone does not tell the side: figures carry their sign.
"""

from __future__ import annotations

from collections.abc import Sequence

# From strongest against to strongest for, and from none to all.
DIVERGING = ("#d8620f", "#fbbd86", "#f1f0ec", "#76a9d8", "#1d4f8f")
SEQUENTIAL = ("#f1f0ec", "#bcdcd3", "#6fb5aa", "#2b8381", "#0d4f55")
BLANK = "#ffffff"
INK, PAPER = "#000000", "#ffffff"


def color(tone: float, diverging: bool) -> str:
    """The colour of a tone: -1 to 1 on the diverging palette, 0 to 1 on the sequential one."""
    place = (tone + 1) / 2 if diverging else tone
    return _between(DIVERGING if diverging else SEQUENTIAL, min(1.0, max(0.0, place)))


def ink(background: str) -> str:
    """Black or white, whichever reads better on a colour: their contrast with it is never below 4.5."""
    return INK if contrast(INK, background) >= contrast(PAPER, background) else PAPER


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as the web's accessibility guidelines (WCAG 2) have it, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(color: str) -> float:
    """The relative luminance of a colour, 0 to 1."""
    red, green, blue = (_linear(channel) for channel in _channels(color))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _between(palette: Sequence[str], place: float) -> str:
    step = place * (len(palette) - 1)
    first = min(int(step), len(palette) - 2)
    mixed = (
        round(a + (b - a) * (step - first))
        for a, b in zip(_channels(palette[first]), _channels(palette[first + 1]), strict=True)
    )
    return "#" + "".join(f"{channel:02x}" for channel in mixed)


def _channels(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def _linear(channel: int) -> float:
    share = channel / 255
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
