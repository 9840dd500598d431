"""The description of a release before any file is opened: whether it names what can be followed, and sizes that files have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from positions import versions
from positions.share import archive

_HASH = re.compile(r"sha256:[0-9a-f]{64}")


def doubts(described: Mapping[str, Any]) -> list[str]:
    """What is wrong with a description before any file is looked at: names that leave the folder, sizes no file has."""
    return [*_names(described), *_of_version(described)]


def _of_version(described: Mapping[str, Any]) -> Iterator[str]:
    if not versions.VERSION.fullmatch(described["version"]):
        yield f"the version {described['version']!r} is not of the form YYYY.N"


def _names(described: Mapping[str, Any]) -> Iterator[str]:
    """Entries whose form or name cannot be trusted; nothing is opened while there is one."""
    seen: set[str] = set()
    for place, entry in enumerate(described["resources"]):
        wanted = {"name": str, "path": str, "hash": str}
        wrong = [
            key for key, kind in wanted.items() if not isinstance(entry, dict) or not isinstance(entry.get(key), kind)
        ]
        if wrong:
            yield f"resources[{place}] lacks {' and '.join(wrong)}"
        elif not archive.safe_name(entry["path"]):
            yield f"resources[{place}] has the path {entry['path']!r}, which could leave the folder"
        elif not _HASH.fullmatch(entry["hash"]):
            yield f"resources[{place}] gives a hash that is no SHA-256"
        elif not _count(entry.get("rows", 0)) or not _count(size(entry)):
            yield f"resources[{place}] gives rows or a size that no file can have"
        elif entry["path"].casefold() in seen:
            yield f"resources[{place}] has the path {entry['path']!r} a second time"
        else:
            seen.add(entry["path"].casefold())

    total = sum(size(entry) for entry in described["resources"] if isinstance(entry, dict) and _count(size(entry)))
    if total > archive.MOST_BYTES or len(described["resources"]) > archive.MOST_FILES:
        yield f"describes {total} bytes, more than a release can have"


def _count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= archive.MOST_BYTES


def size(entry: Mapping[str, Any]) -> Any:
    """The size of a file in bytes, as its entry in the description has it."""
    return entry.get("size", entry.get("bytes"))
