"""The tables themselves, and what there is in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from positions.api.choices import Backend, Listed
from positions.api.opening import opened, unfiltered
from positions.errors import BadQuery

if TYPE_CHECKING:
    import pandas as pd

    from positions.analyse.result import Composite, Listing


def load(
    table: str = "positions",
    backend: Backend = "pandas",
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
    pandas.DataFrame, polars.DataFrame, pyarrow.Table or duckdb.DuckDBPyRelation
        As `backend` says; the ``attrs`` of a pandas frame hold version, digest and filters.

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

    Parameters
    ----------
    name
        A code list: ``commitment``, ``instrument`` ...; `positions list codes` names them all.
    data
        As in `load`.

    Returns
    -------
    pandas.DataFrame
        One row a code.

    Raises
    ------
    UnknownName
        If there is no such list; it carries the nearest.

    Examples
    --------
    >>> import positions
    >>> positions.codes("commitment")["code"].tolist()
    ['declared', 'enacted']
    """
    from positions.analyse.frames import codes_frame

    return codes_frame(opened(data).codebook[name])


def open(data: Any = None) -> Any:  # noqa: A001, as in `positions.open()`
    """A DuckDB connection for SQL over every table, and over three views that save the joins.

    ``tidy`` holds the positions with the names of actor, topic and event; ``counted`` those of them that count in a
    matrix by default; ``stances`` the stance of each actor on each event, deeds before words, whose mean by actor and
    topic is the cell of a matrix.

    Parameters
    ----------
    data
        As in `load`.

    Returns
    -------
    duckdb.DuckDBPyConnection
        In memory; what is written there changes no file.

    Raises
    ------
    MissingExtra
        If DuckDB is not installed.

    Examples
    --------
    >>> import positions
    >>> positions.open().execute("SELECT count(*) FROM topics").fetchone()
    (3,)
    >>> lithuania = "SELECT avg(stance) FROM stances WHERE actor_id = 'LTU' AND event_id = 'chechnya-visas-2017'"
    >>> positions.open().execute(lithuania).fetchone()
    (2.0,)
    """
    from positions.analyse.database import connection

    return connection(opened(data))


def inventory(what: Listed, *, data: Any = None, **filters: Any) -> Listing:
    """What there is: ``topics``, ``issues``, ``actors``, ``groups``, ``events``, ``sources``, ``tables`` or ``codes``.

    Parameters
    ----------
    what
        One of these nouns.
    data
        As in `load`.
    **filters
        As in `load`: only what the positions that they keep stand on.

    Returns
    -------
    Listing
        One row a topic, an actor ...

    Raises
    ------
    UnknownName
        If a name is not known; it carries the nearest.

    Examples
    --------
    >>> import positions
    >>> [row["topic_id"] for row in positions.inventory("topics").rows]
    ['asylum_rules', 'diplomatic_pressure', 'humanitarian_visas']
    """
    from positions.analyse.overview import inventory as listed

    dataset = opened(data)
    return listed.inventory(dataset, what, unfiltered(dataset, filters))


def codebook(name: str | None = None, *, data: Any = None) -> Listing | Composite:
    """A code list with its definitions, or all of them.

    Parameters
    ----------
    name
        A code list; by default all.
    data
        As in `load`.

    Returns
    -------
    Listing or Composite
        The codes of the list, or of each list.
    """
    from positions.analyse.overview import inventory as listed

    return listed.codebook(opened(data)) if name is None else listed.code_list(opened(data), name)


def info(*, data: Any = None, full: bool = False) -> Composite:
    """Version, licence and counts of the dataset, and the rows and digest of each table.

    Parameters
    ----------
    data
        As in `load`.
    full
        Also how many positions there are of each code, decade, region and number of sources.

    Returns
    -------
    Composite
        ``Dataset`` and ``Tables``; the parts of the data report with `full`.

    Examples
    --------
    >>> import positions
    >>> [row["rows"] for row in positions.info()["Tables"].rows if row["table"] == "topics"]
    [3]
    """
    from positions.analyse.overview import inventory as listed

    return listed.info(opened(data), full)


def search(text: str, *kinds: str, data: Any = None, limit: int = 50) -> Listing:
    """Events, positions, actors and sources whose text holds every word, the likeliest first.

    Parameters
    ----------
    text
        Words, or beginnings of words; accents and capitals do not matter.
    *kinds
        ``events``, ``positions``, ``actors``, ``sources``; by default all.
    data
        As in `load`.
    limit
        The most to show; 0 for all.

    Returns
    -------
    Listing
        One row a hit: what it is, its id, and in which text the words stand.

    Examples
    --------
    >>> import positions
    >>> [row["id"] for row in positions.search("linkevicius chechens").rows]
    ['chechnya-visas-2017:LTU']
    """
    from positions.analyse.overview import search as searched

    return searched.search(opened(data), text, kinds, limit)
