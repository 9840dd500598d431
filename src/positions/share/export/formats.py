"""The registry of formats, and the one function that writes an export: whole or not at all, with its codebook."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from positions import staging
from positions.analyse.dataset import Dataset
from positions.analyse.selection import resolve, select
from positions.errors import UnknownName
from positions.share import facts
from positions.share.describe import codebook
from positions.share.export.job import Job
from positions.share.export.sheets import sheets


@dataclass(frozen=True)
class Format:
    """A format of export.

    Attributes
    ----------
    module
        The module of this package that writes it, loaded when it is used.
    names, labels
        Whether names stand beside ids, and labels beside codes; not where the format has a better place for them.
    """

    name: str
    module: str
    says: str
    names: bool = True
    labels: bool = True

    @property
    def write(self) -> Callable[[Job, Path], None]:
        """The function that writes an export into an empty folder."""
        return import_module(f"positions.share.export.{self.module}").write  # type: ignore[no-any-return]


FORMATS = {
    form.name: form
    for form in (
        Format("parquet", "parquet", "one file a table; types and descriptions inside"),
        Format("csv", "csv", "one file a table, UTF-8, with a CSVW description"),
        Format("xlsx", "xlsx", "one workbook, one sheet a table"),
        Format(
            "sqlite", "sqlite", "one database with keys, and a view with names beside codes", names=False, labels=False
        ),
        Format(
            "duckdb", "duckdb", "one database with keys, and a view with names beside codes", names=False, labels=False
        ),
        Format("dta", "stata", "one Stata file a table, with labels", labels=False),
        Format("sav", "spss", "one SPSS file a table, with labels", labels=False),
        Format("jsonl", "jsonl", "one JSON object a row"),
    )
}


@dataclass(frozen=True)
class Exported:
    """What an export wrote.

    Attributes
    ----------
    folder
        Where the files lie.
    files
        Their names.
    rows
        The number of rows of each table.
    left_out
        How many positions the filters left out, by reason.
    """

    folder: Path
    files: tuple[str, ...]
    rows: dict[str, int]
    left_out: dict[str, int]


def export(
    folder: Path | str,
    format: str = "parquet",
    tables: Sequence[str] = (),
    *,
    data: Any = None,
    plain: bool = False,
    replace: bool = False,
    **filters: Any,
) -> Exported:
    """Write the tables in the format of another program.

    Parameters
    ----------
    folder
        A folder that is empty or not there yet.
    format
        A name of `FORMATS`.
    tables
        Names of tables; all of them by default.
    data
        A folder of tables or a `Dataset`; by default the tables that came with the package.
    plain
        The declared columns alone, without names beside ids or labels beside codes.
    replace
        Whether files of an earlier export in `folder` may be replaced; other files there stay.
    **filters
        As for `positions.matrix`: with any, exactly those positions are exported that a matrix with the same
        filters counts, and what hangs on them. Without, everything.

    Returns
    -------
    Exported
        The files, the rows of each table, and what the filters left out.

    Raises
    ------
    UnknownName, BadQuery
        If a name is not known, nothing passes the filters, or the folder holds something.
    MissingExtra
        If the format needs a library that is not installed.

    Examples
    --------
    >>> import tempfile
    >>> import positions
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     written = positions.export(folder, "csv", ["topics"])
    >>> written.files
    ('codebook.md', 'csv-metadata.json', 'topics.csv')
    >>> written.rows
    {'topics': 3}
    """
    if format not in FORMATS:
        raise UnknownName("format", format, FORMATS, f" (there are {', '.join(FORMATS)})")
    form, target = FORMATS[format], Path(folder)
    staging.refuse_foreign(
        target, replace, "name another folder, or replace what an earlier export left with --replace"
    )
    dataset = data if isinstance(data, Dataset) else Dataset(data)
    selected = select(dataset, resolve(dataset, **filters)) if filters else None
    made = sheets(dataset, tables, selected, form.names and not plain, form.labels and not plain)
    told = tuple(selected.selection.told()) if selected else ()
    job = Job(facts.of(dataset), made, told, plain)
    write = form.write
    with staging.staged(target) as stage:
        (stage / "new").mkdir()
        write(job, stage / "new")
        (stage / "new" / "codebook.md").write_text(codebook.markdown(job.facts, made, told), encoding="utf-8")
        files = _moved(stage / "new", target)
    reasons = [selected.reason(row) for row in range(len(selected.keep))] if selected else []
    left_out = {reason: reasons.count(reason) for reason in dict.fromkeys(reasons) if reason}
    return Exported(target, files, {sheet.name: sheet.data.num_rows for sheet in made}, left_out)


def _moved(new: Path, target: Path) -> tuple[str, ...]:
    """Put the files in place: a new folder in one step, over an earlier export file by file."""
    files = tuple(sorted(path.name for path in new.iterdir()))
    if target.is_dir() and any(target.iterdir()):
        for name in files:
            staging.place(new / name, target / name)
        return files
    if target.is_dir():
        target.rmdir()
    staging.place(new, target)
    return files
