"""Folders that appear whole or not at all, with the files that belong to them: written beside their place, then renamed into it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from positions.errors import BadQuery, PositionsError
from positions.lock import locked

# How what lies beside a place ends: what is being written, and what was there before.
UNFINISHED, REPLACED = ".part", ".old"


@contextmanager
def staged(target: Path, keep: bool = False, waiting: Callable[[], None] | None = None) -> Iterator[Path]:
    """A folder beside `target` to work in, held against other processes; what a killed process left is cleared first.

    Parameters
    ----------
    target
        What will be put in place with `place`.
    keep
        Whether the folder outlasts a failure, so that the next run can go on where this one stopped.
    waiting
        Called once if another process holds it.

    Raises
    ------
    PositionsError
        If the place cannot be written; `target` is as it was.
    """
    beside, old = _beside(target, UNFINISHED), _beside(target, REPLACED)
    with _told(target), locked(target, waiting):
        target.parent.mkdir(parents=True, exist_ok=True)
        if old.exists() and not target.exists():
            old.rename(target)
        _remove(old)
        if not keep:
            _remove(beside)
        beside.mkdir(exist_ok=True)
        finished = False
        try:
            yield beside
            finished = True
        finally:
            if finished or not keep:
                _remove(beside)


def place(new: Path, target: Path) -> None:
    """Put a file or folder in the place of `target`, which stays as it was if that fails."""
    if not new.is_dir() or not target.exists():
        new.replace(target)
        return
    old = _beside(target, REPLACED)
    _remove(old)
    target.rename(old)
    try:
        new.rename(target)
    except BaseException:
        if not target.exists():
            old.rename(target)
        raise
    _remove(old)


def refuse_foreign(target: Path, replace: bool, advice: str) -> None:
    """See to it that nothing of the user's is in the way.

    Raises
    ------
    BadQuery
        If `target` is no folder, or holds something and `replace` was not asked for.
    """
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise BadQuery(f"{target}: is not a folder; name one that is, or that does not exist yet")
    if target.exists() and any(target.iterdir()) and not replace:
        raise BadQuery(f"{target}: is not empty; {advice}")


@contextmanager
def _told(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if isinstance(error, PositionsError):
            raise
        where = error.filename or target
        raise PositionsError(f"{where}: {error.strerror or error}; {target} is as it was") from error


def _beside(target: Path, ending: str) -> Path:
    whole = Path(os.path.abspath(target))  # noqa: PTH100 - resolve() would follow a link
    return whole.with_name(f".{whole.name}{ending}")


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
