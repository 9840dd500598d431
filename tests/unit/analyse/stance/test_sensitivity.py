"""The matrix under other rules of what counts."""

from __future__ import annotations

from typing import Any

from tests.small import position, small_rows

from positions.analyse.dataset import Dataset
from positions.analyse.result import Listing
from positions.analyse.selection import resolve
from positions.analyse.stance.comparison import matrix
from positions.analyse.stance.sensitivity import VARIANTS, sensitivity


def test_each_variant_is_told_by_what_it_changes(small: Dataset) -> None:
    """Sweden on diplomatic pressure is 0 and then -2, -1.0 at most: the counts are those made by hand."""
    asked = resolve(small)
    made = sensitivity(matrix(small, asked), lambda selection: matrix(small, selection))
    summary = made["Summary"]

    assert isinstance(summary, Listing)
    assert [(row["variant"], row["filled"], row["lost"], row["changed"]) for row in summary.rows] == [
        ("as asked", 6, 0, 0),
        ("deeds only", 5, 1, 0),
        ("words only", 3, 3, 0),
        ("high confidence only", 6, 0, 0),
        ("without third-party attribution", 5, 1, 0),
    ]


def test_a_change_of_side_is_named(tables_of: Any) -> None:
    """Norway speaks for and acts against: as asked the deed counts, and of words alone the cell turns, by name."""
    rows = small_rows() | {"evidence": []}
    rows["positions"] = [
        position("press-2017", "NOR", "against", "enacted", "2017-05-15", topic_id="diplomatic_pressure"),
        position("press-2017", "NOR", "for", "declared", "2017-05-16", key="word", topic_id="diplomatic_pressure"),
    ]
    data = tables_of(rows)
    summary = sensitivity(matrix(data, resolve(data)), lambda selection: matrix(data, selection))["Summary"]

    assert isinstance(summary, Listing)
    assert {row["variant"]: row["which"] for row in summary.rows if row["which"]} == {
        "words only": "NOR diplomatic_pressure"
    }


def test_every_variant_has_a_matrix(small: Dataset) -> None:
    """The matrices stand behind the summary under the names of their rules."""
    made = sensitivity(matrix(small, resolve(small)), lambda selection: matrix(small, selection))

    assert ["Summary", "as asked", *(variant.label for variant in VARIANTS)] == [title for title, _ in made.parts]
