"""The build: seeds to tables, tables to expectations, and all of ``data/`` written at once or not at all."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from positions import datapackage, schema
from positions.codebook import Codebook
from positions.curate import checks
from positions.curate.seeds import Seeds
from positions.errors import DataInvalid, PositionsError, SeedsInvalid

if TYPE_CHECKING:
    import pyarrow as pa

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Built:
    """What a build made: the number of rows of each table, and the files that changed in ``data/``."""

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
    (folder / datapackage.FILE).write_text(datapackage.dumps(described), encoding="utf-8")
    return made


def build(root: Path, check_only: bool = False, progress: Progress | None = None) -> Built:
    """Build ``data/`` from ``seeds/``.

    Parameters
    ----------
    root
        The checkout, which holds ``seeds``, ``expectations`` and ``data``.
    check_only
        Write nothing; tell in `changed` what a build would change.

    Returns
    -------
    Built
        Rows a table, and the files of ``data/`` that changed or would change.

    Raises
    ------
    SeedsInvalid
        If the seeds hold problems; ``data/`` is as it was.
    DataInvalid
        If the tables break an expectation; ``data/`` is as it was.
    """
    say = progress or (lambda _: None)
    data = root / "data"
    say("reading seeds")
    seeds, problems = checks.check(root / "seeds")
    if problems:
        raise SeedsInvalid(problems)
    sweep(root)
    with tempfile.TemporaryDirectory(prefix=".data-", dir=_writable(root) if not check_only else None) as temporary:
        made = Path(temporary) / "data"
        made.mkdir()
        say("making tables")
        tables = make(seeds, made)
        changed = differences(made, data)
        if not check_only:
            _validate(tables, root, seeds.codebook, seeds.dataset["released"].first if seeds.dataset else None, say)
            if changed:
                swap(made, data, Path(temporary) / "old")
    return Built({name: table.num_rows for name, table in tables.items()}, tuple(changed))


def _validate(tables: Mapping[str, pa.Table], root: Path, codebook: Codebook, released: Any, say: Progress) -> None:
    from positions.curate import expectations, suites

    suites.refresh(root / "expectations", codebook)
    report = expectations.validate(tables, root / "expectations", released, progress=say)
    if not report.success:
        told = "\n".join(str(failure) for failure in report.failures)
        raise DataInvalid(f"{told}\n{len(report.failures)} expectations fail; data/ is as it was", report)


def differences(new: Path, old: Path) -> list[str]:
    """The names of files that differ between two folders, or are in one alone."""
    names = {path.name for folder in (new, old) if folder.is_dir() for path in folder.iterdir() if path.is_file()}
    return sorted(name for name in names if _bytes(new / name) != _bytes(old / name))


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def swap(new: Path, target: Path, aside: Path) -> None:
    """Put the folder `new` in the place of `target`; what was there lies in `aside` for as long as that takes.

    The two renames are all that can be interrupted; `sweep` completes or undoes them.
    """
    if target.exists():
        target.rename(aside)
    try:
        new.rename(target)
    except OSError:
        if aside.exists():
            aside.rename(target)
        raise


def sweep(root: Path) -> None:
    """Clear what an interrupted build left: restore ``data/`` if it was caught between two renames, and remove the rest."""
    for left in sorted(root.glob(".data-*")):
        old = left / "old"
        if old.is_dir() and not (root / "data").exists():
            finished = left / "data"
            (finished if (finished / datapackage.FILE).exists() else old).rename(root / "data")
        shutil.rmtree(left, ignore_errors=True)


def _writable(root: Path) -> Path:
    if not (root / "seeds").is_dir():
        raise PositionsError(f"{root}: holds no seeds/; run this in a checkout of the project, or name one with --root")
    return root


def table_paths(folder: Path) -> dict[str, Path]:
    """Where each declared table lies in a folder of data."""
    return {name: folder / f"{name}.parquet" for name in schema.TABLES}
