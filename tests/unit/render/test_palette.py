"""The colours: told apart in grey and by the colour-blind, read with their text."""

from __future__ import annotations

import math
from itertools import combinations

import pytest

from positions.render.palette import DIVERGING, SEQUENTIAL, color, contrast, ink, luminance

# Machado, Oliveira and Fernandes 2009, full severity, on linear channels.
BLINDNESS = {
    "none": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


def _lightness(shade: str) -> float:
    return 116 * luminance(shade) ** (1 / 3) - 16


def _lab(shade: str, seen: tuple[tuple[float, ...], ...]) -> tuple[float, float, float]:
    channels = [int(shade[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    red, green, blue = (min(1.0, max(0.0, sum(a * b for a, b in zip(row, linear, strict=True)))) for row in seen)
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883
    fx, fy, fz = (v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def test_five_shades_of_grey() -> None:
    """In grey every two of the five stances differ by 11 steps of lightness at least."""
    assert min(abs(_lightness(a) - _lightness(b)) for a, b in combinations(DIVERGING, 2)) >= 11


@pytest.mark.parametrize("blindness", BLINDNESS)
def test_told_apart(blindness: str) -> None:
    """With every form of colour blindness every two of the five stances differ by 30 at least."""
    seen = [_lab(shade, BLINDNESS[blindness]) for shade in DIVERGING]

    assert min(math.dist(a, b) for a, b in combinations(seen, 2)) >= 30


def test_sequential_darkens() -> None:
    """More is darker."""
    lightness = [_lightness(shade) for shade in SEQUENTIAL]

    assert lightness == sorted(lightness, reverse=True)


@pytest.mark.parametrize("diverging", [True, False])
def test_text_can_be_read(diverging: bool) -> None:
    """Text on every tone has the contrast that the guidelines ask of text (4.5)."""
    tones = [step / 50 * (2 if diverging else 1) - (1 if diverging else 0) for step in range(51)]

    assert min(contrast(ink(color(tone, diverging)), color(tone, diverging)) for tone in tones) >= 4.5


def test_ends() -> None:
    """The ends and the middle of a scale are the colours named."""
    assert [color(-1, True), color(0, True), color(1, True)] == [DIVERGING[0], DIVERGING[2], DIVERGING[4]]
    assert color(0.5, False) == SEQUENTIAL[2]
