"""A folder of tables, opened: each table read once and kept, columns joined by key, names looked up."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import pyarrow as pa
import pyarrow.compute as pc

from positions import arrow, codebook, datapackage, parquet, schema
from positions.analyse.lookup import Lookup
from positions.errors import DataDamaged, DataMissing

_T = TypeVar("_T")


class _Labels(dict[str, Any]):
    """Values by key; a key that is not there is the fault of the table, which some other table refers to."""

    def __init__(self, values: Iterable[tuple[str, Any]], path: Path) -> None:
        super().__init__(values)
        self.path = path

    def __missing__(self, key: str) -> Any:
        raise DataDamaged(
            self.path, f"has no row {key!r}, which another table names", "build or download the data again"
        )


class Dataset:
    """The tables of one version.

    Parameters
    ----------
    folder
        A folder as the build or a download made it; by default the tables that came with the package.

    Raises
    ------
    DataMissing
        If the folder is not there.

    Examples
    --------
    >>> import positions
    >>> data = positions.Dataset()
    >>> data.table("topics").num_rows
    3
    >>> data.lookup.actor("Lithuania")
    'LTU'
    """

    def __init__(self, folder: Path | str | None = None) -> None:
        self.folder = Path(folder) if folder is not None else codebook.shipped_data()
        if not self.folder.is_dir():
            raise DataMissing(self.folder, "run `positions build` in a checkout, or name a folder of tables")
        self._tables: dict[str, pa.Table] = {}
        self._columns: dict[tuple[str, str], list[Any]] = {}
        self._build: tuple[int, ...] | None = None

    def __repr__(self) -> str:
        return f"<positions.Dataset {self.version}: {self.folder}>"

    @cached_property
    def described(self) -> dict[str, Any]:
        """The Data Package of the folder."""
        return self._of_one_build(lambda: datapackage.read(self.folder))

    @property
    def version(self) -> str:
        """The version of the dataset."""
        return str(self.described["version"])

    @cached_property
    def codebook(self) -> codebook.Codebook:
        """The code lists of this version.

        Raises
        ------
        DataMissing, DataDamaged
            If they cannot be read, or one that a column draws on is not among them.
        """
        found = codebook.load(self.folder)
        lacking = sorted(
            {column.codes for table in schema.TABLES.values() for column in table if column.codes} - set(found)
        )
        if lacking:
            what = f"lacks the code list {lacking[0]!r}"
            raise DataDamaged(self.folder / "codebook.json", what, "build or download the data again")
        return found

    def table(self, name: str) -> pa.Table:
        """A table as Arrow has it.

        Parameters
        ----------
        name
            A table of `positions.schema.TABLES`.

        Returns
        -------
        pyarrow.Table
            Read once and kept.

        Raises
        ------
        UnknownName
            If no such table is declared.
        DataMissing, DataDamaged
            If its file is not there, or is not what is declared.
        """
        if name not in self._tables:
            declared = schema.table(name)
            path = self.folder / f"{name}.parquet"
            self._tables[name] = self._of_one_build(lambda: parquet.read_declared(path, declared))
        return self._tables[name]

    def _of_one_build(self, read: Callable[[], _T]) -> _T:
        """What `read` gives, seen to be of the same build as all that was read before.

        A build or a download may put another folder in the place of this one between two tables.
        """
        before = self._identity()
        found = read()
        if self._identity() != before or (self._build is not None and self._build != before):
            raise DataDamaged(self.folder, "was replaced by another build while it was read", "open it again")
        self._build = before
        return found

    def _identity(self) -> tuple[int, ...]:
        """What tells one description from another that lies at the same place."""
        try:
            told = (self.folder / datapackage.FILE).stat()
        except OSError:
            return ()
        return told.st_ino, told.st_mtime_ns, told.st_size

    def column(self, table: str, name: str) -> list[Any]:
        """The values of a column, as Python has them.

        Parameters
        ----------
        table, name
            The table and its column.

        Returns
        -------
        list
            One value a row.
        """
        if (table, name) not in self._columns:
            self._columns[table, name] = self.table(table).column(name).to_pylist()
        return self._columns[table, name]

    def labels(self, table: str, name: str) -> dict[str, Any]:
        """The values of a column by the (single) key of its table.

        Parameters
        ----------
        table, name
            The table and its column.

        Returns
        -------
        dict
            The value of each key.
        """
        values = zip(self.column(table, schema.table(table).key[0]), self.column(table, name), strict=True)
        return _Labels(values, path=self.folder / f"{table}.parquet")

    def rows(self, table: str, **equal: str | Iterable[str]) -> list[dict[str, Any]]:
        """The rows of a table in which the columns named have the text given, or one of several texts.

        Parameters
        ----------
        table
            The table.
        **equal
            A text or several by the name of a column.

        Returns
        -------
        list of dict
            The values of each row by column.
        """
        found = self.table(table)
        for name, value in equal.items():
            values = [value] if isinstance(value, str) else list(value)
            found = found.filter(arrow.flags(arrow.is_in(found.column(name), values)))
        return list(found.to_pylist())

    def joined(self, table: str, key: str, other: str, column: str) -> pa.ChunkedArray:
        """For each row of a table, a value of the row of another that its key names.

        Parameters
        ----------
        table, key
            The table, and its column that names rows of the other.
        other, column
            The other table, and the column that is looked up.

        Returns
        -------
        pyarrow.ChunkedArray
            One value a row of `table`.
        """
        keys, values = self.table(other).column(schema.table(other).key[0]), self.table(other).column(column)
        place = pc.index_in(self.table(table).column(key), value_set=keys.combine_chunks())
        return values.take(place)

    @cached_property
    def lookup(self) -> Lookup:
        """Names to ids."""
        return Lookup(self)
