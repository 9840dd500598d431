"""Positions by date: a line for each event with its name, a dot at each stance taken on it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from positions.analyse.result import Caption
from positions.errors import BadQuery
from positions.render.charts import frame
from positions.render.charts.frame import QUIET, Spec
from positions.render.document import Cell, Document, Options, Table
from positions.render.measure import clean, cut
from positions.render.palette import color, ink

ROW, STEP, TITLE = 21, 54, 92
# More events than this make a picture that no page holds; the newest are shown and the rest is told.
MOST = 70
STANCES = (-2, -1, 0, 1, 2)
WORDS = ("acts\nagainst", "speaks\nagainst", "undecided", "speaks\nfor", "acts\nfor")
# So many actors at one stance are named; more are counted.
NAMED = 2

Event = tuple[str, str, str]


def spec(result: Any, document: Document, options: Options) -> Spec:
    """The timeline of the only table of a document, which has dates, events and stances.

    Raises
    ------
    BadQuery
        If it has not, or nothing is left.
    """
    table = document.parts[0]
    heads = [head.name for head in table.heads] if isinstance(table, Table) else []
    if not isinstance(table, Table) or not {"date", "stance"} <= set(heads):
        raise BadQuery("a timeline needs dates and stances")
    rows = [dict(zip(heads, line, strict=True)) for line in table.rows]
    # An explanation lists also what does not count, and says so.
    counting = [row for row in rows if "counts" not in row or not row["counts"].text.startswith("no")]
    events = _events([row for row in counting if row["stance"].value is not None])
    if not events:
        raise BadQuery("there is no position to draw")
    alone = len({row["actor_id"].text for row in rows if "actor_id" in row}) <= 1
    newest = dict(sorted(events.items())[-MOST:])
    caption = document.caption
    if len(newest) < len(events):
        note = f"the newest {len(newest)} of {len(events)} events"
        caption = Caption(caption.title, (*caption.filters, note), caption.rule, caption.version, caption.notes)
    dated = max(frame.room(date, 10) for date, *_ in newest) + 12
    titled = max(frame.room(cut(clean(title), TITLE), 11) for *_, title in newest)
    across = STEP * len(STANCES) + titled
    return frame.framed(_layers(newest, alone, dated), across, ROW * len(newest), caption, dated, (), 40)


def _events(rows: list[dict[str, Cell]]) -> dict[Event, list[dict[str, Cell]]]:
    """The positions by date and event, in the order of time."""
    events: dict[Event, list[dict[str, Cell]]] = {}
    for row in rows:
        title = next(
            (row[name].text for name in ("event", "title", "event_id", "summary") if name in row and row[name].text), ""
        )
        identity = row["event_id"].text if "event_id" in row else title
        events.setdefault((row["date"].text, identity, title), []).append(row)
    # One event answered on many days is one line, dated by its first answer.
    merged: dict[Event, list[dict[str, Cell]]] = {}
    first: dict[str, Event] = {}
    for key in sorted(events):
        at = first.setdefault(key[1], key)
        merged.setdefault(at, []).extend(events[key])
    return merged


def _layers(events: Mapping[Event, list[dict[str, Cell]]], alone: bool, dated: float) -> list[Spec]:
    dots, inside, dates, titles = [], [], [], []
    lines = [{"x": 0, "x2": STEP * 5, "y": i * ROW + ROW / 2, "y2": i * ROW + ROW / 2} for i in range(len(events))]
    for i, ((date, _, title), rows) in enumerate(events.items()):
        y = i * ROW + ROW / 2
        dates.append({"x": -dated, "y": y, "text": date})
        titles.append({"x": STEP * 5 + 8, "y": y, "text": cut(clean(title), TITLE)})
        for place, stance in enumerate(STANCES):
            alike = [row for row in rows if round(float(row["stance"].value)) == stance]
            if not alike:
                continue
            label = "" if alone else _label(alike)
            half = 8 if alone else max(8.0, frame.room(label, 9) / 2 + 5)
            x, shade = place * STEP + STEP / 2, color(stance / 2, True)
            told = {
                "event": title,
                "actors": ", ".join(dict.fromkeys(row["actor_id"].text for row in alike if "actor_id" in row)),
            }
            dots.append(
                {"x": x - half, "x2": x + half, "y": y - 8, "y2": y + 8, "color": shade, "stroke": "#8d8b84", **told}
            )
            inside.append({"x": x, "y": y, "text": label or (f"{stance:+d}" if stance else "0"), "color": ink(shade)})
    heads = [
        {"x": place * STEP + STEP / 2, "y": -8 - (14 if "\n" in words else 0), "text": words}
        for place, words in enumerate(WORDS)
    ]
    return [
        frame.rules(lines, thick=0.75),
        frame.boxes(dots, radius=8, tooltip=("event", "actors")),
        frame.inked(inside, 9),
        frame.texts(dates, 10, QUIET),
        frame.texts(titles, 11),
        frame.texts(heads, 10, QUIET, align="center", baseline="bottom"),
    ]


def _label(rows: list[dict[str, Cell]]) -> str:
    actors = list(dict.fromkeys(row["actor_id"].text for row in rows if "actor_id" in row))
    return " ".join(actors) if len(actors) < NAMED else str(len(actors) or len(rows))
