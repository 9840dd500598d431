"""Something public that goes warns first, and works on."""

from __future__ import annotations

import pytest

from positions.deprecation import renamed


@renamed("2027.1", until="as_of", who="actor")
def stances(actor: str = "LTU", *, as_of: str | None = None) -> tuple[str, str | None]:
    """A function two of whose arguments had other names."""
    return actor, as_of


def test_an_old_name_works_and_warns() -> None:
    """An argument under its old name is the argument, and the warning says the new one and points at the caller."""
    with pytest.warns(FutureWarning, match=r"^stances\(until=\.\.\.\) is deprecated since 2027\.1; use as_of$") as told:
        assert ("LTU", "2018") == stances(until="2018")

    assert __file__ == told[0].filename


def test_a_new_name_is_silent() -> None:
    """Who uses the new names hears nothing."""
    assert ("SWE", "2018") == stances("SWE", as_of="2018")


def test_both_names_are_too_many() -> None:
    """One argument under two names is refused."""
    with pytest.raises(TypeError, match="got until and as_of, which are one argument; give as_of"):
        stances(until="2018", as_of="2019")
