"""What each tool answers: one question to the library, and of its answer as much as an assistant can read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from positions import api, arrow
from positions.analyse.account import Account, accounts
from positions.analyse.dataset import Dataset
from positions.analyse.pairwise.agreement import Agreement, Pair
from positions.analyse.stance.cells import VALUES
from positions.analyse.stance.explanation import Explanation
from positions.analyse.stance.matrix import Matrix
from positions.analyse.stance.narration import summary
from positions.api.choices import Listed
from positions.errors import BadQuery, UnknownName
from positions.share import cite as citing
from positions.share.mcp import telling

Answer = dict[str, Any]
# The most cells that an answer tells, and the most columns; then the most positions named beside a cell.
MOST_CELLS, MOST_COLUMNS, MOST_IDS = 160, 40, 3
# The most positions that are told in full because they were named.
MOST_NAMED = 40
# The most pairs for which intervals are computed while somebody waits.
MOST_RESAMPLED = 500
NARROWER = "name actors, a group, topics or issues"


def matrix(dataset: Dataset, limit: int, offset: int = 0, **options: Any) -> Answer:
    """Cells by row and column; of an empty one why it is empty."""
    made = api.matrix(data=dataset, **options)
    columns = made.columns[:MOST_COLUMNS]
    rows = telling.page(made.rows, min(limit, max(1, MOST_CELLS // max(1, len(columns)))), offset)
    told = [
        {"id": row, "name": made.row_labels.get(row, row), "cells": {c: _cell(made, row, c) for c in columns}} for row in rows
    ]  # fmt: skip
    return telling.told(
        dataset,
        made.caption,
        value=VALUES[made.value].label,
        columns=[{"id": c, "name": made.column_labels.get(c, c)} for c in columns],
        rows=told,
        missing_means=_missing(dataset, told),
        omitted=_omitted(made, rows, columns, offset),
    )


def _cell(made: Matrix, row: str, column: str) -> Answer:
    cell = made.cell(row, column)
    if cell.value is None:
        return {"missing": cell.missing or "not_found"}
    interval = {"low": cell.low, "high": cell.high} if made.level else {}
    more = {"mixed": True} if cell.mixed else {}
    return {
        "value": round(cell.value, 4), "positions": cell.n, "events": cell.events, "newest": cell.newest, **more, **interval,
        "position_ids": list(cell.ids[:MOST_IDS]),
    }  # fmt: skip


def _missing(dataset: Dataset, rows: Sequence[Mapping[str, Any]], key: str = "missing") -> Answer:
    kinds = [cell[key] for row in rows for cell in row["cells"].values() if key in cell]
    return telling.meanings(dataset, kinds)


def _omitted(made: Any, rows: Sequence[str], columns: Sequence[str], offset: int) -> list[Answer] | None:
    left = [
        telling.omitted("rows", len(rows), len(made.rows), NARROWER, offset),
        telling.omitted("columns", len(columns), len(made.columns), "name topics, issues, events or a period"),
    ]
    return [each for each in left if each] or None


def coverage(dataset: Dataset, limit: int, offset: int = 0, **options: Any) -> Answer:
    """What was found in each cell, or why nothing was, and how much was put to each row."""
    found = api.coverage(data=dataset, **options)
    columns = found.columns[:MOST_COLUMNS]
    rows = telling.page(found.rows, min(limit, max(1, MOST_CELLS // max(1, len(columns)))), offset)
    shares, states = found.share_by_row(), found.by_row()

    def one(row: str, column: str) -> Answer:
        at = found.rows.index(row), found.columns.index(column)
        counts = {"positions": found.n[at], "events": found.events[at], "asked": found.asked[at]}
        return {"state": str(found.state[at]), **counts}

    told = [
        {"id": row, "name": found.row_labels.get(row, row), "share_answered": round(shares[row], 4),
         "cells_by_state": {state: n for state, n in states[row].items() if n}, "cells": {c: one(row, c) for c in columns}}
        for row in rows
    ]  # fmt: skip
    return telling.told(
        dataset,
        found.caption,
        columns=[{"id": c, "name": found.column_labels.get(c, c)} for c in columns],
        rows=told,
        state_means=_missing(dataset, told, "state"),
        omitted=_omitted(found, rows, columns, offset),
    )


def why(dataset: Dataset, row: str, column: str, limit: int, offset: int = 0, **options: Any) -> Answer:
    """The value of a cell rebuilt from positions and sources, the newest event first; or why there is none."""
    made = api.why(row, column, data=dataset, **options)
    steps = sorted(made.steps, key=lambda step: (step.newest, step.event_id), reverse=True)
    placed = [(step.event_id, account) for step in steps for account in step.accounts]
    shown = telling.page(placed, limit, offset)
    names = dataset.labels("actors", "common_name")
    events = [
        {"event_id": step.event_id, "title": step.title, "question": step.question, "stance": round(step.stance, 4),
         "positions": [telling.position(account, names) for event, account in shown if event == step.event_id]}
        for step in steps if any(event == step.event_id for event, _ in shown)
    ]  # fmt: skip
    return telling.told(
        dataset,
        made.caption,
        row=made.row,
        column=made.column,
        value=made.value,
        in_words=summary(made),
        positions=made.n,
        missing=made.missing or None,
        missing_means=telling.meanings(dataset, [made.missing]) or None,
        events=events,
        **_beside(made, limit),
        omitted=telling.omitted("positions", len(shown), len(placed), "name an event, a period or one actor", offset),
    )


def _beside(made: Explanation, limit: int) -> Answer:
    """What does not count in a cell, a few of each; how many there are is told with them."""
    left = [{"position_id": each.account.position_id, "reason": each.reason} for each in made.left_out]
    absences = [
        {"event_id": each.event_id, "title": each.title, "date": each.date, "missing": each.kind, "says": each.words}
        for each in made.absences
    ]
    claims = [vars(claim) for claim in made.claims]
    return {
        name: {"count": len(items), "first": items[:limit]}
        for name, items in (("left_out", left), ("nothing_on", absences), ("read_and_not_coded", claims))
        if items
    }


def agreement(
    dataset: Dataset, limit: int, offset: int = 0, lowest: bool = False, interval: float | None = None, **options: Any
) -> Answer:
    """Pairs, those that agree most first, or least; pairs without a value come last and say why."""
    made = api.agreement(data=dataset, **options)
    assert isinstance(made, Agreement), "no tool asks for all measures"
    pairs = made.pairs()
    if interval is not None:
        if len(pairs) > MOST_RESAMPLED:
            raise BadQuery(f"intervals of {len(pairs)} pairs take too long; name fewer actors, or one with with_actor")
        made = api.agreement(data=dataset, interval=interval, **options)
        assert isinstance(made, Agreement)
        pairs = made.pairs()
    sign = 1 if lowest else -1
    pairs.sort(
        key=lambda pair: (pair.status != "ok", sign * pair.value if pair.status == "ok" else 0.0, pair.a, pair.b)
    )
    shown = telling.page(pairs, limit, offset)
    return telling.told(
        dataset,
        made.caption,
        measure={name: made.facts[name] for name in ("measure", "label", "definition", "undefined", "range")},
        least_shared_events=made.least_n,
        pairs=[_pair(pair, made) for pair in shown],
        pairs_by_status=dict(Counter(pair.status for pair in pairs)),
        omitted=telling.omitted("pairs", len(shown), len(pairs), "name actors, a group, or one actor with with_actor", offset),
    )  # fmt: skip


def _pair(pair: Pair, made: Agreement) -> Answer:
    names = {"a_name": made.labels.get(pair.a, pair.a), "b_name": made.labels.get(pair.b, pair.b)}
    value = {"value": round(pair.value, 4)} if pair.status == "ok" else {}
    ends = {"low": pair.low, "high": pair.high} if made.level else {}
    return {"a": pair.a, "b": pair.b, **names, **value, **ends, "shared_events": pair.n, "status": pair.status}


def search(dataset: Dataset, text: str, limit: int, kinds: Sequence[str] = ()) -> Answer:
    """What holds every word, the likeliest first."""
    found = api.search(text, *kinds, data=dataset, limit=limit)
    return telling.told(dataset, found.caption, found=found.rows)


def position(dataset: Dataset, position_id: Sequence[str]) -> Answer:
    """Positions in full, with every source."""
    if len(position_id) > MOST_NAMED:
        raise BadQuery(f"{len(position_id)} positions are too many for one answer; name up to {MOST_NAMED}")
    known = dataset.column("positions", "position_id")
    for name in position_id:
        if name not in known:
            raise UnknownName("position", name, known)
    found: Sequence[Account] = accounts(dataset, arrow.is_in(dataset.table("positions")["position_id"], position_id))
    names, events = dataset.labels("actors", "common_name"), {each.event_id for each in found}
    asked = [
        {name: row[name] for name in ("event_id", "title", "topic_id", "issue", "question", "context", "beneficiaries")}
        for row in dataset.rows("events", event_id=sorted(events))
    ]
    return telling.told(dataset, events=asked, positions=[telling.position(each, names) for each in found])


def listing(dataset: Dataset, what: Listed, limit: int, offset: int = 0, **filters: Any) -> Answer:
    """What there is of one kind."""
    found = api.inventory(what, data=dataset, **filters)
    shown = telling.page(found.rows, limit, offset)
    rows = [{head.name: row.get(head.name) for head in found.heads} for row in shown]
    narrow = f"{NARROWER}, or search for words"
    left = telling.omitted(what, len(shown), len(found.rows), narrow, offset)
    return telling.told(dataset, found.caption, rows=rows, omitted=left)


def codebook(dataset: Dataset, code_list: str | None = None) -> Answer:
    """A code list with its definitions, or the names of all."""
    if code_list is None:
        return telling.told(dataset, lists=[{"code_list": name, "means": known.definition, "codes": known.names} for name, known in dataset.codebook.items()])  # fmt: skip
    found = api.codebook(code_list, data=dataset)
    return telling.told(dataset, found.caption, codes=found.rows)  # type: ignore[union-attr]


def cite(dataset: Dataset, format: str, limit: int, offset: int = 0, **filters: Any) -> Answer:
    """The citation of this version, with filters also of the sources behind exactly the positions that count."""
    whole = citing.cite(dataset, **filters)
    shown = replace(whole, sources=tuple(telling.page(whole.sources, limit, offset)))
    narrow = "name actors, topics, issues, events or a period"
    left = telling.omitted("sources", len(shown.sources), len(whole.sources), narrow, offset)
    return telling.told(
        dataset, cite=shown.render(format), filters=whole.filters, sources=len(whole.sources), omitted=left
    )
