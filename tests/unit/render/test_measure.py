"""Text in the columns of a terminal."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from positions.render.measure import clean, cut, width, wrapped


@given(st.text(), st.integers(2, 60))
def test_cut_fits(text: str, columns: int) -> None:
    """Cut text fits, and text that fits is not cut."""
    shown = cut(clean(text), columns)

    assert width(shown) <= columns
    assert (shown == clean(text)) or width(clean(text)) > columns


@given(st.text(), st.integers(4, 60), st.booleans())
def test_wrapped_fits(text: str, columns: int, inside: bool) -> None:
    """Wrapped lines fit and lose nothing but blanks."""
    lines = wrapped(clean(text), columns, inside=inside)

    assert max(map(width, lines)) <= columns
    assert "".join("".join(lines).split()) == "".join(clean(text).split())


@given(st.text())
def test_clean_commands_nothing(text: str) -> None:
    """Clean text is one line without a control character, and cleaning again changes nothing."""
    shown = clean(text)

    assert not any(ord(c) < 32 or 127 <= ord(c) < 160 for c in shown)
    assert clean(shown) == shown


def test_width_of_wide_and_combining() -> None:
    """A wide letter takes two columns, a combining mark none."""
    assert [2, 1, 4] == [width("日"), width("e\u0301"), width("中国")]
