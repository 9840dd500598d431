"""A table of the user's own, of any size and in any frame library, taken into the narrow form that comparisons start from."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import narwhals as nw

from positions import arrow, codebook
from positions.analyse.stance import stances as st
from positions.errors import BadQuery, MissingExtra, did_you_mean, nearest

ROLES = ("actor", "question", "stance", "column", "commitment", "date", "block")
REQUIRED = ("actor", "question", "stance")
ENGINES = ("memory", "duckdb", "spark")
MAX_VALUES = 20


@dataclass(frozen=True)
class OwnTable:
    """A user's table in narrow form.

    Attributes
    ----------
    frame
        The columns of `stances.by_event`: an Arrow table, or a lazy Narwhals frame where an engine holds the rows.
    notes
        What was left out of it, in words.
    dated
        Whether it has days.
    span
        The lowest and highest stance that its codes allow; None for numbers as they are.
    """

    frame: Any
    notes: tuple[str, ...]
    dated: bool
    span: tuple[float, float] | None

    @property
    def lazy(self) -> bool:
        """Whether an engine holds the rows."""
        return isinstance(self.frame, nw.LazyFrame)


def take(
    frame: Any,
    columns: Mapping[str, str],
    codes: Mapping[str, str] | None = None,
) -> OwnTable:
    """A user's table in narrow form.

    Parameters
    ----------
    frame
        A frame of pandas, polars, pyarrow, DuckDB or PySpark, one row an answer of an actor to a question.
    columns
        For ``actor``, ``question``, ``stance``, and if there are such ``column``, ``commitment``, ``date``: the name of
        the column in `frame`.
    codes
        For each value of the stance column ``for``, ``neutral`` or ``against``; not needed where the column holds these
        words, or numbers. Rows with a value that is mapped to nothing (``""``) are left out.

    Raises
    ------
    BadQuery
        If a column is not there or its values do not fit; says what was found and what was expected.
    """
    try:
        table = nw.from_native(frame)
    except TypeError:
        raise BadQuery(f"{type(frame).__name__} is not a frame of pandas, polars, pyarrow, DuckDB or PySpark") from None
    names = _checked(table, columns)
    if isinstance(table, nw.DataFrame):
        # Arrow holds every eager frame alike: texts become dictionaries at once, and dates are dates.
        table = nw.from_native(table.select(*dict.fromkeys(names.values())).to_arrow())
    present = table.filter(*(~nw.col(names[role]).is_null() for role in REQUIRED))
    stance, kept, span = _stance(present, names, codes or {})
    narrow = (present if kept is None else present.filter(kept)).select(
        nw.col(names["actor"]).alias(st.ROW),
        (nw.col(names["column"]) if "column" in names else nw.lit("all")).alias(st.COLUMN),
        nw.col(names["question"]).alias(st.QUESTION),
        stance.alias(st.STANCE),
        _deed(present, names).alias(st.DEED),
        _day(present, names).alias(st.DAY),
    )
    if isinstance(narrow, nw.DataFrame):
        narrow = narrow.to_arrow()
        if "date" in names and arrow.outside_calendar(narrow.column(st.DAY)):
            raise BadQuery(f"the column {names['date']!r} holds a day outside the years 1 to 9999")
    notes = ("rows without actor, question or stance are left out",)
    return OwnTable(narrow, notes, "date" in names, span)


def _checked(table: Any, columns: Mapping[str, str]) -> dict[str, str]:
    unknown = [role for role in columns if role not in ROLES]
    if unknown:
        near = did_you_mean(nearest(unknown[0], ROLES))
        raise BadQuery(f"{unknown[0]!r} is no part of a comparison{near}; known: {', '.join(ROLES)}")
    missing = [role for role in REQUIRED if not columns.get(role)]
    if missing:
        raise BadQuery(f"say which column holds the {missing[0]}; the table has {_listed(_names(table))}")
    for role, name in columns.items():
        if name and name not in _names(table):
            near = did_you_mean(nearest(name, _names(table)))
            raise BadQuery(f"no column {name!r} for the {role}{near}; the table has {_listed(_names(table))}")
    return {role: name for role, name in columns.items() if name}


def _names(table: Any) -> list[str]:
    return list(table.collect_schema().names())


def _listed(words: list[str]) -> str:
    shown = ", ".join(repr(word) for word in words[:MAX_VALUES])
    return shown + (f" and {len(words) - MAX_VALUES} more" if len(words) > MAX_VALUES else "")


def _stance(
    table: Any, names: Mapping[str, str], codes: Mapping[str, str]
) -> tuple[Any, Any | None, tuple[float, float] | None]:
    """The stance as a number, which rows have one (None for all), and the range that it spans."""
    column = nw.col(names["stance"])
    if table.collect_schema()[names["stance"]].is_numeric() and not codes:
        return column.cast(nw.Float64), None, None
    text = _text(table, names["stance"])
    found = _values(table.select(text.alias("value")))
    mapping = {value: codes.get(value, value if not codes else "?") for value in found}
    unmapped = [value for value, side in mapping.items() if side not in (*codebook.DIRECTION_SIGN, "")]
    if unmapped:
        raise BadQuery(
            f"the column {names['stance']!r} holds {_listed(found)}; say what {_listed(unmapped)} stands for: "
            f"{', '.join(codebook.DIRECTION_SIGN)}, or nothing to leave it out"
        )
    weight = _weight(table, names)
    number: Any = nw.lit(0.0)
    for value, side in mapping.items():
        # What is neutral is 0 already; each comparison less is felt over a hundred million rows.
        if side and codebook.DIRECTION_SIGN[side]:
            number = nw.when(text == value).then(float(codebook.DIRECTION_SIGN[side])).otherwise(number)
    kept = text.is_in([value for value, side in mapping.items() if side]) if "" in mapping.values() else None
    reach = 1.0 if weight is None else 2.0
    return (number if weight is None else number * weight), kept, (-reach, reach)


def _text(table: Any, name: str) -> Any:
    """A column as text, without a cast where it is text."""
    column = nw.col(name)
    return column if table.collect_schema()[name] == nw.String else column.cast(nw.String)


def _weight(table: Any, names: Mapping[str, str]) -> Any:
    if "commitment" not in names:
        return None
    enacted = _text(table, names["commitment"]) == "enacted"
    return (
        nw.when(enacted)
        .then(float(codebook.COMMITMENT_WEIGHT["enacted"]))
        .otherwise(float(codebook.COMMITMENT_WEIGHT["declared"]))
    )


def _deed(table: Any, names: Mapping[str, str]) -> Any:
    if "commitment" not in names:
        # Without a word for it every answer is a deed alike, as votes are.
        return nw.lit(1, nw.Int64)
    return (
        nw.when(_text(table, names["commitment"]) == "enacted").then(nw.lit(1, nw.Int64)).otherwise(nw.lit(0, nw.Int64))
    )


def _day(table: Any, names: Mapping[str, str]) -> Any:
    if "date" not in names:
        return nw.lit(0, nw.Int64)
    dtype = table.collect_schema()[names["date"]]
    if dtype != nw.Date and not isinstance(dtype, nw.Datetime):
        raise BadQuery(f"the column {names['date']!r} holds {dtype}; dates are expected")
    return nw.col(names["date"]).cast(nw.Date)


def distinct(frame: Any, *names: str) -> Any:
    """The different rows of some columns of a Narwhals frame.

    Not its `unique`, for which an engine numbers every row and holds them all.
    """
    return frame.group_by(*names).agg(_n=nw.len()).select(*names)


def _values(one_column: Any) -> list[str]:
    several = distinct(one_column, "value").head(MAX_VALUES * 10)
    eager = several.collect("pyarrow") if isinstance(several, nw.LazyFrame) else several
    values = sorted(str(value) for value in eager["value"].to_list())
    if len(values) >= MAX_VALUES * 10:
        raise BadQuery(
            f"the stance column holds more than {MAX_VALUES * 10} values, such as {_listed(values)}; it should hold a few codes, or numbers"
        )
    return values


def read(pattern: str, engine: str = "memory") -> Any:
    """The frame of a file, or of all files that match a pattern: Parquet or csv.

    Parameters
    ----------
    pattern
        A path, or a pattern such as ``votes/*.parquet``.
    engine
        ``memory`` (Arrow), or ``duckdb`` or ``spark`` for what memory does not hold.

    Raises
    ------
    BadQuery, MissingExtra
        If nothing matches or cannot be read; if the engine is not installed.
    """
    if engine not in ENGINES:
        raise BadQuery(f"no engine {engine!r}{did_you_mean(nearest(engine, ENGINES))}; known: {', '.join(ENGINES)}")
    paths = _matching(pattern)
    if not paths or not all(Path(path).is_file() for path in paths):
        raise BadQuery(f"{pattern}: no such file")
    suffixes = {Path(path).suffix.lower() for path in paths}
    if len(suffixes) > 1 or not suffixes <= {".parquet", ".csv"}:
        raise BadQuery(
            f"{pattern}: tables are read from .parquet or .csv files; found {', '.join(sorted(suffixes)) or 'none'}"
        )
    reader = {"memory": _in_memory, "duckdb": _duckdb, "spark": _spark}[engine]
    try:
        return reader(paths, suffixes == {".csv"})
    except MissingExtra:
        raise
    except BadQuery as error:
        raise BadQuery(f"{pattern}: {error}") from None
    except Exception as error:
        # Each engine has a tree of errors of its own, all of them about the file here.
        first = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise BadQuery(f"{pattern}: cannot be read as a table ({first[:300]})") from None


def _matching(pattern: str) -> list[str]:
    if not any(sign in pattern for sign in "*?["):
        return [pattern]
    anchor = Path(Path(pattern).anchor)
    return sorted(str(path) for path in anchor.glob(str(Path(pattern).relative_to(anchor))))


def _in_memory(paths: list[str], is_csv: bool) -> Any:
    import pyarrow as pa

    if is_csv:
        from pyarrow import csv

        # "NA" is Namibia, not a gap.
        options = csv.ConvertOptions(null_values=[""], strings_can_be_null=True)
        return _sound(pa.concat_tables([csv.read_csv(path, convert_options=options) for path in paths]))
    import pyarrow.parquet as pq

    return _sound(pa.concat_tables([pq.ParquetFile(path).read() for path in paths]))


def _sound(table: Any) -> Any:
    """The table itself; Arrow believes a file, and bytes that are no text would be told of much later and nowhere."""
    import pyarrow as pa

    table.validate(full=True)
    for name in table.column_names:
        if pa.types.is_binary(table.schema.field(name).type):
            raise BadQuery(f"the column {name!r} holds bytes that are no UTF-8 text; save the table as UTF-8")
    return table


def _duckdb(paths: list[str], is_csv: bool) -> Any:
    try:
        import duckdb
    except ImportError as error:
        raise MissingExtra("duckdb", "export", "the engine duckdb") from error
    # Its progress bar would stand in the product.
    connection = duckdb.connect()
    connection.execute("set enable_progress_bar = false")
    # The order of rows plays no part, and keeping it costs memory; what memory does not hold goes to disk.
    connection.execute("set preserve_insertion_order = false")
    connection.execute("set temp_directory = ?", [tempfile.gettempdir()])
    if not is_csv:
        readers: Any = connection
        return readers.read_parquet(paths)
    # Without BOOLEAN among its guesses DuckDB leaves yes and no as they are.
    kinds = "['BIGINT', 'DOUBLE', 'DATE', 'TIMESTAMP', 'VARCHAR']"
    return connection.sql(f"select * from read_csv(?, nullstr = '', auto_type_candidates = {kinds})", params=[paths])  # nosec B608  # noqa: S608 - the kinds are those of the line above


def _spark(paths: list[str], is_csv: bool) -> Any:
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise MissingExtra("pyspark", "spark", "the engine spark") from error
    session = SparkSession.builder.getOrCreate()
    if is_csv:
        return session.read.csv(paths, header=True, inferSchema=True, nullValue="")
    return session.read.parquet(*paths)
