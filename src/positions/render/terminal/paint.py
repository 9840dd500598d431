"""Colours of a terminal: blue for one side and orange for the other, which the colour-blind tell apart."""

from __future__ import annotations

_RESET = "\x1b[0m"
# Of the 256 colours those that can be read on a dark and on a light ground.
_FOR, _AGAINST, _DEGREE = "38;5;33", "38;5;208", "38;5;37"


class Paint:
    """Text in colour; text as it is where no colour is wanted."""

    def __init__(self, color: bool) -> None:
        self.color = color

    def _in(self, code: str, text: str) -> str:
        return f"\x1b[{code}m{text}{_RESET}" if self.color and text.strip() else text

    def title(self, text: str) -> str:
        """The title of the whole."""
        return self._in("1", text)

    def heading(self, text: str) -> str:
        """A title inside, or the head of a column."""
        return self._in("1", text)

    def quiet(self, text: str) -> str:
        """What a reader may pass over."""
        return self._in("2", text)

    def toned(self, text: str, tone: float | None, diverging: bool) -> str:
        """A value in the colour of its side, bold where it is strong."""
        if tone is None:
            return self.quiet(text)
        if not diverging:
            return self._in(_DEGREE + (";1" if tone >= 0.75 else ""), text)
        if tone == 0:
            return text
        return self._in((_FOR if tone > 0 else _AGAINST) + (";1" if abs(tone) >= 0.75 else ""), text)
