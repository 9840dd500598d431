"""Coverage of a user's own table: who answered how many of the questions.

Which questions were put to whom is not known of such a table, so a cell is recorded or not found, and nothing else.
"""

from __future__ import annotations

import numpy as np

from positions import arrow
from positions.analyse.own import matrix as ownmatrix
from positions.analyse.own.table import OwnTable, distinct
from positions.analyse.result import Caption
from positions.analyse.stance import stances as st
from positions.analyse.stance.coverage import Coverage
from positions.analyse.stance.matrix import Matrix
from positions.errors import BadQuery


def coverage(own: OwnTable) -> Coverage:
    """The coverage of a user's table: actors x the values of its ``column``, or one column for all.

    Raises
    ------
    BadQuery
        If the table has no row that counts.

    Notes
    -----
    An engine counts by itself; only the cells and the number of questions come into memory.
    """
    matrix = ownmatrix.matrix(own)
    if not matrix.rows:
        raise BadQuery("the table has no row with an actor, a question and a stance")
    questions = _questions(own, matrix)
    asked = np.array([questions[column] for column in matrix.columns], np.int64)
    caption = Caption(
        "Who answered how many of the questions?",
        (),
        "Number of answers; a blank is an actor without any",
        None,
        (*own.notes, "which questions were put to whom is not known, so that every actor is held against all of them"),
    )
    return Coverage(
        rows=matrix.rows,
        columns=matrix.columns,
        rows_are=matrix.rows_are,
        columns_are=matrix.columns_are,
        n=matrix.cells.n,
        events=matrix.cells.events,
        asked=np.broadcast_to(asked, matrix.cells.n.shape),
        missing=np.where(matrix.cells.events > 0, "", "not_found"),
        caption=caption,
        column_labels={column: f"{column} ({n} question{'s' if n != 1 else ''})" for column, n in questions.items()},
        events_are="question",
    )


def _questions(own: OwnTable, matrix: Matrix) -> dict[str, int]:
    """How many questions each column has, whoever answered them."""
    if not own.lazy:
        stances = matrix.stances
        pairs = np.unique(stances.column * max(len(stances.questions), 1) + stances.question)
        counts = np.bincount(pairs // max(len(stances.questions), 1), minlength=len(stances.columns))
        return dict(zip(stances.columns, counts.tolist(), strict=True))
    import narwhals as nw

    each = distinct(own.frame, st.COLUMN, st.QUESTION)
    found = each.group_by(st.COLUMN).agg(questions=nw.len()).collect("pyarrow").to_native()
    labels, place = arrow.factorized(found[st.COLUMN])
    return dict(zip((labels[i] for i in place), arrow.values(found["questions"]).tolist(), strict=True))
