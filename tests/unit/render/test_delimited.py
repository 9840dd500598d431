"""csv, tsv and json: what other programs read."""

from __future__ import annotations

import csv
import io
import json

import pytest
from syrupy.assertion import SnapshotAssertion
from tests.unit.render.results import FORMULA, HOSTILE, RESULTS, agreement

from positions.analyse.result import Listing, Result
from positions.analyse.stance.matrix import Matrix
from positions.render.formats.csv import harmless


@pytest.mark.parametrize("kind", ["stance", "coverage", "agreement", "pairs", "listing", "composite"])
@pytest.mark.parametrize("format_", ["csv", "json"])
def test_snapshot(kind: str, format_: str, snapshot: SnapshotAssertion) -> None:
    """Every kind as it is written."""
    assert snapshot == RESULTS[kind]().render(format_)


def test_rows_and_columns(matrix: Matrix) -> None:
    """The matrix as people see it; negative numbers stay numbers, blanks are empty, Namibia keeps its name."""
    rows = list(csv.reader(io.StringIO(str(matrix.render("csv")))))

    assert rows[0] == ["actor", "name", "humanitarian_visas", "asylum_rules", "diplomatic_pressure"]
    assert rows[1] == ["LTU", "Lithuania", "2", "-0.04", "0"]
    assert rows[2] == ["NAM", "Namibia", "", "", ""]
    assert rows[3][2] == "-2"


@pytest.mark.parametrize("format_", ["csv", "tsv"])
def test_no_formula(result: Result, format_: str) -> None:
    """No cell of text begins like a formula."""
    delimiter = "," if format_ == "csv" else "\t"
    rows = csv.reader(io.StringIO(str(result.render(format_))), delimiter=delimiter)

    def a_number(cell: str) -> bool:
        try:
            float(cell)
        except ValueError:
            return False
        return True

    assert [] == [
        cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r")) and not a_number(cell)
    ]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "\r=x", "\n=x"])
def test_harmless(text: str) -> None:
    """Text that begins like a formula gets an apostrophe; a number does not."""
    assert harmless(text) == "'" + text
    assert harmless(-1) == -1


def test_counts(matrix: Matrix) -> None:
    """With counts every column has one beside it."""
    rows = list(csv.reader(io.StringIO(str(matrix.render("csv", show_n=True)))))

    assert rows[0][2:4] == ["humanitarian_visas", "humanitarian_visas n"]
    assert rows[1][2:4] == ["2", "3"]


def test_json_holds_everything(matrix: Matrix, listing: Listing) -> None:
    """json holds the caption, every fact of a cell, and text as it is."""
    told = json.loads(str(matrix.render("json")))
    (cell,) = (cell for cell in told["cells"] if cell["row"] == "NAM" and cell["column"] == "asylum_rules")

    assert told["title"] == "Who is let in?"
    assert told["rows"][3] == {"id": "X-2", "name": FORMULA}
    assert cell["value"] is None
    assert cell["missing"] == "absent"
    assert told["cells"][0]["newest"] == "2017-05-17"
    assert json.loads(str(listing.render("json")))["rows"][1]["summary"] == HOSTILE


def test_json_of_undefined_agreement() -> None:
    """An undefined agreement is null with its status."""
    told = json.loads(str(agreement().render("json")))
    cells = [cell for cell in told["cells"] if cell["a"] == "X-2" and cell["b"] != "X-2"]

    assert {(cell["value"], cell["status"]) for cell in cells} == {(None, "no_overlap")}
