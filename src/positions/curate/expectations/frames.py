"""Tables as the frames that are validated: plain pandas dtypes, and another dtype for a type that was not declared."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pyarrow as pa

from positions import schema


def plain(table: pa.Table) -> pd.DataFrame:
    """A table in plain pandas dtypes, whatever its texts are stored as."""
    return _frame(table, lambda name, column: True)


def strict(table: pa.Table, name: str) -> pd.DataFrame:
    """A table in plain pandas dtypes where its columns have the Arrow types that are declared for the table `name`.

    Notes
    -----
    A column of another type keeps its values, under a dtype that no expectation of a type takes for the declared one:
    that expectation tells of the type, and those of the values tell of the values.
    """
    declared = schema.arrow_schema(schema.table(name))
    return _frame(
        table, lambda name, column: name not in declared.names or _same(column.type, declared.field(name).type)
    )


def _frame(table: pa.Table, as_declared: Callable[[str, pa.ChunkedArray], bool]) -> pd.DataFrame:
    columns = zip(table.column_names, table.itercolumns(), strict=True)
    return pd.DataFrame({name: _series(column, as_declared(name, column)) for name, column in columns})


def _same(found: pa.DataType, declared: pa.DataType) -> bool:
    if pa.types.is_dictionary(found) and pa.types.is_dictionary(declared):
        # How wide the index is depends on who wrote the file.
        return bool(found.value_type == declared.value_type and found.ordered == declared.ordered)
    return bool(found == declared)


def _series(column: pa.ChunkedArray, as_declared: bool) -> pd.Series:
    if pa.types.is_dictionary(column.type) or pa.types.is_large_string(column.type):
        column = column.cast(pa.string())
    made: pd.Series
    if as_declared:
        made = column.to_pandas(date_as_object=False, types_mapper=_DTYPES.get)
    elif pa.types.is_string(column.type):
        made = column.dictionary_encode().to_pandas()
    else:
        made = column.to_pandas(types_mapper=pd.ArrowDtype)
    return made


_DTYPES = {
    pa.int8(): pd.Int8Dtype(),
    pa.int16(): pd.Int16Dtype(),
    pa.string(): pd.StringDtype(na_value=float("nan")),
}
