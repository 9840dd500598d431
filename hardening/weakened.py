"""Guards taken away one at a time: the trial that is about a guard has to complain, or it shows nothing."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any
from unittest import mock

from positions import codebook, dates, parquet
from positions.analyse import lookup
from positions.analyse.own import table as owntable
from positions.curate.evidence import copies
from positions.curate.expectations import suites
from positions.curate.seeds import reader
from positions.share import archive
from positions.share.download import fetching

Weakening = Callable[[], AbstractContextManager[Any]]


class Careless(Exception):
    """What stands in the place of an error that is told with its place."""

    def __init__(self, *_: object, **__: object) -> None:
        super().__init__("an error of some kind")


def put(owner: Any, name: str, value: Any) -> Weakening:
    """Another value in the place of a guard."""
    return lambda: mock.patch.object(owner, name, value)


def both(*weakenings: Weakening) -> Weakening:
    """Several at once."""

    @contextlib.contextmanager
    def together() -> Iterator[None]:
        with contextlib.ExitStack() as stack:
            for weaken in weakenings:
                stack.enter_context(weaken())
            yield

    return together


def _fail(*_: object, **__: object) -> Any:
    raise IndexError("beyond the end")


def _pass(*_: object, **__: object) -> None:
    return None


NEVER = re.compile("(?!)")
_yaml = put(reader.yaml, "YAMLError", type("Other", (Exception,), {}))
# For each input that is fed: what was taken away, and how.
FUZZED: dict[str, tuple[str, Weakening]] = {
    "dates": ("the catching of the parser's errors", put(dates, "parse", lambda text: {}[text])),
    "passages": ("the look at places found", put(copies.Copy, "places", _fail)),
    "a file of seeds": ("the catching of the parser's errors", _yaml),
    "codebooks": ("errors that tell their place", put(codebook, "DataDamaged", Careless)),
    "--map and --codes": ("errors that tell their place", put(owntable, "BadQuery", Careless)),
    "files of users": ("errors that tell their place", put(owntable, "BadQuery", Careless)),
    "command lines": ("the word on unknown names", put(lookup, "UnknownName", Careless)),
    "folders of tables": ("errors that tell their place", put(parquet, "DataDamaged", Careless)),
    "downloads": ("verification", both(put(fetching, "_check", _pass), put(fetching, "_refuse", _pass))),
    "zip files": ("errors that tell their place", put(archive, "BundleRefused", Careless)),
    "trees of seeds": ("the catching of the parser's errors", _yaml),
    "expectations": ("errors that tell their place", put(suites, "DataDamaged", Careless)),
}
