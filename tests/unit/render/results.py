"""One small result of every kind, made by hand, with names that try to break out of every format."""

from __future__ import annotations

import datetime as dt

import numpy as np

from positions.analyse.pairwise.agreement import Agreement, agree
from positions.analyse.result import Caption, Composite, Head, Listing
from positions.analyse.stance.cells import NO_DAY, Cells
from positions.analyse.stance.coverage import Coverage
from positions.analyse.stance.explanation import Explanation
from positions.analyse.stance.matrix import Matrix
from positions.analyse.stance.stances import EventStances

HOSTILE = '<script>alert(1)</script> | & 100% _x_ $y$ {z} \\end{table} "q" `c` [l](http://e.example) \x1b[31m'
FORMULA = "=HYPERLINK(A1)"
ROWS = ("LTU", "NAM", "X-1", "X-2", "EU-EP")
NAMES = {"LTU": "Lithuania", "NAM": "Namibia", "X-1": HOSTILE, "X-2": FORMULA, "EU-EP": "European Parliament"}
COLUMNS = ("humanitarian_visas", "asylum_rules", "diplomatic_pressure")
LABELS = {
    "humanitarian_visas": "Humanitarian visas",
    "asylum_rules": "Asylum rules",
    "diplomatic_pressure": "@Pressure & co",
}
CAPTION = Caption("Who is let in?", ("as of 2018-12-31", "a|b <c> & d"), "mean of event stances", "2026.1", ("a note",))
NAN = np.nan
STANCE = np.array([[2.0, -0.04, 0.0], [NAN, NAN, NAN], [-2.0, 1.5, -1.0], [0.5, NAN, 1.0], [-0.55, 1.25, 2.0]])
N = np.array([[3, 2, 1], [0, 0, 0], [1, 2, 4], [12, 0, 1], [2, 2, 5]])
MIXED = np.array([[0, 1, 0], [0, 0, 0], [0, 0, 0], [1, 0, 0], [1, 0, 0]], bool)
MISSING = np.array(
    [["", "", ""], ["not_found", "absent", "not_asked"], ["", "", ""], ["", "left_out", ""], ["", "", ""]]
)
DAY = (dt.date(2017, 5, 17) - dt.date(1970, 1, 1)).days


def stance_matrix() -> Matrix:
    """Five rows, three columns: mixed cells, each kind of blank, hostile names."""
    none = EventStances((), (), (), *(np.array([]) for _ in range(8)))
    cells = Cells(
        STANCE, STANCE, np.where(np.isnan(STANCE), NAN, (STANCE > 0) * 1.0), N, N, MIXED, np.where(N > 0, DAY, NO_DAY)
    )
    made = Matrix(ROWS, COLUMNS, "actor", "topic", "stance", cells, none, CAPTION, NAMES, LABELS)
    made.__dict__["missing"] = MISSING
    made.__dict__["ids"] = {("LTU", "humanitarian_visas"): ("chechnya-visas-2017:LTU",)}
    return made


def coverage() -> Coverage:
    """The same cells as coverage."""
    return Coverage(ROWS, COLUMNS, "actor", "topic", N, N, N + 1, MISSING, CAPTION, NAMES, LABELS)


def agreement(with_actor: str | None = None) -> Agreement:
    """Five actors on eight questions: a pair that agrees, one that does not, one without shared questions."""
    stances = np.array(
        [
            [2, 2, 1, -2, 0, 2, 1, -1],
            [2, 2, 1, -2, 0, 2, 1, -1],
            [-2, -2, -1, 2, 0, -2, -1, 1],
            [NAN] * 8,
            [2, 2, 2, 2, 2, 2, 2, NAN],
        ]
    )
    return agree(stances, ROWS, span=(-2, 2), with_actor=with_actor, interval=0.9, resamples=100)


HEADS = (
    Head("date", "Date"), Head("actor_id", "Actor", "id"), Head("actor", "Name"), Head("stance", "Stance", "stance"),
    Head("event_id", "Event", "id"), Head("event", "Title"), Head("summary", "Summary"), Head("n", "Number", "number"),
    Head("day", "Day", "date"), Head("link", "Link", "link"),
)  # fmt: skip


def _row(date: str, actor: str, stance: float | None, event: str, summary: str, link: str | None) -> dict[str, object]:
    return {
        "date": date, "actor_id": actor, "actor": NAMES[actor], "stance": stance, "event_id": event, "event": event.replace("-", " "),
        "summary": summary, "n": 3, "day": dt.date(2017, 5, 17), "link": link,
    }  # fmt: skip


def timeline() -> Listing:
    """Three positions on two events, one with an address that is a script."""
    rows = (
        _row(
            "2017-05-17",
            "LTU",
            2,
            "chechnya-visas-2017",
            "Issued visas.",
            "https://example.org/a?b=1&c=2#:~:text=visas%20to",
        ),
        _row("2017-05", "X-1", -1.5, "chechnya-visas-2017", HOSTILE, "javascript:alert(1)"),
        _row("2018", "X-2", None, "other-2018", FORMULA, None),
    )
    return Listing(HEADS, rows, CAPTION, "timeline")


def composite() -> Composite:
    """A matrix, a timeline and an empty listing, with a composite inside."""
    empty = Listing(HEADS[:2], (), Caption("", version="2026.1"), "search")
    inner = Composite((("Inner [part]", timeline()),), Caption("Inner", version="2026.1"), "profile")
    return Composite((("Stances", stance_matrix()), ("Empty", empty), ("Inside", inner)), CAPTION, "comparison")


def explanation() -> Explanation:
    """An empty cell explained."""
    return Explanation(
        row="NAM", column="asylum_rules", rows_are="actor", columns_are="topic", value_of="stance", steps=(), left_out=(), absences=(),
        claims=(), caption=CAPTION, row_label="Namibia", column_label="Asylum rules",
    )  # fmt: skip


RESULTS = {
    "stance": stance_matrix, "coverage": coverage, "agreement": agreement, "pairs": lambda: agreement("LTU"), "listing": timeline,
    "composite": composite, "explanation": explanation,
}  # fmt: skip
