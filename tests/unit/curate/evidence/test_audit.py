"""The audit of a source: which sentences name an actor, and what accounts for them."""

from __future__ import annotations

from pathlib import Path

import pytest

from positions.curate.evidence.audit import Names, audit, sentences
from positions.curate.seeds import checks
from positions.curate.seeds.seeds import Seeds
from positions.errors import UnknownName

GOOD = Path(__file__).parents[3] / "seeds" / "good"
PAPER = """Two states and two visas, until the summer.

The minister said that Lithuania had issued two visas. Mr. Smith agreed, and the reporter
thinks that “Norway might follow”.
Germany waits.

1. Berlin in brief
2. Weather
• German trains are late
"""


@pytest.fixture(name="seeds", scope="module")
def seeds_() -> Seeds:
    """The small tree."""
    return checks.check(GOOD)[0]


def test_sentences(seeds: Seeds) -> None:
    """A sentence ends at a full stop, a blank line or a list item, not behind Mr., and knows its line."""
    found = [(sentence.line, sentence.text) for sentence in sentences(PAPER, Names(seeds))]

    assert [
        (1, "Two states and two visas, until the summer."),
        (3, "The minister said that Lithuania had issued two visas."),
        (3, 'Mr. Smith agreed, and the reporter thinks that "Norway might follow".'),
        (5, "Germany waits."),
        (7, "1. Berlin in brief"),
        (8, "2. Weather"),
        (9, "• German trains are late"),
    ] == found


def test_names(seeds: Seeds) -> None:
    """An actor is found by name, adjective and capital, as a whole word and by its longest name."""
    names = Names(seeds)

    assert ("DEU", "RUS") == names.within("Berlin and the Russian Federation")
    assert () == names.within("Norwegian, lithuania, Berliner")
    assert ("LTU",) == names.within("Lithuania's minister")


def test_audit(seeds: Seeds) -> None:
    """Sentences are sorted by the passages that touch them, and the rest is listed."""
    made = audit(PAPER, seeds, ["paper-2017-05-19"])

    assert [3] == [sentence.line for sentence in made.coded]
    assert [3] == [sentence.line for sentence in made.not_coded]
    assert [(5, ("DEU",)), (7, ("DEU",)), (9, ("DEU",))] == [
        (sentence.line, sentence.actors) for sentence in made.unaccounted
    ]
    assert "7 sentences, 5 name an actor: 1 coded, 1 considered and not coded, 3 unaccounted for" == made.count()


def test_unknown_source(seeds: Seeds) -> None:
    """A source that nobody knows is answered with the nearest."""
    with pytest.raises(UnknownName, match="did you mean 'paper-2017-05-19'"):
        audit(PAPER, seeds, ["paper-2017-05-18"])


@pytest.mark.shared
def test_article(shared: Path) -> None:
    """Every sentence of the starting article that names an actor is accounted for."""
    source = "euobserver-2017-05-19-lithuania-chechens"
    raw = (shared / "sources" / f"{source}.txt").read_text("utf-8")

    made = audit(raw, checks.check(Path(__file__).parents[4] / "seeds")[0], [source])

    assert () == made.unaccounted
