"""The dataset that a person names: a version on this machine, a folder of tables, or the zip file of a release."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from positions import versions
from positions.analyse.dataset import Dataset
from positions.errors import DataMissing
from positions.share import archive
from positions.share.verify import verify


@contextmanager
def opened(name: str | Path) -> Iterator[Dataset]:
    """The dataset that `name` means, for as long as the block lasts.

    Raises
    ------
    DataMissing
        If there is no such version, folder or file.
    BundleRefused
        If a zip file is not what it says it is.
    """
    path = Path(name)
    if versions.VERSION.fullmatch(str(name)) and not path.exists():
        yield Dataset(versions.folder(str(name)))
    elif path.is_dir():
        yield Dataset(path)
    elif path.is_file():
        verify(path).refuse()
        with tempfile.TemporaryDirectory(prefix="positions-") as temporary:
            yield Dataset(archive.extract(path, Path(temporary)))
    else:
        raise DataMissing(path, "name a version such as 2026.1, a folder of tables, or the zip file of a release")
