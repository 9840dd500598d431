"""What `import positions` offers: each function opens the dataset, resolves what was typed, and asks the reading wing."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from positions.analyse import comparison
from positions.analyse.dataset import Dataset
from positions.analyse.matrix import Matrix
from positions.analyse.selection import Selection, resolve
from positions.errors import BadQuery

if TYPE_CHECKING:
    import pandas as pd

    from positions.analyse.agreement import Agreement
    from positions.analyse.coverage import Coverage
    from positions.analyse.explanation import Explanation
    from positions.analyse.owntable import OwnTable
    from positions.analyse.result import Composite, Listing


@lru_cache(maxsize=8)
def _opened(folder: Path | None) -> Dataset:
    return Dataset(folder)


def opened(data: Any = None) -> Dataset:
    """The dataset that `data` names: None for the shipped one, a folder, or a dataset already opened."""
    if isinstance(data, Dataset):
        return data
    return _opened(Path(data) if data is not None else None)


def matrix(
    *,
    data: Any = None,
    rows: str = "actor",
    columns: str = "topic",
    value: str = "stance",
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
        from positions.analyse import ownmatrix

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
    """
    from positions.analyse.sensitivity import sensitivity as beside

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
    rows: str = "actor",
    measure: str = "kappa",
    weights: str | None = None,
    with_actor: str | None = None,
    least_n: int = 5,
    interval: float | None = None,
    method: str = "percentile",
    resamples: int = 1000,
    seed: int = 0,
    blocks: str = "event",
    order: str = "bloc",
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
        `positions.analyse.measures.MEASURES`, which names the paper of each. ``all`` lists every one side by side.
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
    UnknownName, BadQuery

    Examples
    --------
    >>> import positions
    >>> found = positions.agreement(actor=["LTU", "HUN", "SWE"], measure="agreement", order="name")
    >>> [(pair.a, pair.b, pair.status) for pair in found.pairs()]
    [('LTU', 'HUN', 'ok'), ('LTU', 'SWE', 'ok'), ('HUN', 'SWE', 'ok')]
    """
    from positions.analyse import agreements

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


def is_table(data: Any) -> bool:
    """Whether `data` is a table of the user's own rather than the name of a dataset."""
    return not (data is None or isinstance(data, (str, Path, Dataset)))


def own_table(data: Any, options: dict[str, Any]) -> OwnTable:
    """A user's table in narrow form; `options` names its columns and codes."""
    from positions.analyse.owntable import ROLES, take

    options = dict(options)
    codes = options.pop("codes", None)
    columns = {role: options.pop(role) for role in ROLES if role in options}
    if options:
        raise BadQuery(f"a table of your own takes {', '.join(ROLES)} and codes, not {', '.join(sorted(options))}")
    return take(data, columns, codes)


