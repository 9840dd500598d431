"""How a value is shown: its number with a sign, its side in words, and one of nine tones from against to for."""

from __future__ import annotations

import math

from positions.render.document import MISSING

SIDES = {-2: "acts against", -1: "speaks against", 0: "undecided", 1: "speaks for", 2: "acts for"}
_SAYS = {
    "not_found": "nothing found: an open question on which no position was found",
    "absent": "absent: a member of the body that was asked, but no answer is recorded",
    "not_asked": "not asked: the question went to the members of a body alone, and it was none",
    "left_out": "left out: positions are recorded, but the filters leave them out",
}
# Readable without colour: each reason for a blank has the mark that every other format gives it.
BLANKS = {kind: (MISSING[kind].glyph, says) for kind, says in _SAYS.items()}


def number(value: float) -> str:
    """A stance with one decimal and its sign: ``+1.3``, ``−2``, ``0``.

    >>> number(1.25), number(-2.0), number(0.04)
    ('+1.3', '−2', '0')
    """
    # Halves go away from zero, as they do in the browser.
    tenths = math.floor(abs(value) * 10 + 0.5 + 1e-9) / 10
    if not tenths:
        return "0"
    return ("+" if value > 0 else "−") + f"{tenths:g}"


def tone(value: float) -> str:
    """The class of a stance: ``t-4`` for -2, ``t0`` for 0, ``t4`` for +2.

    >>> tone(2), tone(-0.3), tone(-2)
    ('t4', 't-1', 't-4')
    """
    steps = math.floor(abs(value) * 2 + 0.5 + 1e-9)
    return f"t{steps if value > 0 else -steps}"


def side(value: float) -> str:
    """A mean of several stances in words.

    >>> side(1.6), side(-0.2), side(0.8), side(0)
    ('strongly for', 'slightly against', 'for', 'undecided')
    """
    if value == 0:
        return "undecided"
    towards, strength = ("for" if value > 0 else "against"), abs(value)
    return f"slightly {towards}" if strength < 0.5 else towards if strength < 1.5 else f"strongly {towards}"
