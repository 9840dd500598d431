"""Threads that keep out of each other's way: ours go over independent pieces of work, each with a calm BLAS.

The threads of BLAS wait for one another at every product. Where another program holds a processor they wait long:
many small products then take several times as long on two threads as on one.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from importlib import import_module
from typing import Any, TypeVar

T = TypeVar("T")
_CALM: ContextVar[bool] = ContextVar("calm", default=False)


@contextmanager
def calm_blas() -> Iterator[None]:
    """Within it BLAS uses one thread, where threadpoolctl is installed; elsewhere nothing changes."""
    controller = _controller()
    with nullcontext() if controller is None else controller.limit(limits=1, user_api="blas"):
        before = _CALM.set(controller is not None)
        try:
            yield
        finally:
            _CALM.reset(before)


def for_each(work: Callable[[T], object], items: Iterable[T]) -> None:
    """Do the work for each item, on all processors where BLAS is calm; the order in which they end is open."""
    if not _CALM.get() or _processors() < 2:
        for item in items:
            work(item)
        return
    with ThreadPoolExecutor(_processors()) as pool:
        for _ in pool.map(work, items):
            pass  # an error in a thread is raised here


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _controller() -> Any:
    # Made anew each time: a library that was loaded since may have brought a BLAS of its own.
    try:
        return import_module("threadpoolctl").ThreadpoolController()
    except ImportError:
        return None
