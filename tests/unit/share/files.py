"""The files of a release, laid beside the tables, forged or compared."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from positions import datapackage


def as_built(folder: Path) -> Path:
    """A folder of tables with all that the build lays beside them."""
    described = json.loads((folder / datapackage.FILE).read_text(encoding="utf-8"))
    if not any(entry["name"] == "codebook" for entry in described["resources"]):
        described["resources"].append(datapackage.file(folder, "codebook.json", "codebook", "application/json"))
    (folder / datapackage.FILE).write_text(datapackage.dumps(described), encoding="utf-8")
    (folder / datapackage.SUMS).write_text(datapackage.sums(folder), encoding="utf-8")
    return folder


def redescribed(folder: Path, change: Callable[[dict[str, Any]], Any]) -> None:
    """Alter the description, and make the list of hashes agree with it, as a careful forger would."""
    described = json.loads((folder / datapackage.FILE).read_text(encoding="utf-8"))
    change(described)
    (folder / datapackage.FILE).write_text(json.dumps(described), encoding="utf-8")
    (folder / datapackage.SUMS).write_text(datapackage.sums(folder), encoding="utf-8")


def same(one: Path, other: Path) -> bool:
    """Whether two folders hold the same files."""
    names = sorted(path.relative_to(one).as_posix() for path in one.rglob("*") if path.is_file())
    there = sorted(path.relative_to(other).as_posix() for path in other.rglob("*") if path.is_file())
    return names == there and all((one / name).read_bytes() == (other / name).read_bytes() for name in names)
