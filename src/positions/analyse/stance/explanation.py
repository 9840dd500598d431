"""Why a cell says what it says: its value rebuilt step by step from positions, and what was left out and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np

from positions.analyse.account import Account, backgrounds, of_actor
from positions.analyse.dataset import Dataset
from positions.analyse.result import Caption, Composite, Result
from positions.analyse.selection import Selected
from positions.analyse.stance import absence
from positions.analyse.stance.absence import Absence
from positions.analyse.stance.comparison import column_of
from positions.analyse.stance.matrix import Matrix
from positions.analyse.stance.step import FROM_STEPS, Answer, Step


@dataclass(frozen=True)
class LeftOut:
    """A position that does not count in the cell, and why."""

    account: Account
    reason: str


@dataclass(frozen=True)
class Claim:
    """What a source says of the actor that became no position, and why."""

    event_id: str
    actor: str
    claim: str
    reason: str
    source_id: str | None


@dataclass(frozen=True, eq=False, repr=False)
class Explanation(Result):
    """How a cell came about.

    Attributes
    ----------
    row, column
        Ids of the cell.
    rows_are, columns_are
        What they are, as in `Matrix`.
    value_of
        What the cell says, a key of `FROM_STEPS`.
    steps
        The events that the value is made of, by date.
    left_out
        Positions of the row on the column that do not count, each with the reason.
    absences
        For an empty cell, each event of the column and why there is no stance on it.
    claims
        Claims of sources about the row on the events of the column that became no position.
    caption
        What is explained and how, in words.
    row_label, column_label, actor_labels
        Names for readers; those of actors by id.

    Examples
    --------
    >>> import positions
    >>> told = positions.why("LTU", "chechnya-visas-2017")
    >>> told.value, told.n, told.missing
    (2.0, 2, '')
    """

    row: str
    column: str
    rows_are: str
    columns_are: str
    value_of: str
    steps: tuple[Step, ...]
    left_out: tuple[LeftOut, ...]
    absences: tuple[Absence, ...]
    claims: tuple[Claim, ...]
    caption: Caption
    row_label: str = ""
    column_label: str = ""
    actor_labels: Mapping[str, str] = field(default_factory=dict)

    kind = "explanation"

    @property
    def value(self) -> float | None:
        """The value of the cell, recomputed from the steps alone; None where nothing counts."""
        return FROM_STEPS[self.value_of](self.steps) if self.steps else None

    @property
    def n(self) -> int:
        """The number of positions that count."""
        return sum(len(step.accounts) for step in self.steps)

    @property
    def missing(self) -> str:
        """Why the cell is empty: ``absent``, ``not_asked``, ``not_found``, ``left_out``; "" where it is not."""
        return "" if self.steps else absence.weightiest(self.absences)

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the positions that count."""
        return tuple(account.position_id for step in self.steps for account in step.accounts)

    def told(self) -> list[str]:
        """The explanation in words.

        Returns
        -------
        list of str
            Line by line.
        """
        from positions.analyse.stance.narration import lines

        return lines(self)

    def to_composite(self) -> Composite:
        """The explanation as listings.

        Returns
        -------
        Composite
            The cell, its events, positions, sources, and what was left out.
        """
        from positions.analyse.stance.narration import composite

        return composite(self)

    def to_frame(self) -> Any:
        """The positions of the cell as a pandas frame.

        Returns
        -------
        pandas.DataFrame
            One row a position, those left out with the reason.
        """
        return self.to_composite()["Positions"].to_frame()  # type: ignore[attr-defined]


def explain(matrix: Matrix, row: str, column: str) -> Explanation:
    """How a cell of a matrix of the dataset came about, position by position.

    Parameters
    ----------
    row, column
        Ids. A column that the matrix does not show, because nobody is on it, is explained too.
    """
    assert matrix.selected is not None
    dataset = matrix.selected.dataset
    members = tuple((matrix.groups or {}).get(row, (row,)))
    counting, left_out = _sorted_out(matrix, matrix.selected_of(row), members, column)
    steps = _steps(matrix, row, column, counting)
    return Explanation(
        row=row,
        column=column,
        rows_are=matrix.rows_are,
        columns_are=matrix.columns_are,
        value_of=matrix.value,
        steps=steps,
        left_out=left_out,
        absences=() if steps else absence.absences(matrix, row, column),
        claims=_claims(dataset, set(members), _events(matrix, column)),
        caption=_caption(matrix, row, column),
        row_label=matrix.row_labels.get(row, row),
        column_label=matrix.column_labels.get(column, column),
        actor_labels=_actor_names(dataset),
    )


