"""A stance matrix, or any matrix with the same cells, as a document."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np

from positions.analyse.selection import to_date
from positions.analyse.stance.cells import NO_DAY, VALUES
from positions.analyse.stance.matrix import Matrix
from positions.render import names
from positions.render.document import MISSING, MIXED, STANCE, Cell, Document, Grid, Label, Options, Scale


def view(matrix: Matrix, options: Options) -> Document:
    """The document of a matrix."""
    scale = scale_of(matrix)
    grid = Grid(
        rows=row_labels(matrix, options),
        columns=column_labels(matrix),
        cells=_cells(matrix, scale, options),
        scale=scale,
        rows_are=matrix.rows_are,
        columns_are=matrix.columns_are,
    )
    facts = {"value": matrix.value, "rows_are": matrix.rows_are, "columns_are": matrix.columns_are}
    return Document(matrix.kind, matrix.caption, (grid,), facts | ({"level": matrix.level} if matrix.level else {}))


def scale_of(matrix: Matrix) -> Scale:
    """The scale that the values of a matrix lie on."""
    if VALUES[matrix.value].diverging:
        return STANCE
    if matrix.value == "share":
        return Scale("share", 0, 1, decimals=2)
    values = matrix.values
    return Scale("count", 0, float(np.nanmax(values)) if np.isfinite(values).any() else 1.0, decimals=0)


def row_labels(result: Any, options: Options) -> tuple[Label, ...]:
    """The heads of the rows of a matrix or coverage, countries in the language asked for."""
    labels = dict(result.row_labels)
    if options.lang and result.rows_are == "actor":
        labels |= localised(result, options.lang)
    return tuple(Label(row, labels.get(row, row)) for row in result.rows)


def localised(result: Any, lang: str) -> dict[str, str]:
    """The names of actors in a language, from the dataset of a result or else the shipped one."""
    from positions.analyse.dataset import Dataset

    selected = getattr(result, "selected", None)
    return names.of_dataset(lang, selected.dataset if selected is not None else Dataset())


def column_labels(result: Any) -> tuple[Label, ...]:
    """The heads of the columns of a matrix or coverage."""
    # Titles of events are sentences; where room is scarce their ids say more than a few letters of each.
    short = result.columns_are == "event"
    return tuple(Label(c, result.column_labels.get(c, c), c if short else "") for c in result.columns)


def _cells(matrix: Matrix, scale: Scale, options: Options) -> tuple[tuple[Cell, ...], ...]:
    values, missing, cells, ids = matrix.values, matrix.missing, matrix.cells, matrix.ids
    low, high = matrix.interval if matrix.level else (None, None)

    def one(i: int, j: int) -> Cell:
        value = None if np.isnan(values[i, j]) else float(values[i, j])
        why = "" if value is not None else (str(missing[i, j]) or "not_found")
        newest = None if cells.newest[i, j] == NO_DAY else to_date(cells.newest[i, j])
        ends = None if low is None or high is None or np.isnan(low[i, j]) else (float(low[i, j]), float(high[i, j]))
        mixed, n, events = bool(cells.mixed[i, j]), int(cells.n[i, j]), int(cells.events[i, j])
        return Cell(
            value=value,
            text="" if value is None else scale.text(value, options.decimals),
            tone=None if value is None else scale.tone(value),
            missing=why,
            mixed=mixed and value is not None,
            n=n if value is not None else None,
            interval=" to ".join(scale.text(end, options.decimals) for end in ends) if ends else "",
            hover=_hover(value, why, n, events, mixed, newest),
            facts={
                "row": matrix.rows[i],
                "column": matrix.columns[j],
                "value": value,
                "n": n,
                "events": events,
                "mixed": mixed,
                "newest": newest,
                "missing": why or None,
                **({"low": ends[0] if ends else None, "high": ends[1] if ends else None} if matrix.level else {}),
                "ids": list(ids.get((matrix.rows[i], matrix.columns[j]), ())),
            },
        )

    return tuple(tuple(one(i, j) for j in range(len(matrix.columns))) for i in range(len(matrix.rows)))


def _hover(value: float | None, why: str, n: int, events: int, mixed: bool, newest: dt.date | None) -> tuple[str, ...]:
    if value is None:
        return (MISSING[why].says if why in MISSING else why.replace("_", " "),)
    counted = f"{n} position{'s' if n != 1 else ''} on {events} event{'s' if events != 1 else ''}"
    return (counted, *([f"newest {newest}"] if newest else []), *([f"mixed: {MIXED.says}"] if mixed else []))
