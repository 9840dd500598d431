"""Citations of a version and of the sources behind a subset."""

from __future__ import annotations

import json

import pytest
import yaml

from positions.analyse.selection import resolve
from positions.analyse.stance import comparison
from positions.errors import UnknownName
from positions.share.cite import FORMATS, cite

UNDATED = ("issued", "issued_end", "issued_precision")


@pytest.fixture(name="cited")
def _cited(built, rows):
    """The small dataset with a second source, behind the law alone."""
    rows["sources"].append(
        {**rows["sources"][0], "source_id": "gazette-2015", "title": "The law", "author": "A. One; B. Two"}
    )
    for row in rows["evidence"]:
        if row["position_id"].startswith("law-2015"):
            row["source_id"] = "gazette-2015"
    return built(rows)


def test_the_version_stands_in_the_citation(cited):
    """The text names who, year, title, version and licence."""
    expected = "The positions contributors (2026). A small dataset (version 2026.1) [Data set]. CC-BY-4.0.\n"

    assert expected == cite(cited).render()


@pytest.mark.parametrize(("filters", "sources"), [
    ({}, []),
    ({"topic": "asylum_rules"}, ["gazette-2015"]),
    ({"topic": "humanitarian_visas"}, ["paper-2017"]),
    ({"actor": "SWE"}, ["gazette-2015", "paper-2017"]),
    ({"actor": "NAM"}, []),
])  # fmt: skip
def test_the_sources_are_those_behind_the_subset(cited, filters, sources):
    """Exactly the sources behind the positions that count are cited."""
    assert sources == [row["source_id"] for row in cite(cited, **filters).sources]


def test_a_matrix_is_cited_by_its_cells(cited):
    """The sources of a matrix are those of the positions in its cells."""
    matrix = comparison.matrix(cited, resolve(cited, topic="asylum_rules"))

    assert ["gazette-2015"] == [row["source_id"] for row in cite(cited, matrix=matrix).sources]


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_names_version_and_sources(cited, format):
    """Each format carries the version, and each source of the subset."""
    text = cite(cited, topic="asylum_rules").render(format)

    assert "2026.1" in text
    assert "The law" in text
    assert "A paper" not in text


def test_csl_and_cff_can_be_read(cited):
    """CSL is JSON or YAML of the same items; CITATION.cff has the sources as references."""
    subset = cite(cited, topic="asylum_rules")
    items = json.loads(subset.render("csl"))

    assert ["positions-2026.1", "gazette-2015"] == [item["id"] for item in items]
    assert {"references": items} == yaml.safe_load(subset.render("csl-yaml"))
    assert ["The law"] == [entry["title"] for entry in yaml.safe_load(subset.render("cff"))["references"]]


@pytest.mark.parametrize(("known", "expected"), [
    ({"author": "A. One", "publisher": "A press"}, "A. One (2017). A paper. A press. https://example.org/a"),
    ({"author": None, "publisher": "A press"}, "A press (2017). A paper. https://example.org/a"),
    ({"author": None, "publisher": None}, "A paper. (2017). https://example.org/a"),
    ({"author": None, "publisher": None, "url": None, **dict.fromkeys(UNDATED)}, "A paper. (n.d.)."),
])  # fmt: skip
def test_no_author_is_invented(built, rows, known, expected):
    """A reference begins with the author, else the publisher, else the title; only CITATION.cff demands somebody."""
    rows["sources"][0].update(known)
    cited = cite(built(rows), topic="humanitarian_visas")
    told = [cited.render(name) for name in FORMATS if name != "cff"]

    assert expected == told[0].splitlines()[-1]
    assert [] == [text for text in told if "nonymous" in text]
    (reference,) = yaml.safe_load(cited.render("cff"))["references"]
    assert [{"name": known["author"] or known["publisher"] or "Anonymous"}] == reference["authors"]


def test_another_format_is_told(cited):
    """A format that is not there is named with those that are."""
    with pytest.raises(UnknownName, match="did you mean 'bibtex'"):
        cite(cited).render("bibtx")


def test_the_root_of_the_checkout_cites_the_data(root):
    """CITATION.cff in the root is what the command writes for the data of the checkout."""
    assert cite(root / "data").render("cff") == (root / "CITATION.cff").read_text(encoding="utf-8")
