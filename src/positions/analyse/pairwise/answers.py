"""Agreement asked of a dataset or of a user's table: whose stances are compared, in which order they stand, and the words for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from positions.analyse.dataset import Dataset
from positions.analyse.pairwise.agreement import LEAST_N, Agreement, agree_all
from positions.analyse.result import Caption, Head, Listing
from positions.analyse.selection import Selection, select
from positions.analyse.stance import stances as st
from positions.analyse.stance.comparison import group_stances, narrow, row_ids
from positions.errors import BadQuery, UnknownName

if TYPE_CHECKING:
    from positions.analyse.own.table import OwnTable

SPAN = (-2.0, 2.0)
ORDERS = ("bloc", "name")
BLOCKS = ("event", "year")


@dataclass(frozen=True, eq=False)
class Answers:
    """Event stances as one dense table.

    Attributes
    ----------
    rows, events
        Ids.
    stances
        Rows x events, nan where there is no position that counts.
    years
        The year of each event; "" where a user's table has no dates.
    labels
        Names of the rows; none in a user's table.
    filters, notes
        What was asked for, and what was left out, in words.
    version
        The version of the dataset; None for a user's table.
    span
        The ends of the scale, against which distances are judged.
    """

    rows: tuple[str, ...]
    events: tuple[str, ...]
    stances: np.ndarray
    years: tuple[str, ...]
    labels: Mapping[str, str]
    filters: tuple[str, ...]
    version: str | None
    span: tuple[float, float] | None = SPAN
    notes: tuple[str, ...] = ()

    @property
    def unit(self) -> str:
        """What was answered, in a word: an event, or a question of a user's table."""
        return "event" if self.version else "question"

    def blocks(self, kind: str) -> Any:
        """What is drawn when resampling: events, or whole years of them."""
        if kind not in BLOCKS:
            raise UnknownName("block", kind, BLOCKS)
        if kind == "year" and not all(self.years):
            raise BadQuery("blocks of years need dates; say which column holds the date")
        return np.unique(self.years, return_inverse=True)[1] if kind == "year" else None


def answers(dataset: Dataset, selection: Selection, rows: str = "actor") -> Answers:
    """The event stances of what a selection keeps, one row an actor or, pooled within each event, a group.

    Raises
    ------
    BadQuery
        If rows are groups and none is named.
    """
    if rows == "group":
        if not selection.groups:
            raise BadQuery("rows by group need at least one group")
        events = group_stances(dataset, selection, "topic")[2]
        names, labels = selection.groups, dataset.labels("groups", "name")
    else:
        selected = select(dataset, selection)
        events = st.event_stances(narrow(selected, "topic"))
        names, labels = row_ids(selected), dataset.labels("actors", "common_name")
    dates = dataset.labels("events", "date")
    years = tuple(str(dates[event].year) for event in events.questions)
    told = tuple(words for words in selection.told())
    return Answers(names, events.questions, st.dense(events, names), years, labels, told, dataset.version)


def own_answers(own: OwnTable) -> Answers:
    """The stances of a user's table as one dense table."""
    # With it comes Narwhals, which the dataset's own tables need not.
    from positions.analyse.own.matrix import answered

    rows, stances = answered(own)
    years = question_years(own, stances)
    return Answers(rows, stances.questions, st.dense(stances, rows), years, {}, (), None, own.span, own.notes)


def question_years(own: OwnTable, stances: st.EventStances) -> tuple[str, ...]:
    """The year of each question of a user's table, that of its newest answer; "" where the table has no dates."""
    if not own.dated:
        return ("",) * len(stances.questions)
    newest = np.full(len(stances.questions), np.iinfo(np.int64).min)
    np.maximum.at(newest, stances.question, stances.newest)
    return tuple(newest.astype("datetime64[D]").astype("datetime64[Y]").astype(str).tolist())


def agreement(
    given: Answers,
    measure: str = "kappa",
    weights: str | None = None,
    *,
    least_n: int = LEAST_N,
    interval: float | None = None,
    method: str = "percentile",
    resamples: int = 1000,
    seed: int = 0,
    blocks: str = "event",
    with_actor: str | None = None,
    order: str = "bloc",
    progress: Callable[[int, int], object] | None = None,
) -> Agreement:
    """The agreement of every two rows by one measure; see `positions.agreement`."""
    (found,) = _measured(
        given, [(measure, weights)], least_n=least_n, interval=interval, method=method, resamples=resamples, seed=seed,
        blocks=given.blocks(blocks), with_actor=with_actor, progress=progress,
    ).values()  # fmt: skip
    return _ordered(_captioned(found, given), order)


