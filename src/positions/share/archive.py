"""Zip files: written so that equal contents give equal bytes, and opened as if whoever wrote them meant harm."""

from __future__ import annotations

import datetime as dt
import errno
import stat
import zipfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from positions.errors import BundleRefused

# Far above any release, far below what would fill a disk.
MOST_BYTES = 2 * 1024**3
MOST_FILES = 1_000
MOST_RATIO = 200
_BLOCK = 1 << 20
_RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}


def write(path: Path, contents: Mapping[str, bytes | Path], day: dt.date, compressed: bool = False) -> None:
    """Write a zip file: sorted, every file of the same day, with the same permissions.

    Parameters
    ----------
    compressed
        Off by default: what deflate gives differs from one build of zlib to the next, and Parquet is compressed anyway.
    """
    method = zipfile.ZIP_DEFLATED if compressed else zipfile.ZIP_STORED
    with zipfile.ZipFile(path, "w") as made:
        for name in sorted(contents):
            entry = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            entry.external_attr = (stat.S_IFREG | 0o644) << 16
            entry.create_system = 3
            entry.compress_type = method
            content = contents[name]
            made.writestr(entry, content.read_bytes() if isinstance(content, Path) else content)


def contents(path: Path) -> dict[str, bytes]:
    """The files of a zip file that this process has just written."""
    with zipfile.ZipFile(path) as made:
        return {entry.filename: made.read(entry) for entry in made.infolist()}


def safe_name(name: str) -> bool:
    """Whether a name can only lie inside the folder that it is joined to, on every system."""
    parts = PurePosixPath(name).parts
    return bool(
        parts
        and name == "/".join(parts)
        and len(name) <= 255
        and not set('\\:*?"<>|') & set(name)
        and all(ord(letter) >= 32 for letter in name)
        and all(part not in (".", "..") and part == part.strip(" ") and not part.endswith(".") for part in parts)
        and not any(part.partition(".")[0].casefold() in _RESERVED for part in parts)
        and not name.startswith("/")
    )


def extract(path: Path, folder: Path) -> Path:
    """Unpack a release into an empty folder.

    Returns
    -------
    Path
        The folder that holds its files: `folder`, or the one folder in it.

    Raises
    ------
    BundleRefused
        If it is no zip file, is damaged, holds a name that leaves the folder, a link, the same name twice, or more
        than a release can be.
    """
    try:
        with zipfile.ZipFile(path) as opened:
            entries = [entry for entry in opened.infolist() if not entry.is_dir()]
            _refuse(path, entries)
            left = MOST_BYTES
            for entry in entries:
                left -= _unpack(path, opened, entry, folder, left)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise BundleRefused(f"{path}: is no zip file that can be read ({error}); get it again") from error
    except OSError as error:
        # Offsets that lie outside the file end in EINVAL; every other word of the system is about the disk.
        if error.filename or (error.strerror and error.errno != errno.EINVAL):
            raise
        raise BundleRefused(f"{path}: is damaged ({error}); get it again") from error
    inside = list(folder.iterdir())
    return inside[0] if len(inside) == 1 and inside[0].is_dir() else folder


def _refuse(path: Path, entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_FILES:
        raise BundleRefused(f"{path}: holds {len(entries)} files; a release has at most {MOST_FILES}")
    seen: set[str] = set()
    for entry in entries:
        name = entry.filename
        kind = stat.S_IFMT(entry.external_attr >> 16)
        if not safe_name(name) or entry.orig_filename != name:
            raise BundleRefused(
                f"{path}: holds the name {entry.orig_filename!r}, which could leave the folder; nothing was unpacked"
            )
        if kind not in (0, stat.S_IFREG):
            raise BundleRefused(f"{path}: {name!r} is a link or device, not a file; nothing was unpacked")
        if name.casefold() in seen:
            raise BundleRefused(f"{path}: holds {name!r} twice; nothing was unpacked")
        seen.add(name.casefold())
        if entry.file_size > max(_BLOCK, entry.compress_size * MOST_RATIO):
            raise BundleRefused(
                f"{path}: {name!r} unpacks to more than {MOST_RATIO} times its size; nothing was unpacked"
            )
    if sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise BundleRefused(f"{path}: unpacks to more than {MOST_BYTES} bytes; nothing was unpacked")


def _unpack(path: Path, opened: zipfile.ZipFile, entry: zipfile.ZipInfo, folder: Path, left: int) -> int:
    """Write one file, never more than its header says and the limit leaves."""
    target = folder / entry.filename
    target.parent.mkdir(parents=True, exist_ok=True)
    written = 0
    with opened.open(entry) as source, target.open("xb") as file:
        while block := source.read(_BLOCK):
            written += len(block)
            if written > min(entry.file_size, left):
                raise BundleRefused(f"{path}: {entry.filename!r} is larger than its header says; get it again")
            file.write(block)
    return written
