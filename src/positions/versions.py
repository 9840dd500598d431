"""Where the versions of the dataset lie on this machine: the one that came with the package, and those downloaded.

Nothing here touches the network; `positions download` fills the folder that this module reads.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

from positions import datapackage
from positions.codebook import shipped_data
from positions.errors import BadQuery, DataMissing, PositionsError, did_you_mean, nearest

VERSION = re.compile(r"(\d{4})\.([1-9]\d*)", re.ASCII)
ENVIRONMENT = "POSITIONS_CACHE"
# Beside the versions: the names that the shell completes.
COMPLETION = "completion"


def number(version: str) -> tuple[int, int]:
    """Year and number of a version, by which versions are ordered.

    >>> number("2026.10") > number("2026.9")
    True

    Raises
    ------
    BadQuery
        If the text is no version.
    """
    match = VERSION.fullmatch(version)
    if not match:
        raise BadQuery(f"{version!r} is not a version of the form YYYY.N, such as 2026.1")
    return int(match[1]), int(match[2])


def cache() -> Path:
    """The folder of downloaded versions: ``$POSITIONS_CACHE``, or the place that the system keeps for caches."""
    if given := os.environ.get(ENVIRONMENT):
        return Path(given).expanduser()
    home = Path.home()
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "positions"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", home / "AppData" / "Local")) / "positions" / "Cache"
    return Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache") / "positions"


def cached() -> dict[str, Path]:
    """The downloaded versions and their folders, oldest first."""
    root = cache()
    if not root.is_dir():
        return {}
    found = [path for path in root.iterdir() if VERSION.fullmatch(path.name) and (path / datapackage.FILE).is_file()]
    return {path.name: path for path in sorted(found, key=lambda path: number(path.name))}


def shipped() -> str | None:
    """The version that came with the package; None where there is none."""
    try:
        return datapackage.version(shipped_data())
    except PositionsError:
        return None


def folder(version: str) -> Path:
    """The folder of tables of a version: the one that came with the package, or one downloaded before.

    Raises
    ------
    BadQuery
        If `version` is no version.
    DataMissing
        If this machine does not have it; tells which it has, and how to get it.
    """
    number(version)
    if version == shipped():
        return shipped_data()
    here = cached()
    if version in here:
        return here[version]
    have = list(dict.fromkeys([*filter(None, [shipped()]), *here]))
    advice = (
        f"version {version} is not on this machine (it has {', '.join(have) or 'none'}{did_you_mean(nearest(version, have))}); "
        f"get it with `positions download --version {version} --from ADDRESS`"
    )
    raise DataMissing(cache() / version, advice)
