"""What runs mutants, as a plugin of pytest: the tests are collected once, and each mutant is a fork that runs those that reach it.

Starting pytest anew for each of some thousand mutants would take hours; a fork takes as long as its tests.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import resource
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

# Which mutants are asked for, what became of each, and which tests reach which function.
ASKED, DONE, REACHED = Path("mutants.json"), Path("mutants.done.jsonl"), Path("mutants.reached.json")
VARIABLE, KILLER = "MUTANT_UNDER_TEST", "killer"
KILLED, SURVIVED, TIMEOUT = "killed", "survived", "timeout"
# Beyond what the tests of a mutant took without it: seconds of the processor, and of the clock of a machine with other work.
PATIENCE, MEMORY = 10, 6 * 2**30
# Engines with threads of their own, which a fork would lose; and what is large and hardly used, since a fork copies the map of memory.
NOT_BEFORE_A_FORK = (
    "polars",
    "duckdb",
    "pyspark",
    "sklearn",
    "scipy",
    "krippendorff",
    "altair",
    "IPython",
    "matplotlib",
    "joblib",
)


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool:
    """Run the mutants in place of the tests."""
    if session.testsfailed:
        raise session.Interrupted(f"{session.testsfailed} errors while the tests were collected")
    os.environ[VARIABLE] = ""
    items = {item.nodeid: item for item in session.items}
    _warm(session)
    reached = _reached(session)
    _see_it_pass(session)
    done = {json.loads(line)["mutant"] for line in DONE.read_text("utf-8").splitlines()} if DONE.exists() else set()
    killers: dict[str, list[str]] = {}
    for mutant in json.loads(ASKED.read_text("utf-8")):
        if mutant not in done:
            function = mutant.partition("__mutmut_")[0]
            seconds = {name: spent for name, spent in reached.get(function, {}).items() if name in items}
            before = killers.setdefault(function, [])
            # What noticed a change of a function is likely to notice the next; else the tests of its module come first.
            own = f"/test_{function.split('.')[-2]}.py"
            rest = sorted(seconds.keys() - set(before), key=lambda name: (own not in name, seconds[name], name))
            order = [*before, *rest]
            state, killer = _state(session, mutant, [items[name] for name in order], sum(seconds.values()))
            if killer:
                killers[function] = sorted({killer, *before}, key=seconds.__getitem__)
            with DONE.open("a", encoding="utf-8") as file:
                file.write(json.dumps({"mutant": mutant, "state": state}) + "\n")
    return True


def _warm(session: pytest.Session) -> None:
    """Let the fixtures that all share be made, and the tables be read, before the first fork."""
    kept = _keep_tables()
    first = next((item for item in session.items if "small_folder" in getattr(item, "fixturenames", ())), None)
    # Followed by the session itself: what is left standing must not stand in the way of a test of another folder.
    if first is not None and not _passes(first, session):
        raise session.Interrupted(f"{first.nodeid} fails before anything was changed")
    from positions import codebook, parquet

    for folder in {codebook.shipped_data(), *(path.parent for path, *_ in kept)}:
        for path in folder.glob("*.parquet"):
            parquet.read(path)


def _keep_tables() -> dict[Any, Any]:
    """Read each state of a file once: most of the time of most tests is the reading of the same few tables."""
    from positions import parquet

    honest, kept = parquet.read, dict[Any, Any]()

    def read(path: Path, columns: list[str] | None = None) -> Any:
        if not path.is_file():
            return honest(path, columns)
        told = path.stat()
        key = path, told.st_ino, told.st_mtime_ns, told.st_size, tuple(columns or ())
        if key not in kept:
            kept[key] = honest(path, columns)
        return kept[key]

    parquet.read = read
    return kept


def _reached(session: pytest.Session) -> dict[str, dict[str, float]]:
    """For each function the tests that reach it, with their seconds; all tests must pass as the code is."""
    if _forked(session, lambda folder: _tell_reached(session), None, 3600)[0] != SURVIVED:
        raise session.Interrupted("a test fails before anything was changed")
    told = json.loads(REACHED.read_text("utf-8"))
    for name in told["modules"]:
        if name.partition(".")[0] not in NOT_BEFORE_A_FORK:
            try:
                importlib.import_module(name)
            except Exception:  # what cannot be imported by itself is left to the tests
                continue
    return dict(told["reached"])


def _tell_reached(session: pytest.Session) -> bool:
    from mutmut.mutation import trampoline

    hits: set[str] = set()
    trampoline.record_trampoline_hit = lambda name, caller=None: hits.add(name)
    os.environ[VARIABLE] = "stats"
    told = json.loads(REACHED.read_text("utf-8")) if REACHED.exists() else {"tests": [], "reached": {}, "modules": []}
    reached: dict[str, dict[str, float]] = told["reached"]
    new = [item for item in session.items if item.nodeid not in set(told["tests"])]
    for n, item in enumerate(new):
        hits.clear()
        begun = time.process_time()
        if not _passes(item, new[(n + 1) % len(new)]):
            print(f"fails as it is: {item.nodeid}", file=sys.__stderr__, flush=True)
            return False
        for name in hits:
            reached.setdefault(name, {})[item.nodeid] = round(time.process_time() - begun, 4)
    modules = [
        name for name in sys.modules if not name.startswith(("tests", "conftest", "_")) and "__main__" not in name
    ]
    tests = [*told["tests"], *(item.nodeid for item in new)]
    REACHED.write_text(
        json.dumps({"tests": tests, "reached": reached, "modules": sorted({*told["modules"], *modules})}), "utf-8"
    )
    return True


def _see_it_pass(session: pytest.Session) -> None:
    """Where nothing is changed nothing is killed, whichever file of tests comes first."""
    for item in {item.path: item for item in session.items}.values():
        if _state(session, "", [item], 1)[0] != SURVIVED:
            raise session.Interrupted(f"{item.nodeid} fails by itself, before anything was changed")


def _state(session: pytest.Session, mutant: str, items: list[pytest.Item], seconds: float) -> tuple[str, str]:
    """What becomes of a mutant, and the test that noticed it."""

    def survives(folder: Path) -> bool:
        os.environ[VARIABLE] = mutant
        for n, item in enumerate(items):
            if not _passes(item, items[(n + 1) % len(items)]):
                (folder / KILLER).write_text(item.nodeid, "utf-8")
                return False
        return True

    return _forked(session, survives, MEMORY, seconds) if items else (SURVIVED, "")


def _passes(item: pytest.Item, following: pytest.Item | pytest.Session) -> bool:
    from _pytest.runner import runtestprotocol

    return not any(report.failed for report in runtestprotocol(item, nextitem=following, log=False))


def _forked(
    session: pytest.Session, survives: Callable[[Path], bool], memory: int | None, seconds: float
) -> tuple[str, str]:
    """What becomes of a run in a process of its own, which may not end, and what it left as the one that noticed."""
    folder = Path(tempfile.mkdtemp(prefix="mutant-"))
    # What was made before the fork stays where it is: to look at it for garbage would copy it.
    gc.freeze()
    child = os.fork()
    if not child:
        gc.disable()
        _limit(memory, seconds)
        if memory is not None:
            silence = os.open(os.devnull, os.O_WRONLY)
            os.dup2(silence, 1), os.dup2(silence, 2)
        factory: Any = session.config._tmp_path_factory  # type: ignore[attr-defined]
        factory._basetemp = folder
        try:
            code = 0 if survives(folder) else 1
        except BaseException:
            code = 1
        os._exit(code)
    _, status = os.waitpid(child, 0)
    killer = (folder / KILLER).read_text("utf-8") if (folder / KILLER).exists() else ""
    shutil.rmtree(folder, ignore_errors=True)
    code = os.waitstatus_to_exitcode(status)
    if -code in (signal.SIGXCPU, signal.SIGALRM, signal.SIGKILL):
        return TIMEOUT, ""
    return (SURVIVED, "") if code == 0 else (KILLED, killer)


def _limit(memory: int | None, seconds: float) -> None:
    patience = int(PATIENCE + 1.5 * seconds)
    resource.setrlimit(resource.RLIMIT_CPU, (patience, resource.RLIM_INFINITY))
    signal.alarm(20 * patience)
    if memory is not None:
        resource.setrlimit(resource.RLIMIT_AS, (memory, resource.RLIM_INFINITY))
