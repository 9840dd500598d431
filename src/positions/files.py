"""Files written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from positions.errors import BadQuery


def replaced(path: Path, content: bytes) -> Path:
    """Put `content` at `path`: into a temporary file beside it, which then takes its place.

    Raises
    ------
    BadQuery
        If the folder is not there or may not be written, or `path` is a folder.
    """
    if path.is_dir():
        raise BadQuery(f"{path}: is a folder; name a file in it")
    # Through a link, the file that it points to is written and the link stays.
    target = path.resolve() if path.is_symlink() else path
    if target.exists() and not target.is_file():
        # A device or a named pipe takes the bytes but cannot be replaced.
        target.write_bytes(content)
        return path
    try:
        handle, beside = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part")
    except OSError as error:
        raise BadQuery(f"{path}: cannot be written ({error.strerror}); is the folder there?") from None
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(beside).chmod(_mode(target))
        Path(beside).replace(target)
    except BaseException:
        with suppress(FileNotFoundError):
            Path(beside).unlink()
        raise
    return path


def _mode(path: Path) -> int:
    """The rights of the file that is replaced; for a new one those that any new file gets."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
