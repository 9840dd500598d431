"""Each expectation that people wrote is broken once, in a small valid set of tables, and it alone says so."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from positions import schema
from positions.curate.expectations import context, frames, suites, validation
from positions.curate.link import link
from positions.curate.seeds import checks
from positions.curate.tables import tables as tables_of

ROOT = Path(__file__).parents[4]
SUITES = ROOT / "expectations"
RELEASED = dt.date(2021, 12, 31)
Row = dict[str, Any]
Tables = dict[str, list[Row]]
Break = Callable[[Tables], None]


@pytest.fixture(name="valid", scope="module")
def valid_(tmp_path_factory: pytest.TempPathFactory) -> dict[str, pa.Table]:
    """The tables of the small tree, under the code lists in use."""
    seeds = tmp_path_factory.mktemp("tree") / "seeds"
    shutil.copytree(ROOT / "tests" / "seeds" / "good", seeds)
    shutil.copy(ROOT / "seeds" / "codebook.yaml", seeds / "codebook.yaml")
    read, problems = checks.check(seeds)
    assert [] == problems
    return tables_of(read)


def _broken(valid: dict[str, pa.Table], break_: Break) -> dict[str, pa.Table]:
    rows = {name: table.to_pylist() for name, table in valid.items()}
    break_(rows)
    return {name: pa.Table.from_pylist(rows[name], schema=table.schema) for name, table in valid.items()}


def _failing(tables: dict[str, pa.Table], only: list[str] | None = None) -> list[str]:
    report = validation.validate(tables, SUITES, RELEASED, only=only)
    return [f"{failure.suite}: {failure.says}" for failure in report.failures]


def put(table: str, at: int = 0, **values: Any) -> Break:
    """Put values into a row of a table."""
    return lambda rows: rows[table][at].update(values)


def add(table: str, like: int = 0, **values: Any) -> Break:
    """Add a row like another one."""
    return lambda rows: rows[table].append({**rows[table][like], **values})


def also(*breaks: Break) -> Break:
    """Several changes that make one mistake."""

    def apply(rows: Tables) -> None:
        for change in breaks:
            change(rows)

    return apply


# The rows of the small tree, by name rather than by number.
DEU, LTU, RUS, VOTE_DEU, VOTE_LTU = range(5)
VISAS, VOTE = range(2)
DAY = dt.date


def linked(rows: Tables) -> None:
    """Give each piece of evidence the link that its source and passage give."""
    urls = {source["source_id"]: source["url"] for source in rows["sources"]}
    for told in rows["evidence"]:
        told["link"] = link(urls[told["source_id"]], told["find_start"], told["find_end"])


def passage(at: int, **words: str) -> Break:
    """Another passage of a piece of evidence, and the link to it."""
    return also(put("evidence", at, **words), linked)


def renamed(at: int, **parts: str) -> Break:
    """Give a position another id, wherever it is told of."""

    def apply(rows: Tables) -> None:
        old = rows["positions"][at]["position_id"]
        event, actor = old.split(":")
        new = f"{parts.get('event', event)}:{parts.get('actor', actor)}"
        rows["positions"][at]["position_id"] = new
        for table in ("evidence", "codings"):
            for row in rows[table]:
                row["position_id"] = new if row["position_id"] == old else row["position_id"]

    return apply


def event_renamed(old: str, new: str) -> Break:
    """Give an event another id, wherever it is told of."""

    def apply(rows: Tables) -> None:
        for table in rows.values():
            for row in table:
                for column in ("event_id", "position_id", "became"):
                    if str(row.get(column)).split(":")[0] == old:
                        row[column] = row[column].replace(old, new)

    return apply


def seated(group: str, n: int, day: str, **position: Any) -> Break:
    """An event in a body of `n` members on a day."""

    def apply(rows: Tables) -> None:
        date = DAY.fromisoformat(day)
        span = {"date": date, "date_end": date}
        rows["groups"].append({**rows["groups"][0], "group_id": group})
        members = [f"A{chr(65 + i // 26)}{chr(65 + i % 26)}" for i in range(n)]
        like = next(actor for actor in rows["actors"] if actor["kind"] == "institution")
        for i, member in enumerate(members):
            rows["actors"].append({**like, "actor_id": member, "name": f"State {i}", "common_name": f"State {i}"})
            rows["memberships"].append(
                {"group_id": group, "actor_id": member, "since": DAY(1950, 1, 1), "until": None, "source_id": None}
            )
        event = f"other-{date.year}"
        rows["events"].append({**rows["events"][VOTE], **span, "event_id": event, "body_id": group,
                               "tally_for": None, "tally_neutral": None, "tally_against": None})  # fmt: skip
        name = f"{event}:{members[0]}"
        rows["positions"].append({**rows["positions"][VOTE_LTU], **span, "position_id": name, "event_id": event,
                                  "actor_id": members[0], "instrument": "agenda_item"})  # fmt: skip
        rows["evidence"].append({**rows["evidence"][-1], "position_id": name, "source_id": "paper-2017-05-19",
                                 "relation": "announces", "find_start": None, "find_end": None, "checked": False})  # fmt: skip
        rows["evidence"].append({**rows["evidence"][-1], "source_id": "undated", "relation": "tells"})
        rows["sources"].append({**rows["sources"][0], "source_id": "undated", "issued": None, "issued_end": None,
                                "issued_precision": None, "issued_inferred": False})  # fmt: skip
        linked(rows)

    return apply


# For each suite: the expectation, and what breaks it alone.
BREAKS: dict[str, dict[str, Break]] = {
    "in_context/positions": {
        "The stance is direction times commitment.": put("positions", LTU, stance=1),
        "The precision is the one that the first and the last day tell.": put("positions", LTU, date_precision="month"),
        "The id begins with the event's.": renamed(LTU, event="visa-2017"),
        "The id names the actor.": renamed(LTU, actor="LVA"),
        "The topic is the event's.": put("positions", LTU, topic_id="asylum_rules"),
        "A position is not dated before its event's span.": put("positions", LTU, date=DAY(2017, 4, 30), date_precision="interval"),
        "A position is not dated after its event's span.": put("positions", LTU, date_end=DAY(2017, 6, 1), date_precision="interval"),
        "No position is dated after the release.": also(
            put("positions", LTU, date=DAY(2022, 1, 1), date_end=DAY(2022, 1, 1)),
            put("events", VISAS, date_end=DAY(2022, 1, 1), date_precision="interval"),
            put("evidence", 1, relation="announces"),
            add("evidence", 1, source_id="undated", relation="tells", find_start=None, find_end=None, checked=False),
            add("sources", source_id="undated", issued=None, issued_end=None, issued_precision=None),
            linked,
        ),
        "In a roll call every position that is a vote is a deed.": put("positions", VOTE_LTU, commitment="declared", stance=1),
        "Every state of a roll call stands on one side of it.": also(
            add("positions", VOTE_DEU, position_id="vote-2018:DEU:again"),
            add("evidence", 4, position_id="vote-2018:DEU:again"),
            put("events", VOTE, tally_neutral=2),
            add("memberships", actor_id="RUS"),
        ),
        "Who votes in a closed body is a member of it on that day.": also(
            add("positions", VOTE_DEU, position_id="vote-2018:NOR", actor_id="NOR"),
            add("evidence", 4, position_id="vote-2018:NOR"),
            put("events", VOTE, tally_neutral=2),
            add("memberships", actor_id="RUS"),
        ),
        "Nobody presses itself: the target is not on the side for.": put("events", VOTE, target_id="LTU"),
        "Low confidence has a note that says why.": put("positions", RUS, note=None),
        "Who joined a treaty, a programme or a mechanism, or co-sponsored a text, is not against.": put(
            "positions", RUS, instrument="treaty_accession", summary="Acceded to the convention."
        ),
        "Who joined a condemnation is not against the pressure.": also(
            put("positions", VOTE_LTU, direction="against", stance=-2, summary="Joined the statement condemning the arrests."),
            put("events", VOTE, tally_for=0, tally_against=1),
        ),
        "A source tells of every position.": put("evidence", 0, relation="announces"),
        "A contested position names a source that disputes it.": put("evidence", 3, relation="announces"),
        "A position that stands is disputed by no source.": put("positions", RUS, status="standing"),
        "A speaker has a role.": put("positions", LTU, speaker_role=None),
        "A judgment is a court's.": put("positions", LTU, instrument="court_judgment"),
        "Instruments that are words are declared.": put("positions", DEU, commitment="enacted"),
        "Instruments that are deeds are enacted.": put("positions", RUS, commitment="declared", stance=-1),
        "Visas, programmes and asylum given, texts co-sponsored and mechanisms invoked are not against.": put(
            "positions", LTU, direction="against", stance=-2, note="First coded for."
        ),
        "Visas and asylum refused and programmes suspended are not for.": put("positions", RUS, direction="for", stance=2),
        "An unnamed source alone gives no high confidence.": put("positions", LTU, attribution="unnamed_source"),
        "A side that neither coder saw has a note that says why.": also(put("codings", 0, direction="neutral"), put("codings", 1, direction="neutral")),
    },
    "in_context/events": {
        "The votes for are as many as the recorded list has.": put("events", VOTE, tally_for=2),
        "The abstentions are as many as the recorded list has.": put("events", VOTE, tally_neutral=0),
        "The votes against are as many as the recorded list has.": put("events", VOTE, tally_against=1),
        "The Human Rights Council has 47 seats (46 for a month of 2018).": seated("UNHRC", 45, "2017-06-01"),
        "The European Union had 28 members from July 2013 to January 2020.": seated("EU", 27, "2017-06-01"),
        "The European Union has had 27 members since February 2020.": seated("EU", 28, "2020-06-01"),
        "The General Assembly has between 184 and 193 members since 1993.": seated("UN", 183, "2017-06-01"),
        "Somebody took a position on every event.": add("events", VISAS, event_id="empty-2017"),
        "The issue belongs to the topic.": put("events", VISAS, issue="access"),
        "The year in the id is not before the span.": event_renamed("visas-2017", "visas-2016"),
        "The year in the id is not after the span.": event_renamed("visas-2017", "visas-2018"),
        "A question is one sentence that ends in a question mark.": put("events", VISAS, question="Visas for people at risk."),
        "Protection on grounds of orientation and gender identity has no target.": put("events", VOTE, issue="sogi"),
        "The precision is the one that the first and the last day tell.": put("events", VOTE, date_precision="year"),
        "Only pressure has a target.": put("events", VISAS, target_id="RUS"),
        "Only a closed body has a tally.": put("events", VOTE, body_id=None),
    },
    "in_context/evidence": {
        "A source is not published before the act that it tells of.": passage(4, source_id="paper-2017-05-19"),
        "Passages have last words only where they have first words.": put("evidence", 4, find_end="the end."),
        "A source with an address has a link.": put("evidence", 4, link=None),
        "Only a passage can have been checked.": put("evidence", 4, checked=True),
        "A passage is named by a few words, never quoted: its first words.": passage(1, find_start="word " * 24 + "word"),
        "A passage is named by a few words, never quoted: its last words.": passage(1, find_end="word " * 24 + "word"),
        "A link opens the address of the source at the passage.": put("evidence", 1, find_start="Other words."),
    },
    "in_context/background": {
        "A link opens the address of the source at the passage.": lambda rows: rows["background"].append(
            {"event_id": "visas-2017", "source_id": "record-2018", "find_start": None, "find_end": None, "link": "https://example.org/else"}
        ),
    },
    "in_context/sources": {"The precision is the one that the first and the last day tell.": put("sources", issued_precision="interval")},
    "in_context/memberships": {
        "Spells of membership do not overlap.": add("memberships", since=DAY(2010, 1, 1)),
        "Membership does not end before it begins.": put("memberships", 2, until=DAY(1980, 1, 1)),
    },
    "in_context/groups": {"A group that is no region has members.": add("groups", group_id="NOBODY", kind="body")},
    "in_context/codings": {
        "Both coders judged every position of a unit.": lambda rows: rows["codings"].pop(),
    },
    "in_context/retired": {
        "A retired id is not in use.": put("retired", retired_id="vote-2018"),
        "What a retired id became is in use.": put("retired", became="visa-2017"),
    },
    "actors": {
        "A state has an ISO 3166-1 alpha-2 code.": put("actors", iso2=None),
        "A state lies in a region.": put("actors", region=None),
        "A state has an M49 number.": put("actors", m49=None),
        "A state has the three letters of ISO 3166-1.": add("actors", actor_id="EU-X", name="X", iso2="XX", m49="999", wikidata=None),
        "No two actors share an alpha-2 code.": put("actors", iso2="LT"),
        "No two actors share an M49 number.": put("actors", m49="440"),
        "No two actors share a name.": put("actors", name="Lithuania"),
        "No two actors share a Wikidata item.": put("actors", LTU, wikidata="Q183"),
    },
    "codes": {
        "Every issue belongs to a topic, every organ to a branch, every instrument to a commitment.": (
            lambda rows: next(r for r in rows["codes"] if r["list"] == "organ").update(parent=None)
        ),
    },
    "memberships": {
        "No membership begins after the release.": add("memberships", actor_id="RUS", since=DAY(2022, 1, 1)),
    },
    "names": {"An alias names one actor.": add("names", 2, actor_id="LTU")},
    "not_coded": {"A passage names its source.": put("not_coded", source_id=None)},
    "sources": {
        "A title in square brackets is marked as supplied.": put("sources", 2, title_supplied=False),
        "A supplied title stands in square brackets.": put("sources", 1, title_supplied=True),
        "Only a date that is there was inferred.": put(
            "sources", 2, issued=None, issued_end=None, issued_precision=None
        ),
        "No source was published after the release.": put("sources", 1, issued=DAY(2022, 1, 1), issued_end=DAY(2022, 1, 1)),
        "No source was read after the release.": put("sources", 0, accessed=DAY(2022, 1, 1)),
    },
}  # fmt: skip
WRITTEN = [(suite, says) for suite, breaks in BREAKS.items() for says in breaks]


def _hand_written() -> list[tuple[str, str]]:
    return [
        (name, suites.words(expectation))
        for name, suite in suites.load(SUITES).items()
        for expectation in suite["expectations"]
        if not expectation.get("meta", {}).get("derived")
    ]


def test_every_hand_written_expectation_is_broken_here() -> None:
    """No expectation that people wrote goes without its proof."""
    assert sorted(_hand_written()) == sorted(WRITTEN)


def test_valid(valid: dict[str, pa.Table]) -> None:
    """The small set of tables breaks nothing."""
    assert [] == _failing(valid)


@pytest.fixture(name="joined", scope="module")
def joined_(valid: dict[str, pa.Table]) -> dict[str, Any]:
    """The valid tables, each joined with what its rows refer to."""
    return _joined(valid)


def _joined(tables: dict[str, pa.Table]) -> dict[str, Any]:
    plain = {name: frames.plain(table) for name, table in tables.items()}
    return {name: join(plain) for name, join in context.CONTEXTS.items()}


def _touched(valid: dict[str, pa.Table], joined: dict[str, Any], broken: dict[str, pa.Table]) -> list[str]:
    """The suites that look at something that was changed: the others cannot fail, and each takes its time."""
    plain = [name for name in valid if not valid[name].equals(broken[name])]
    return [
        *plain,
        *(f"in_context/{name}" for name, after in _joined(broken).items() if not joined[name].equals(after)),
    ]


@pytest.mark.parametrize(("suite", "says"), WRITTEN)
def test_alone(suite: str, says: str, valid: dict[str, pa.Table], joined: dict[str, Any]) -> None:
    """The mistake is caught by the expectation meant for it and by no other."""
    broken = _broken(valid, BREAKS[suite][says])

    assert [f"{suite}: {says}"] == _failing(broken, _touched(valid, joined, broken))


# One break of each sort of expectation that the schema implies.
DERIVED: dict[str, tuple[str, Callable[[dict[str, pa.Table]], None]]] = {}


def derived(says: str) -> Callable[[Callable[[dict[str, pa.Table]], None]], None]:
    """Register a break of a derived expectation."""

    def register(function: Callable[[dict[str, pa.Table]], None]) -> None:
        DERIVED[function.__name__] = (says, function)

    return register


def _set(
    tables: dict[str, pa.Table], table: str, column: str, values: list[Any], type_: pa.DataType | None = None
) -> None:
    at = tables[table].column_names.index(column)
    array = pa.array(values, type_ or tables[table].schema.field(column).type)
    tables[table] = tables[table].set_column(at, pa.field(column, array.type), array)


def _column(tables: dict[str, pa.Table], table: str, column: str) -> list[Any]:
    return list(tables[table][column].to_pylist())


@derived("topics: The columns are topic_id, label, question, for_pole, against_pole, definition, in this order.")
def expect_table_columns_to_match_ordered_list(tables: dict[str, pa.Table]) -> None:
    tables["topics"] = tables["topics"].append_column("more", pa.nulls(3, pa.string()))


@derived("retired: retired_id is unique.")
def expect_column_values_to_be_unique(tables: dict[str, pa.Table]) -> None:
    tables["retired"] = pa.concat_tables([tables["retired"]] * 2)


@derived("background: event_id, source_id are unique together.")
def expect_compound_columns_to_be_unique(tables: dict[str, pa.Table]) -> None:
    row = {"event_id": "visas-2017", "source_id": "record-2018"}
    tables["background"] = pa.Table.from_pylist([row, row], schema=tables["background"].schema)


@derived("positions: stance has the type int8.")
def expect_column_values_to_be_of_type(tables: dict[str, pa.Table]) -> None:
    _set(tables, "positions", "stance", _column(tables, "positions", "stance"), pa.int64())


@derived("positions: summary has a value in every row.")
def expect_column_values_to_not_be_null(tables: dict[str, pa.Table]) -> None:
    _set(tables, "positions", "summary", [None, *_column(tables, "positions", "summary")[1:]])


@derived("groups: kind is one of organisation, body, forum, region.")
def expect_column_values_to_be_in_set(tables: dict[str, pa.Table]) -> None:
    kinds = [*_column(tables, "groups", "kind")[:-1], "regions"]
    _set(tables, "groups", "kind", kinds, pa.string())
    tables["groups"] = tables["groups"].set_column(
        tables["groups"].column_names.index("kind"), "kind", tables["groups"]["kind"].dictionary_encode()
    )


@derived("memberships: source_id is the key of a row of sources.")
def expect_reference(tables: dict[str, pa.Table]) -> None:
    _set(tables, "memberships", "source_id", ["nowhere", *_column(tables, "memberships", "source_id")[1:]])


@derived("actors: wikidata has the form ^(Q\\d+)$.")
def expect_column_values_to_match_regex(tables: dict[str, pa.Table]) -> None:
    _set(tables, "actors", "wikidata", ["183", *_column(tables, "actors", "wikidata")[1:]])


@derived("events: context is free of stray blanks, control characters and wrongly decoded letters.")
def expect_column_values_to_not_match_regex(tables: dict[str, pa.Table]) -> None:
    _set(tables, "events", "context", ["Two  blanks.", *_column(tables, "events", "context")[1:]])


@derived('codes: code takes every value of standing, contested, and no other, where list == "status".')
def expect_column_distinct_values_to_equal_set(tables: dict[str, pa.Table]) -> None:
    rows = [row for row in tables["codes"].to_pylist() if row["code"] != "contested"]
    tables["codes"] = pa.Table.from_pylist(rows, schema=tables["codes"].schema)


@derived("events: tally_for is at least 0.")
def expect_column_values_to_be_between(tables: dict[str, pa.Table]) -> None:
    _set(tables, "events", "tally_for", [None, -1])


@derived("events: date_end is not before date.")
def expect_column_pair_values_a_to_be_greater_than_b(tables: dict[str, pa.Table]) -> None:
    _set(tables, "events", "date_end", [dt.date(2017, 4, 1), *_column(tables, "events", "date_end")[1:]])


@pytest.mark.parametrize("name", DERIVED)
def test_derived(name: str, valid: dict[str, pa.Table]) -> None:
    """Each sort of expectation that the schema implies catches its mistake, alone among those of its table."""
    says, break_ = DERIVED[name]
    tables = dict(valid)
    break_(tables)

    assert [says] == _failing(tables, [says.partition(":")[0]])


def test_every_sort_of_derived_expectation_is_broken_here(valid: dict[str, pa.Table]) -> None:
    """No sort of derived expectation goes without its proof."""
    sorts = {
        expectation["type"]
        for suite in suites.load(SUITES).values()
        for expectation in suite["expectations"]
        if expectation.get("meta", {}).get("derived")
    }

    assert sorts == set(DERIVED) - {"expect_reference"}


def test_committed_suites_are_derived() -> None:
    """The derived part of every committed suite is what the schema and the code lists give."""
    read, _ = checks.check(ROOT / "seeds")
    for table in schema.TABLES.values():
        suite = json.loads((SUITES / f"{table.name}.json").read_text("utf-8"))
        committed = [e for e in suite["expectations"] if e.get("meta", {}).get("derived")]

        assert suites.derived(table, read.codebook) == committed


def test_required_columns_may_not_be_empty() -> None:
    """Every required column has its expectation that no value is missing; the set check lets those pass."""
    read, _ = checks.check(ROOT / "seeds")
    for table in schema.TABLES.values():
        held = {
            e["kwargs"]["column"]
            for e in suites.derived(table, read.codebook)
            if e["type"] == "expect_column_values_to_not_be_null"
        }

        assert {column.name for column in table if column.required} == held
