"""Every benchmark in one run: ``python -m benchmarks [NAME ...]`` prints ratios and writes them to RESULTS.md.

Only the sections of the benchmarks that ran are written anew, each with the machine and the versions that it ran on.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
from importlib import import_module, metadata
from pathlib import Path

from benchmarks.timing import report

RESULTS = Path(__file__).with_name("RESULTS.md")
# Benchmark: its heading, and how many rounds its medians are taken over.
BENCHMARKS = {
    "agreement": ("Agreement of all pairs on the voting record", 3),
    "stances": ("Stance matrix of a table that memory does not hold", 3),
    "reading": ("Loading the dataset, and whole commands", 5),
}
LIBRARIES = ("numpy", "pandas", "pyarrow", "narwhals", "duckdb")
INTRODUCTION = """# Benchmarks

Medians over rounds in which the contenders take turns, each in a process of its own; a ratio is the contender's time over
ours in the same round, so that above 1 it takes longer. Written by `python -m benchmarks`.
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"some of {', '.join(BENCHMARKS)}; by default all")
    parser.add_argument("--rounds", type=int, help="rounds of each; by default what its medians need")
    parser.add_argument("--quick", action="store_true", help="one round, the smallest sizes, nothing written")
    options = parser.parse_args()
    unknown = [name for name in options.names if name not in BENCHMARKS]
    if unknown:
        parser.error(f"no benchmark {unknown[0]!r}; known: {', '.join(BENCHMARKS)}")
    for name in options.names or BENCHMARKS:
        told = section(name, 1 if options.quick else options.rounds, options.quick)
        print(told, flush=True)
        if not options.quick:
            RESULTS.write_text(replaced(RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else "", told), encoding="utf-8")  # fmt: skip


def section(name: str, rounds: int | None, quick: bool) -> str:
    """A benchmark run and told: what was compared, where, and the ratios."""
    module, (heading, usual) = import_module(f"benchmarks.{name}"), BENCHMARKS[name]
    several = rounds or usual
    more = {"quick": True} if quick and name == "stances" else {}
    told = report(module.rows(several, **more))
    counted = f"{several} round{'s' if several != 1 else ''}"
    return f"## {heading}\n\n{module.about()}; {counted}. {machine()}.\n\n{told}\n"


def replaced(page: str, told: str) -> str:
    """The page with a section put in the place of the one of its heading; sections stand in the order of `BENCHMARKS`."""
    sections = {part.partition("\n")[0]: part for part in re.split(r"^(?=## )", page, flags=re.MULTILINE)[1:]}
    sections[told.partition("\n")[0]] = told
    order = [f"## {heading}" for heading, _ in BENCHMARKS.values()]
    return "\n".join([INTRODUCTION, *(sections[heading].rstrip() + "\n" for heading in order if heading in sections)])


def machine() -> str:
    """Cores, memory, system and versions."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30 if hasattr(os, "sysconf") else 0
    system = f"{os.cpu_count()} cores, {memory:.0f} GB, {platform.system()} {platform.release()} {platform.machine()}"
    versions = [f"Python {platform.python_version()}", *(f"{name} {metadata.version(name)}" for name in LIBRARIES)]
    return f"{system}; {', '.join(versions)}"


if __name__ == "__main__":
    main()
