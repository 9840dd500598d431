"""One build at a time: a lock on the checkout that the system lets go of when the process ends, however it ends."""

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
def locked(root: Path, waiting: Callable[[], None] | None = None) -> Iterator[None]:
    """Hold the checkout; a second process that asks waits until the first is done.

    Parameters
    ----------
    root
        The checkout.
    waiting
        Called once if another process holds it.

    Notes
    -----
    The lock is on a file in the system's folder for temporary files, named after the checkout, so that nothing is
    left in the checkout itself. Where the system has no `flock`, builds are not kept apart.
    """
    if fcntl is None:
        yield
        return
    name = sha256(os.fsencode(root.resolve())).hexdigest()[:16]
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
