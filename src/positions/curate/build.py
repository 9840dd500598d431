"""The build: seeds to tables, tables to expectations, and all of ``data/`` written at once or not at all."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from positions import datapackage
from positions.curate.seeds import checks, places
from positions.curate.seeds.seeds import Seeds
from positions.errors import DataInvalid, PositionsError, SeedsInvalid
from positions.lock import locked

if TYPE_CHECKING:
    import pyarrow as pa

Progress = Callable[[str], None]
# Folders of an unfinished build begin so; the checkout ignores them.
LITTER = ".data-"


@dataclass(frozen=True)
class Built:
    """What a build made.

    Attributes
    ----------
    rows
        The number of rows of each table.
    changed
        The files that changed, or would change, relative to the checkout.
    """

    rows: dict[str, int]
    changed: tuple[str, ...]


def make(seeds: Seeds, folder: Path) -> dict[str, pa.Table]:
    """Write the tables that the seeds give, and their description, into an empty folder.

    The same seeds give the same bytes.
    """
    from positions import parquet
    from positions.curate.tables import tables

    assert seeds.dataset is not None
    facts: dict[str, Any] = dict(seeds.dataset)
    facts["released"] = facts["released"].first
    facts["creators"] = [creator["name"] for creator in facts["creators"]]
    made = tables(seeds)
    resources = []
    for name, table in made.items():
        path = folder / f"{name}.parquet"
        digest = datapackage.digest(table)
        parquet.write(table, path, {"version": facts["version"], "digest": digest})
        resources.append({"name": name, "path": path.name, "rows": table.num_rows, "bytes": path.stat().st_size,
                          "hash": datapackage.file_hash(path), "digest": digest})  # fmt: skip
    (folder / "codebook.json").write_text(seeds.codebook.to_json(), encoding="utf-8")
    described = datapackage.describe(facts, seeds.codebook, resources)
    described["resources"].append(datapackage.file(folder, "codebook.json", "codebook", "application/json"))
    (folder / datapackage.FILE).write_text(datapackage.dumps(described), encoding="utf-8")
    (folder / datapackage.SUMS).write_text(datapackage.sums(folder), encoding="utf-8")
    return made


def build(root: Path, check_only: bool = False, progress: Progress | None = None) -> Built:
    """Build ``data/`` from ``seeds/``.

    Parameters
    ----------
    root
        The checkout, which holds ``seeds``, ``expectations`` and ``data``.
    check_only
        Write nothing; tell in `changed` what a build would change.

    progress
        Called with the name of each step before it is done.

    Raises
    ------
    SeedsInvalid
        If the seeds hold problems; ``data/`` is as it was.
    DataInvalid
        If the tables break an expectation; ``data/`` is as it was.
    """
    try:
        return _whole_or_none(root, check_only, progress or (lambda _: None))
    except OSError as error:
        if isinstance(error, PositionsError):
            raise
        raise PositionsError(f"{error.filename or root}: {error.strerror or error}; data/ is as it was") from error


def _whole_or_none(root: Path, check_only: bool, say: Progress) -> Built:
    say("reading seeds")
    seeds, problems = checks.check(root / "seeds")
    if problems:
        raise SeedsInvalid(problems)
    if check_only:
        with tempfile.TemporaryDirectory() as temporary:
            say("making tables")
            tables = make(seeds, Path(temporary))
            changed = _changed(Path(temporary), root, seeds)
        return Built(_rows(tables), changed)
    with locked(root, lambda: say("waiting for another build")):
        sweep(root)
        return _build(seeds, root, say)


def _build(seeds: Seeds, root: Path, say: Progress) -> Built:
    with tempfile.TemporaryDirectory(prefix=LITTER, dir=root) as temporary:
        made = Path(temporary) / "data"
        made.mkdir()
        say("making tables")
        tables = make(seeds, made)
        changed = _changed(made, root, seeds)
        _validate(tables, root, seeds, say)
        if differences(made, root / "data"):
            swap(made, root / "data", Path(temporary) / "old")
    return Built(_rows(tables), changed)


def _rows(tables: Mapping[str, pa.Table]) -> dict[str, int]:
    return {name: table.num_rows for name, table in tables.items()}


def _changed(made: Path, root: Path, seeds: Seeds) -> tuple[str, ...]:
    from positions.curate.expectations import suites

    stale = suites.stale(root / "expectations", seeds.codebook)
    return tuple(
        [f"data/{name}" for name in differences(made, root / "data")] + [f"expectations/{path.name}" for path in stale]
    )


def _validate(tables: Mapping[str, pa.Table], root: Path, seeds: Seeds, say: Progress) -> None:
    from positions.curate.expectations import suites, validation

    suites.refresh(root / "expectations", seeds.codebook)
    released = seeds.dataset["released"].first if seeds.dataset else None
    report = validation.validate(tables, root / "expectations", released, progress=say)
    if not report.success:
        told = report.told(places.of_rows(seeds))
        raise DataInvalid(f"{told}\ndata/ is as it was", report)


def differences(new: Path, old: Path) -> list[str]:
    """The names of files that differ between two folders, or are in one alone."""
    names = {path.name for folder in (new, old) if folder.is_dir() for path in folder.iterdir() if path.is_file()}
    return sorted(name for name in names if _bytes(new / name) != _bytes(old / name))


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def swap(new: Path, target: Path, aside: Path) -> None:
    """Put the folder `new` in the place of `target`; what was there lies in `aside` for as long as that takes.

    The two renames are all that can be interrupted; here, or after a crash in `sweep`, they are undone.
    """
    try:
        if target.exists():
            target.rename(aside)
        new.rename(target)
    except BaseException:
        if aside.exists() and not target.exists():
            aside.rename(target)
        raise


def sweep(root: Path) -> None:
    """Clear what an interrupted build left: restore ``data/`` if it was caught between two renames, and remove the rest."""
    for left in sorted(root.glob(LITTER + "*")):
        if (left / "old").is_dir() and not (root / "data").exists():
            (left / "old").rename(root / "data")
        shutil.rmtree(left, ignore_errors=True)
