"""The stance matrix: a value for each row and column, and with it how many positions it rests on and what they are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from positions.analyse.result import Caption, Result
from positions.analyse.selection import Selected, to_date
from positions.analyse.stance.cells import NO_DAY, VALUES, Cell, Cells
from positions.analyse.stance.stances import EventStances
from positions.errors import BadQuery, UnknownName

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, eq=False, repr=False)
class Matrix(Result):
    """Stances compared: `rows` x `columns`.

    Attributes
    ----------
    rows, columns
        Ids, in the order shown.
    rows_are, columns_are
        What they are: ``actor`` or ``group``; ``topic``, ``issue``, ``event``, ``year``, ``instrument`` or ``beneficiaries``.
    value
        Which of `VALUES` the matrix shows.
    cells
        Every array behind it.
    stances
        The stance of each row on each event, from which the cells are made.
    caption
        What was compared and how, in words.
    row_labels, column_labels
        Names for readers, by id.
    weight
        The weight of each event; None where all weigh alike.
    selected, selected_by_row
        The positions that count, for all rows, and for a group those of its own members; None for another table.
    groups
        The members of each row, where rows are groups.
    level
        The level of the interval that was asked for.
    blocks
        What is drawn anew for the interval: the block of each event; None for each event by itself.

    Examples
    --------
    >>> import positions
    >>> m = positions.matrix(actor=["LTU", "POL"], event="chechnya-visas-2017", topic="humanitarian_visas")
    >>> m.values.tolist()
    [[2.0], [nan]]
    >>> m.cell("LTU", "humanitarian_visas").ids
    ('chechnya-visas-2017:LTU', 'chechnya-visas-2017:LTU:practice')
    >>> m.cell("POL", "humanitarian_visas").missing
    'not_found'
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    rows_are: str
    columns_are: str
    value: str
    cells: Cells
    stances: EventStances
    caption: Caption
    row_labels: Mapping[str, str] = field(default_factory=dict)
    column_labels: Mapping[str, str] = field(default_factory=dict)
    weight: np.ndarray | None = None
    selected: Selected | None = None
    selected_by_row: Mapping[str, Selected] = field(default_factory=dict)
    groups: Mapping[str, Sequence[str]] | None = None
    level: float | None = None
    blocks: Mapping[str, str] | None = None

    kind = "stance"

    def selected_of(self, row: str) -> Selected:
        """What counts for a row: that of all rows, but for a group the acts of its own members alone.

        Parameters
        ----------
        row
            An id of `rows`.

        Returns
        -------
        Selected
            The positions that count, and why others do not.
        """
        selected = self.selected_by_row.get(row, self.selected)
        assert selected is not None, "a user's own table has no selection"
        return selected

    @property
    def values(self) -> np.ndarray:
        """The value of each cell, nan where nothing counts."""
        return VALUES[self.value].of(self.cells)

    @property
    def counts(self) -> np.ndarray:
        """The number of positions in each cell."""
        return self.cells.n

    @property
    def mixed(self) -> np.ndarray:
        """Whether each cell holds positions for and against."""
        return self.cells.mixed

    @cached_property
    def newest(self) -> np.ndarray:
        """The newest date in each cell, as ``datetime64[D]``; NaT where nothing counts."""
        # NO_DAY is the number that stands for NaT.
        return self.cells.newest.astype("datetime64[D]")

    @cached_property
    def ids(self) -> dict[tuple[str, str], tuple[str, ...]]:
        """The ids of the positions in each cell that has any."""
        from positions.analyse.stance.comparison import ids_by_cell

        return ids_by_cell(self)

    @cached_property
    def missing(self) -> np.ndarray:
        """Why each cell is empty: ``absent``, ``not_asked``, ``not_found``, ``left_out``; "" where it is not."""
        from positions.analyse.stance.coverage import missing

        return missing(self)

    @cached_property
    def interval(self) -> tuple[np.ndarray, np.ndarray]:
        """Lower and upper ends of the interval of each cell's mean, from resampling its events; nan below two events."""
        from positions.analyse.stance.intervals import of_cells

        return of_cells(self, self.level or 0.95)

    def cell(self, row: str, column: str) -> Cell:
        """One cell by its row and column.

        Parameters
        ----------
        row, column
            Ids of `rows` and `columns`.

        Returns
        -------
        Cell
            Its value, what it rests on, and why it is empty where it is.

        Raises
        ------
        UnknownName
            If the matrix has no such row or column.
        """
        i, j = self._index(row, self.rows, self.rows_are), self._index(column, self.columns, self.columns_are)
        value = self.values[i, j]
        day = self.cells.newest[i, j]
        low, high = (self.interval[0][i, j], self.interval[1][i, j]) if self.level else (np.nan, np.nan)
        return Cell(
            row, column, None if np.isnan(value) else float(value), int(self.cells.n[i, j]), int(self.cells.events[i, j]),
            bool(self.cells.mixed[i, j]), None if day == NO_DAY else to_date(day), str(self.missing[i, j]) or None,
            self.ids.get((row, column), ()), None if np.isnan(low) else float(low), None if np.isnan(high) else float(high),
        )  # fmt: skip

    @staticmethod
    def _index(name: str, names: Sequence[str], kind: str) -> int:
        if name not in names:
            raise UnknownName(f"{kind} of this matrix", name, names)
        return names.index(name)

    def __getitem__(self, place: tuple[str, str]) -> Cell:
        """``matrix[row, column]``: the cell, as `cell` gives it."""
        if not isinstance(place, tuple) or len(place) != 2:
            raise BadQuery(f"a cell has a row and a column, matrix[row, column], not {place!r}")
        return self.cell(*place)

    def _ipython_key_completions_(self) -> list[tuple[str, str]]:
        return [(row, column) for row in self.rows for column in self.columns]

    def __iter__(self) -> Iterator[Cell]:
        """Every cell, row by row."""
        return (self.cell(row, column) for row in self.rows for column in self.columns)

    def explain(self, row: str, column: str) -> Any:
        """How a cell came about, position by position; see `positions.why`.

        Parameters
        ----------
        row, column
            Ids of `rows` and `columns`.

        Returns
        -------
        Explanation
            Of this very cell, with the filters of this matrix.

        Raises
        ------
        UnknownName
            If the matrix has no such row or column.
        BadQuery
            If the matrix was made of a table without the evidence that an explanation needs.
        """
        from positions.analyse.stance.explanation import explain

        if self.selected is None:
            raise BadQuery("only a matrix of the dataset itself can be explained; this one was made of another table")
        self._index(row, self.rows, self.rows_are), self._index(column, self.columns, self.columns_are)
        return explain(self, row, column)

    def to_frame(self, what: str = "value") -> pd.DataFrame:
        """The matrix as a pandas frame.

        Parameters
        ----------
        what
            ``value`` (default), ``n``, ``events``, ``mixed``, ``newest``, ``missing``, ``low``, ``high`` for a frame of
            rows x columns; ``cells`` for one row a cell with all of them.

        Returns
        -------
        pandas.DataFrame
            Its ``attrs`` hold version, filters and rule.
        """
        import pandas as pd

        if what == "cells":
            frame = pd.DataFrame([vars(cell) for cell in self])
            frame["newest"] = pd.to_datetime(frame["newest"])
        else:
            index, columns = pd.Index(self.rows, name=self.rows_are), pd.Index(self.columns, name=self.columns_are)
            frame = pd.DataFrame(self._array(what), index=index, columns=columns)
        frame.attrs.update(self.caption.facts())
        return frame

    def _array(self, what: str) -> np.ndarray:
        arrays: dict[str, Callable[[], np.ndarray]] = {
            "value": lambda: self.values, "n": lambda: self.cells.n, "events": lambda: self.cells.events, "mixed": lambda: self.mixed,
            "newest": lambda: self.newest.astype("datetime64[s]"), "missing": lambda: self.missing,
            "low": lambda: self.interval[0], "high": lambda: self.interval[1],
        }  # fmt: skip
        if what not in arrays:
            raise UnknownName("array of a matrix", what, [*arrays, "cells"])
        return arrays[what]()
