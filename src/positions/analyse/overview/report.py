"""All of it in one: stances, coverage, who agrees with whom, what is newest, and every source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from positions.analyse.account import accounts
from positions.analyse.dataset import Dataset
from positions.analyse.overview import timeline
from positions.analyse.overview.inventory import inventory
from positions.analyse.pairwise.answers import answers
from positions.analyse.pairwise.listing import measured, pair_listing, pair_rows
from positions.analyse.result import Caption, Composite, Listing, Result
from positions.analyse.selection import Selection
from positions.analyse.stance import comparison
from positions.analyse.stance.coverage import coverage
from positions.analyse.stance.matrix import Matrix
from positions.analyse.structure.blocs import peers

NEWEST = 30


def report(dataset: Dataset, selection: Selection, least_n: int = 5) -> Composite:
    """The report of a selection.

    Parameters
    ----------
    least_n
        Shared events below which two actors are not compared.

    Returns
    -------
    Composite
        ``Stances`` by topic and by issue, ``Coverage``, ``Nearest and farthest``, ``Newest positions``, ``Sources``.
    """
    by_topic = comparison.matrix(dataset, selection)
    by_issue = comparison.matrix(dataset, selection, columns="issue")
    parts: list[tuple[str, Result]] = [
        ("Stances by topic", by_topic),
        ("Stances by issue", by_issue),
        ("Coverage", coverage(by_issue)),
        ("Nearest and farthest", _neighbours(dataset, selection, by_topic.rows, least_n)),
        ("Newest positions", _newest(dataset, by_topic)),
        ("Sources", inventory(dataset, "sources", selection)),
    ]
    told = by_topic.caption
    title = ", ".join(dataset.labels("groups", "name")[group] for group in selection.groups) or "Positions"
    caption = Caption(f"{title}: report", told.filters, told.rule, told.version, told.notes)
    return Composite(parts=tuple(parts), caption=caption, shape="report")


def _neighbours(dataset: Dataset, selection: Selection, actors: Sequence[str], least_n: int) -> Listing:
    """For each actor the other that it agrees with most, and the one with which it does least."""
    found = measured(answers(dataset, selection), least_n)
    pairs = list(_ends(found["kappa"], actors))
    rows = pair_rows(found, pairs, dataset.labels("actors", "common_name"))
    return pair_listing(rows, "For each actor, the nearest and the farthest of the others", dataset.version, least_n)


def _ends(agreement: Any, actors: Sequence[str]) -> Iterator[tuple[str, str]]:
    for actor in actors:
        ends = peers(agreement, actor, 1)
        yield from ((pair.a, pair.b) for pair in (*ends.nearest, *ends.farthest))


def _newest(dataset: Dataset, matrix: Matrix) -> Listing:
    assert matrix.selected is not None
    told = accounts(dataset, matrix.selected.keep)[::-1][:NEWEST]
    return timeline.listing(dataset, told, f"The newest {len(told)} positions")
