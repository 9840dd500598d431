"""The workbook, read back."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
from tests.unit.render.results import FORMULA, RESULTS

from positions.analyse.dataset import Dataset
from positions.analyse.result import Listing, Result
from positions.analyse.selection import resolve
from positions.analyse.stance.comparison import matrix as compared
from positions.analyse.stance.matrix import Matrix


def _read(result: Result, **options: Any) -> Any:
    content = result.render("xlsx", **options)
    assert isinstance(content, bytes)
    return openpyxl.load_workbook(io.BytesIO(content))


def test_matrix_as_seen(matrix: Matrix) -> None:
    """Numbers are numbers, blanks words, the head is frozen and the colours run over the scale."""
    sheet = _read(matrix)["matrix"]
    rows = [[cell.value for cell in row] for row in sheet]

    assert rows[0] == ["actor", "name", "Humanitarian visas", "Asylum rules", "@Pressure & co"]
    assert rows[1] == ["LTU", "Lithuania", 2, -0.04, 0]
    assert rows[2] == ["NAM", "Namibia", "not found", "absent", "not asked"]
    assert sheet.freeze_panes == "C2"
    (rule,) = next(iter(sheet.conditional_formatting)).rules
    assert [stop.val for stop in rule.colorScale.cfvo] == [-2, 0, 2]


def test_no_formula(result: Result) -> None:
    """No cell of any sheet is a formula."""
    assert [] == [cell.value for sheet in _read(result) for row in sheet for cell in row if cell.data_type == "f"]


def test_text_like_a_formula_is_kept(matrix: Matrix) -> None:
    """A name that looks like a formula is the text that it is, and stays it when typed over."""
    cell = _read(matrix)["matrix"]["B5"]

    assert cell.value == FORMULA
    assert cell.data_type == "s"
    assert cell.quotePrefix


def test_cells_in_full(matrix: Matrix) -> None:
    """A sheet has one row a cell with all that is known of it."""
    rows = [[cell.value for cell in row] for row in _read(matrix)["cells"]]

    assert len(rows) == 1 + 15
    first = dict(zip(rows[0], rows[1], strict=True))
    assert (first["row"], first["value"], first["n"], first["mixed"], first["ids"]) == (
        "LTU",
        2,
        3,
        "no",
        "chechnya-visas-2017:LTU",
    )


def test_evidence_comes_along(small: Dataset) -> None:
    """A matrix of a dataset brings its positions, their sources and the codebook."""
    made = compared(small, resolve(small))
    book = _read(made)

    assert book.sheetnames == ["matrix", "cells", "positions", "sources", "codebook", "about"]
    behind = {name for names in made.ids.values() for name in names}
    assert {row[0].value for row in book["positions"].iter_rows(min_row=2)} == behind
    assert {row[0].value for row in book["codebook"].iter_rows(min_row=2)} == set(small.codebook)


def test_links_only_to_the_web(listing: Listing) -> None:
    """Addresses can be followed; a script stays text."""
    sheet = _read(listing)["table"]
    # As Excel itself keeps them, what follows the # lies apart.
    links = [f"{c.hyperlink.target}#{c.hyperlink.location}" for row in sheet for c in row if c.hyperlink]

    assert links == ["https://example.org/a?b=1&c=2#:~:text=visas%20to"]


def test_no_clock(matrix: Matrix) -> None:
    """No time of writing is kept."""
    properties = _read(matrix).properties

    assert properties.created == properties.modified
    assert properties.created.year == 2020


def test_names_of_sheets() -> None:
    """Parts are sheets, their titles made names that a workbook allows."""
    names = _read(RESULTS["composite"]()).sheetnames

    assert names[:4] == ["Stances", "Stances cells", "Empty", "Inner  part"]
