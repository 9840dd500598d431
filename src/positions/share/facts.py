"""What every description of the dataset draws on: who, what, which version, and for each table its rows and digest."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from positions import datapackage, schema
from positions.analyse.dataset import Dataset
from positions.codebook import Codebook
from positions.errors import DataDamaged, PositionsError

# It becomes the name of files and folders.
_NAME = re.compile("[a-z0-9][a-z0-9._-]{0,99}")


@dataclass(frozen=True)
class TableFacts:
    """A table of one version.

    Attributes
    ----------
    digest
        Digest of what it says, whatever the file format.
    """

    declared: schema.Table
    path: str
    rows: int
    size: int
    hash: str
    digest: str

    @property
    def name(self) -> str:
        """The name of the table."""
        return self.declared.name


@dataclass(frozen=True)
class Facts:
    """One version of the dataset.

    Attributes
    ----------
    released
        The day of release, as ISO 8601.
    licence
        Its SPDX identifier.
    """

    name: str
    title: str
    description: str
    version: str
    released: str
    creators: tuple[str, ...]
    licence: str
    licence_title: str
    licence_url: str
    keywords: tuple[str, ...]
    tables: tuple[TableFacts, ...]
    codebook: Codebook
    described: dict[str, Any]

    @property
    def year(self) -> str:
        """The year of release."""
        return self.released[:4]

    @property
    def stem(self) -> str:
        """Name and version, as files and folders of a release are called."""
        return f"{self.name}-{self.version}"

    def citation(self) -> str:
        """How to cite this version, in one line."""
        who = "; ".join(self.creators)
        return f"{who} ({self.year}). {self.title} (version {self.version}) [Data set]. {self.licence}."


def of(dataset: Dataset) -> Facts:
    """The facts of an opened dataset, from its own description.

    Raises
    ------
    DataMissing, DataDamaged
        If it has none, or one that lacks what is drawn on.
    """
    try:
        found = _of(dataset, dataset.described)
        texts = (found.title, found.description, found.licence, found.licence_title, found.licence_url, found.released,
                 *found.creators, *found.keywords)  # fmt: skip
        if not all(isinstance(text, str) for text in texts):
            raise TypeError("a text is none")
        if not _NAME.fullmatch(found.name):
            raise ValueError(f"the name {found.name!r} is not of lower-case letters, digits, '.', '_' and '-'")
    except PositionsError:
        raise
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        what = f"does not describe the dataset as it must ({type(error).__name__}: {error})"
        raise DataDamaged(dataset.folder / datapackage.FILE, what, "build or download the data again") from error
    return found


def _of(dataset: Dataset, described: dict[str, Any]) -> Facts:
    licence = described["licenses"][0]
    tables = tuple(
        TableFacts(
            schema.table(entry["name"]),
            entry["path"],
            entry["rows"],
            entry.get("size", 0),
            entry["hash"],
            entry["digest"],
        )
        for entry in datapackage.tables(described)
    )
    return Facts(
        name=described["name"],
        title=described["title"],
        description=described["description"],
        version=described["version"],
        released=described["created"][:10],
        creators=tuple(person["title"] for person in described["contributors"]),
        licence=licence["name"],
        licence_title=licence["title"],
        licence_url=licence["path"],
        keywords=tuple(described["keywords"]),
        tables=tables,
        codebook=dataset.codebook,
        described=described,
    )