def side_by_side(given: Answers, *, least_n: int = LEAST_N, with_actor: str | None = None, **options: Any) -> Listing:
    """Every measure of every pair, one row a pair."""
    blocks = given.blocks(options.pop("blocks", "event"))
    found = _measured(given, None, least_n=least_n, with_actor=with_actor, blocks=blocks, **options)
    heads = [Head("a", "actor", "id"), Head("b", "with", "id"), Head("n", f"shared {given.unit}s", "number")]
    heads += [Head(name, name.replace(":", ", "), "number") for name in found]
    rows = []
    for pairs in zip(*(each.pairs() for each in found.values()), strict=True):
        values = {
            name: None if np.isnan(pair.value) else round(pair.value, 4)
            for name, pair in zip(found, pairs, strict=True)
        }
        rows.append(
            {
                "a": pairs[0].a,
                "b": pairs[0].b,
                "n": pairs[0].n,
                **values,
                "status": pairs[0].status if pairs[0].n < least_n else "ok",
            }
        )
    heads.append(Head("status", "status", "code"))
    first = next(iter(found.values()))
    caption = Caption(
        "Who agrees with whom? Every measure side by side",
        _told(first, given),
        f"A blank is undefined or rests on too few shared {given.unit}s; it is never 0 and never 1.",
        given.version,
        (
            *given.notes,
            *(
                f"{name}: {each.facts['definition']} {each.facts['paper']}"
                for name, each in found.items()
                if ":" not in name
            ),
        ),
    )
    return Listing(tuple(heads), tuple(rows), caption, "agreement")


def _measured(given: Answers, chosen: Sequence[tuple[str, str | None]] | None, **options: Any) -> dict[str, Agreement]:
    if not len(given.events) or len(given.rows) < 2:
        raise BadQuery(
            f"agreement needs two actors and an event; the selection has {len(given.rows)} and {len(given.events)}"
        )
    return agree_all(given.stances, given.rows, chosen, span=given.span, **options)


def _told(found: Agreement, given: Answers) -> tuple[str, ...]:
    told = [*given.filters, f"{found.questions} {given.unit}s, at least {found.least_n} shared"]
    if found.level:
        blocks = found.facts["blocks"]
        drawn = f"{given.unit}s" if blocks == found.questions else f"{blocks} blocks of {given.unit}s"
        told.append(f"{found.level:.0%} interval, {found.method}, {found.facts['resamples']:,} resamples of {drawn}")
    return tuple(told)


def _captioned(found: Agreement, given: Answers) -> Agreement:
    weights = f", {found.weights} weights" if found.weights else ""
    counts = {status: n for status, n in found.facts["status"].items() if n and status != "ok"}
    words = {
        "too_few": f"with too few shared {given.unit}s",
        "no_overlap": f"without a shared {given.unit}",
        "no_variation": "without variation, where the measure is undefined",
    }
    notes = [found.facts["paper"]]
    notes += (
        [", ".join(f"{n} pairs {words[status]}" for status, n in counts.items()) + ": blank, not 0"] if counts else []
    )
    notes += ["plain agreement: --measure agreement"] if found.measure != "agreement" else []
    caption = Caption(
        f"Who agrees with whom? {found.facts['label']}{weights}",
        _told(found, given),
        found.facts["definition"],
        given.version,
        (*notes, *given.notes),
    )
    return replace(found, caption=caption, labels={row: given.labels.get(row, row) for row in given.rows})


def _ordered(found: Agreement, order: str) -> Agreement:
    """Blocs beside each other where they can be found; else, and for one actor's pairs, as the rows stand."""
    if order not in ORDERS:
        raise UnknownName("order", order, ORDERS)
    if order == "name" or found.with_actor:
        return found
    from positions.analyse.structure.blocs import blocs

    try:
        made = blocs(found)
    except BadQuery:
        return found
    return replace(found.ordered(made.order), blocs=dict(made.labels))
