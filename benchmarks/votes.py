"""The record that benchmarks run on: every vote in the UN General Assembly from 1946 to 2020, one row a vote."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

RECORD = Path(__file__).resolve().parents[2] / "shared" / "bench" / "unga_votes.parquet"
STANCES = {"yes": 1, "abstain": 0, "no": -1}
# The shape of the record, for a machine that does not have it.
ACTORS, QUESTIONS, VOTES = 200, 6203, 870_109


def load(path: Path = RECORD) -> pa.Table:
    """Actor (dictionary), question (int32) and stance (int8) of every vote; a generated record where there is none."""
    if not path.exists():
        return generated()
    votes = pq.read_table(path, columns=["country", "rcid", "vote"]).unify_dictionaries().combine_chunks()
    vote = votes["vote"].combine_chunks()
    stances = pa.array([STANCES[word] for word in vote.dictionary.to_pylist()], pa.int8())
    return pa.table({"actor": votes["country"], "question": votes["rcid"], "stance": stances.take(vote.indices)})


def origin(path: Path = RECORD) -> str:
    """Where the votes of :func:`load` come from."""
    return path.name if path.exists() else "generated record"


def generated(actors: int = ACTORS, questions: int = QUESTIONS, votes: int = VOTES, seed: int = 0) -> pa.Table:
    """A record of the same shape: actors between two poles, questions that divide them more or less."""
    random = np.random.default_rng(seed)
    cells = np.sort(random.choice(actors * questions, votes, replace=False))
    question, actor = np.divmod(cells, actors)
    pole, divides = random.uniform(-1, 1, actors), random.normal(0, 1, questions)
    leaning = pole[actor] * divides[question] + random.normal(0.6, 0.5, votes)
    stance = np.where(leaning > 0.2, 1, np.where(leaning < -0.2, -1, 0)).astype(np.int8)
    names = pa.array([f"A{number:03}" for number in range(actors)])
    return pa.table(
        {
            "actor": pa.DictionaryArray.from_arrays(pa.array(actor.astype(np.int32)), names),
            "question": pc.cast(pa.array(question), pa.int32()),
            "stance": pa.array(stance),
        }
    )
