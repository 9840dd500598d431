"""Laws that hold for any data: what may change nothing, what must be symmetric, what comes back as it went."""

from __future__ import annotations

import copy
import random
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hardening.shipped import ROOT

Rows = dict[str, list[dict[str, Any]]]
SIDES = ("for", "neutral", "against")


def votes(rng: random.Random, actors: int = 6, questions: int = 12) -> dict[str, list[Any]]:
    """Answers of some actors to some questions, with gaps."""
    found: dict[str, list[Any]] = {"who": [], "what": [], "how": []}
    for actor in range(actors):
        for question in range(questions):
            if rng.random() < 0.7:
                for name, value in (("who", f"A{actor}"), ("what", f"q{question}"), ("how", rng.choice(SIDES))):
                    found[name].append(value)
    return found


def _agreement(table: dict[str, list[Any]], measure: str = "kappa") -> dict[frozenset[str], Any]:
    """Agreement of each pair."""
    frame = _compared(table, measure).to_frame()
    return {frozenset((row.a, row.b)): row.value for row in frame.itertuples()}


def _compared(table: dict[str, list[Any]], measure: str = "kappa") -> Any:
    import pyarrow as pa

    from positions import api

    return api.agreement(data=pa.table(table), actor="who", question="what", stance="how", measure=measure)


def _same(one: Any, other: Any) -> bool:
    return bool(one == other or (one != one and other != other) or abs(float(one) - float(other)) < 1e-12)


def agreement_is_symmetric(rng: random.Random) -> None:
    """Agreement of A with B is that of B with A."""
    import numpy as np

    value = np.asarray(_compared(votes(rng)).value, float)
    assert value.ndim == 2 and np.array_equal(value, value.T, equal_nan=True)


def names_do_not_matter(rng: random.Random) -> None:
    """Agreement is the same whatever actors are called."""
    table = votes(rng)
    names = sorted(set(table["who"]))
    renamed = dict(zip(names, rng.sample([f"Z{n}" for n in range(50)], len(names)), strict=True))
    before, after = _agreement(table), _agreement({**table, "who": [renamed[name] for name in table["who"]]})
    assert all(_same(value, after[frozenset(renamed[name] for name in pair)]) for pair, value in before.items())


def what_nobody_shares_does_not_matter(rng: random.Random) -> None:
    """Questions that one actor alone answered change no agreement."""
    table = votes(rng)
    before = _agreement(table)
    more = {name: list(values) for name, values in table.items()}
    for n in range(5):
        for name, value in (("who", rng.choice(table["who"])), ("what", f"alone{n}"), ("how", rng.choice(SIDES))):
            more[name].append(value)
    after = _agreement(more)
    assert all(_same(value, after[pair]) for pair, value in before.items())


def order_of_rows_does_not_matter(rng: random.Random) -> None:
    """A table in another order gives the same agreement."""
    table = votes(rng)
    order = rng.sample(range(len(table["who"])), len(table["who"]))
    before, after = _agreement(table), _agreement({name: [values[n] for n in order] for name, values in table.items()})
    assert all(_same(value, after[pair]) for pair, value in before.items())


def small(rng: random.Random) -> Rows:
    """The small dataset with sides and commitments as chance has them."""
    sys.path.insert(0, str(ROOT))
    from tests.small import small_rows

    from positions import codebook

    rows = copy.deepcopy(small_rows())
    for row in rows["positions"]:
        if row["instrument"] != "vote":
            row["direction"], row["commitment"] = rng.choice(SIDES), rng.choice(("declared", "enacted"))
            row["stance"] = codebook.stance(row["direction"], row["commitment"])
    return rows


def _cells(rows: Rows, **options: Any) -> dict[tuple[str, str], Any]:
    from tests.small import write_tables

    from positions import api
    from positions.analyse.dataset import Dataset

    with tempfile.TemporaryDirectory() as temporary:
        frame = api.matrix(data=Dataset(write_tables(Path(temporary) / "data", rows)), **options).to_frame()
        return {(str(row), str(column)): frame.loc[row, column] for row in frame.index for column in frame.columns}


def another_event_changes_no_other_cell(rng: random.Random) -> None:
    """An event on one topic changes no cell of another."""
    from tests.small import event, position

    rows = small(rng)
    before = _cells(rows)
    rows["events"].append(event("more-2016", "asylum_rules", "access", "2016-01-01", "2016-12-31"))
    actor = rng.choice(("LTU", "SWE", "GBR", "NOR"))
    rows["positions"].append(
        {**position("more-2016", actor, rng.choice(SIDES), "enacted", "2016-05-05"), "topic_id": "asylum_rules"}
    )
    after = _cells(rows)
    changed = {cell for cell in before if not _same(before[cell], after[cell])}
    assert changed <= {(actor, "asylum_rules")}


