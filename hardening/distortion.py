"""Damages that no type or key betrays, because each value is a possible one: they distort what the tables say."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterator

from hardening.damage import Change, Damage, Where, put, relink
from hardening.shipped import Row, Shipped, Tables
from positions import codebook

DAY = dt.timedelta(days=1)
FLIPPED = {"for": "against", "against": "for"}
DEEDS = (
    "decree",
    "administrative_decision",
    "border_measure",
    "visa_issued",
    "visa_refused",
    "sanction",
    "asylum_granted",
)


def all_of() -> Iterator[Damage]:
    """Every damage of this sort."""
    yield from _positions()
    yield from _votes()
    yield from _ids()
    yield from _dates()
    yield from _bodies()
    yield from _events()
    yield from _evidence()
    yield from _actors()
    yield from _rest()
    yield from _silent()


def _has(**values: object) -> Where:
    """Rows with these values; a set is any of them, a function decides."""

    def fits(row: Row) -> bool:
        return all(
            wanted(row[name]) if callable(wanted) else row[name] in wanted if isinstance(wanted, (set, tuple)) else row[name] == wanted
            for name, wanted in values.items()
        )  # fmt: skip

    return lambda row, shipped: fits(row)


def _some(value: object) -> bool:
    return value is not None


def _also(*changes: Change) -> Change:
    def change(tables: Tables, row: Row, rng: random.Random) -> None:
        for part in changes:
            part(tables, row, rng)

    return change


def _of_event(**values: object) -> Change:
    """Put values into the event of the row."""

    def change(tables: Tables, row: Row, rng: random.Random) -> None:
        event = next(event for event in tables.rows["events"] if event["event_id"] == row["event_id"])
        put(**values)(tables, event, rng)

    return change


def _of_evidence(**values: object) -> Change:
    """Put values into the evidence of the row."""

    def change(tables: Tables, row: Row, rng: random.Random) -> None:
        for told in tables.rows["evidence"]:
            if told["position_id"] == row["position_id"]:
                put(**values)(tables, told, rng)

    return change


def _stance(row: Row) -> int:
    return codebook.stance(row["direction"], row["commitment"])


def _coded(**values: object) -> Change:
    """Put values into a position, and the stance that follows from them."""
    return _also(put(**values), put(stance=_stance))


def _roll_call(row: Row, shipped: Shipped) -> bool:
    return row["instrument"] == "vote" and shipped.event[row["event_id"]]["tally_for"] is not None


def _in_body(row: Row, shipped: Shipped) -> bool:
    return (
        row["instrument"] == "vote"
        and shipped.event[row["event_id"]]["body_id"] is not None
        and _roll_call(row, shipped)
    )


def _not_target(row: Row, shipped: Shipped) -> bool:
    return bool(row["actor_id"] != shipped.event[row["event_id"]]["target_id"])


def _positions() -> Iterator[Damage]:
    def make(kind: str, change: Change, where: Where = lambda row, shipped: True) -> Damage:
        return Damage(kind, "positions", change, where)

    yield make("a stance that does not follow from side and commitment", put(stance=lambda row: -row["stance"] or 1))
    yield make(
        "a deed counted as a word in the stance alone", put(stance=lambda row: row["stance"] // 2), _has(stance={2, -2})
    )
    yield make(
        "a position under another topic",
        put(topic_id=lambda row: "asylum_rules" if row["topic_id"] != "asylum_rules" else "humanitarian_visas"),
    )
    yield make("a doubtful position without the reason of the doubt", put(note=None), _has(confidence="low"))
    yield make("a speaker without an office", put(speaker_role=None), _has(speaker=_some))
    yield make("a judgment of a ministry", put(organ="government"), _has(instrument="court_judgment"))
    yield make(
        "a statement called a deed",
        _coded(commitment="enacted"),
        _has(instrument={"statement", "pledge", "open_letter"}),
    )
    yield make("a deed called a word", _coded(commitment="declared"), _has(instrument=DEEDS))
    yield make(
        "a visa given called against",
        _coded(direction="against"),
        _has(instrument={"visa_issued", "asylum_granted", "admission_programme"}),
    )
    yield make(
        "a visa refused called for",
        _coded(direction="for"),
        _has(instrument={"visa_refused", "asylum_refused", "programme_suspended"}),
    )
    yield make("a high confidence in an unnamed source", put(confidence="high"), _has(attribution="unnamed_source"))
    yield make(
        "who joined is called against",
        _coded(
            direction="against",
            instrument="treaty_accession",
            commitment="enacted",
            summary="Acceded to the convention.",
        ),
        _not_vote,
    )
    yield make(
        "who joined a condemnation is called against",
        _coded(direction="against", summary="Joined the statement condemning the arrests."),
        _word_of_pressure,
    )
    yield make(
        "a target that presses itself",
        _coded(direction="for"),
        lambda row, shipped: (
            not _not_target(row, shipped) and not _roll_call(row, shipped) and row["direction"] != "for"
        ),
    )
    yield make("contested without a dispute", put(status="contested"), _has(status="standing"))
    yield make("disputed, and yet standing", put(status="standing"), _has(status="contested"))
    yield make(
        "a position told by no source",
        lambda tables, row, rng: tables.drop(
            "evidence", lambda told: told["position_id"] == row["position_id"] and told["relation"] == "tells"
        ),
    )


def _not_vote(row: Row, shipped: Shipped) -> bool:
    return bool(row["instrument"] != "vote")


def _word_of_pressure(row: Row, shipped: Shipped) -> bool:
    return (
        row["topic_id"] == "diplomatic_pressure"
        and row["instrument"] == "joint_statement"
        and row["direction"] == "for"
    )


def _votes() -> Iterator[Damage]:
    def lost(tables: Tables, row: Row, rng: random.Random) -> None:
        for table in ("positions", "evidence", "codings"):
            tables.drop(table, lambda other: other["position_id"] == row["position_id"])

    def again(tables: Tables, row: Row, rng: random.Random) -> None:
        name = row["position_id"] + ":again"
        tables.rows["positions"].append({**row, "position_id": name})
        told = next(told for told in tables.rows["evidence"] if told["position_id"] == row["position_id"])
        tables.rows["evidence"].append({**told, "position_id": name})
        _tally(1)(tables, row, rng)

    def stranger(tables: Tables, row: Row, rng: random.Random) -> None:
        tables.drop(
            "memberships", lambda spell: spell["actor_id"] == row["actor_id"] and spell["group_id"] == body(tables, row)
        )
        free = next(actor["actor_id"] for actor in tables.rows["actors"] if actor["kind"] == "institution")
        tables.rows["memberships"].append(
            {
                "group_id": body(tables, row),
                "actor_id": free,
                "since": dt.date(1950, 1, 1),
                "until": None,
                "source_id": None,
            }
        )

    def body(tables: Tables, row: Row) -> str:
        return str(next(event["body_id"] for event in tables.rows["events"] if event["event_id"] == row["event_id"]))

    for side in ("for", "neutral", "against"):
        mine = _side(side)
        yield Damage("a row lost from a roll call", "positions", lost, mine)
        yield Damage("a tally changed", "positions", _tally(1), mine)
        yield Damage(
            "a vote flipped in a roll call",
            "positions",
            _coded(direction=lambda row: FLIPPED.get(row["direction"], "against")),
            mine,
        )
    yield Damage(
        "a tally lost on one side",
        "positions",
        _of_event(tally_neutral=0),
        lambda row, shipped: _roll_call(row, shipped) and bool(shipped.event[row["event_id"]]["tally_neutral"]),
    )
    yield Damage("a state twice in a roll call", "positions", again, _roll_call)
    yield Damage("a vote of one who is no member", "positions", stranger, _in_body, alone=True)
    yield Damage(
        "a recorded vote called a word",
        "positions",
        _coded(commitment="declared"),
        lambda row, shipped: _roll_call(row, shipped) and row["direction"] != "neutral",
    )
    yield Damage("a tally without a body", "positions", _of_event(body_id=None), _in_body)


def _side(side: str) -> Where:
    return lambda row, shipped: _roll_call(row, shipped) and row["direction"] == side


def _tally(by: int) -> Change:
    def change(tables: Tables, row: Row, rng: random.Random) -> None:
        event = next(event for event in tables.rows["events"] if event["event_id"] == row["event_id"])
        event[f"tally_{row['direction']}"] += by

    return change


def _ids() -> Iterator[Damage]:
    def renamed(make: Callable[[str], str]) -> Change:
        def change(tables: Tables, row: Row, rng: random.Random) -> None:
            old = row["position_id"]
            for table in ("positions", "evidence", "codings"):
                for other in tables.rows[table]:
                    if other["position_id"] == old:
                        other["position_id"] = make(old)

        return change

    def swapped(tables: Tables, row: Row, rng: random.Random) -> None:
        other = rng.choice([other for other in tables.rows["positions"] if other["actor_id"] != row["actor_id"]])
        row["actor_id"], other["actor_id"] = other["actor_id"], row["actor_id"]

    def moved(tables: Tables, row: Row, rng: random.Random) -> None:
        row["event_id"] = rng.choice(
            [event["event_id"] for event in tables.rows["events"] if event["event_id"] != row["event_id"]]
        )

    single = _has(position_id=lambda text: text.count(":") == 1)
    yield Damage("two actors swapped, their ids left", "positions", swapped)
    yield Damage(
        "an id that names another actor", "positions", renamed(lambda old: old.rpartition(":")[0] + ":XKX"), single
    )
    yield Damage(
        "an id that names another event", "positions", renamed(lambda old: "other-2017:" + old.split(":", 1)[1])
    )
    yield Damage("a position moved to another event", "positions", moved)


def _dates() -> Iterator[Damage]:
    def undated(row: Row, shipped: Shipped) -> bool:
        told = shipped.evidence_of[row["position_id"]]
        return (
            all(shipped.source[one["source_id"]]["issued_end"] is None for one in told if one["relation"] == "tells")
            and not row["instrument"] == "vote"
            and row["date_precision"] == "day"
            and shipped.event[row["event_id"]]["date_precision"] == "interval"
        )

    late = dt.date(2120, 1, 2)
    yield Damage(
        "a position before its event",
        "positions",
        put(date=lambda row: row["date"] - 9000 * DAY, date_precision="interval"),
        _not_vote,
    )
    yield Damage(
        "a position after its event",
        "positions",
        put(date_end=dt.date(2100, 1, 1), date_precision="interval"),
        _not_vote,
    )
    yield Damage(
        "a position after the release",
        "positions",
        _also(put(date=late, date_end=late), _of_event(date_end=late), _year_less),
        undated,
    )
    yield Damage("a source read after the release", "sources", put(accessed=late))
    yield Damage(
        "a source published after the release",
        "sources",
        put(issued=late, issued_end=late, issued_precision="day", issued_inferred=False),
    )
    yield Damage(
        "a date told to be inferred that is not there",
        "sources",
        put(issued_inferred=True),
        _has(issued=lambda value: value is None),
    )
    yield Damage(
        "a membership after the release",
        "memberships",
        lambda tables, row, rng: tables.rows["memberships"].append(
            {**row, "actor_id": "RUS-CHE", "since": late, "until": None}
        ),
    )
    yield Damage(
        "a source older than the act that it tells of",
        "evidence",
        _older,
        lambda row, shipped: (
            row["relation"] == "tells"
            and shipped.source[row["source_id"]]["issued"] is not None
            and len(shipped.cited_by[row["source_id"]]) < 9
        ),
    )


def _year_less(tables: Tables, row: Row, rng: random.Random) -> None:
    """Give the event an id without a year, so that the year is not what tells."""
    old = row["event_id"]
    new = "".join(old.split("-")[:-1]) + "-x"
    for table in tables.rows.values():
        for other in table:
            for column in ("event_id", "position_id", "became"):
                if str(other.get(column)).split(":")[0] == old:
                    other[column] = other[column].replace(old, new)


def _older(tables: Tables, row: Row, rng: random.Random) -> None:
    source = next(source for source in tables.rows["sources"] if source["source_id"] == row["source_id"])
    source.update(issued=dt.date(1900, 1, 1), issued_end=dt.date(1900, 1, 1), issued_precision="day")


def _bodies() -> Iterator[Damage]:
    """Bodies that have lost or won members, seen from an event on which nobody voted."""
    spans = {
        "EU": ("2013-07-01", "2020-01-31"),
        "UNHRC": ("2006-07-01", "2099-01-01"),
        "UN": ("1993-06-01", "2099-01-01"),
    }
    spans_of = [*spans.items(), ("EU", ("2020-02-01", "2099-01-01"))]
    for body, (first, last) in spans_of:

        def quiet(row: Row, shipped: Shipped, first: str = first, last: str = last) -> bool:
            inside = first <= str(row["date"]) <= last
            return (
                inside
                and row["body_id"] is None
                and all(p["instrument"] != "vote" for p in shipped.positions_of[row["event_id"]])
            )

        def fewer(tables: Tables, row: Row, rng: random.Random, body: str = body) -> None:
            row["body_id"] = body
            now = [
                s
                for s in tables.rows["memberships"]
                if s["group_id"] == body and s["since"] <= row["date"] <= (s["until"] or dt.date.max)
            ]
            gone = rng.sample(now, 12)
            tables.drop("memberships", lambda spell: spell in gone)

        yield Damage(f"memberships of {body} lost", "events", fewer, quiet, alone=True)


def _events() -> Iterator[Damage]:
    def make(kind: str, change: Change, where: Where = lambda row, shipped: True) -> Damage:
        return Damage(kind, "events", change, where)

    def nobody(tables: Tables, row: Row, rng: random.Random) -> None:
        tables.rows["events"].append(
            {
                **row,
                "event_id": "empty-" + row["event_id"],
                "tally_for": None,
                "tally_neutral": None,
                "tally_against": None,
            }
        )

    def year(by: int) -> Change:
        def change(tables: Tables, row: Row, rng: random.Random) -> None:
            old = row["event_id"]
            new = old[:-4] + str((row["date"] if by < 0 else row["date_end"]).year + by)
            for rows in tables.rows.values():
                for other in rows:
                    for column in ("event_id", "position_id", "became"):
                        if str(other.get(column)).split(":")[0] == old:
                            other[column] = other[column].replace(old, new)

        return change

    dated = _has(event_id=lambda text: text[-4:].isdigit())
    other = {"asylum_rules": "visas", "humanitarian_visas": "access", "diplomatic_pressure": "visas"}
    yield make("an issue of another topic", put(issue=lambda row: other[row["topic_id"]]))
    yield make("an event on which nobody took a position", nobody)
    yield make("an id with an earlier year", year(-1), dated)
    yield make("an id with a later year", year(1), dated)
    yield make("a question that asks nothing", put(question=lambda row: row["question"].removesuffix("?") + "."))
    yield make(
        "a target where nobody is pressed",
        put(target_id="RUS"),
        lambda row, shipped: (
            row["topic_id"] != "diplomatic_pressure"
            and all(p["actor_id"] != "RUS" for p in shipped.positions_of[row["event_id"]])
        ),
    )
    yield make(
        "a target of a text on a protected ground",
        put(target_id="RUS"),
        lambda row, shipped: (
            row["issue"] == "sogi"
            and all(p["actor_id"] != "RUS" or p["direction"] != "for" for p in shipped.positions_of[row["event_id"]])
        ),
    )
    yield make(
        "a span that leaves its positions out",
        put(date=lambda row: row["date_end"], date_precision="day"),
        lambda row, shipped: row["date"] != row["date_end"],
    )


def _passage(**words: object) -> Change:
    """Another passage, and the link to it."""
    return _also(put(**words), lambda tables, row, rng: relink(tables, row))


def _evidence() -> Iterator[Damage]:
    def make(kind: str, change: Change, where: Where = lambda row, shipped: True) -> Damage:
        return Damage(kind, "evidence", change, where)

    yield make(
        "last words of a passage without first ones", _passage(find_end="the end", find_start=None, checked=False)
    )
    yield make(
        "no link to a source with an address",
        put(link=None),
        lambda row, shipped: shipped.source[row["source_id"]]["url"] is not None,
    )
    yield make("checked without a passage", put(checked=True), _has(find_start=lambda value: value is None))
    yield make("a passage quoted at length", _passage(find_start="word " * 40 + "word"), _has(find_start=_some))
    yield make(
        "a passage quoted at length at its end", _passage(find_end="word " * 40 + "word"), _has(find_start=_some)
    )


def _actors() -> Iterator[Damage]:
    def make(kind: str, change: Change, where: Where | None = None) -> Damage:
        return Damage(kind, "actors", change, where or _has(kind="state"))

    def shared(column: str) -> Change:
        def change(tables: Tables, row: Row, rng: random.Random) -> None:
            row[column] = rng.choice(
                [other[column] for other in tables.rows["actors"] if other is not row and other[column]]
            )

        return change

    yield make("a state without its two letters", put(iso2=None))
    yield make("a state in no region", put(region=None))
    yield make("a state without its number", put(m49=None))
    yield make(
        "an institution called a state",
        put(kind="state", iso2="XX", m49="999", region="Europe"),
        _has(kind="institution"),
    )
    for column in ("iso2", "m49", "name", "wikidata"):
        yield make(f"two actors with one {column}", shared(column))


def _rest() -> Iterator[Damage]:
    def overlapping(tables: Tables, row: Row, rng: random.Random) -> None:
        tables.rows["memberships"].append({**row, "since": row["since"] + DAY})

    def alias(tables: Tables, row: Row, rng: random.Random) -> None:
        tables.rows["names"].append({**row, "actor_id": "AND" if row["actor_id"] != "AND" else "MCO"})

    yield Damage(
        "memberships that overlap",
        "memberships",
        overlapping,
        lambda row, shipped: row["group_id"] not in ("UN", "EU", "UNHRC"),
    )
    yield Damage(
        "a membership that ends before it begins",
        "memberships",
        put(until=lambda row: row["since"] - DAY),
        lambda row, shipped: row["group_id"] not in ("UN", "EU", "UNHRC"),
    )
    yield Damage(
        "a group without members",
        "groups",
        lambda tables, row, rng: tables.drop("memberships", lambda spell: spell["group_id"] == row["group_id"]),
        lambda row, shipped: row["kind"] != "region" and row["group_id"] not in ("UN", "EU", "UNHRC"),
    )
    yield Damage("one of two codings lost", "codings", lambda tables, row, rng: tables.rows["codings"].remove(row))
    yield Damage("an alias of two actors", "names", alias, _has(kind="alias"))
    yield Damage("a passage of a claim without its source", "not_coded", put(source_id=None, find_start="some words"))
    yield Damage(
        "a descriptive title not marked as supplied", "sources", put(title_supplied=False), _has(title_supplied=True)
    )
    yield Damage(
        "a title marked as supplied that is not", "sources", put(title_supplied=True), _has(title_supplied=False)
    )
    yield Damage(
        "a retired id still in use",
        "retired",
        lambda tables, row, rng: row.update(retired_id=tables.rows["events"][0]["event_id"]),
    )
    yield Damage("a retired id that became nothing known", "retired", put(became="nothing-2017"))
    for name in ("instrument", "organ"):
        yield Damage("a code under another list's parent", "codes", put(parent="nonsense"), _has(list=name))
    yield Damage("a code of the scale changed", "codes", put(code="3"), _has(list="stance"))
    yield Damage("an organ without a branch", "codes", put(parent=None), _has(parent=_some))
    for name in codebook.load():
        yield Damage(
            "a code lost from its list",
            "codes",
            lambda tables, row, rng: tables.rows["codes"].remove(row),
            _has(list=name),
        )
    yield Damage(
        "two codes of one rank", "codes", put(rank=lambda row: row["rank"] + 1 if row["rank"] == 0 else row["rank"] - 1)
    )


def _silent() -> Iterator[Damage]:
    """Damages after which the tables say something false that could as well be true."""

    def traded(tables: Tables, row: Row, rng: random.Random) -> None:
        event = [p for p in tables.rows["positions"] if p["event_id"] == row["event_id"] and p["instrument"] == "vote"]
        other = rng.choice([p for p in event if p["direction"] != row["direction"]])
        for column in ("direction", "stance"):
            row[column], other[column] = other[column], row[column]

    def both_sides(row: Row, shipped: Shipped) -> bool:
        votes = {p["direction"] for p in shipped.positions_of[row["event_id"]] if p["instrument"] == "vote"}
        return row["instrument"] == "vote" and len(votes) > 1 and _not_target(row, shipped)

    word = _has(instrument={"statement", "pledge"}, direction={"for", "against"})
    yield Damage("two votes traded in a roll call", "positions", traded, both_sides)
    yield Damage(
        "a word flipped with its stance",
        "positions",
        _coded(direction=lambda row: FLIPPED[row["direction"]]),
        lambda row, shipped: word(row, shipped) and _not_target(row, shipped),
    )
    yield Damage(
        "a day moved within the span of the event",
        "positions",
        put(date=lambda row: row["date"] + DAY, date_end=lambda row: row["date_end"] + DAY),
        lambda row, shipped: (
            row["date_precision"] == "day"
            and row["date"] + DAY <= shipped.event[row["event_id"]]["date_end"]
            and row["instrument"] != "vote"
        ),
    )
    yield Damage(
        "a confidence raised",
        "positions",
        put(confidence="high"),
        lambda row, shipped: row["confidence"] == "medium" and row["attribution"] != "unnamed_source",
    )
    yield Damage("a summary altered", "positions", put(summary=lambda row: row["summary"].replace("e", "a", 1)))
    yield Damage(
        "a passage altered", "evidence", put(find_start=lambda row: row["find_start"] + " not"), _has(find_start=_some)
    )
    yield Damage(
        "one of several pieces of evidence lost",
        "evidence",
        lambda tables, row, rng: tables.rows["evidence"].remove(row),
        lambda row, shipped: (
            len([e for e in shipped.evidence_of[row["position_id"]] if e["relation"] == "tells"]) > 1
            and row["relation"] == "tells"
        ),
    )
    yield Damage(
        "the definition of a code altered", "codes", put(definition=lambda row: row["definition"] + " Or not.")
    )
    yield Damage("an address altered", "sources", put(url=lambda row: row["url"] + "x"), _has(url=_some))
    yield Damage(
        "the end of a membership moved by a day",
        "memberships",
        put(until=lambda row: row["until"] - DAY),
        _has(until=_some),
    )
    yield Damage("a coding altered", "codings", put(doubt="None."))
    yield Damage("another wikidata item", "actors", put(wikidata="Q1"), _has(wikidata=_some))
