"""The agreement of actors: for every pair a value, the number of shared questions, an interval and a status.

A value that is undefined, or rests on too few shared questions, is nan and its status says why; it is never
shown as 0 or 1.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import asdict, dataclass, field, fields, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from positions.analyse.pairwise.intervals import Progress, Resampling
from positions.analyse.pairwise.joint import JointCounts
from positions.analyse.pairwise.measures import Measure, variant_name, variants
from positions.analyse.pairwise.scale import Scale
from positions.analyse.result import Caption, Result
from positions.analyse.threads import calm_blas
from positions.errors import BadQuery, UnknownName

if TYPE_CHECKING:
    import pandas as pd

OK, TOO_FEW, NO_OVERLAP, NO_VARIATION = ("ok", "too_few", "no_overlap", "no_variation")
# On fewer shared questions than this, one more answer would turn the figure round.
LEAST_N = 5
# From so many cells of actors x questions on, it pays to have BLAS calm.
LARGE = 10**5
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Pair:
    """The agreement of two actors.

    Attributes
    ----------
    a, b
        Their ids.
    value
        The measure, nan where `status` is not ``ok``.
    n
        Shared questions.
    low, high
        The ends of the interval, nan where there is none.
    measure
        A name of `MEASURES`.
    status
        ``ok``, ``too_few``, ``no_overlap`` or ``no_variation``.
    """

    a: str
    b: str
    value: float
    n: int
    low: float
    high: float
    measure: str
    status: str


@dataclass(frozen=True, eq=False, repr=False)
class Agreement(Result):
    """The agreement of every two actors by one measure.

    Parameters
    ----------
    actors
        The rows and columns of every array below.
    questions
        How many questions were looked at.
    measure, weights
        A name of `MEASURES`, and the weights of distances, empty where the measure has no choice.
    value
        The measure, nan where `status` is not ``ok``.
    n
        Shared questions; on the diagonal, the questions that an actor answered.
    low, high
        The ends of the interval, or none where none was asked for. Nan on the diagonal, where `value` is, and
        where more than a tenth of the resamples have no value.
    status
        ``ok``, ``too_few`` (fewer than `least_n`), ``no_overlap`` (no shared question) or ``no_variation``
        (the answers do not vary, so that the measure divides by zero).
    least_n
        The number of shared questions below which no value is given.
    level, method
        The coverage of the interval and how its ends were found, or none.
    with_actor
        The one actor whose pairs are told by :meth:`pairs`, or none for all.
    order
        The actors in the order in which tables and plots show them.
    facts
        What a reader of the figures needs: measure, definition, paper, counts, and how the interval was made.
    caption
        What was compared and how, in words.
    labels
        Names of actors for readers.
    blocs
        The bloc of each actor, where the order is that of blocs.

    Examples
    --------
    >>> import positions
    >>> found = positions.agreement(group="BALTIC", measure="agreement", order="name")
    >>> found.actors, found.of("LTU")[0].status
    (('EST', 'LVA', 'LTU'), 'ok')
    """

    kind = "agreement"

    actors: tuple[str, ...]
    questions: int
    measure: str
    weights: str
    value: Floats
    n: NDArray[np.int64]
    low: Floats | None
    high: Floats | None
    status: NDArray[np.str_]
    least_n: int
    level: float | None = None
    method: str | None = None
    with_actor: str | None = None
    order: tuple[str, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    caption: Caption = field(default_factory=lambda: Caption(""))
    labels: Mapping[str, str] = field(default_factory=dict)
    blocs: Mapping[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.order:
            object.__setattr__(self, "order", self.actors)

    def ordered(self, order: Sequence[str]) -> Agreement:
        """The same agreement, shown in another order.

        Parameters
        ----------
        order
            Actors; those left out follow in their own order.

        Returns
        -------
        Agreement
            With the same values.

        Raises
        ------
        UnknownName
            If an actor is not among those compared.
        """
        known = set(self.actors)
        unknown = next((actor for actor in order if actor not in known), None)
        if unknown is not None:
            raise UnknownName("actor", unknown, self.actors)
        return replace(self, order=tuple(dict.fromkeys((*order, *self.order))))

    def pairs(self) -> list[Pair]:
        """Every pair once, in the order of `order`; only those of `with_actor` where one was named.

        Returns
        -------
        list of Pair
            Each with value, shared questions, interval and status.
        """
        if self.with_actor is not None:
            return [self._pair(self.with_actor, other) for other in self.order if other != self.with_actor]
        return [self._pair(a, b) for i, a in enumerate(self.order) for b in self.order[i + 1 :]]

    def of(self, actor: str) -> list[Pair]:
        """The pairs of one actor with all others, nearest first; pairs without a value come last.

        Parameters
        ----------
        actor
            An id of `actors`.

        Returns
        -------
        list of Pair
            `actor` is the first of each.

        Raises
        ------
        UnknownName
            If the actor is not among those compared.
        """
        if actor not in self._index:
            raise UnknownName("actor", actor, self.actors)
        pairs = [self._pair(actor, other) for other in self.order if other != actor]
        return sorted(pairs, key=lambda pair: (pair.status != OK, -pair.value if pair.status == OK else 0.0, pair.b))

    def to_frame(self, wide: bool = False) -> pd.DataFrame:
        """The agreement as a pandas frame.

        Parameters
        ----------
        wide
            Whether it is a square of values, rather than one row a pair.

        Returns
        -------
        pandas.DataFrame
            Its ``attrs`` hold version, filters and rule.
        """
        import pandas as pd

        if wide:
            place = [self._index[actor] for actor in self.order]
            frame = pd.DataFrame(self.value[np.ix_(place, place)], index=list(self.order), columns=list(self.order))
            frame = frame if self.with_actor is None else frame.loc[[self.with_actor]]
        else:
            frame = pd.DataFrame([asdict(pair) for pair in self.pairs()], columns=[f.name for f in fields(Pair)])
        frame.attrs.update(self.caption.facts())
        return frame

    @cached_property
    def _index(self) -> dict[str, int]:
        return {actor: place for place, actor in enumerate(self.actors)}

    def _pair(self, a: str, b: str) -> Pair:
        cell = self._index[a], self._index[b]
        low, high = (float("nan") if ends is None else float(ends[cell]) for ends in (self.low, self.high))
        return Pair(a, b, float(self.value[cell]), int(self.n[cell]), low, high, self.measure, str(self.status[cell]))


def agree(
    stances: ArrayLike | JointCounts,
    actors: Sequence[str],
    measure: str = "kappa",
    weights: str | None = None,
    **options: Any,
) -> Agreement:
    """The agreement of every two actors by one measure.

    Parameters
    ----------
    stances
        Actors x questions, nan where an actor has no position; or their joint counts.
    actors
        The name of each row.
    measure, weights
        A name of `MEASURES`, and one of its weights; by default its first.
    **options
        The keywords of :func:`agree_all`: `least_n`, `interval`, `method`, `resamples`, `seed`, `blocks`,
        `span`, `with_actor`, `progress`.

    Raises
    ------
    BadQuery, UnknownName
        If an option cannot be meant, or names an actor or a measure that is not there.
    """
    (agreement,) = agree_all(stances, actors, [(measure, weights)], **options).values()
    return agreement


def agree_all(
    stances: ArrayLike | JointCounts,
    actors: Sequence[str],
    chosen: Sequence[tuple[str, str | None]] | None = None,
    *,
    least_n: int = LEAST_N,
    interval: float | None = None,
    method: str = "percentile",
    resamples: int = 1000,
    seed: int = 0,
    blocks: int | ArrayLike | None = None,
    span: tuple[float, float] | None = None,
    with_actor: str | None = None,
    progress: Progress | None = None,
) -> dict[str, Agreement]:
    """The agreement of every two actors by several measures, read from the same joint counts.

    Parameters
    ----------
    stances, actors
        As in :func:`agree`.
    chosen
        Names of `MEASURES` with their weights; by default every measure with all its weights.
    least_n
        The number of shared questions below which a pair has no value.
    interval
        The coverage of the interval, such as 0.95; by default none is computed.
    method
        ``percentile`` or ``bca``.
    resamples, seed, blocks
        How many resamples, from which seed, of what: a label for each question, a number of runs of
        consecutive questions, or by default every question by itself (200 runs for more than 1,000).
    span
        The ends of the scale, against which distances are judged: (-2, 2) for stances; by default those
        observed.
    with_actor
        The one actor whose pairs are asked for; intervals are computed for these alone.
    progress
        Called with the pairs done and the pairs to do, while intervals are computed.

    Returns
    -------
    dict
        From ``kappa``, ``kappa:quadratic`` ... to the agreement.
    """
    joint = stances if isinstance(stances, JointCounts) else JointCounts.from_values(stances)
    names, measures = tuple(actors), variants(chosen)
    _check(joint, names, least_n, with_actor)
    resampling = None if interval is None else Resampling(interval, method, resamples, seed, blocks)
    scale = Scale.reaching(joint.values, span)
    asked = _asked(names, with_actor)
    facts = {"actors": len(names), "questions": joint.questions, "pairs": int(asked.sum()), "span": scale.span}
    facts |= {"least_n": least_n} | ({} if resampling is None else resampling.facts(joint.questions))
    agreements = {}
    with nullcontext() if resampling is None and joint.codes.size < LARGE else calm_blas():
        values, n = _values_and_n(joint, measures, scale)
        enough = n >= least_n
        of_n = np.where(enough, OK, np.where(n > 0, TOO_FEW, NO_OVERLAP))
        for (measure, weights), value in zip(measures, values, strict=True):
            undefined = enough & np.isnan(value)
            low, high = None, None
            if resampling is not None:
                wanted = asked & enough & ~undefined
                low, high = resampling.ends(joint, measure, weights, scale, wanted, progress)
            agreements[variant_name(measure, weights)] = Agreement(
                actors=names,
                questions=joint.questions,
                measure=measure.name,
                weights=weights,
                value=np.where(enough, value, np.nan),
                n=n,
                low=low,
                high=high,
                status=np.where(undefined, NO_VARIATION, of_n) if undefined.any() else of_n,
                least_n=least_n,
                level=interval,
                method=None if interval is None else method,
                with_actor=with_actor,
                facts=facts | measure.facts(weights) | {"status": _counts(asked, n, enough, undefined)},
            )
    return agreements


def _check(joint: JointCounts, actors: tuple[str, ...], least_n: int, with_actor: str | None) -> None:
    if len(actors) != joint.actors or len(set(actors)) != len(actors):
        raise BadQuery(
            f"{joint.actors} rows of stances need as many names of actors, each once; "
            f"got {len(actors)}, of which {len(set(actors))} differ"
        )
    if least_n < 1:
        raise BadQuery(f"the least number of shared questions is at least 1, not {least_n}")
    if with_actor is not None and with_actor not in actors:
        raise UnknownName("actor", with_actor, actors)


def _asked(actors: tuple[str, ...], with_actor: str | None) -> NDArray[np.bool_]:
    """Each pair once, above the diagonal; only those of one actor where one is named."""
    asked = np.triu(np.ones((len(actors), len(actors)), dtype=bool), k=1)
    if with_actor is not None:
        others = np.array([actor != with_actor for actor in actors])
        asked[np.ix_(others, others)] = False
    return asked


def _values_and_n(
    joint: JointCounts, measures: list[tuple[Measure, str]], scale: Scale
) -> tuple[list[Floats], NDArray[np.int64]]:
    """Each measure and the number of shared questions of all pairs, actors x actors."""
    square = joint.actors, joint.actors
    values, n = [np.full(square, np.nan) for _ in measures], np.zeros(square, np.int64)
    # Where nobody has any position there is nothing to count.
    for rows in joint.chunks(16 * len(joint.values) ** 2) if len(joint.values) else ():
        a, b = np.nonzero(np.arange(joint.actors) >= np.arange(rows.start, rows.stop)[:, None])
        a += rows.start
        tables = joint.tables(rows, a, b).astype(np.float64)
        cells, mirrored = a * joint.actors + b, b * joint.actors + a
        n.ravel()[cells] = n.ravel()[mirrored] = tables.sum(axis=0)
        for (measure, weights), value in zip(measures, values, strict=True):
            value.ravel()[cells] = value.ravel()[mirrored] = measure.value(tables, scale, weights)
    return values, n


def _counts(
    asked: NDArray[np.bool_], n: NDArray[np.int64], enough: NDArray[np.bool_], undefined: NDArray[np.bool_]
) -> dict[str, int]:
    """How many of the pairs asked for have each status."""
    which = {OK: enough & ~undefined, TOO_FEW: ~enough & (n > 0), NO_OVERLAP: n == 0, NO_VARIATION: undefined}
    return {status: int(np.count_nonzero(asked & pairs)) for status, pairs in which.items()}
