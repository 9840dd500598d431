"""Damage to the files of a folder of tables, below what tables can say: bytes, names, and the descriptions beside them."""

from __future__ import annotations

import random
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hardening.shipped import ROOT
from positions.curate.expectations import folder as folders
from positions.errors import PositionsError
from positions.share import verify

Break = Callable[[Path, random.Random], object]


def _tables(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.parquet"))


def truncated(folder: Path, rng: random.Random) -> None:
    """A file is cut short."""
    path = rng.choice(_tables(folder))
    path.write_bytes(path.read_bytes()[: rng.randrange(path.stat().st_size)])


def emptied(folder: Path, rng: random.Random) -> None:
    """A file is empty."""
    rng.choice(_tables(folder)).write_bytes(b"")


def flipped(folder: Path, rng: random.Random) -> None:
    """One bit of a file is flipped."""
    path = rng.choice(_tables(folder))
    content = bytearray(path.read_bytes())
    content[rng.randrange(len(content))] ^= 1 << rng.randrange(8)
    path.write_bytes(content)


def zeroed(folder: Path, rng: random.Random) -> None:
    """A block of a file is zeroes."""
    path = rng.choice(_tables(folder))
    content = bytearray(path.read_bytes())
    at = rng.randrange(len(content))
    content[at : at + 512] = bytes(len(content[at : at + 512]))
    path.write_bytes(content)


def replaced(folder: Path, rng: random.Random) -> None:
    """A file is no Parquet at all."""
    rng.choice(_tables(folder)).write_bytes(rng.randbytes(5000))


def swapped(folder: Path, rng: random.Random) -> None:
    """Two tables lie in each other's file."""
    one, other = rng.sample(_tables(folder), 2)
    content = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(content)


def lost(folder: Path, rng: random.Random) -> None:
    """A file is missing."""
    rng.choice(sorted(folder.iterdir())).unlink()


def added(folder: Path, rng: random.Random) -> None:
    """A file too many."""
    (folder / f"more-{rng.randrange(100)}.parquet").write_bytes(b"PAR1")


def longer(folder: Path, rng: random.Random) -> None:
    """Bytes stand behind the end of a file."""
    path = rng.choice(_tables(folder))
    path.write_bytes(path.read_bytes() + rng.randbytes(rng.randrange(1, 100)))


def linked(folder: Path, rng: random.Random) -> None:
    """A file is a link to another place."""
    path = rng.choice(_tables(folder))
    elsewhere = folder.parent / path.name
    path.rename(elsewhere)
    path.symlink_to(elsewhere)


def described(folder: Path, rng: random.Random) -> None:
    """A digit of the description is another one."""
    _digit(folder / "datapackage.json", rng)


def listed(folder: Path, rng: random.Random) -> None:
    """A digit of the list of hashes is another one."""
    _digit(folder / "SHA256SUMS", rng)


def codebook(folder: Path, rng: random.Random) -> None:
    """A letter of the codebook is another one."""
    path = folder / "codebook.json"
    text = path.read_text(encoding="utf-8")
    at = rng.choice([n for n, letter in enumerate(text) if letter.isalpha()])
    path.write_text(text[:at] + ("x" if text[at] != "x" else "y") + text[at + 1 :], encoding="utf-8")


def _digit(path: Path, rng: random.Random) -> None:
    text = path.read_text(encoding="utf-8")
    at = rng.choice([n for n, letter in enumerate(text) if letter.isdigit()])
    path.write_text(text[:at] + str((int(text[at]) + 1) % 10) + text[at + 1 :], encoding="utf-8")


BREAKS: tuple[Break, ...] = (
    truncated, emptied, flipped, zeroed, replaced, swapped, lost, added, longer, linked, described, listed, codebook,
)  # fmt: skip


def caught(break_: Break, rng: random.Random) -> tuple[bool, bool]:
    """Whether reading for `validate` tells of a broken file, and whether `verify` does."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "data"
        shutil.copytree(ROOT / "data", folder)
        break_(folder, rng)
        try:
            unread = bool(folders.read(folder)[1])
        except PositionsError:
            unread = True
        return unread, not verify.verify(folder).ok


def outcomes(places: int) -> list[dict[str, Any]]:
    """For each break, how often it was told by whom."""
    found = []
    for break_ in BREAKS:
        told = [caught(break_, random.Random(f"{break_.__name__} {n}")) for n in range(places)]
        kind = str(break_.__doc__).rstrip(".")
        found.append({"kind": kind[0].lower() + kind[1:], "trials": places, "validated": sum(t[0] for t in told),
                      "verified": sum(t[1] for t in told)})  # fmt: skip
    return found
