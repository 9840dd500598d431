"""Coverage as a document: numbers of positions, and for every blank why there is none."""

from __future__ import annotations

from positions.analyse.stance.coverage import Coverage
from positions.render.document import MISSING, Cell, Document, Grid, Options, Scale
from positions.render.views.stance import column_labels, row_labels


def view(coverage: Coverage, options: Options) -> Document:
    """The document of a coverage."""
    scale = Scale("count", 0, float(coverage.n.max(initial=1)), decimals=0)
    grid = Grid(
        rows=row_labels(coverage, options),
        columns=column_labels(coverage),
        cells=tuple(
            tuple(_cell(coverage, i, j, scale) for j in range(len(coverage.columns))) for i in range(len(coverage.rows))
        ),
        scale=scale,
        rows_are=coverage.rows_are,
        columns_are=coverage.columns_are,
    )
    return Document(
        "coverage", coverage.caption, (grid,), {"rows_are": coverage.rows_are, "columns_are": coverage.columns_are}
    )


def _cell(coverage: Coverage, i: int, j: int, scale: Scale) -> Cell:
    n, events, asked = (int(array[i, j]) for array in (coverage.n, coverage.events, coverage.asked))
    missing = str(coverage.missing[i, j])
    unit = coverage.events_are
    put = f"{asked} {unit}{'s' if asked != 1 else ''} {'put to it' if unit == 'event' else 'in all'}"
    return Cell(
        value=None if missing else n,
        text="" if missing else str(n),
        tone=None if missing else scale.tone(n),
        missing=missing,
        n=None if missing else n,
        hover=(MISSING[missing].says if missing in MISSING else f"{n} positions on {events} {unit}s", put),
        facts={
            "row": coverage.rows[i], "column": coverage.columns[j], "state": str(coverage.state[i, j]), "n": n, "events": events,
            "asked": asked, "share": events / asked if asked else None,
        },
    )  # fmt: skip
