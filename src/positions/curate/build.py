"""The build: seeds to tables, tables to expectations, and all of ``data/`` written at once or not at all."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from positions import datapackage, staging
from positions.curate.expectations import suites
from positions.curate.seeds import checks, places
from positions.curate.seeds.seeds import Seeds
from positions.errors import DataInvalid

if TYPE_CHECKING:
    import pyarrow as pa

Progress = Callable[[str], None]


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
    PositionsError
        If the disk fails; ``data/`` is as it was.
    """
    say = progress or (lambda _: None)
    say("reading seeds")
    seeds = checks.sound(root / "seeds")
    if check_only:
        with tempfile.TemporaryDirectory() as temporary:
            return _made(seeds, Path(temporary), root, say)[1]
    data = root / "data"
    with staging.staged(data, waiting=lambda: say("waiting for another build")) as stage:
        tables, built = _made(seeds, stage, root, say)
        _validate(tables, root, seeds, say)
        if differences(stage, data):
            staging.place(stage, data)
    return built


def _made(seeds: Seeds, folder: Path, root: Path, say: Progress) -> tuple[dict[str, pa.Table], Built]:
    """The tables, written into an empty folder, and how they differ from what lies in the checkout."""
    say("making tables")
    tables = make(seeds, folder)
    changed = [f"data/{name}" for name in differences(folder, root / "data")]
    changed += [f"expectations/{path.name}" for path in suites.stale(root / "expectations", seeds.codebook)]
    return tables, Built({name: table.num_rows for name, table in tables.items()}, tuple(changed))


def _validate(tables: Mapping[str, pa.Table], root: Path, seeds: Seeds, say: Progress) -> None:
    from positions.curate.expectations import validation

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
