"""Each law holds, and each is seen broken by an implementation that does not keep it."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from hardening import laws
from positions import api
from positions.curate import tables
from positions.share.export import FORMATS, coded
from positions.share.export import csv as csv_

Patch = pytest.MonkeyPatch


@pytest.mark.parametrize("law", [law for law, _ in laws.LAWS], ids=lambda law: law.__name__)
def test_law(law: Callable[[random.Random], None]) -> None:
    """Each law holds for some data made by chance."""
    assert None is laws.tried(law, 2)["broken"]


def of_pairs(patch: Patch, change: Callable[[Any, list[str], list[str]], Any]) -> None:
    """Let agreement depend on what it should not: on actors or questions, in the order in which they come."""
    honest = api.agreement

    def agreement(data: Any, **options: Any) -> Any:
        found = honest(data=data, **options)
        value = np.nan_to_num(np.array(found.value, float))
        return dataclasses.replace(found, value=change(value, data["who"].to_pylist(), data["what"].to_pylist()))

    patch.setattr(api, "agreement", agreement)


def lopsided(patch: Patch) -> None:
    of_pairs(patch, lambda value, who, what: value + np.triu(np.ones_like(value), 1))


def by_name(patch: Patch) -> None:
    of_pairs(patch, lambda value, who, what: value + sum(map(ord, "".join(sorted(set(who))))))


def by_number_of_questions(patch: Patch) -> None:
    of_pairs(patch, lambda value, who, what: value / len(set(what)) + len(set(what)))


def by_the_first_row(patch: Patch) -> None:
    of_pairs(patch, lambda value, who, what: value + int(who[0][1:]) + int(what[0][1:]))


def of_cells(patch: Patch, change: Callable[[Any, int, dict[str, Any]], Any]) -> None:
    """Let the cells of a matrix depend on how many positions there are, or on the day."""
    honest = api.matrix

    class Changed:
        def __init__(self, frame: Any) -> None:
            self.frame = frame

        def to_frame(self) -> Any:
            return self.frame

    def matrix(data: Any, **options: Any) -> Any:
        found = honest(data=data, **options).to_frame()
        return Changed(change(found, len(data.table("positions")), options))

    patch.setattr(api, "matrix", matrix)


def by_number_of_positions(patch: Patch) -> None:
    of_cells(patch, lambda frame, n, options: frame.fillna(0).astype(float) + n)


def later_days_forget(patch: Patch) -> None:
    of_cells(patch, lambda frame, n, options: frame.astype(float) - float(options["as_of"].replace("-", "")))


def unsorted(patch: Patch) -> None:
    patch.setattr(tables, "_sortable", lambda value: (0, 0))


def without_quotes(patch: Patch) -> None:
    patch.setattr(
        csv_,
        "_written",
        lambda value: "" if value is None else str(value).lower() if isinstance(value, bool) else str(value),
    )


def other_places(patch: Patch) -> None:
    honest = coded.numbers
    patch.setattr(coded, "numbers", lambda book, column: {code: n + 1 for code, n in honest(book, column).items()})


def a_format_more(patch: Patch) -> None:
    patch.setitem(FORMATS, "more", FORMATS["csv"])


@pytest.mark.parametrize(
    ("law", "weaken"),
    [
        (laws.agreement_is_symmetric, lopsided), (laws.names_do_not_matter, by_name),
        (laws.what_nobody_shares_does_not_matter, by_number_of_questions), (laws.order_of_rows_does_not_matter, by_the_first_row),
        (laws.another_event_changes_no_other_cell, by_number_of_positions), (laws.later_days_lose_nothing, later_days_forget),
        (laws.order_of_seeds_does_not_matter, unsorted), (laws.exports_come_back, without_quotes),
        (laws.exports_come_back, other_places), (laws.exports_come_back, a_format_more),
    ],
    ids=lambda value: value.__name__,
)  # fmt: skip
def test_a_law_can_be_broken(
    law: Callable[[random.Random], None], weaken: Callable[[Patch], None], monkeypatch: Patch
) -> None:
    """Where the implementation does not keep it, the law says so."""
    weaken(monkeypatch)

    with pytest.raises(AssertionError):
        for number in range(10):
            law(random.Random(number))


def test_every_law_is_broken_here() -> None:
    """No law goes without its proof that it can fail."""
    marked = test_a_law_can_be_broken.pytestmark[0].args[1]  # type: ignore[attr-defined]

    assert {law for law, _ in laws.LAWS} == {law for law, _ in marked}
