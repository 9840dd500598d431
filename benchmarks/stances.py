"""The stance matrix of a table that memory does not hold, beside the SQL that a user would write by hand in DuckDB.

Rows are generated: 200 actors, 20 topics, questions, stances and days, in Parquet files of 10 million rows.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from benchmarks.timing import Row, report, row, run, take_turns

SIZES = {"1 million rows": 1_000_000, "10 million rows": 10_000_000, "100 million rows": 100_000_000}
LARGEST = "100 million rows"
PART = 10_000_000
# Not more than 1.3 times the time of the SQL, as a ratio of theirs over ours; under 2 GB.
LEAST_RATIO = 1 / 1.3
MOST_MEMORY = 2 * 1024**3
FOLDER = Path(tempfile.gettempdir()) / "positions-benchmark"
MAP = {
    "actor": "actor",
    "question": "question",
    "stance": "stance",
    "column": "topic",
    "commitment": "commitment",
    "date": "day",
}

# What `positions matrix` computes, by hand: deeds before words within a question, the mean over questions, and what
# each cell rests on.
SQL = """
with event as (
    select actor, topic, question,
        count(*) as n,
        sum(case when commitment = 'enacted' then 1 else 0 end) as deeds,
        sum(case when commitment = 'enacted' then 2 * stance else 0 end) as of_deeds,
        sum(case when commitment = 'enacted' then 2 * stance else stance end) as of_all,
        max(stance) as highest, min(stance) as lowest, max(day) as newest
    from (select * replace (case stance when 'for' then 1 when 'against' then -1 else 0 end as stance) from read_parquet($files))
    group by all
)
select actor, topic,
    avg(case when deeds > 0 then of_deeds / deeds else of_all / n end) as stance,
    count(*) as events, sum(n) as n, max(highest > 0) and max(lowest < 0) as mixed, max(newest) as newest
from event group by all order by all
"""


def generate(rows: int) -> str:
    """The pattern of Parquet files that hold so many rows, made where they are not there yet."""
    folder = FOLDER / str(rows)
    parts = max(rows // PART, 1)
    folder.mkdir(parents=True, exist_ok=True)
    for part in range(parts):
        path = folder / f"part-{part:02}.parquet"
        if not path.exists():
            _write(path, rows // parts, part)
    return str(folder / "*.parquet")


def _write(path: Path, rows: int, part: int) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    random = np.random.default_rng(part)
    question = random.integers(0, 20_000, rows, dtype=np.int32)

    def words(values: list[str], indices: np.ndarray) -> pa.DictionaryArray:
        return pa.DictionaryArray.from_arrays(pa.array(indices), pa.array(values))

    table = pa.table(
        {
            "actor": words([f"A{i:03}" for i in range(200)], random.integers(0, 200, rows, dtype=np.int16)),
            "topic": words([f"topic {i:02}" for i in range(20)], (question % 20).astype(np.int8)),
            "question": question,
            "stance": words(["for", "neutral", "against"], random.integers(0, 3, rows, dtype=np.int8)),
            "commitment": words(["enacted", "declared"], random.integers(0, 2, rows, dtype=np.int8)),
            "day": pa.array(random.integers(10_000, 20_000, rows, dtype=np.int32)).cast(pa.date32()),
        }
    )
    unfinished = path.with_suffix(".part")
    pq.write_table(table, unfinished, compression="zstd")
    unfinished.rename(path)


def ours(files: str) -> Any:
    from positions.analyse.own import matrix as ownmatrix
    from positions.analyse.own import table as owntable

    return ownmatrix.matrix(owntable.take(owntable.read(files, "duckdb"), MAP))


def by_hand(files: str) -> Any:
    connection = duckdb.connect()
    connection.execute("set enable_progress_bar = false")
    return connection.sql(SQL, params={"files": files}).to_arrow_table()


CONTENDERS: dict[str, Callable[[str], Any]] = {
    f"{who}, {size}": contender
    for size in SIZES
    for who, contender in (("positions", ours), ("DuckDB SQL by hand", by_hand))
}


def largest_difference(files: str) -> float:
    """How far the two are apart, over all cells."""
    matrix, table = ours(files), by_hand(files).to_pydict()
    row, column = ({name: i for i, name in enumerate(names)} for names in (matrix.rows, matrix.columns))
    at = ([row[name] for name in table["actor"]], [column[name] for name in table["topic"]])
    return float(np.abs(matrix.values[at] - np.array(table["stance"], float)).max())


def about() -> str:
    """The rows, and how far ours and theirs are apart."""
    difference = largest_difference(generate(SIZES["1 million rows"]))
    return f"generated rows in Parquet, 200 actors, 20 topics, 20,000 questions; largest difference {difference:.1e}"


def rows(rounds: int = 3, quick: bool = False) -> list[Row]:
    """Each size by both, or the smallest alone, and our memory against its bound."""
    sizes = list(SIZES)[:1] if quick else list(SIZES)
    for size in sizes:
        generate(SIZES[size])
    told = []
    for size in sizes:
        names = [f"positions, {size}", f"DuckDB SQL by hand, {size}"]
        runs = take_turns("benchmarks.stances", names, rounds)
        mine, theirs = (runs[name] for name in names)
        target = LEAST_RATIO if size == LARGEST else None
        told += [row(names[0], mine, mine), row(names[1], theirs, mine, target)]
        if size == LARGEST:
            peak = max(one.peak for one in mine)
            told.append(Row("2 GB, beside our peak memory", 0.0, MOST_MEMORY, MOST_MEMORY / peak, 1.0))
    return told


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", choices=list(CONTENDERS), help="run one contender and print its time")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    if options.run:
        files = generate(SIZES[options.run.split(", ", 1)[1]])
        CONTENDERS[options.run](generate(SIZES["1 million rows"]))
        print(json.dumps(asdict(run(lambda: CONTENDERS[options.run](files)))))
        return
    print(f"{about()}\n\n{report(rows(options.rounds))}")


if __name__ == "__main__":
    main()