def later_days_lose_nothing(rng: random.Random) -> None:
    """A later day as of which one looks never finds fewer positions."""
    rows = small(rng)
    days = sorted(
        rng.sample(
            (
                "2015-06-01",
                "2015-12-31",
                "2017-05-10",
                "2017-05-16",
                "2017-05-18",
                "2017-06-01",
                "2018-03-01",
                "2020-01-01",
            ),
            2,
        )
    )
    earlier, later = (_cells(rows, as_of=day, value="n") for day in days)
    assert all(value != value or later.get(cell, 0) >= value for cell, value in earlier.items())


def order_of_seeds_does_not_matter(rng: random.Random) -> None:
    """Seeds in another order, of files and within them, build the same bytes."""
    from positions.curate import build, checks

    good = ROOT / "tests" / "seeds" / "good"
    made = []
    for shuffled in (False, True):
        read, problems = checks.check(good)
        assert not problems
        if shuffled:
            for entries in (read.actors, read.groups, read.sources, read.events, read.codings):
                rng.shuffle(entries)
            for event in read.events:
                rng.shuffle(event["positions"])
        with tempfile.TemporaryDirectory() as folder:
            build.make(read, Path(folder))
            made.append({path.name: path.read_bytes() for path in Path(folder).iterdir()})
    assert made[0] == made[1]


def exports_come_back(rng: random.Random) -> None:
    """What is exported and read again is what it was, in every format that has a reader here."""
    from tests.small import write_tables

    from positions.share.export import export

    with tempfile.TemporaryDirectory() as temporary:
        data = write_tables(Path(temporary) / "data", small(rng))
        import pyarrow.parquet as pq

        wanted = sorted(
            (row["position_id"], row["direction"], row["stance"], row["summary"], str(row["date"]))
            for row in pq.read_table(data / "positions.parquet").to_pylist()
        )
        for form, read in READERS.items():
            export(Path(temporary) / form, form, data=data, plain=True)
            found = sorted(read(Path(temporary) / form))
            assert wanted == found, f"{form}: {found[:1]} instead of {wanted[:1]}"
            shutil.rmtree(Path(temporary) / form)


def _picked(rows: Any) -> list[tuple[Any, ...]]:
    return [
        (row["position_id"], row["direction"], int(row["stance"]), row["summary"], str(row["date"])[:10])
        for row in rows
    ]


def _frame(frame: Any) -> list[tuple[Any, ...]]:
    return _picked(frame.to_dict("records"))


def _csv(folder: Path) -> list[tuple[Any, ...]]:
    import pandas as pd

    return _frame(pd.read_csv(folder / "positions.csv", keep_default_na=False))


def _jsonl(folder: Path) -> list[tuple[Any, ...]]:
    import json

    return _picked(map(json.loads, (folder / "positions.jsonl").read_text("utf-8").splitlines()))


def _parquet(folder: Path) -> list[tuple[Any, ...]]:
    import pyarrow.parquet as pq

    return _picked(pq.read_table(folder / "positions.parquet").to_pylist())


def _sqlite(folder: Path) -> list[tuple[Any, ...]]:
    import sqlite3

    with sqlite3.connect(next(iter([*folder.glob("*.sqlite"), *folder.glob("*.db")]))) as connection:
        connection.row_factory = sqlite3.Row
        return _picked(connection.execute("select * from positions").fetchall())


def _duckdb(folder: Path) -> list[tuple[Any, ...]]:
    import duckdb

    with duckdb.connect(str(next(folder.glob("*.duckdb"))), read_only=True) as connection:
        return _frame(connection.sql("select * from positions").df())


def _xlsx(folder: Path) -> list[tuple[Any, ...]]:
    import pandas as pd

    return _frame(pd.read_excel(next(folder.glob("*.xlsx")), sheet_name="positions", keep_default_na=False))


READERS: dict[str, Callable[[Path], list[tuple[Any, ...]]]] = {
    "parquet": _parquet, "csv": _csv, "jsonl": _jsonl, "sqlite": _sqlite, "duckdb": _duckdb, "xlsx": _xlsx,
}  # fmt: skip
LAWS: tuple[tuple[Callable[[random.Random], None], int], ...] = (
    (agreement_is_symmetric, 50), (names_do_not_matter, 50), (what_nobody_shares_does_not_matter, 50), (order_of_rows_does_not_matter, 50),
    (another_event_changes_no_other_cell, 20), (later_days_lose_nothing, 20), (order_of_seeds_does_not_matter, 5), (exports_come_back, 3),
)  # fmt: skip


def run(times: int = 1) -> list[dict[str, Any]]:
    """Each law with the cases tried and the first that broke it."""
    found = []
    for law, share in LAWS:
        broken = None
        for n in range(share * times):
            try:
                law(random.Random(f"{law.__name__} {n}"))
            except AssertionError as error:
                broken = f"case {n}: {error}"
                break
        found.append({"law": str(law.__doc__), "cases": n + 1, "broken": broken})
    return found
