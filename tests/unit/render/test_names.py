"""Names of countries in the reader's language."""

from __future__ import annotations

import pytest

from positions.errors import BadQuery
from positions.render.names import in_language

ENGLISH = {"LTU": "Lithuania", "NAM": "Namibia", "EU-EP": "European Parliament"}
ISO2 = {"LTU": "LT", "NAM": "NA", "EU-EP": None}


@pytest.mark.parametrize(
    ("lang", "expected"), [("lt", "Lietuva"), ("de", "Litauen"), ("fr", "Lituanie"), ("pt-BR", "Lituânia")]
)
def test_names(lang: str, expected: str) -> None:
    """Countries bear the name of the language, institutions their own, and NA is Namibia."""
    named = in_language(lang, ENGLISH, ISO2)

    assert named["LTU"] == expected
    assert named["NAM"].startswith("Nam")
    assert named["EU-EP"] == "European Parliament"


@pytest.mark.parametrize("lang", ["xx", "klingon", "", "../de"])
def test_unknown_language(lang: str) -> None:
    """A language that nobody knows is told, with what would be right."""
    with pytest.raises(BadQuery, match="give a code such as lt"):
        in_language(lang, ENGLISH, ISO2)
