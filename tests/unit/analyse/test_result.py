"""What every comparison does: it shows itself."""

from __future__ import annotations

import pytest

import positions
from positions.analyse.dataset import Dataset


@pytest.mark.parametrize("of", ["matrix", "agreement", "coverage", "timeline", "why"])
def test_an_interpreter_shows_the_table(small: Dataset, of: str) -> None:
    """A result at a prompt is what a terminal would print, not the arrays that it is made of."""
    named = {"timeline": ("LTU",), "why": ("LTU", "humanitarian_visas")}.get(of, ())
    result = getattr(positions, of)(*named, data=small)

    assert str(result) == repr(result)
    assert "array(" not in repr(result)
    assert result.caption.title in repr(result)
