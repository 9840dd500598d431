"""What a caller names, opened: the dataset, a table of the user's own, a selection."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from positions.analyse.dataset import Dataset
from positions.analyse.selection import Selection, resolve
from positions.errors import BadQuery

if TYPE_CHECKING:
    from positions.analyse.own.table import OwnTable


@lru_cache(maxsize=8)
def _opened(folder: Path | None) -> Dataset:
    return Dataset(folder)


def opened(data: Any = None) -> Dataset:
    """The dataset that `data` names: None for the shipped one, a folder, or a dataset already opened."""
    if isinstance(data, Dataset):
        return data
    return _opened(Path(data) if data is not None else None)


def is_table(data: Any) -> bool:
    """Whether `data` is a table of the user's own rather than the name of a dataset."""
    return not (data is None or isinstance(data, (str, Path, Dataset)))


def own_table(data: Any, options: dict[str, Any]) -> OwnTable:
    """A user's table in narrow form; `options` names its columns and codes."""
    from positions.analyse.own.table import ROLES, take

    options = dict(options)
    codes = options.pop("codes", None)
    columns = {role: options.pop(role) for role in ROLES if role in options}
    if options:
        raise BadQuery(f"a table of your own takes {', '.join(ROLES)} and codes, not {', '.join(sorted(options))}")
    return take(data, columns, codes)


def unfiltered(dataset: Dataset, filters: Mapping[str, Any]) -> Selection | None:
    """A selection that leaves out nothing but what its filters name; None without any."""
    return resolve(dataset, **{"branches": (), "contested": True, **filters}) if filters else None
