"""What `import positions` offers on top of agreement: blocs, peers, cohesion, drift and a map of actors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from positions.analyse.dataset import Dataset
from positions.analyse.pairwise import answers as agreements
from positions.analyse.selection import Selection, resolve
from positions.analyse.structure import listings as structures
from positions.api.opening import is_table, opened, own_table

if TYPE_CHECKING:
    from positions.analyse.pairwise.answers import Answers
    from positions.analyse.result import Composite, Listing


def blocs(
    *,
    data: Any = None,
    rows: str = "actor",
    count: int | None = None,
    measure: str = "kappa",
    weights: str | None = None,
    least_n: int = 5,
    **filters: Any,
) -> Composite:
    """The blocs of actors: who stands together, by hierarchical clustering of their agreement.

    Parameters
    ----------
    count
        How many blocs; by default the number, from 2 to 8, that sets them apart best.
    data, rows, measure, weights, least_n, **filters
        As in `agreement`.

    Returns
    -------
    Composite
        ``Blocs``, one row a bloc with the mean agreement within it and with all others; ``Actors``, one row an
        actor in an order in which neighbours agree.

    Raises
    ------
    BadQuery
        If fewer than three actors can be compared.

    Examples
    --------
    >>> import positions
    >>> found = positions.blocs(actor=["LTU", "SWE", "RUS", "CHN"], measure="agreement")
    >>> sorted(row["members"] for row in found["Blocs"].rows)
    ['China, Russia', 'Lithuania, Sweden']
    """
    return structures.blocs(_answers(data, rows, filters), count, measure, weights=weights, least_n=least_n)


def peers(
    actor: str,
    /,
    *,
    data: Any = None,
    count: int = 5,
    measure: str = "kappa",
    weights: str | None = None,
    least_n: int = 5,
    interval: float | None = None,
    **filters: Any,
) -> Composite:
    """The actors that agree most and least with one, none in both.

    Parameters
    ----------
    actor
        Whose peers.
    count
        How many at each end.
    interval
        Level of the interval of each value, such as 0.95.
    data, measure, weights, least_n, **filters
        As in `agreement`; ``group`` or ``actor`` say among whom, by default among all.

    Returns
    -------
    Composite
        ``Nearest`` and ``Farthest``, one row a pair.

    Examples
    --------
    >>> import positions
    >>> found = positions.peers("LTU", group="BALTIC", count=1)
    >>> [row["b"] for part in ("Nearest", "Farthest") for row in found[part].rows]
    ['EST', 'LVA']
    """
    options: dict[str, Any] = {"weights": weights, "least_n": least_n, "interval": interval}
    if is_table(data):
        return structures.peers(agreements.own_answers(own_table(data, filters)), actor, count, measure, **options)
    dataset = opened(data)
    actor = dataset.lookup.actor(actor)
    selection = _with(dataset, resolve(dataset, **filters), actor)
    return structures.peers(agreements.answers(dataset, selection), actor, count, measure, **options)


def cohesion(*, data: Any = None, by: str | Sequence[str] | None = None, least: int = 2, **filters: Any) -> Listing:
    """How united groups are: the agreement index of their members, by topic and year or whatever is asked.

    Parameters
    ----------
    by
        One or several of ``topic``, ``issue``, ``event``, ``year``; by default topic and year. For a table of your
        own ``column`` and ``year``.
    least
        Events answered by fewer members are left out: one member is always of one mind.
    data, **filters
        As in `matrix`; one ``group`` or several, else all actors asked for together.

    Returns
    -------
    Listing
        For each group and key the cohesion (1 all on one side, 0 split evenly over for, neutral and against; None
        where no event was answered by enough), and the numbers of events and of answers behind it.

    Notes
    -----
    Hix, Noury and Roland 2005, British Journal of Political Science 35(2): 209-234.

    Examples
    --------
    >>> import positions
    >>> found = positions.cohesion(group="BALTIC", by="topic", topic="diplomatic_pressure")
    >>> found.rows[0]["cohesion"] > 0.9
    True
    """
    from positions.analyse.structure import cohesion_listing as cohesions

    if is_table(data):
        return cohesions.of_table(own_table(data, filters), by, least)
    dataset = opened(data)
    return cohesions.of_dataset(dataset, resolve(dataset, **filters), by or ("topic", "year"), least)


def drift(
    actor: str,
    /,
    *,
    before: Any = None,
    after: Any = None,
    data: Any = None,
    columns: str = "topic",
    interval: float = 0.95,
    **filters: Any,
) -> Listing:
    """How the stances of an actor changed from one period to another.

    Parameters
    ----------
    actor
        Whose.
    before, after
        A date: all days before it, and all after it. An interval such as ``2010/2014``: its days, both ends included.
        One of them is enough; the other period is then all the other days.
    columns
        ``topic``, ``issue``, ``instrument`` or ``beneficiaries``.
    interval
        Level of the interval of the change, from resampling the events of each period.
    data, **filters
        As in `matrix`.

    Returns
    -------
    Listing
        For each column the mean stance in both periods, the change with its interval, and the numbers of events.

    Examples
    --------
    >>> import positions
    >>> found = positions.drift("HUN", before="2015", topic="asylum_rules")
    >>> found.rows[0]["change"] < 0
    True
    """
    from positions.analyse.structure import drift_listing as drifts
    from positions.analyse.structure.periods import periods

    two = periods(before, after)
    if is_table(data):
        return drifts.of_table(own_table(data, filters), actor, two, interval)
    dataset = opened(data)
    return drifts.of_dataset(dataset, dataset.lookup.actor(actor), resolve(dataset, **filters), two, columns, interval)


def actor_map(
    *,
    data: Any = None,
    rows: str = "actor",
    measure: str = "kappa",
    weights: str | None = None,
    least_n: int = 5,
    **filters: Any,
) -> Listing:
    """The actors in two dimensions, such that those near each other agree.

    Parameters
    ----------
    data, rows, measure, weights, least_n, **filters
        As in `agreement`.

    Returns
    -------
    Listing
        One row an actor: ``x`` and ``y``, in units of 1 - agreement. Its ``plot()`` draws the map.

    Examples
    --------
    >>> import positions
    >>> found = positions.actor_map(actor=["LTU", "SWE", "RUS", "CHN"], measure="agreement")
    >>> place = {row["actor_id"]: row["x"] for row in found.rows}
    >>> abs(place["LTU"] - place["SWE"]) < abs(place["LTU"] - place["RUS"])
    True
    """
    return structures.actor_map(_answers(data, rows, filters), measure, weights=weights, least_n=least_n)


def _answers(data: Any, rows: str, filters: dict[str, Any]) -> Answers:
    if is_table(data):
        return agreements.own_answers(own_table(data, filters))
    dataset = opened(data)
    return agreements.answers(dataset, resolve(dataset, **filters), rows)


def _with(dataset: Dataset, selection: Selection, actor: str) -> Selection:
    """The selection with an actor in it, where it asks for some actors only."""
    if not selection.actors and not selection.groups:
        return selection
    from positions.analyse.selection import select

    members = select(dataset, selection).members
    if actor in selection.actors or actor in members:
        return selection
    return replace(selection, actors=(actor, *selection.actors))
