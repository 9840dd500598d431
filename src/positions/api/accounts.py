"""What is told of one cell, one actor or one subject, down to its evidence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from positions.analyse.selection import resolve
from positions.analyse.stance import comparison
from positions.api.choices import Value
from positions.api.opening import opened

if TYPE_CHECKING:
    from positions.analyse.result import Composite, Listing
    from positions.analyse.stance.explanation import Explanation


def why(
    row: str,
    column: str,
    *,
    data: Any = None,
    columns: str | None = None,
    value: Value = "stance",
    half_life: float | None = None,
    topic_weights: Mapping[str, float] | None = None,
    **filters: Any,
) -> Explanation:
    """How a cell came about: its value rebuilt from positions and sources, and what was left out and why.

    Parameters
    ----------
    row
        An actor or a group.
    column
        A topic, an issue or an event; what `columns` names otherwise.
    columns
        ``year``, ``instrument`` or ``beneficiaries``, where the column is one of these.
    data, value, half_life, topic_weights, **filters
        As in `matrix`.

    Returns
    -------
    Explanation
        It prints itself in words; its ``steps`` are the events, each with positions and sources.

    Raises
    ------
    UnknownName
        If a name is not known; it carries the nearest.
    BadQuery
        If options contradict each other.

    Examples
    --------
    >>> import positions
    >>> told = positions.why("LTU", "chechnya-visas-2017")
    >>> told.value
    2.0
    >>> [passage.source_id for passage in told.steps[0].accounts[0].passages][:1]
    ['euobserver-2017-05-19-lithuania-chechens']
    """
    from positions.analyse.stance.explanation import explain

    dataset = opened(data)
    kind, name = (columns, column) if columns else dataset.lookup.subject(column)
    asked = {kind: name} if kind in ("topic", "issue", "event") else {}
    rows, row = dataset.lookup.row(row)
    made = comparison.matrix(
        dataset, resolve(dataset, **{rows: row}, **asked, **filters), rows, kind, value, half_life, topic_weights
    )
    return explain(made, row, name)


def profile(actor: str, *, data: Any = None, least_n: int = 5, **filters: Any) -> Composite:
    """The profile of an actor: stances, deeds and words, newest and contested positions, peers, groups.

    Parameters
    ----------
    actor
        Whose: an id, a code or a name.
    least_n
        Shared events below which another actor is no peer.
    data, **filters
        As in `matrix`, but for actors and groups.

    Returns
    -------
    Composite
        A part for each of these, by title.

    Raises
    ------
    UnknownName
        If a name is not known; it carries the nearest.

    Examples
    --------
    >>> import positions
    >>> positions.profile("Lithuania")["Stances by topic"].rows
    ('LTU',)
    """
    from positions.analyse.overview import profile as profiled

    dataset = opened(data)
    return profiled.profile(dataset, dataset.lookup.actor(actor), resolve(dataset, **filters), least_n)


def timeline(name: str, *, data: Any = None, **filters: Any) -> Listing:
    """Positions by date: those of an actor or a group, or on a topic, an issue or an event.

    Parameters
    ----------
    name
        Whose, or on what.
    data, **filters
        As in `matrix`: ``timeline("LTU", topic="asylum_rules")``.

    Returns
    -------
    Listing
        One row a position, the oldest first.

    Raises
    ------
    UnknownName
        If a name is not known; it carries the nearest.

    Examples
    --------
    >>> import positions
    >>> line = positions.timeline("chechnya-visas-2017", actor="LTU")
    >>> [(row["date"], row["stance"]) for row in line.rows]
    [('2017-05-17', 2), ('2017-05-19', 1)]
    """
    from positions.analyse.overview import timeline as told

    dataset = opened(data)
    return told.timeline(dataset, name, resolve(dataset, **filters))


def report(*, data: Any = None, least_n: int = 5, **filters: Any) -> Composite:
    """All of it in one: stances, coverage, who agrees with whom, what is newest, and every source.

    Parameters
    ----------
    least_n
        Shared events below which two actors have no agreement.
    data, **filters
        As in `matrix`.

    Returns
    -------
    Composite
        Made to be saved as html, xlsx or pdf.

    Raises
    ------
    UnknownName
        If a name is not known; it carries the nearest.

    Examples
    --------
    >>> import positions
    >>> made = positions.report(group="BALTIC")
    >>> made["Coverage"].kind
    'coverage'
    """
    from positions.analyse.overview import report as reported

    dataset = opened(data)
    return reported.report(dataset, resolve(dataset, **filters), least_n)
