"""An explanation told: in lines of text, and as listings that every renderer can show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from positions.analyse.account import Account, Passage, signed
from positions.analyse.result import Caption, Composite, Head, Listing, Result
from positions.analyse.stance.absence import Absence
from positions.analyse.stance.cells import VALUES
from positions.analyse.stance.explanation import Explanation, LeftOut
from positions.analyse.stance.step import Step

RELATION = {"tells": "told by", "announces": "announced by", "disputes": "disputed by", "background": "on the event:"}
MISSING = {
    "absent": "it was asked, and no answer is recorded",
    "not_asked": "the question was put to others alone",
    "not_found": "nothing was found",
    "left_out": "every position found is left out",
}
# More events than this are counted rather than named.
MOST_NAMED = 12
# More values than this are not written out behind "mean of".
MOST_VALUES = 24


def lines(told: Explanation) -> list[str]:
    """The explanation in words, line by line."""
    return [*_head(told), *_steps(told), *_left_out(told), *_absences(told.absences), *_claims(told), *_foot(told)]


def _head(told: Explanation) -> Iterator[str]:
    yield f"{told.row_label}: {told.column_label}"
    yield summary(told)
    if told.left_out:
        reasons = Counter(left.reason for left in told.left_out)
        yield "left out: " + "; ".join(f"{_counted(n, 'position')} ({reason})" for reason, n in reasons.items())


def summary(told: Explanation) -> str:
    """The value of the cell and how it comes about, in one line."""
    label = VALUES[told.value_of].label
    if told.value is None:
        return f"{label}: none; {MISSING[told.missing]}"
    number = signed(told.value) if VALUES[told.value_of].diverging else f"{told.value:g}"
    return f"{label}: {number}{_sum(told)}; {_counted(told.n, 'position')} on {_counted(len(told.steps), 'event')}"


def _sum(told: Explanation) -> str:
    if told.value_of not in ("stance", "deeds", "words", "newest", "share") or len(told.steps) < 2:
        return ""
    steps: Sequence[Step] = told.steps
    if told.value_of == "newest":
        last = max(step.newest for step in steps)
        steps = [step for step in steps if step.newest == last]
        return f", the mean on its newest day, {last}: {_values(steps)}"
    of = "share for of" if told.value_of == "share" else "weighted mean of" if _weighted(steps) else "mean of"
    return f", the {of} {_values(steps)}"


def _values(steps: Sequence[Step]) -> str:
    if len(steps) > MOST_VALUES:
        return f"{len(steps)} event stances"
    weighted = _weighted(steps)
    return ", ".join(signed(step.stance) + (f" (x {step.weight:.3g})" if weighted else "") for step in steps)


def _weighted(steps: Iterable[Step]) -> bool:
    return any(step.weight != 1.0 for step in steps)


def _steps(told: Explanation) -> Iterator[str]:
    weighted = _weighted(told.steps)
    for number, step in enumerate(told.steps, start=1):
        yield ""
        yield f"{number}. {step.title}  [{step.event_id}]"
        yield f"   {step.question}"
        yield f"   stance {signed(step.stance)}{f', weight {step.weight:.3g}' if weighted else ''}: {_how(told, step)}"
        for account in step.accounts:
            yield from _account(told, account)
        for passage in step.background:
            yield from _passage(passage)


def _how(told: Explanation, step: Step) -> str:
    """Which positions the stance of an event is made of."""
    if told.rows_are == "group":
        each = ", ".join(f"{answer.actor} {signed(answer.stance)}" for answer in step.answers)
        return f"mean of {_counted(len(step.answers), 'member')}: {each}"
    (answer,) = step.answers
    spoken = _counted(len(answer.speaking), answer.by[:-1])
    silent = f"; {_counted(len(answer.silent), 'word')} beside it counted but not weighed" if answer.silent else ""
    return f"{'mean of ' if len(answer.speaking) > 1 else ''}{spoken}{silent}"


def _account(told: Explanation, account: Account, reason: str | None = None) -> Iterator[str]:
    who = f"{told.actor_labels.get(account.actor_id, account.actor_id)}, " if told.rows_are == "group" else ""
    at = f"  [{account.event_id}]" if reason else ""
    yield f"   - {account.date}  {who}{account.side} ({account.direction}, {account.commitment}){at}"
    if reason:
        yield f"     left out: {reason}"
    yield f"     {account.spoken_by}, {_plain(account.instrument)}"
    yield f"     {account.summary}"
    if account.note:
        yield f"     note: {account.note}"
    yield f"     known from {_plain(account.attribution)}, confidence {account.confidence}" + (
        f", {account.status}" if account.status != "standing" else ""
    )
    for passage in account.passages:
        yield from _passage(passage)


def _passage(passage: Passage) -> Iterator[str]:
    yield f"     {RELATION.get(passage.relation, passage.relation)} {passage.cited}"
    if passage.words:
        yield f"       “{passage.words}”"
    if passage.link:
        yield f"       {passage.link}"


def _left_out(told: Explanation) -> Iterator[str]:
    if told.left_out:
        yield ""
        yield f"Left out: {_counted(len(told.left_out), 'position')}"
    for each in told.left_out:
        yield from _account(told, each.account, each.reason)


def _absences(absences: Sequence[Absence]) -> Iterator[str]:
    for kind in ("left_out", "absent", "not_found", "not_asked"):
        alike = [absence for absence in absences if absence.kind == kind]
        if not alike or kind == "left_out":
            continue
        yield ""
        yield f"{kind.replace('_', ' ').capitalize()}: {_counted(len(alike), 'event')}"
        for absence in alike[:MOST_NAMED]:
            yield f"   - {absence.date}  {absence.title}  [{absence.event_id}]: {absence.words}"
        if len(alike) > MOST_NAMED:
            yield f"   and {len(alike) - MOST_NAMED} more"


def _claims(told: Explanation) -> Iterator[str]:
    if told.claims:
        yield ""
        yield "Considered and not coded"
    for claim in told.claims:
        yield f"   - {claim.actor}: {claim.claim}; {claim.reason}  [{claim.event_id}]"


def _foot(told: Explanation) -> Iterator[str]:
    yield ""
    yield f"Rule: {told.caption.rule}"
    yield f"Source: {told.caption.source_line()}"


def composite(told: Explanation) -> Composite:
    """The explanation as listings; parts without rows are left out."""
    parts: list[tuple[str, Listing]] = [
        ("Cell", _listing(told, "cell", CELL, _cell_rows(told))),
        ("Events", _listing(told, "events", EVENTS, _event_rows(told))),
        ("Positions", _listing(told, "positions", POSITIONS, position_rows(told))),
        ("Sources", _listing(told, "sources", SOURCES, _source_rows(told))),
        ("Events without a stance", _listing(told, "absences", ABSENCES, _rows_of(told.absences, ABSENCES))),
        ("Not coded", _listing(told, "claims", CLAIMS, _rows_of(told.claims, CLAIMS))),
    ]
    kept: list[tuple[str, Result]] = [(title, part) for title, part in parts if part.rows or title == "Positions"]
    return Composite(parts=tuple(kept), caption=told.caption, shape="explanation")


CELL = (Head("fact", "Fact"), Head("value", "Value"))
EVENTS = (
    Head("date", "Newest", "date"), Head("event_id", "Event", "id"), Head("title", "Title"), Head("question", "Question"),
    Head("stance", "Stance", "stance"), Head("how", "Made of"), Head("weight", "Weight", "number"), Head("n", "Positions", "number"),
)  # fmt: skip
POSITIONS = (
    Head("date", "Date"), Head("actor_id", "Actor", "id"), Head("event_id", "Event", "id"), Head("stance", "Stance", "stance"),
    Head("commitment", "Commitment", "code"), Head("counts", "Counts"), Head("speaker", "Speaker"), Head("speaker_role", "Office"),
    Head("organ", "Organ", "code"), Head("instrument", "Instrument", "code"), Head("summary", "Summary"), Head("attribution", "Known from", "code"),
    Head("confidence", "Confidence", "code"), Head("status", "Status", "code"), Head("note", "Note"), Head("position_id", "Position", "id"),
)  # fmt: skip
SOURCES = (
    Head("position_id", "Position or event", "id"), Head("relation", "Relation", "code"), Head("publisher", "Publisher"), Head("issued", "Published"),
    Head("title", "Title"), Head("passage", "Passage"), Head("link", "Link", "link"), Head("source_id", "Source", "id"),
)  # fmt: skip
ABSENCES = (
    Head("date", "Date"),
    Head("event_id", "Event", "id"),
    Head("title", "Title"),
    Head("kind", "Missing", "code"),
    Head("words", "Why"),
)
CLAIMS = (
    Head("event_id", "Event", "id"),
    Head("actor", "Actor"),
    Head("claim", "Claim"),
    Head("reason", "Reason"),
    Head("source_id", "Source", "id"),
)


def _listing(told: Explanation, shape: str, heads: tuple[Head, ...], rows: Iterable[Mapping[str, Any]]) -> Listing:
    return Listing(heads=heads, rows=tuple(rows), caption=Caption("", version=told.caption.version), shape=shape)


def _cell_rows(told: Explanation) -> Iterator[dict[str, Any]]:
    facts = {told.rows_are: told.row_label, told.columns_are: told.column_label, "value": summary(told)}
    facts |= {"rule": told.caption.rule, "filters": "; ".join(told.caption.filters)}
    return ({"fact": fact, "value": value} for fact, value in facts.items())


def _event_rows(told: Explanation) -> Iterator[dict[str, Any]]:
    for step in told.steps:
        yield {
            "date": step.newest.isoformat(), "event_id": step.event_id, "title": step.title, "question": step.question, "stance": step.stance,
            "how": _how(told, step), "weight": step.weight, "n": len(step.accounts),
        }  # fmt: skip


def position_rows(told: Explanation) -> Iterator[dict[str, Any]]:
    """Every position of the cell, those that do not count with the reason."""
    for step in told.steps:
        for answer in step.answers:
            for account in answer.accounts:
                yield _position(account, "yes" if account in answer.speaking else "counted, deeds speak before it")
    for left in told.left_out:
        yield _position(left.account, f"no: {left.reason}")


def _position(account: Account, counts: str) -> dict[str, Any]:
    return {"counts": counts} | {head.name: getattr(account, head.name) for head in POSITIONS if head.name != "counts"}


def _source_rows(told: Explanation) -> Iterator[dict[str, Any]]:
    for account in all_accounts(told.steps, told.left_out):
        yield from (_source(account.position_id, passage) for passage in account.passages)
    for step in told.steps:
        yield from (_source(step.event_id, passage) for passage in step.background)


def _source(of: str, passage: Passage) -> dict[str, Any]:
    return {
        "position_id": of, "relation": passage.relation, "publisher": passage.publisher, "issued": passage.issued,
        "title": passage.title, "passage": passage.words, "link": passage.link, "source_id": passage.source_id,
    }  # fmt: skip


def all_accounts(steps: Iterable[Step], left_out: Iterable[LeftOut]) -> Iterator[Account]:
    """Every account of some steps, then those left out."""
    for step in steps:
        yield from step.accounts
    for left in left_out:
        yield left.account


def _rows_of(values: Iterable[Any], heads: Sequence[Head]) -> Iterator[dict[str, Any]]:
    return ({head.name: getattr(value, head.name) for head in heads} for value in values)


def _plain(code: str) -> str:
    return code.replace("_", " ")


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
