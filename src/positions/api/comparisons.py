"""Actors beside each other: matrices of stances, how far they hold, agreement, coverage."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from positions.analyse.selection import resolve
from positions.analyse.stance import comparison
from positions.analyse.stance.matrix import Matrix
from positions.api.choices import Blocks, Columns, Measure, Method, Order, Rows, Value
from positions.api.opening import is_table, opened, own_table
from positions.errors import BadQuery

if TYPE_CHECKING:
    from positions.analyse.pairwise.agreement import Agreement
    from positions.analyse.result import Composite, Listing
    from positions.analyse.stance.coverage import Coverage


def matrix(
    *,
    data: Any = None,
    rows: Rows = "actor",
    columns: Columns = "topic",
    value: Value = "stance",
    half_life: float | None = None,
    topic_weights: Mapping[str, float] | None = None,
    interval: float | None = None,
    **filters: Any,
) -> Matrix:
    """Stances compared: actors or groups x topics, issues, events, years, instruments or beneficiaries.

    Parameters
    ----------
    data
        A folder of tables or a `Dataset`; by default the tables that came with the package. Or a table of your own,
        one row an answer of an actor to a question: a frame of pandas, polars, pyarrow, DuckDB or PySpark.
    rows
        ``actor``, or ``group`` for one row for each group.
    columns
        ``topic``, ``issue``, ``event``, ``year``, ``instrument`` or ``beneficiaries``.
    value
        ``stance`` (mean of event stances, -2 to 2), ``deeds`` or ``words`` (the same of these alone), ``newest``, ``share`` (of events on which the stance is for),
        ``n`` (positions), ``events``, ``mixed``.
    half_life
        Years after which an event weighs half as much; by default all weigh alike.
    topic_weights
        Weights by topic, for columns that hold several topics.
    interval
        Level of the interval of each mean, such as 0.95.
    **filters
        ``actor``, ``group``, ``topic``, ``issue``, ``event`` (a name or a list of names), ``since``, ``as_of``,
        ``members_as_of`` (dates), ``commitment``, ``branches``, ``organs``, ``confidence``, ``attributions``,
        ``contested``; see `positions.analyse.selection.Selection`. For a table of your own instead the names of its
        columns, ``actor``, ``question``, ``stance``, and if there are such ``column``, ``commitment``, ``date``; and
        ``codes``, which says what its values stand for: ``{"yes": "for", "no": "against", "abstain": "neutral"}``.

    Returns
    -------
    Matrix
        Beside the values, how many positions each rests on, their ids, and why a cell is empty.

    Raises
    ------
    UnknownName
        If a name is not known; it carries the nearest.
    BadQuery
        If options contradict each other.

    Examples
    --------
    >>> import positions
    >>> m = positions.matrix(actor=["LTU", "Germany"], event="chechnya-visas-2017", as_of="2017-05-31")
    >>> m.cell("LTU", "humanitarian_visas").value
    2.0

    >>> import pandas as pd
    >>> votes = pd.DataFrame({"state": ["A", "A", "B"], "roll_call": [1, 2, 1], "vote": ["yes", "no", "yes"]})
    >>> own = positions.matrix(
    ...     data=votes, actor="state", question="roll_call", stance="vote", codes={"yes": "for", "no": "against"}
    ... )
    >>> own.to_frame()["all"].to_dict()
    {'A': 0.0, 'B': 1.0}
    """
    if is_table(data):
        from positions.analyse.own import matrix as ownmatrix

        return ownmatrix.matrix(own_table(data, filters), value, interval)
    dataset = opened(data)
    return comparison.matrix(
        dataset, resolve(dataset, **filters), rows, columns, value, half_life, topic_weights, interval
    )


def sensitivity(*, data: Any = None, **options: Any) -> Composite:
    """The same matrix under deeds only, words only, high confidence only, and without third-party attribution.

    Parameters
    ----------
    data, **options
        As in `matrix`.

    Returns
    -------
    Composite
        A listing of how many cells are filled, emptied and change sign under each rule, then the matrices.

    Raises
    ------
    BadQuery
        For a table of your own, which does not know these rules.

    Examples
    --------
    >>> import positions
    >>> beside = positions.sensitivity(group="BALTIC", topic="asylum_rules")
    >>> [title for title, part in beside.parts][:3]
    ['Summary', 'as asked', 'deeds only']
    """
    from positions.analyse.stance.sensitivity import sensitivity as beside

    if is_table(data):
        raise BadQuery("sensitivity is shown for the dataset; a table of your own has no attribution or confidence")
    base = matrix(data=data, **options)
    shape = {
        name: options[name] for name in ("rows", "columns", "value", "half_life", "topic_weights") if name in options
    }
    dataset = opened(data)
    return beside(base, lambda selection: comparison.matrix(dataset, selection, **shape))


def agreement(
    *,
    data: Any = None,
    rows: Rows = "actor",
    measure: Measure = "kappa",
    weights: str | None = None,
    with_actor: str | None = None,
    least_n: int = 5,
    interval: float | None = None,
    method: Method = "percentile",
    resamples: int = 1000,
    seed: int = 0,
    blocks: Blocks = "event",
    order: Order = "bloc",
    progress: Any = None,
    **filters: Any,
) -> Agreement | Listing:
    """How far actors or groups agree, pair by pair, over the events on which both have a stance.

    Parameters
    ----------
    data
        A folder of tables or a `Dataset`; by default the tables that came with the package. Or a table of your own,
        one row an answer: a frame of pandas, polars, pyarrow, DuckDB or PySpark; then `filters` are those of `own`.
    rows
        ``actor``, or ``group`` for the groups named, pooled within each event.
    measure
        ``kappa`` (default), ``pi``, ``s``, ``agreement``, ``identical``, ``alpha``, ``correlation``, ``alignment``; see
        `positions.analyse.pairwise.measures.MEASURES`, which names the paper of each. ``all`` lists every one side by side.
    weights
        How distances count, where the measure has a choice, such as ``linear``, ``quadratic``, ``nominal``.
    with_actor
        One actor, for its pairs with all others alone.
    least_n
        Shared events below which a pair has no value.
    interval
        Level of the interval from resampling, such as 0.95.
    method
        ``percentile`` or ``bca``.
    resamples, seed
        How many resamples, from which seed.
    blocks
        What is drawn: ``event``, or ``year`` for whole years of events.
    order
        ``bloc`` puts those that agree beside each other; ``name``.
    progress
        Called with the pairs done and the pairs to do, while intervals are computed.
    **filters
        As in `matrix`.

    Returns
    -------
    Agreement or Listing
        For each pair value, shared events, interval, measure and status (``ok``, ``too_few``, ``no_overlap``,
        ``no_variation``); undefined is nan, never 0 or 1. A listing where `measure` is ``all``.

    Raises
    ------
    UnknownName
        If a name is not known; it carries the nearest.
    BadQuery
        If options contradict each other.

    Examples
    --------
    >>> import positions
    >>> found = positions.agreement(actor=["LTU", "HUN", "SWE"], measure="agreement", order="name")
    >>> [(pair.a, pair.b, pair.status) for pair in found.pairs()]
    [('LTU', 'HUN', 'ok'), ('LTU', 'SWE', 'ok'), ('HUN', 'SWE', 'ok')]
    """
    from positions.analyse.pairwise import answers as agreements

    if is_table(data):
        given = agreements.own_answers(own_table(data, filters))
    else:
        dataset = opened(data)
        given = agreements.answers(dataset, resolve(dataset, **filters), rows)
        with_actor = dataset.lookup.row(with_actor)[1] if with_actor else None
    options: dict[str, Any] = {
        "least_n": least_n, "interval": interval, "method": method, "resamples": resamples, "seed": seed,
        "blocks": blocks, "with_actor": with_actor, "progress": progress,
    }  # fmt: skip
    if measure == "all":
        return agreements.side_by_side(given, **options)
    return agreements.agreement(given, measure, weights, order=order, **options)


def coverage(*, data: Any = None, rows: Rows = "actor", columns: Columns = "issue", **filters: Any) -> Coverage:
    """What was looked at and found, or found empty: positions of each actor in each column, and why others have none.

    Parameters
    ----------
    data, rows, columns, **filters
        As in `matrix`, a table of your own included: of that it is known who answered how many of the questions, not
        who was asked.

    Returns
    -------
    Coverage
        For each cell the number of positions, the events put to the row, and what the cell is.

    Raises
    ------
    UnknownName
        If a name is not known; it carries the nearest.
    BadQuery
        If options contradict each other.

    Examples
    --------
    >>> import positions
    >>> found = positions.coverage(group="EU", columns="topic")
    >>> found.state.shape
    (28, 3)
    """
    from positions.analyse.stance import coverage as covered

    if is_table(data):
        from positions.analyse.own import coverage as owncoverage

        return owncoverage.coverage(own_table(data, filters))
    return covered.coverage(matrix(data=data, rows=rows, columns=columns, **filters))


def compare(*actors: str, by: str = "topic", data: Any = None, least_n: int = 5, **filters: Any) -> Composite:
    """Some actors side by side: their stances, the agreement of each two, and the events on which they differ most.

    Parameters
    ----------
    *actors
        Two or more.
    by
        ``topic``, ``issue`` or ``event``: what the stances are told by.
    least_n
        Shared events below which two actors have no agreement.
    data, **filters
        As in `matrix`, but for actors and groups.

    Returns
    -------
    Composite
        ``Stances``, ``Agreement`` and ``Differences``.

    Raises
    ------
    UnknownName
        If a name is not known; it carries the nearest.

    Examples
    --------
    >>> import positions
    >>> side_by_side = positions.compare("LTU", "DEU", "USA")
    >>> [title for title, part in side_by_side.parts]
    ['Stances', 'Agreement', 'Differences']
    """
    from positions.analyse.overview import contrast

    dataset = opened(data)
    found = [dataset.lookup.actor(actor) for actor in actors]
    return contrast.compare(dataset, found, by, resolve(dataset, **filters), least_n)
