"""The cache of downloaded versions: whether it can be written, what a download left behind, what was altered since."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from positions import datapackage, versions
from positions.errors import PositionsError
from positions.share.doctor.finding import Finding, fault, note, quoted, remove
from positions.share.doctor.tables import damages
from positions.staging import REPLACED, UNFINISHED


def findings() -> Iterator[Finding]:
    """What is wrong with the cache; one that is not there yet is none of it, if it can be made."""
    root = versions.cache()
    above = next(path for path in (root, *root.parents) if path.exists())
    if not above.is_dir():
        yield fault(root, f"cannot be a folder: {above} is a file", f"export {versions.ENVIRONMENT}=FOLDER")
    elif not os.access(above, os.W_OK | os.X_OK):
        yield fault(root, f"cannot be written: {above} belongs to another", f"export {versions.ENVIRONMENT}=FOLDER")
    if root.is_dir():
        for path in sorted(root.iterdir()):
            if path.name != versions.COMPLETION:
                yield from _entry(path)


def _entry(path: Path) -> Iterator[Finding]:
    version = path.name.strip(".").removesuffix(UNFINISHED).removesuffix(REPLACED)
    again = f"positions download --version {version} --from ADDRESS"
    if path.name.startswith(".") and path.suffix in (UNFINISHED, REPLACED):
        ours = versions.VERSION.fullmatch(version) and path.suffix == UNFINISHED
        what = "is what a download left that did not end"
        yield fault(path, f"{what}; it goes on from there" if ours else what, again if ours else remove(path))
    elif not versions.VERSION.fullmatch(path.name):
        yield note(path, "is no version, and was not put there by a download", remove(path))
    elif not (path / datapackage.FILE).is_file():
        yield fault(path, "is called as a version and holds none", remove(path))
    else:
        yield from _version(path, again)


def _version(path: Path, again: str) -> Iterator[Finding]:
    try:
        told = datapackage.version(path)
    except PositionsError:
        told = path.name  # the description has a finding of its own
    if told != path.name:
        yield fault(path, f"holds version {told}", f"mv {quoted(path)} {quoted(path.with_name(told))}")
    yield from damages(path, again)
