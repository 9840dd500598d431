"""A user's own table: the same numbers from every frame library and engine, and a clear word where it does not fit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from positions.analyse.own import matrix as ownmatrix
from positions.analyse.own import table as owntable
from positions.analyse.own.table import take
from positions.analyse.stance import stances
from positions.errors import BadQuery

MAP = {"actor": "country", "question": "rcid", "stance": "vote", "column": "theme", "date": "day"}
CODES = {"yes": "for", "no": "against", "abstain": "neutral", "absent": ""}
VOTES = {
    "country": ["Namibia", "Namibia", "Lithuania", "Lithuania", "Lithuania", None],
    "rcid": [1, 2, 1, 2, 3, 3],
    "vote": ["yes", "no", "yes", "abstain", "absent", "yes"],
    "theme": ["a", "a", "a", "a", "b", "b"],
    "day": [
        dt.date(2017, 5, 17),
        dt.date(2018, 1, 1),
        dt.date(2017, 5, 17),
        dt.date(2018, 1, 1),
        dt.date(2018, 1, 2),
        dt.date(2018, 1, 2),
    ],
}


def _duckdb(data: dict[str, list[Any]]) -> Any:
    duckdb = pytest.importorskip("duckdb")
    table = pa.table(data)  # found by name in the query below
    assert table.num_rows
    return duckdb.sql("select * from table_", connection=duckdb.connect().register("table_", table))


FRAMES: dict[str, Callable[[dict[str, list[Any]]], Any]] = {
    "pandas": pd.DataFrame,
    "polars": pl.DataFrame,
    "polars lazy": pl.LazyFrame,
    "pyarrow": pa.table,
    "duckdb": _duckdb,
}


def stance_table(own: owntable.OwnTable) -> tuple[tuple[str, ...], tuple[str, ...], np.ndarray]:
    """Actors, questions, and the dense table of stances between them that agreement starts from."""
    rows, found = ownmatrix.answered(own)
    return rows, found.questions, stances.dense(found, rows)


@pytest.mark.parametrize("library", FRAMES)
def test_every_library_gives_the_same_matrix(library: str) -> None:
    """Values, counts, sides and days are those counted by hand, whoever holds the frame."""
    made = ownmatrix.matrix(take(FRAMES[library](VOTES), MAP, CODES))

    assert (made.rows, made.columns) == (("Lithuania", "Namibia"), ("a",))
    assert made.values.tolist() == [[0.5], [0.0]]
    assert made.counts.tolist() == [[2], [2]]
    assert made.mixed.tolist() == [[False], [True]]
    assert made.newest.astype(str).tolist() == [["2018-01-01"], ["2018-01-01"]]


@pytest.mark.parametrize("library", FRAMES)
def test_every_library_gives_the_same_table_of_stances(library: str) -> None:
    """The dense table that agreement starts from is the same, whoever holds the frame."""
    actors, questions, table = stance_table(take(FRAMES[library](VOTES), MAP, CODES))

    assert (actors, questions) == (("Lithuania", "Namibia"), ("1", "2"))
    np.testing.assert_array_equal([[1.0, 0.0], [1.0, -1.0]], table)


def test_categories_without_rows_are_no_actors() -> None:
    """A category whose rows were filtered out is left in the frame, but not in the matrix."""
    frame = pd.DataFrame(VOTES).astype({"country": "category"})
    made = ownmatrix.matrix(take(frame[frame["country"] == "Namibia"], MAP, CODES))

    assert made.rows == ("Namibia",)


def test_spark_gives_the_same_matrix(tmp_path: Path) -> None:
    """A local Spark session reduces the rows to the same cells."""
    pyspark = pytest.importorskip("pyspark.sql")
    import shutil

    if shutil.which("java") is None:
        pytest.skip("Spark needs Java, which is not on this machine")
    pq.write_table(pa.table(VOTES), tmp_path / "votes.parquet")
    # A few rows need one task, not the two hundred that Spark would shuffle them into.
    few = {"spark.ui.enabled": "false", "spark.sql.shuffle.partitions": "1", "spark.default.parallelism": "1"}
    session = pyspark.SparkSession.builder.master("local[1]").config(map=few).getOrCreate()
    try:
        made = ownmatrix.matrix(take(owntable.read(str(tmp_path / "votes.parquet"), "spark"), MAP, CODES))
        table = stance_table(take(session.read.parquet(str(tmp_path / "votes.parquet")), MAP, CODES))[2]
    finally:
        session.stop()

    assert made.values.tolist() == [[0.5], [0.0]]
    np.testing.assert_array_equal([[1.0, 0.0], [1.0, -1.0]], table)


def test_numbers_and_the_words_of_the_codebook_need_no_codes() -> None:
    """A numeric column is taken as it is; for, neutral and against are understood, and weigh double as deeds."""
    table = {"a": ["x", "x"], "q": [1, 2], "s": ["for", "against"], "c": ["enacted", "declared"]}
    words = stance_table(take(pa.table(table), {"actor": "a", "question": "q", "stance": "s", "commitment": "c"}))[2]
    numbers = stance_table(take(pa.table(table | {"s": [2, -1]}), {"actor": "a", "question": "q", "stance": "s"}))[2]

    np.testing.assert_array_equal([[2.0, -1.0]], words)
    np.testing.assert_array_equal(words, numbers)


@pytest.mark.parametrize(
    ("columns", "codes", "said"),
    [
        ({"actor": "contry", "question": "rcid", "stance": "vote"}, CODES, "did you mean 'country'"),
        ({"actor": "country", "question": "rcid"}, CODES, "which column holds the stance"),
        ({**MAP, "stanse": "vote"}, CODES, "did you mean 'stance'"),
        (MAP, {"yes": "for"}, "'absent', 'abstain', 'no' stands for"),
        (MAP, {**CODES, "no": "agianst"}, "'no' stands for"),
        ({**MAP, "date": "theme"}, CODES, "dates are expected"),
    ],
)
def test_columns_that_do_not_fit_are_answered(columns: dict[str, str], codes: dict[str, str], said: str) -> None:
    """What was found and what was expected is said."""
    with pytest.raises(BadQuery, match=said):
        take(pa.table(VOTES), columns, codes)


def test_what_is_no_frame_is_refused() -> None:
    """A list is answered with the libraries that are known."""
    with pytest.raises(BadQuery, match="polars"):
        take([1, 2], MAP, CODES)


@pytest.mark.parametrize("engine", ["memory", "duckdb"])
@pytest.mark.parametrize("suffix", ["parquet", "csv"])
def test_files_by_pattern(tmp_path: Path, engine: str, suffix: str) -> None:
    """Two files that match a pattern are one table; NA in a csv file is Namibia, not a gap."""
    table = pd.DataFrame({"country": ["NA", "LT"], "rcid": [1, 1], "vote": ["yes", "no"]})
    for part, rows in enumerate((table[:1], table[1:])):
        path = tmp_path / f"part-{part}.{suffix}"
        rows.to_parquet(path) if suffix == "parquet" else rows.to_csv(path, index=False)
    frame = owntable.read(str(tmp_path / f"part-*.{suffix}"), engine)
    made = ownmatrix.matrix(take(frame, {"actor": "country", "question": "rcid", "stance": "vote"}, CODES))

    assert (made.rows, made.values.tolist()) == (("LT", "NA"), [[-1.0], [1.0]])


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.txt", b"x", "parquet or .csv"),
        ("a.parquet", b"PAR1 no", "cannot be read"),
        ("latin.csv", b"who,what\n\xe9,x\n", r"latin\.csv: the column .who. holds bytes"),
        ("nothing.csv", None, "no such file"),
    ],
)
def test_files_that_are_no_tables(tmp_path: Path, name: str, content: bytes | None, said: str) -> None:
    """A file that is not there, of another kind, or broken is named."""
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(BadQuery, match=said):
        owntable.read(str(tmp_path / name))


rows = some.lists(
    some.tuples(
        some.sampled_from("ABC"),
        some.integers(1, 4),
        some.sampled_from(["for", "neutral", "against"]),
        some.sampled_from(["enacted", "declared"]),
    ),
    min_size=1,
    max_size=30,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rows)
def test_the_engine_and_the_arrays_agree(drawn: list[tuple[str, int, str, str]]) -> None:
    """Whatever the answers, the reduction by an engine and the one in memory give the same cells, and so does counting by hand."""
    table = pa.table(dict(zip("aqsc", map(list, zip(*drawn, strict=True)), strict=True)))
    columns = {"actor": "a", "question": "q", "stance": "s", "commitment": "c"}
    memory = ownmatrix.matrix(take(table, columns))
    engine = ownmatrix.matrix(take(pl.from_arrow(table).lazy(), columns))
    by_hand = {}
    for actor in memory.rows:
        stances = []
        for question in {q for a, q, *_ in drawn if a == actor}:
            mine = [(side, how) for a, q, side, how in drawn if (a, q) == (actor, question)]
            deeds = [side for side, how in mine if how == "enacted"]
            sign = {"for": 1, "neutral": 0, "against": -1}
            stances.append(
                2 * sum(sign[side] for side in deeds) / len(deeds)
                if deeds
                else sum(sign[side] for side, _ in mine) / len(mine)
            )
        by_hand[actor] = sum(stances) / len(stances)

    np.testing.assert_allclose(memory.values, engine.values)
    np.testing.assert_array_equal(memory.counts, engine.counts)
    np.testing.assert_allclose([[by_hand[actor]] for actor in memory.rows], memory.values, atol=1e-12)


@pytest.mark.parametrize("day", [-719_163, 1_073_758_824])
def test_a_day_of_no_calendar_is_told(day: int) -> None:
    """A day that Python cannot hold is told with its column."""
    days = pa.array([0, day], pa.int32()).cast(pa.date32())
    votes = pa.table({"who": ["A", "B"], "what": ["x", "x"], "how": ["for", "against"], "when": days})

    with pytest.raises(BadQuery, match="'when' holds a day outside the years 1 to 9999"):
        take(votes, {"actor": "who", "question": "what", "stance": "how", "date": "when"})
