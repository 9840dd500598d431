"""Whether a folder or a zip file is what it says it is: hashes, row counts, schema, content digests, each file by name."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from positions import datapackage, parquet, schema
from positions.codebook import Codebook
from positions.errors import BundleRefused, DataMissing, PositionsError
from positions.share import archive, description
from positions.share.export import csv


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong, with the file that it is wrong with."""

    file: str
    what: str

    def __str__(self) -> str:
        return f"{self.file}: {self.what}"


@dataclass(frozen=True)
class Verified:
    """What a verification found.

    Attributes
    ----------
    version
        The version that the folder says it is; None where it does not say.
    files, rows
        How many files, and rows of tables, were held against the description.
    """

    path: Path
    version: str | None
    files: int
    rows: int
    findings: tuple[Finding, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.findings

    def refuse(self) -> None:
        """Raise what is wrong.

        Raises
        ------
        BundleRefused
            If anything is.
        """
        if self.findings:
            told = "\n".join(f"{self.path}: {finding}" for finding in self.findings)
            raise BundleRefused(told)


def verify(path: Path | str) -> Verified:
    """Hold a folder of data, a release, or the zip file of one against its own description.

    Parameters
    ----------
    path
        A folder with a ``datapackage.json``, or a zip file of one.

    Returns
    -------
    Verified
        Every finding, not the first alone.

    Raises
    ------
    DataMissing
        If there is nothing at `path`.
    BundleRefused
        If a zip file cannot be read, or holds what could do harm.
    """
    path = Path(path)
    if path.is_dir():
        return _folder(path, path)
    if not path.is_file():
        raise DataMissing(path, "name a folder of data or the zip file of a release")
    with tempfile.TemporaryDirectory(prefix="positions-") as temporary:
        return _folder(archive.extract(path, Path(temporary)), path)


def _folder(folder: Path, path: Path) -> Verified:
    try:
        described = datapackage.read(folder)
    except PositionsError as error:
        what = str(error).partition(": ")[2] or str(error)
        return Verified(path, None, 0, 0, (Finding(datapackage.FILE, what),))
    if doubts := description.doubts(described):
        # With such a description nothing is opened.
        told = tuple(Finding(datapackage.FILE, doubt) for doubt in doubts)
        return Verified(path, described["version"], 0, 0, told)
    findings = [
        *_files(folder, described),
        *_sums(folder, described),
        *_tables(folder, described),
        *_codebook(folder),
    ]
    # Hash and content of one damaged file give several findings; the first of each file says enough.
    first = {finding.file: finding for finding in reversed(findings)}
    rows = sum(entry.get("rows", 0) for entry in datapackage.tables(described))
    kept = tuple(finding for finding in findings if first[finding.file] is finding)
    return Verified(path, described["version"], len(described["resources"]), rows, kept)


def _files(folder: Path, described: Mapping[str, Any]) -> Iterator[Finding]:
    for entry in described["resources"]:
        wrong = check_file(folder / entry["path"], entry)
        if wrong:
            yield Finding(entry["path"], wrong)


def check_file(path: Path, entry: Mapping[str, Any]) -> str | None:
    """What is wrong with a file, by size and hash; None where nothing is."""
    if path.is_symlink():
        return "is a link, not a file"
    if not path.is_file():
        return "is missing"
    found = path.stat().st_size
    if found != description.size(entry):
        return f"has {found} bytes, where {description.size(entry)} are declared; it is cut short or altered"
    if datapackage.file_hash(path) != entry["hash"]:
        return f"is altered: its hash is {datapackage.file_hash(path)}, where {entry['hash']} is declared"
    return None


def _sums(folder: Path, described: Mapping[str, Any]) -> Iterator[Finding]:
    """What differs from the list of hashes, which also covers the description itself."""
    listing = folder / datapackage.SUMS
    if not listing.is_file():
        yield Finding(datapackage.SUMS, "is missing")
        return
    actual = _listed(datapackage.sums(folder))
    told = listing.read_bytes().decode("utf-8", "replace")
    listed = _listed(told)
    # A file that is as described while the list says otherwise: then the list is what was altered.
    sound = {entry["path"] for entry in described["resources"] if actual.get(entry["path"]) == entry["hash"][7:]}
    for name in sorted(actual.keys() | listed.keys()):
        if name in actual and name not in listed and name not in sound:
            yield Finding(name, f"is not listed in {datapackage.SUMS}; it does not belong here")
        elif name in actual and actual[name] != listed.get(name) and name not in sound:
            yield Finding(name, f"and its line in {datapackage.SUMS} disagree; one of the two is altered")
    as_written = "".join(f"{listed[name]}  {name}\n" for name in sorted(listed))
    if told != as_written or listed.keys() - actual.keys() or any(actual[name] != listed.get(name) for name in sound):
        yield Finding(datapackage.SUMS, "is altered: it lists other files or hashes than are described")


def _listed(text: str) -> dict[str, str]:
    return {line[66:]: line[:64] for line in text.splitlines()}


def _tables(folder: Path, described: Mapping[str, Any]) -> Iterator[Finding]:
    entries = {entry["name"]: entry for entry in datapackage.tables(described)}
    for name in schema.TABLES:
        if name not in entries:
            yield Finding(
                f"{name}.parquet", "is not described; this release has another schema than this version of the package"
            )
    for entry in described["resources"]:
        if entry.get("type") == "table" and (folder / entry["path"]).is_file():
            wrong = _table(folder, entry, described["version"])
            if wrong:
                yield Finding(*wrong)


def _table(folder: Path, entry: Mapping[str, Any], version: str) -> tuple[str, str] | None:
    """What is wrong with a table: its columns, rows, digest, or what is said of it."""
    path, file = folder / entry["path"], str(entry["path"])
    name = path.stem
    if name not in schema.TABLES:
        return file, f"holds the table {name!r}, which this version of the package does not know"
    try:
        found = _read(path, schema.TABLES[name])
    except (PositionsError, pa.ArrowException, OSError, UnicodeDecodeError) as error:
        first = str(error).removeprefix(f"{path}: ").splitlines()[0]
        return file, first
    unknown = [column for column in found.column_names if column not in schema.TABLES[name].names]
    if unknown:
        return file, f"holds the columns {', '.join(unknown)}, which this version of the package does not know"
    if found.num_rows != entry.get("rows"):
        return file, f"has {found.num_rows} rows, where {entry.get('rows')} are declared"
    if datapackage.digest(found) != entry.get("digest"):
        return file, f"says something else than was declared: its content digest is {datapackage.digest(found)}"
    return _inside(file, found, entry, version) or _described(folder, name, entry)


def _read(path: Path, table: schema.Table) -> pa.Table:
    return parquet.read_declared(path, table) if path.suffix == ".parquet" else csv.read(path, table)


def _inside(file: str, table: pa.Table, entry: Mapping[str, Any], version: str) -> tuple[str, str] | None:
    """Whether version and digest inside a Parquet file are those of the description."""
    told = {
        key.decode("utf-8", "replace"): value.decode("utf-8", "replace")
        for key, value in (table.schema.metadata or {}).items()
    }
    if file.endswith(".parquet"):
        for key, value in (("version", version), ("digest", entry["digest"])):
            if told.get(key) != value:
                return file, f"gives the {key} {told.get(key)!r} inside, where {value!r} is declared"
    return None


def _described(folder: Path, name: str, entry: Mapping[str, Any]) -> tuple[str, str] | None:
    """Whether the columns are described as this version of the package declares them."""
    from positions import codebook

    try:
        book = codebook.Codebook.from_json((folder / "codebook.json").read_text(encoding="utf-8"))
        wanted = datapackage.table_schema(schema.TABLES[name], book)
    except (OSError, ValueError, KeyError, TypeError, PositionsError):
        return None  # the codebook has a finding of its own
    fields = {field["name"]: field for field in wanted["fields"]}
    for field in entry.get("schema", {}).get("fields", []):
        known = fields.get(field.get("name"))
        if (
            known is None
            or known["description"] != field.get("description")
            or known.get("constraints") != field.get("constraints")
        ):
            return datapackage.FILE, f"describes the column {name}.{field.get('name')} otherwise than the schema does"
    return None


def _codebook(folder: Path) -> Iterator[Finding]:
    """Whether the codebook can be read and holds the codes of the table ``codes``."""
    path = folder / "codebook.json"
    try:
        book = Codebook.from_json(path.read_text(encoding="utf-8"))
        table = parquet.read_declared(folder / "codes.parquet", schema.CODES)
    except FileNotFoundError as error:
        if not isinstance(error, PositionsError):
            yield Finding(path.name, "is missing")
        return
    except PositionsError:
        return  # the table has a finding of its own
    except (OSError, ValueError, KeyError, TypeError, json.JSONDecodeError) as error:
        yield Finding(path.name, f"is not a codebook ({error})")
        return
    codes = {
        (codelist.name, code.code): (code.label, code.definition) for codelist in book.values() for code in codelist
    }
    if codes != {(row["list"], row["code"]): (row["label"], row["definition"]) for row in table.to_pylist()}:
        yield Finding(path.name, "holds other codes than the table codes")
