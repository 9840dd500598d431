"""Agreement as a document: a square of all pairs, or one row a pair where one actor is asked about.

A value that is undefined is blank with its reason, never 0 or 1.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from positions.analyse.pairwise.agreement import OK, Agreement
from positions.analyse.pairwise.measures import measure_named
from positions.analyse.result import Caption, Head
from positions.render.document import MISSING, Cell, Document, Grid, Label, Line, Options, Scale, Table
from positions.render.views.stance import localised


def view(agreement: Agreement, options: Options) -> Document:
    """The document of an agreement."""
    scale, names = scale_of(agreement), _names(agreement, options)
    block: Grid | Table
    block = (
        _square(agreement, scale, names, options)
        if agreement.with_actor is None
        else _pairs(agreement, scale, names, options)
    )
    facts: dict[str, object] = {
        "measure": agreement.measure,
        "weights": agreement.weights,
        "least_n": agreement.least_n,
    }
    facts |= {"level": agreement.level, "method": agreement.method, "questions": agreement.questions}
    facts |= {"blocs": dict(agreement.blocs)} if agreement.blocs else {}
    caption = caption_of(agreement)
    if agreement.with_actor is not None:
        caption = replace(caption, title=caption.title.replace("with whom?", f"with {names[agreement.with_actor]}?"))
    return Document("agreement", caption, (block,), facts)


def scale_of(agreement: Agreement) -> Scale:
    """The range of the measure; it diverges where chance is at 0."""
    measure = measure_named(agreement.measure)
    return Scale("agreement", measure.low, measure.high, diverging=measure.low < 0, decimals=2)


def caption_of(agreement: Agreement) -> Caption:
    """The caption of an agreement; one computed by hand has none and is told by its measure."""
    if agreement.caption.title:
        return agreement.caption
    measure = measure_named(agreement.measure)
    counted = f"{agreement.questions} questions, at least {agreement.least_n} shared"
    return Caption(f"Who agrees with whom? {measure.label}", (counted,), measure.definition, agreement.caption.version)


def _names(agreement: Agreement, options: Options) -> dict[str, str]:
    names = dict(agreement.labels)
    if options.lang:
        names |= localised(agreement, options.lang)
    return {actor: str(names.get(actor, actor)) for actor in agreement.actors}


def _square(agreement: Agreement, scale: Scale, names: dict[str, str], options: Options) -> Grid:
    place = {actor: i for i, actor in enumerate(agreement.actors)}
    order = agreement.order
    value, n, status = (array.tolist() for array in (agreement.value, agreement.n, agreement.status))
    low, high = (None if ends is None else ends.tolist() for ends in (agreement.low, agreement.high))
    made: dict[tuple[str, str], Cell] = {}

    def one(a: str, b: str) -> Cell:
        i, j = place[a], place[b]
        if a == b:
            return Cell(missing="same", facts={"a": a, "b": b, "value": None, "n": n[i][j], "status": "same"})
        if (b, a) in made:
            return _mirrored(made[b, a])
        pair = {
            "a": a, "b": b, "value": value[i][j], "n": n[i][j], "low": math.nan if low is None else low[i][j],
            "high": math.nan if high is None else high[i][j], "measure": agreement.measure, "status": status[i][j],
        }  # fmt: skip
        made[a, b] = _cell(pair, scale, options)
        return made[a, b]

    return Grid(
        rows=tuple(Label(actor, names[actor]) for actor in order),
        # A square has as many columns as rows: ids keep it narrow.
        columns=tuple(Label(actor, names[actor], actor) for actor in order),
        cells=tuple(Line(len(order), partial(lambda a, j: one(a, order[j]), a)) for a in order),
        scale=scale,
        rows_are="actor",
        columns_are="actor",
        n_says="shared questions",
    )


def _pairs(agreement: Agreement, scale: Scale, names: dict[str, str], options: Options) -> Table:
    heads = [
        Head("a", "Actor", "id"),
        Head("b", "With", "id"),
        Head("name", "Name"),
        Head("value", measure_named(agreement.measure).label, "number"),
    ]
    heads += [Head("n", "Shared", "number")]
    if agreement.level:
        heads += [Head("low", "Low", "number"), Head("high", "High", "number")]
    heads.append(Head("status", "Status", "code"))
    rows = []
    for pair in agreement.pairs():
        value = _cell(vars(pair), scale, options)
        told = {
            "a": Cell(pair.a, pair.a), "b": Cell(pair.b, pair.b), "name": Cell(names[pair.b], names[pair.b]), "value": value,
            "n": Cell(pair.n, str(pair.n)), "low": _end(pair.low, scale, options), "high": _end(pair.high, scale, options),
            "status": Cell(pair.status, "" if pair.status == OK else MISSING[pair.status].word),
        }  # fmt: skip
        rows.append(tuple(told[head.name] for head in heads))
    return Table(tuple(heads), tuple(rows), "pairs")


def _end(value: float, scale: Scale, options: Options) -> Cell:
    return Cell() if math.isnan(value) else Cell(value, scale.text(value, options.decimals))


def _cell(pair: Mapping[str, Any], scale: Scale, options: Options) -> Cell:
    """The cell of a pair, told by the attributes of `Pair`."""
    status, value, n = pair["status"], pair["value"], pair["n"]
    known = status == OK
    ends = [end for end in (pair["low"], pair["high"]) if end == end]
    shared = f"{n} shared question{'s' if n != 1 else ''}"
    return Cell(
        value=value if known else None,
        text=scale.text(value, options.decimals) if known else "",
        tone=scale.tone(value) if known else None,
        missing="" if known else status,
        n=n,
        interval=" to ".join([scale.text(end, options.decimals) for end in ends]) if ends else "",
        hover=(shared,) if known else (shared, MISSING[status].says),
        facts={name: None if told != told else told for name, told in pair.items()},
    )


def _mirrored(cell: Cell) -> Cell:
    """The cell of the same pair the other way round, of which nothing but the facts is made anew."""
    facts = {**cell.facts, "a": cell.facts["b"], "b": cell.facts["a"]}
    return Cell(
        cell.value, cell.text, cell.tone, cell.missing, False, cell.n, cell.interval, cell.hover, None, facts
    )  # fmt: skip
