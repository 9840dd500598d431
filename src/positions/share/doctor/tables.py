"""A folder of tables: whether every file is what the description says, and what brings it back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from positions import codebook
from positions.errors import PositionsError
from positions.share.doctor.finding import Finding, fault, from_checkout, quoted
from positions.share.verify import verify


def findings(folder: Path | None) -> Iterator[Finding]:
    """What is wrong with the tables of a folder, by default with those that came with the package."""
    remedy = f"positions download --dest {quoted(folder)} --from ADDRESS" if folder else _reinstall()
    yield from damages(folder or codebook.shipped_data(), remedy)


def damages(folder: Path, remedy: str) -> Iterator[Finding]:
    """Each file of a folder that is not what it is said to be."""
    try:
        found = verify(folder).findings
    except PositionsError as error:
        yield fault(folder, str(error).removeprefix(f"{folder}: "), remedy)
        return
    for each in found:
        yield fault(folder / each.file, each.what, remedy)


def _reinstall() -> str:
    return "positions build" if from_checkout() else "pip install --force-reinstall --no-deps positions"
