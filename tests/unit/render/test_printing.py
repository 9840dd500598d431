"""Pages to print: all of a report, however long, on pages of one size."""

from __future__ import annotations

import io
import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pypdf
import pytest

import positions
from positions.analyse.result import Caption, Head
from positions.errors import MissingExtra
from positions.render import charts
from positions.render.charts import draw, printing, table, timeline
from positions.render.document import Cell, Document, Options, Table

HEADS = (Head("id", "Source"), Head("title", "Title"), Head("url", "Address", "link"))


def listing(rows: int, address: str = "https://example.org/") -> Document:
    """A list of sources."""
    cells = tuple(
        (Cell(f"s{i}", f"s{i}"), Cell(f"Title {i}", f"Title {i}"), Cell(None, "", link=f"{address}{i}"))
        for i in range(rows)
    )
    return Document("listing", Caption("Sources", (), "", "2026.1", ()), (Table(HEADS, cells),))


def pages_of(content: bytes) -> list[Any]:
    """The pages of a file."""
    return list(pypdf.PdfReader(io.BytesIO(content)).pages)


def words(content: bytes) -> list[str]:
    """The lines of all pages."""
    return "\n".join(page.extract_text() for page in pages_of(content)).splitlines()


@pytest.fixture(name="told", scope="module")
def _told() -> Any:
    return positions.report(actor=["LTU", "LVA", "POL"], topic="humanitarian_visas")


@pytest.fixture(name="report", scope="module")
def _report(told: Any) -> bytes:
    return told.render("pdf")  # type: ignore[no-any-return]


def test_every_source_is_there(told: Any, report: bytes) -> None:
    """A report on paper ends with all of its sources, not with the first of them."""
    (sources,) = [part for title, part in told.parts if title == "Sources"]
    asked = {row["source_id"] for row in sources.rows}
    lines = words(report)

    assert len(asked) > 40
    # An id is told as far as its column goes.
    assert set() == {source for source in asked if not any(source[:40] in line for line in lines)}


def test_titles_of_sources_lead_to_them(report: bytes) -> None:
    """A title on paper that is read on a screen opens its source."""
    found = [note.get_object()["/A"]["/URI"] for page in pages_of(report) for note in page.get("/Annots", [])]

    assert "https://euobserver.com/health-and-society/137976" in found


def test_pages_are_of_one_size_and_numbered(told: Any, report: bytes) -> None:
    """A4, turned; each foot tells what it is, the version, and which page of how many."""
    pages = pages_of(report)

    assert {(842, 595)} == {(round(page.mediabox.width), round(page.mediabox.height)) for page in pages}
    foots = [page.extract_text().splitlines()[-1] for page in pages]
    title = told.caption.title
    version = json.loads(Path(positions.codebook.shipped_data(), "datapackage.json").read_text("utf-8"))["version"]
    assert [f"{title} · positions {version} {n} / {len(pages)}" for n in range(1, len(pages) + 1)] == foots


def test_a_long_list_has_every_row_once() -> None:
    """A table of more rows than a page holds goes on overleaf, its columns in the same places."""
    content = printing.printed(listing(101), Options())
    text = words(content)

    assert [1] * 101 == [
        sum(f"Title {i}" in line.split("  ") or line.endswith(f" Title {i}") for line in text) for i in range(101)
    ]
    assert ["Sources", *["Sources, continued"] * (len(pages_of(content)) - 1)] == [
        line for line in text if line.startswith("Sources") and " / " not in line
    ]


def test_what_leads_lies_over_its_words() -> None:
    """The area of a link is where its title stands: below one another, inside the page."""
    (page,) = pages_of(printing.printed(listing(3), Options()))
    places = [[float(number) for number in note.get_object()["/Rect"]] for note in page["/Annots"]]

    assert sorted((top for *_, top in places), reverse=True) == [top for *_, top in places]
    assert all(0 < left < right < 842 and 0 < low < top < 595 for left, low, right, top in places)
    assert pytest.approx([table.ROW * printing.LARGEST] * 2) == [a[1] - b[1] for a, b in pairwise(places)]


def test_a_matrix_too_long_is_cut_between_rows() -> None:
    """A matrix with more rows than a page holds keeps its columns and key on each page."""
    matrix = positions.matrix(group="EU")
    document = positions.render.views.document(matrix, Options())
    content = printing.printed(document, Options())
    text = words(content)

    assert 1 < len(pages_of(content))
    assert len(pages_of(content)) == sum("Humanitarian visas" in line for line in text)
    assert [1] * len(matrix.rows) == [sum(matrix.row_labels[row] in line for line in text) for row in matrix.rows]


def test_a_square_stays_whole() -> None:
    """Agreement compares rows with columns: it is made smaller rather than cut."""
    found = positions.agreement(group="EU")
    document = positions.render.views.document(found, Options())

    assert 1 == len(pages_of(printing.printed(document, Options())))


def test_what_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without pypdf the extra is named that brings it."""
    monkeypatch.setitem(__import__("sys").modules, "pypdf", None)

    with pytest.raises(MissingExtra, match=r"positions\[report\]"):
        printing.printed(listing(1), Options())


@pytest.mark.parametrize("address", ["javascript:alert(1)//", "file:///etc/", "//example.org/", "data:text/html,"])
def test_no_link_leads_elsewhere_than_to_the_web(address: str) -> None:
    """An address in somebody's table that runs a script or opens a file is no link, neither in pages nor in a drawing."""
    (page,) = pages_of(printing.printed(listing(2, address), Options()))
    drawn = draw.svg({"$schema": charts.VEGA_LITE, **table.spec(None, listing(2, address), Options())})

    assert [] == list(page.get("/Annots", []))
    assert "href=" not in drawn and address not in drawn


def test_a_long_timeline_goes_on_overleaf() -> None:
    """A timeline of more events than a picture shows has all of them on pages, each once."""
    told = positions.timeline("LTU")
    titles = {row["event"][:50] for row in told.rows}
    text = " ".join(words(told.render("pdf")))

    assert len({row["event_id"] for row in told.rows}) > timeline.MOST
    assert set() == {title for title in titles if title not in text}


def test_a_part_without_rows_says_so() -> None:
    """One actor has no pair: the report is made all the same, and says that nothing was found."""
    text = words(positions.report(actor="LTU", since="2025-12").render("pdf"))

    assert "Nearest and farthest" in text and "nothing found" in text
