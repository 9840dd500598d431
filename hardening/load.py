"""Load: how long, and with how much memory, for far more than the dataset holds."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from hardening.shipped import ROOT

# Run in a process of its own, so that the peak of memory is that of the task.
MEASURED = """
import json, resource, sys, time
sys.path[:0] = {paths!r}
begun = time.perf_counter()
{code}
print(json.dumps({{"seconds": round(time.perf_counter() - begun, 1), "cpu": round(time.process_time(), 1), "mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024), "told": str(told)}}))
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
from positions.analyse.own.table import read
made = api.{what}(data=read({path!r}), actor="who", question="what", stance="how", codes={{"yes": "for", "no": "against", "abstain": "neutral"}})
told = len(made.to_frame())
"""
CHECK = """
from pathlib import Path
from positions.curate.seeds import checks
seeds, problems = checks.check(Path({path!r}))
told = f"{{len(seeds.events)}} events, {{len(problems)}} problems"
"""
# Readers of one process: threads that all open the tables anew at the same moment.
READ = """
import hashlib, sys, threading, time
from pathlib import Path
from positions import versions
from positions.analyse.dataset import Dataset
ready, found = threading.Barrier({threads}), []
def read():
    ready.wait()
    try:
        data = Dataset(versions.folder({version!r}))
        inside = [data.table(name).schema.metadata[b"digest"] for name in ("positions", "events", "actors")]
        described = {{entry.get("digest", "").encode() for entry in data.described["resources"]}}
        assert set(inside) <= described, "tables of another build"
        found.append(hashlib.sha256(b"".join(inside)).hexdigest())
    except Exception as error:
        found.append("failed: " + str(error))
threads = [threading.Thread(target=read) for _ in range({threads})]
while not Path({go!r}).exists():
    time.sleep(0.01)
for thread in threads: thread.start()
for thread in threads: thread.join()
told = " ".join(sorted(set(found))) + f" {{len(found)}}"
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
        # The machine has other work: what the processor did counts.
        rate = f"{n / found['cpu']:,.0f} events a second of processor time" if found.get("cpu") else ""
        return {"task": f"check of {n:,} events", **found, "rate": rate}


def readers(n: int, processes: int = 10) -> dict[str, Any]:
    """Readers of one version in the cache, at once: threads of some processes, each opening description and three tables anew."""
    with tempfile.TemporaryDirectory() as temporary:
        go, environment = Path(temporary) / "go", {**os.environ, "POSITIONS_CACHE": str(Path(temporary) / "cache")}
        version = json.loads((ROOT / "data" / "datapackage.json").read_text("utf-8"))["version"]
        paths = [str(ROOT / "src"), str(ROOT)]
        fetch = f"import sys; sys.path[:0] = {paths!r}; from positions.share.download.download import download; download({str(ROOT / 'data')!r})"
        subprocess.run([sys.executable, "-c", fetch], check=True, env=environment)
        code = MEASURED.format(paths=paths, code=READ.format(version=version, threads=n // processes, go=str(go)))
        started = [
            subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, env=environment)
            for _ in range(processes)
        ]
        # All have imported what they need by then, or do so while others read.
        time.sleep(5)
        begun = time.monotonic()
        go.touch()
        ended = [(process.communicate()[0], process.returncode) for process in started]
        seconds = time.monotonic() - begun
    found = [json.loads(out.splitlines()[-1]) if code == 0 else {"told": "failed: a process 0"} for out, code in ended]
    told = [one["told"].rpartition(" ") for one in found]
    answers = {answer for answer, _, _ in told}
    failed = n - sum(int(count) for answer, _, count in told if "failed" not in answer)
    return {
        "task": f"{n:,} readers of one version in the cache, at once: {processes} processes of {n // processes} threads",
        "seconds": round(seconds, 1), "mib": sum(one.get("mib", 0) for one in found), "failed": failed, "answers": len(answers),
        "rate": f"{failed or 'none'} failed, {'all alike' if len(answers) == 1 else f'{len(answers)} answers'}; {n / seconds:,.0f} readers a second",
    }  # fmt: skip


def run(quick: bool = False) -> dict[str, Any]:
    """The figures."""
    scale = 100 if quick else 1
    tasks = []
    for measure in (
        lambda: own_table(10_000_000 // scale),
        lambda: [seeds(100_000 // scale)],
        lambda: [readers(1_000 // (scale // 10 or 1))],
    ):
        for task in measure():
            tasks.append(task)
            print(task, flush=True)
    return {"tasks": tasks, "load": f"{os.getloadavg()[0]:.1f}"}
