"""Agreement of all pairs of actors on the whole voting record, beside what a user would write instead.

Every contender starts from the same Arrow table in memory, one row a vote; turning it into an array, a frame or a
table of the database is part of its time. ``python -m benchmarks.agreement`` prints the table.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import numpy as np
import pyarrow as pa
from benchmarks import votes
from benchmarks.timing import Row, report, row, run, take_turns

# The table that the first run works on, to load libraries and start threads before the clock does.
WARM_UP = 2_000
PLAIN = "count(*) as n, 1 - avg(abs(a.stance - b.stance)) / 2 as agreement"
COUNTS = ", ".join(
    f"count(*) filter (a.stance = {left} and b.stance = {right})" for left in (-1, 0, 1) for right in (-1, 0, 1)
)


def joint_counts(record: pa.Table) -> tuple[list[str], Any]:
    """The names of the actors and their joint counts, from the long record."""
    from positions.analyse.pairwise.joint import JointCounts

    actors, questions = (record[name].combine_chunks().dictionary_encode() for name in ("actor", "question"))
    shape = len(actors.dictionary), len(questions.dictionary)
    joint = JointCounts.from_long(actors.indices, questions.indices, record["stance"].to_numpy(), shape)
    return actors.dictionary.to_pylist(), joint


def every_measure(record: pa.Table) -> Any:
    """All measures with all their weights."""
    from positions.analyse.pairwise.agreement import agree_all

    names, joint = joint_counts(record)
    return agree_all(joint, names, span=(-1, 1))


def kappa_with_intervals(record: pa.Table) -> Any:
    """Kappa, with 95 % intervals from 1,000 resamples."""
    from positions.analyse.pairwise.agreement import agree

    names, joint = joint_counts(record)
    return agree(joint, names, "kappa", span=(-1, 1), interval=0.95, resamples=1000)


def duckdb_plain(record: pa.Table) -> Any:
    """Plain agreement by a self-join."""
    return _self_join(record, PLAIN)


def duckdb_joint(record: pa.Table) -> Any:
    """Plain agreement and the joint counts, all that the measures need, by a self-join."""
    return _self_join(record, f"{PLAIN}, {COUNTS}")


def _self_join(record: pa.Table, columns: str) -> Any:
    import duckdb

    with duckdb.connect() as connection:
        connection.execute("create table votes as select * from record")
        return connection.sql(
            f"select a.actor, b.actor as other, {columns} from votes a join votes b "
            "on a.question = b.question and a.actor < b.actor group by all"
        ).to_arrow_table()


def pandas_merge(record: pa.Table) -> Any:
    """Plain agreement by merging a frame with itself."""
    frame = record.to_pandas()
    frame["actor"] = frame["actor"].cat.codes
    both = frame.merge(frame, on="question", suffixes=("", "_other"))
    both = both[both["actor"] < both["actor_other"]]
    apart = (both["stance"] - both["stance_other"]).abs()
    apart = apart.groupby([both["actor"], both["actor_other"]]).agg(["size", "mean"])
    return apart.assign(agreement=1 - apart["mean"] / 2)


def pandas_corr(record: pa.Table) -> Any:
    """One measure, correlation, by DataFrame.corr."""
    frame = record.to_pandas()
    return frame.pivot(index="question", columns="actor", values="stance").corr()


CONTENDERS: dict[str, Callable[[pa.Table], Any]] = {
    "positions: every measure": every_measure,
    "positions: kappa, 1,000 resamples": kappa_with_intervals,
    "DuckDB self-join: joint counts": duckdb_joint,
    "DuckDB self-join: plain agreement": duckdb_plain,
    "DataFrame.corr: correlation": pandas_corr,
    "pandas merge: plain agreement": pandas_merge,
}
MEASURES, INTERVALS, JOINT, PLAINLY, CORR, MERGE = CONTENDERS
TARGETS = {JOINT: 25.0, MERGE: 150.0, CORR: 1.0}
MOST_MEMORY = 2**30


def rows(rounds: int = 3) -> list[Row]:
    """The contenders, each against ours; then the resampled intervals against the join."""
    runs = take_turns("benchmarks.agreement", list(CONTENDERS), rounds)
    told = [row(name, several, runs[MEASURES], TARGETS.get(name)) for name, several in runs.items()]
    joins = [row(f"{name}, beside our resamples", runs[name], runs[INTERVALS], 1.0) for name in (JOINT, PLAINLY)]
    peak = max(one.peak for name in (MEASURES, INTERVALS) for one in runs[name])
    return [*told, *joins, Row("1 GB, beside our peak memory", 0.0, MOST_MEMORY, MOST_MEMORY / peak, 1.0)]


def largest_difference(record: pa.Table) -> float:
    """How far plain agreement is from that of the self-join, over all pairs: the contenders answer one question."""
    ours = every_measure(record)["agreement"]
    place = {name: i for i, name in enumerate(ours.actors)}
    theirs = duckdb_plain(record).to_pydict()
    a, b = ([place[name] for name in theirs[column]] for column in ("actor", "other"))
    enough = np.array(theirs["n"]) >= ours.least_n
    return float(np.abs(ours.value[a, b] - np.array(theirs["agreement"]))[enough].max())


def about() -> str:
    """The record, and how far ours and theirs are apart."""
    record = votes.load()
    return f"{record.num_rows:,} votes, {votes.origin()}; largest difference of plain agreement {largest_difference(record):.1e}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", choices=list(CONTENDERS), help="run one contender and print its time")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    record = votes.load()
    if options.run:
        contender = CONTENDERS[options.run]
        contender(record.slice(0, WARM_UP))
        print(json.dumps(asdict(run(lambda: contender(record)))))
        return
    print(f"{about()}\n\n{report(rows(options.rounds))}")


if __name__ == "__main__":
    main()