def _sorted_out(
    matrix: Matrix, selected: Selected, members: Sequence[str], column: str
) -> tuple[dict[str, dict[str, list[Account]]], tuple[LeftOut, ...]]:
    """The positions of a cell that count, by event and actor, and those that do not."""
    columns = _columns(selected.dataset, matrix.columns_are)
    counting: dict[str, dict[str, list[Account]]] = {}
    left: list[LeftOut] = []
    for actor in members:
        for account in of_actor(selected.dataset, actor):
            if columns[account.place] != column:
                continue
            if selected.keep[account.place]:
                counting.setdefault(account.event_id, {}).setdefault(actor, []).append(account)
                continue
            reason = selected.reason(account.place) or ""
            # What was never asked for is not left out of the cell.
            if not reason.startswith(("on another ", "by another actor")):
                left.append(LeftOut(account, reason))
    return counting, tuple(left)


def _steps(
    matrix: Matrix, row: str, column: str, counting: Mapping[str, Mapping[str, Sequence[Account]]]
) -> tuple[Step, ...]:
    assert matrix.selected is not None
    events = _event_texts(matrix.selected.dataset)
    weights, told = _weights(matrix, row, column), backgrounds(matrix.selected.dataset)
    steps = [
        Step(
            event,
            *events[event],
            tuple(Answer.of(actor, accounts) for actor, accounts in answers.items()),
            weights.get(event, 1.0),
            told.get(event, ()),
        )
        for event, answers in counting.items()
    ]
    return tuple(sorted(steps, key=lambda step: (min(account.day for account in step.accounts), step.event_id)))


def _weights(matrix: Matrix, row: str, column: str) -> dict[str, float]:
    """The weight of each event of a cell, where events do not weigh alike."""
    stances = matrix.stances
    if matrix.weight is None or row not in stances.rows or column not in stances.columns:
        return {}
    here = (stances.row == stances.rows.index(row)) & (stances.column == stances.columns.index(column))
    return {stances.questions[stances.question[i]]: float(matrix.weight[i]) for i in np.flatnonzero(here)}


def _events(matrix: Matrix, column: str) -> set[str]:
    from positions.analyse.stance.coverage import events_by_column

    return events_by_column(matrix).get(column, set())


@lru_cache(maxsize=16)
def _columns(dataset: Dataset, columns_are: str) -> list[str | None]:
    return list(column_of(dataset, columns_are).to_pylist())


@lru_cache(maxsize=4)
def _event_texts(dataset: Dataset) -> dict[str, tuple[str, str]]:
    columns = (dataset.column("events", name) for name in ("event_id", "title", "question"))
    return {event: (title, question) for event, title, question in zip(*columns, strict=True)}


@lru_cache(maxsize=4)
def _actor_names(dataset: Dataset) -> dict[str, str]:
    return dataset.labels("actors", "common_name")


@lru_cache(maxsize=4)
def _claims_by_event(dataset: Dataset) -> dict[str, list[tuple[set[str], Claim]]]:
    found: dict[str, list[tuple[set[str], Claim]]] = {}
    for row in dataset.rows("not_coded"):
        named = {dataset.lookup.known_actor(part) for part in row["actor"].replace(" and ", ", ").split(",")}
        claim = Claim(row["event_id"], row["actor"], row["claim"], row["reason"], row["source_id"])
        found.setdefault(row["event_id"], []).append((named - {None}, claim))  # type: ignore[arg-type]
    return found


def _claims(dataset: Dataset, members: set[str], events: set[str]) -> tuple[Claim, ...]:
    known = _claims_by_event(dataset)
    return tuple(claim for event in sorted(events) for named, claim in known.get(event, ()) if named & members)


def _caption(matrix: Matrix, row: str, column: str) -> Caption:
    title = f"{matrix.row_labels.get(row, row)}: {matrix.column_labels.get(column, column)}"
    told = matrix.caption
    return Caption(title, told.filters, told.rule, told.version, told.notes)
