"""Tables as frames: the positions with their labels, or any table, in the frame library of whoever asks.

Code columns become categories in the order of the codebook, dates real datetimes, and numbers with gaps nullable
integers; nothing is looked at value by value.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from positions import arrow, datapackage, parquet, schema
from positions.analyse.dataset import Dataset
from positions.analyse.selection import Selection, select
from positions.codebook import CodeList
from positions.errors import MissingExtra, UnknownName

if TYPE_CHECKING:
    import pandas as pd

KEYS = {"actor_id": "actors", "topic_id": "topics", "event_id": "events"}
# What is joined to each position: by which key, the name of the new column, and the column that it comes from.
JOINED = (
    ("actor_id", "actor", "common_name"),
    ("actor_id", "region", "region"),
    ("topic_id", "topic", "label"),
    ("event_id", "event", "title"),
    ("event_id", "issue", "issue"),
    ("event_id", "question", "question"),
    ("event_id", "target_id", "target_id"),
    ("event_id", "beneficiaries", "beneficiaries"),
)
# Each joined label stands behind its key, so that a frame reads from who to what to when.
ORDER = (
    "position_id", "actor_id", "actor", "region", "topic_id", "topic", "issue", "event_id", "event", "question", "target_id",
    "beneficiaries",
)  # fmt: skip


def frame(dataset: Dataset, table: str, backend: str = "pandas", selection: Selection | None = None) -> Any:
    """A table as a frame.

    Parameters
    ----------
    table
        A table; ``positions`` comes with labels and the number of its sources.
    backend
        ``pandas``, ``polars``, ``pyarrow`` or ``duckdb``.
    selection
        Which positions; all by default.

    Raises
    ------
    UnknownName, MissingExtra
    """
    if backend not in BACKENDS:
        raise UnknownName("backend", backend, BACKENDS)
    made = tidy(dataset, selection) if table == "positions" else dataset.table(table)
    filters = [] if selection is None else selection.told()
    return BACKENDS[backend](made, dataset, table, filters)


def tidy(dataset: Dataset, selection: Selection | None = None) -> pa.Table:
    """The positions joined with the names of actor, topic and event, and the number of sources that tell of each."""
    made = dataset.table("positions")
    for key, other in KEYS.items():
        # The place of each position's key is looked up once for all columns that come from there.
        place = pc.index_in(made[key], value_set=dataset.table(other)[key].combine_chunks())
        for name, column in (each[1:] for each in JOINED if each[0] == key):
            field = pa.field(name, schema.arrow_type(schema.table(other)[column]), metadata=_described(other, column))
            made = made.append_column(field, dataset.table(other)[column].take(place))
    told = pa.field("sources", pa.int64(), metadata={"description": "Sources that tell of or announce the position."})
    made = made.append_column(told, _sources_told(dataset))
    made = made.select([*ORDER, *(name for name in made.column_names if name not in ORDER)])
    if selection is None:
        return made
    return made.filter(arrow.flags(select(dataset, selection).keep))


def _described(table: str, column: str) -> dict[str, str]:
    return {"description": schema.table(table)[column].description}


def _sources_told(dataset: Dataset) -> pa.ChunkedArray:
    """For each position, how many sources tell of it."""
    # Two columns of a table whose passages and links are most of its bytes.
    evidence = parquet.read(dataset.folder / "evidence.parquet", ["position_id", "relation"])
    telling = evidence.filter(arrow.flags(~arrow.is_in(evidence["relation"], ["disputes"])))
    ids = dataset.table("positions")["position_id"].combine_chunks()
    place = arrow.values(pc.index_in(telling["position_id"], value_set=ids).drop_null())
    return pa.chunked_array([arrow.integers(np.bincount(place, minlength=len(ids)))])


def _pandas(table: pa.Table, dataset: Dataset, name: str, filters: list[str]) -> pd.DataFrame:
    import pandas as pd

    made = pd.DataFrame(
        {field.name: _series(table[field.name], _codes(dataset, name, field.name)) for field in table.schema}
    )
    made.attrs.update(facts(dataset, name, filters))
    return made


def facts(dataset: Dataset, name: str, filters: list[str]) -> dict[str, Any]:
    """What a frame remembers: dataset, version, table, digest of the table, and filters."""
    described = {resource["name"]: resource for resource in datapackage.tables(dataset.described)}
    return {
        "dataset": dataset.described["name"],
        "version": dataset.version,
        "table": name,
        "digest": described.get(name, {}).get("digest"),
        "filters": filters,
    }


def _codes(dataset: Dataset, table: str, column: str) -> CodeList | None:
    """The code list of a column, where it has one and is text."""
    if table == "positions" and column == "issue":
        return dataset.codebook["issue"]
    declared = schema.table(table)
    if column not in declared.names or declared[column].kind is not schema.Kind.CODE:
        return None
    return dataset.codebook[declared[column].codes or column]


def _series(column: pa.ChunkedArray, codes: CodeList | None) -> Any:
    """A column as pandas has it best."""
    import pandas as pd

    if codes is not None:
        return _categories(column, codes)
    if pa.types.is_date(column.type):
        return pd.Series(column.cast(pa.timestamp("s")).to_numpy())
    if pa.types.is_integer(column.type) and column.null_count:
        return column.to_pandas(types_mapper={pa.int8(): pd.Int8Dtype(), pa.int16(): pd.Int16Dtype()}.get)
    if pa.types.is_boolean(column.type) and column.null_count:
        return column.to_pandas(types_mapper={pa.bool_(): pd.BooleanDtype()}.get)
    return column.to_pandas()


def _categories(column: pa.ChunkedArray, codes: CodeList) -> Any:
    """A code column as categories: every code of the list, in its order, whether it occurs or not."""
    import pandas as pd

    whole = column.combine_chunks()
    if not pa.types.is_dictionary(whole.type):
        whole = whole.dictionary_encode()
    ranks = {code: rank for rank, code in enumerate(codes.names)}
    # One place more for what is missing, whose index is -1.
    place = np.array([*(ranks[code] for code in whole.dictionary.to_pylist()), -1], np.int16)
    indices = whole.indices.fill_null(-1).to_numpy(zero_copy_only=False)
    kind = pd.CategoricalDtype(pd.Index(codes.names), ordered=codes.ordered)
    return pd.Categorical.from_codes(place[indices], dtype=kind)


def _polars(table: pa.Table, dataset: Dataset, name: str, filters: list[str]) -> Any:
    try:
        import polars as pl
    except ImportError:
        raise MissingExtra("polars", "frames", "a frame of polars") from None
    made: Any = pl.from_arrow(table.cast(_plain(table.schema)))
    lists = {field.name: _codes(dataset, name, field.name) for field in table.schema}
    return made.with_columns(
        pl.col(column).cast(pl.Enum(list(codes.names))) for column, codes in lists.items() if codes is not None
    )


def _pyarrow(table: pa.Table, dataset: Dataset, name: str, filters: list[str]) -> pa.Table:
    told = {f"positions.{fact}".encode(): str(value).encode() for fact, value in facts(dataset, name, filters).items()}
    return table.replace_schema_metadata({**(table.schema.metadata or {}), **told})


def _duckdb(table: pa.Table, dataset: Dataset, name: str, filters: list[str]) -> Any:
    # The connection lives as long as the relation that it made.
    return connected().from_arrow(table)


def _plain(told: pa.Schema) -> pa.Schema:
    """A schema with text in the place of dictionaries."""
    return pa.schema([field.with_type(pa.string()) if pa.types.is_dictionary(field.type) else field for field in told])


BACKENDS: dict[str, Callable[[pa.Table, Dataset, str, list[str]], Any]] = {
    "pandas": _pandas,
    "polars": _polars,
    "pyarrow": _pyarrow,
    "duckdb": _duckdb,
}


def connected() -> Any:
    """A connection to DuckDB, in memory.

    Raises
    ------
    MissingExtra
        If DuckDB is not installed.
    """
    try:
        import duckdb
    except ImportError:
        raise MissingExtra("duckdb", "frames", "SQL over the tables") from None
    return duckdb.connect()


def codes_frame(codes: CodeList) -> pd.DataFrame:
    """A code list as a pandas frame, in its order."""
    import pandas as pd

    rows = [(code.code, code.label, code.definition, code.parent) for code in codes]
    made = pd.DataFrame(rows, columns=["code", "label", "definition", codes.parent or "parent"])
    if codes.parent is None:
        made = made.drop(columns="parent")
    made.attrs.update({"list": codes.name, "definition": codes.definition, "ordered": codes.ordered})
    return made
