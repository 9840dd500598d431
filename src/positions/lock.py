"""One process at a time in a place: a lock that the system lets go of when the process ends, however it ends."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows has no flock.
    fcntl = None  # type: ignore[assignment]


@contextmanager
def locked(place: Path, waiting: Callable[[], None] | None = None) -> Iterator[None]:
    """Hold a place; a second process that asks waits until the first is done.

    Parameters
    ----------
    place
        The folder that is written: a checkout, a release, a version in the cache.
    waiting
        Called once if another process holds it.

    Notes
    -----
    The lock is on a file in the system's folder for temporary files, named after the place, so that nothing is
    left in the place itself. Where the system has no `flock`, processes are not kept apart.
    """
    if fcntl is None:
        yield
        return
    name = sha256(os.fsencode(place.resolve())).hexdigest()[:16]
    descriptor = os.open(Path(tempfile.gettempdir()) / f"positions-{name}.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if waiting:
                waiting()
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
