"""Ill will: seeds, tables, releases, servers and files made to harm, and what became of each attempt."""

from __future__ import annotations

import contextlib
import io
import tempfile
import warnings
from pathlib import Path
from typing import Any

from hardening import bombs, injections, paths, servers, unguarded
from hardening.trials import TRIALS, Trial

__all__ = ["bombs", "injections", "paths", "run", "servers"]


def attempted(function: Trial, quick: bool, until_one_succeeds: bool = False) -> list[str | None]:
    """What came of each attempt of a trial, or of those up to the first that succeeds; None where it failed as it should."""
    with (
        tempfile.TemporaryDirectory() as temporary,
        contextlib.redirect_stderr(io.StringIO()),
        warnings.catch_warnings(),
    ):
        warnings.simplefilter("ignore")
        found = []
        for told in function(Path(temporary), quick):
            found.append(told)
            if until_one_succeeds and told is not None:
                break
        return found


def seen_failing(function: Trial, until_one_succeeds: bool = False) -> list[dict[str, Any]]:
    """The trial with each of its guards taken away: how many attempts succeed then."""
    found = []
    for without, weaken in unguarded.GUARDS[function.__name__]:
        with weaken():
            ended = attempted(function, True, until_one_succeeds)
        found.append({"without": without, "attempts": len(ended), "succeeded": sum(told is not None for told in ended)})
    return found


def run(quick: bool = False) -> dict[str, Any]:
    """The figures: the attempts of each sort, those that were not turned away, and that each can succeed."""
    found = []
    for function in TRIALS:
        ended = attempted(function, quick)
        wrong = [told for told in ended if told]
        failing = seen_failing(function)
        found.append({"what": str(function.__doc__), "attempts": len(ended), "wrong": wrong, "seen_failing": failing})
        print(f"{len(ended) - len(wrong):6}/{len(ended):<6} {function.__doc__}", *wrong, sep="\n    ", flush=True)
        for one in failing:
            print(f"       without {one['without']}: {one['succeeded']} of {one['attempts']} succeed", flush=True)
    return {"trials": found}
