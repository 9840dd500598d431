"""Load: how long, and with how much memory, for far more than the dataset holds."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from hardening.shipped import ROOT

# Run in a process of its own, so that the peak of memory is that of the task.
MEASURED = """
import json, resource, sys, time
sys.path[:0] = {paths!r}
begun = time.perf_counter()
{code}
print(json.dumps({{"seconds": round(time.perf_counter() - begun, 1), "mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024), "told": str(told)}}))
"""
VOTES = """
import numpy as np, pyarrow as pa, pyarrow.parquet as pq
rng = np.random.default_rng(1)
n, actors = {n}, 200
questions = n // actors
who = pa.DictionaryArray.from_arrays(pa.array(np.tile(np.arange(actors, dtype=np.int16), questions)), pa.array(["A%03d" % i for i in range(actors)]))
how = pa.DictionaryArray.from_arrays(pa.array(rng.choice(3, n, p=[.6, .2, .2]).astype(np.int8)), pa.array(["yes", "no", "abstain"]))
table = pa.table({{"who": who, "what": np.repeat(np.arange(questions), actors), "how": how}})
pq.write_table(table, {path!r})
told = len(table)
"""
ASK = """
from positions import api
from positions.analyse.owntable import read
made = api.{what}(data=read({path!r}), actor="who", question="what", stance="how", codes={{"yes": "for", "no": "against", "abstain": "neutral"}})
told = len(made.to_frame())
"""
CHECK = """
from pathlib import Path
from positions.curate import checks
seeds, problems = checks.check(Path({path!r}))
told = f"{{len(seeds.events)}} events, {{len(problems)}} problems"
"""
READ = """
from pathlib import Path
from positions.analyse.dataset import Dataset
from positions import api
told = sorted({{api.matrix(data=Dataset(Path({path!r})), group="EU").to_frame().to_csv() for _ in range({times})}})
assert len(told) == 1
import hashlib
told = hashlib.sha256(told[0].encode()).hexdigest()
"""


def measured(code: str) -> dict[str, Any]:
    """Run code in a process of its own: seconds, peak memory, and what it told."""
    whole = MEASURED.format(paths=[str(ROOT / "src"), str(ROOT)], code=code)
    ended = subprocess.run([sys.executable, "-c", whole], capture_output=True, text=True, check=False)
    if ended.returncode:
        return {"wrong": (ended.stderr.strip().splitlines() or [f"ended with {ended.returncode}"])[-1]}
    return dict(json.loads(ended.stdout.splitlines()[-1]))


def own_table(n: int) -> list[dict[str, Any]]:
    """Positions of a user's own through matrix and agreement."""
    with tempfile.TemporaryDirectory() as temporary:
        path = str(Path(temporary) / "votes.parquet")
        measured(VOTES.format(n=n, path=path))
        return [
            {"task": f"{what} of {n:,} positions of 200 actors", **measured(ASK.format(what=what, path=path))}
            for what in ("matrix", "agreement")
        ]


def seeds(n: int) -> dict[str, Any]:
    """Many events of seeds through the check."""
    import shutil

    with tempfile.TemporaryDirectory() as temporary:
        root = Path(temporary) / "seeds"
        shutil.copytree(ROOT / "tests" / "seeds" / "good", root)
        source = next(root.rglob("visas-2017.yaml"))
        text = source.read_text("utf-8")
        for number in range(n):
            (source.parent / f"visas-{number}-2017.yaml").write_text(
                text.replace("visas-2017", f"visas-{number}-2017"), encoding="utf-8"
            )
        found = measured(CHECK.format(path=str(root)))
        rate = f"{n / found['seconds']:,.0f} events a second" if found.get("seconds") else ""
        return {"task": f"check of {n:,} events", **found, "rate": rate}


def readers(n: int, at_once: int = 20) -> dict[str, Any]:
    """Readers of one folder of tables, so many processes at once, each opening it anew again and again for a matrix."""
    code = MEASURED.format(
        paths=[str(ROOT / "src"), str(ROOT)], code=READ.format(path=str(ROOT / "data"), times=max(1, n // at_once))
    )
    begun = time.monotonic()

    def one(_: int) -> tuple[int, str]:
        ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
        return ended.returncode, str(
            json.loads(ended.stdout.splitlines()[-1])["told"]
        ) if ended.returncode == 0 else ended.stderr[-200:]

    with ThreadPoolExecutor(at_once) as pool:
        found = list(pool.map(one, range(at_once)))
    return {"task": f"{n:,} readers of one folder, {at_once} processes at once", "seconds": round(time.monotonic() - begun), "failed": sum(code != 0 for code, _ in found),
            "answers": len({told for _, told in found})}  # fmt: skip


def run(quick: bool = False) -> dict[str, Any]:
    """The figures."""
    scale = 100 if quick else 1
    tasks = [*own_table(10_000_000 // scale), seeds(100_000 // scale), readers(1_000 // scale)]
    for task in tasks:
        print(task, flush=True)
    return {"tasks": tasks, "load": f"{os.getloadavg()[0]:.1f}"}
