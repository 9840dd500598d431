"""A release as a folder: the tables in Parquet and CSV, the codebook, every description, all from one set of facts."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from positions import datapackage
from positions.analyse.dataset import Dataset
from positions.share import archive, facts
from positions.share.describe import (
    citation,
    codebook,
    croissant,
    csvw,
    ddi,
    package,
    readme,
    schemaorg,
    sources,
    yaml_text,
)
from positions.share.export import csv
from positions.share.export.job import Job
from positions.share.export.sheets import sheets
from positions.share.facts import Facts

Text = Callable[[], str]


def write(dataset: Dataset, folder: Path, changelog: str) -> Facts:
    """Write a release into an empty folder; equal tables and an equal changelog give equal bytes.

    Parameters
    ----------
    dataset
        The tables, as the build made them.
    changelog
        The text of ``CHANGELOG.md``.
    """
    known = facts.of(dataset)
    for table in known.tables:
        shutil.copyfile(dataset.folder / table.path, folder / table.path)
    shutil.copyfile(dataset.folder / "codebook.json", folder / "codebook.json")
    plain = sheets(dataset, names=False, labels=False)
    (folder / package.CSV).mkdir()
    csv.write(Job(known, plain, plain=True), folder / package.CSV)
    bibliography = dataset.rows("sources")
    texts: dict[str, Text] = {
        "codebook.md": lambda: codebook.markdown(known, plain),
        "codebook.html": lambda: codebook.html(known, plain),
        "README.md": lambda: readme.text(known),
        "CHANGELOG.md": lambda: changelog,
        "LICENSE.txt": lambda: readme.licence(known),
        "CITATION.cff": lambda: citation.cff(known),
        ".zenodo.json": lambda: _json(citation.zenodo(known)),
        "dataset.jsonld": lambda: _json(schemaorg.describe(known)),
        "croissant.json": lambda: _json(croissant.describe(known)),
        "ddi-codebook.xml": lambda: ddi.describe(known),
        "sources.bib": lambda: sources.bibtex(bibliography),
        "sources.csl.json": lambda: _json(sources.csl(bibliography)),
        "sources.csl.yaml": lambda: yaml_text.dumps({"references": sources.csl(bibliography)}),
    }
    assert {*texts, "codebook.json", f"{package.CSV}/{csvw.FILE}"} == {path for path, _ in package.FILES.values()}
    for name, text in texts.items():
        (folder / name).write_text(text(), encoding="utf-8", newline="")
    _write(folder / datapackage.FILE, datapackage.dumps(package.describe(known, folder)))
    _write(folder / datapackage.SUMS, datapackage.sums(folder))
    return known


def pack(folder: Path, path: Path, known: Facts) -> None:
    """Write the zip file of a release, whose files lie in one folder named after it."""
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    contents = {f"{known.stem}/{file.relative_to(folder).as_posix()}": file for file in files}
    archive.write(path, contents, dt.date.fromisoformat(known.released))


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="")