def why(
    row: str,
    column: str,
    *,
    data: Any = None,
    columns: str | None = None,
    value: str = "stance",
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

    Raises
    ------
    UnknownName, BadQuery

    Examples
    --------
    >>> import positions
    >>> told = positions.why("LTU", "chechnya-visas-2017")
    >>> told.value
    2.0
    >>> [passage.source_id for passage in told.steps[0].accounts[0].passages][:1]
    ['euobserver-2017-05-19-lithuania-chechens']
    """
    from positions.analyse.explanation import explain

    dataset = opened(data)
    kind, name = (columns, column) if columns else dataset.lookup.subject(column)
    asked = {kind: name} if kind in ("topic", "issue", "event") else {}
    rows, row = dataset.lookup.row(row)
    made = comparison.matrix(
        dataset, resolve(dataset, **{rows: row}, **asked, **filters), rows, kind, value, half_life, topic_weights
    )
    return explain(made, row, name)


def load(
    table: str = "positions",
    backend: str = "pandas",
    *,
    data: Any = None,
    version: str | None = None,
    **filters: Any,
) -> Any:
    """A table as a frame: tidy positions with labels joined, or any other table.

    Parameters
    ----------
    table
        ``positions`` (with the names of actor, topic and event, and the number of sources), or any table of
        `positions list tables`.
    backend
        ``pandas`` (ordered categories, real datetimes, nullable integers), ``polars``, ``pyarrow`` or ``duckdb``.
    data
        A folder of tables or a `Dataset`; by default the tables that came with the package.
    version
        A version that came with the package or was downloaded.
    **filters
        For positions, as in `matrix`; but here every position counts unless a filter leaves it out, those of
        parties and contested ones too.

    Returns
    -------
    A frame of the library named; the ``attrs`` of a pandas frame hold version, digest and filters.

    Raises
    ------
    UnknownName, BadQuery, DataMissing, MissingExtra

    Examples
    --------
    >>> import positions
    >>> frame = positions.load(actor="LTU", event="chechnya-visas-2017")
    >>> frame[["actor", "direction", "commitment"]].iloc[0].tolist()
    ['Lithuania', 'for', 'enacted']
    """
    from positions import versions
    from positions.analyse import frames

    if version is not None and data is not None:
        raise BadQuery("name a version or a folder of data, not both")
    dataset = opened(versions.folder(version) if version else data)
    if filters and table != "positions":
        raise BadQuery(f"filters are for positions; the table {table} is read whole")
    return frames.frame(dataset, table, backend, unfiltered(dataset, filters))


def codes(name: str, *, data: Any = None) -> pd.DataFrame:
    """A code list as a pandas frame, in its order: code, label, definition.

    Examples
    --------
    >>> import positions
    >>> positions.codes("commitment")["code"].tolist()
    ['declared', 'enacted']
    """
    from positions.analyse.frames import codes_frame

    return codes_frame(opened(data).codebook[name])


def open(data: Any = None) -> Any:  # noqa: A001, as in `positions.open()`
    """A DuckDB connection with every table as a view, and the positions joined with their labels as ``tidy``.

    Examples
    --------
    >>> import positions
    >>> positions.open().execute("SELECT count(*) FROM topics").fetchone()
    (3,)
    """
    from positions.analyse.frames import connection

    return connection(opened(data))


def inventory(what: str, *, data: Any = None, **filters: Any) -> Listing:
    """What there is: ``topics``, ``issues``, ``actors``, ``groups``, ``events``, ``sources``, ``tables`` or ``codes``.

    Parameters
    ----------
    **filters
        As in `load`: only what the positions that they keep stand on.

    Examples
    --------
    >>> import positions
    >>> [row["topic_id"] for row in positions.inventory("topics").rows]
    ['asylum_rules', 'diplomatic_pressure', 'humanitarian_visas']
    """
    from positions.analyse import inventory as listed

    dataset = opened(data)
    return listed.inventory(dataset, what, unfiltered(dataset, filters))


def unfiltered(dataset: Dataset, filters: Mapping[str, Any]) -> Selection | None:
    """A selection that leaves out nothing but what its filters name; None without any."""
    return resolve(dataset, **{"branches": (), "contested": True, **filters}) if filters else None


def codebook(name: str | None = None, *, data: Any = None) -> Listing | Composite:
    """A code list with its definitions, or all of them."""
    from positions.analyse import inventory as listed

    return listed.codebook(opened(data)) if name is None else listed.code_list(opened(data), name)


def info(*, data: Any = None, full: bool = False) -> Composite:
    """Version, licence and counts of the dataset, and the rows and digest of each table.

    Parameters
    ----------
    full
        Also how many positions there are of each code, decade, region and number of sources.
    """
    from positions.analyse import inventory as listed

    return listed.info(opened(data), full)


def coverage(*, data: Any = None, rows: str = "actor", columns: str = "issue", **filters: Any) -> Coverage:
    """What was looked at and found, or found empty: positions of each actor in each column, and why others have none.

    Parameters
    ----------
    data, rows, columns, **filters
        As in `matrix`, a table of your own included: of that it is known who answered how many of the questions, not
        who was asked.

    Examples
    --------
    >>> import positions
    >>> found = positions.coverage(group="EU", columns="topic")
    >>> found.state.shape
    (28, 3)
    """
    from positions.analyse import coverage as covered

    if is_table(data):
        from positions.analyse import owncoverage

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

    Examples
    --------
    >>> import positions
    >>> side_by_side = positions.compare("LTU", "DEU", "USA")
    >>> [title for title, part in side_by_side.parts]
    ['Stances', 'Agreement', 'Differences']
    """
    from positions.analyse import contrast

    dataset = opened(data)
    found = [dataset.lookup.actor(actor) for actor in actors]
    return contrast.compare(dataset, found, by, resolve(dataset, **filters), least_n)


def profile(actor: str, *, data: Any = None, least_n: int = 5, **filters: Any) -> Composite:
    """The profile of an actor: stances, deeds and words, newest and contested positions, peers, groups.

    Parameters
    ----------
    least_n
        Shared events below which another actor is no peer.
    data, **filters
        As in `matrix`, but for actors and groups.

    Examples
    --------
    >>> import positions
    >>> positions.profile("Lithuania")["Stances by topic"].rows
    ('LTU',)
    """
    from positions.analyse import profile as profiled

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

    Examples
    --------
    >>> import positions
    >>> line = positions.timeline("chechnya-visas-2017", actor="LTU")
    >>> [(row["date"], row["stance"]) for row in line.rows]
    [('2017-05-17', 2), ('2017-05-19', 1)]
    """
    from positions.analyse import timeline as told

    dataset = opened(data)
    return told.timeline(dataset, name, resolve(dataset, **filters))


def search(text: str, *kinds: str, data: Any = None, limit: int = 50) -> Listing:
    """Events, positions, actors and sources whose text holds every word, the likeliest first.

    Parameters
    ----------
    text
        Words, or beginnings of words; accents and capitals do not matter.
    *kinds
        ``events``, ``positions``, ``actors``, ``sources``; by default all.
    limit
        The most to show; 0 for all.

    Examples
    --------
    >>> import positions
    >>> [row["id"] for row in positions.search("linkevicius chechens").rows]
    ['chechnya-visas-2017:LTU']
    """
    from positions.analyse import search as searched

    return searched.search(opened(data), text, kinds, limit)


def report(*, data: Any = None, least_n: int = 5, **filters: Any) -> Composite:
    """All of it in one: stances, coverage, who agrees with whom, what is newest, and every source.

    Parameters
    ----------
    data, **filters
        As in `matrix`.

    Examples
    --------
    >>> import positions
    >>> made = positions.report(group="BALTIC")
    >>> made["Coverage"].kind
    'coverage'
    """
    from positions.analyse import report as reported

    dataset = opened(data)
    return reported.report(dataset, resolve(dataset, **filters), least_n)
