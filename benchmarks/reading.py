"""What a reader waits for: loading the tidy positions, and the whole process of a command.

Loading stands beside a bare read of the same files, with no label joined and no category ordered; a command beside the
import of pandas, which is where a script of one's own would begin.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from typing import Any

from benchmarks.timing import ROOT, Row, Run, report, row, run, take_turns

# The tables that the tidy positions are made of.
FILES = ("positions", "actors", "topics", "events", "evidence")


def load() -> Any:
    """The tidy positions, from files that nobody has opened before."""
    import positions

    return positions.load(data=positions.Dataset())


def read_parquet() -> Any:
    """The same files, as pandas reads them."""
    import pandas as pd

    from positions import codebook

    return [pd.read_parquet(codebook.shipped_data() / f"{name}.parquet") for name in FILES]


def whole_process(*arguments: str) -> None:
    """A process of Python from its start to its end."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), os.environ.get("PYTHONPATH", "")])}
    subprocess.run([sys.executable, *arguments], cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)


COMMAND = ("-m", "positions.cli.main")
CONTENDERS: dict[str, Callable[[], Any]] = {
    "positions.load()": load,
    "pandas.read_parquet of the same files": read_parquet,
    "positions matrix, whole process": partial(whole_process, *COMMAND, "matrix"),
    "positions agreement, whole process": partial(whole_process, *COMMAND, "agreement"),
    "python -c 'import pandas', whole process": partial(whole_process, "-c", "import pandas"),
}
LOAD, READ, MATRIX, AGREEMENT, IMPORT = CONTENDERS
# Ratios of theirs over ours: at most 1.3 times the bare read, not slower than the import, under twice the import.
TARGETS = ((READ, LOAD, 1 / 1.3), (IMPORT, MATRIX, 1.0), (IMPORT, AGREEMENT, 1 / 2))


def about() -> str:
    """What was read."""
    frame = load()
    return f"{len(frame):,} positions with {len(frame.columns)} columns; tables of version {frame.attrs['version']}"


def rows(rounds: int = 5) -> list[Row]:
    """Each of ours, and after it what it is held against."""
    runs = take_turns("benchmarks.reading", list(CONTENDERS), rounds)
    told = []
    for theirs, ours, target in TARGETS:
        told += [
            row(ours, runs[ours], runs[ours]),
            row(f"{theirs}, beside {ours.split(',')[0]}", runs[theirs], runs[ours], target),
        ]
    return told


def timed(name: str) -> Run:
    """One contender: of a whole process the peak memory is that of the process started."""
    if name in (LOAD, READ):
        CONTENDERS[name]()
        return run(CONTENDERS[name])
    taken = run(CONTENDERS[name])
    return Run(taken.seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", choices=list(CONTENDERS), help="run one contender and print its time")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    if options.run:
        print(json.dumps(asdict(timed(options.run))))
        return
    print(f"{about()}\n\n{report(rows(options.rounds))}")


if __name__ == "__main__":
    main()
