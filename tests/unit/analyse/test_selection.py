"""Which positions count, and who was a member when: filter by filter, with the reason that each gives."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from tests.small import day, position, small_rows

from positions.analyse import selection as sel
from positions.analyse.dataset import Dataset
from positions.analyse.selection import Selection, group_spells, loosened, resolve, select, to_date
from positions.errors import BadQuery, UnknownName

NEVER = 2**31 - 1


def days(text: str) -> int:
    return (dt.date.fromisoformat(text) - dt.date(1970, 1, 1)).days


def left_out(data: Dataset, **options: Any) -> dict[str, str]:
    """Each position that does not count, with the reason why."""
    selected = select(data, resolve(data, **options))
    names = data.column("positions", "position_id")
    reasons = {name: selected.reason(row) for row, name in enumerate(names)}
    assert [reason is None for reason in reasons.values()] == selected.keep.tolist()
    return {name: reason for name, reason in reasons.items() if reason is not None}


ALL = {
    "branches": (),
    "contested": True,
}
BRANCHES = "does not bind or speak for the actor"


def test_by_default_what_is_contested_or_does_not_bind_is_left_out(small: Dataset) -> None:
    """A contested position and that of a party do not count; each says why."""
    assert {
        "visas-2017:GBR": "contested by another source",
        "visas-2017:SWE": f"{BRANCHES} (subnational, party)",
    } == left_out(small)


def test_all_branches_and_contested_positions_count_when_asked_for(small: Dataset) -> None:
    """Nothing is left out where every filter is taken away."""
    assert {} == left_out(small, **ALL)


def test_one_branch_leaves_out_the_others_by_name(small: Dataset) -> None:
    """Of the parties alone there is one position; the reason names every other branch."""
    found = left_out(small, branches=["party"], contested=True)

    assert "visas-2017:SWE" not in found and 11 == len(found)
    assert {
        f"{BRANCHES} ({', '.join(code.label for code in small.codebook['branch'] if code.code != 'party')})"
    } == set(found.values())


@pytest.mark.parametrize(
    ("options", "reason", "kept"),
    [
        ({"topic": "humanitarian_visas"}, "on another topic", {"visas-2017:GBR", "visas-2017:LTU", "visas-2017:LTU:word", "visas-2017:SWE"}),
        ({"issue": "access"}, "on another issue", {"law-2015:NOR", "law-2015:SWE"}),
        ({"event": "vote-2018"}, "on another event", {"vote-2018:LTU", "vote-2018:SWE"}),
        ({"actor": "NOR"}, "by another actor", {"law-2015:NOR"}),
        ({"since": "2018-03-01"}, "taken before 2018-03-01", {"vote-2018:LTU", "vote-2018:SWE"}),
        ({"as_of": "2015-06-01"}, "taken after 2015-06-01", {"law-2015:SWE"}),
        ({"organs": ["party"]}, "by another organ", {"visas-2017:SWE"}),
        ({"instruments": ["visa_issued"]}, "by another instrument", {"visas-2017:LTU"}),
        ({"commitment": "declared"}, "a deed, not a word", {"visas-2017:LTU:word", "visas-2017:SWE", "press-2017:LTU", "law-2015:NOR"}),
        ({"commitment": "enacted", "event": "visas-2017"}, "a word, not a deed", None),
        ({"confidence": "medium"}, "confidence below medium", None),
        ({"attributions": ["third_party"]}, "known in another way", {"law-2015:SWE"}),
    ],
)  # fmt: skip
def test_each_filter_names_its_reason(
    small: Dataset, options: dict[str, Any], reason: str, kept: set[str] | None
) -> None:
    """What a filter leaves out is told to be left out by it."""
    found = left_out(small, **ALL, **options)

    assert reason in found.values()
    if kept is not None:
        assert {reason} == set(found.values())
        assert kept == set(small.column("positions", "position_id")) - found.keys()


def test_the_first_filter_that_leaves_out_gives_the_reason(small: Dataset) -> None:
    """Topic comes before actor, actor before period, period before how a position is told."""
    found = left_out(
        small, topic="humanitarian_visas", actor=["LTU", "GBR", "SWE"], since="2017-05-12", commitment="enacted"
    )

    assert {
        "on another topic", "taken before 2017-05-12", f"{BRANCHES} (subnational, party)", "a word, not a deed",
    } == set(found.values())  # fmt: skip
    assert ("on another topic", "taken before 2017-05-12", "a word, not a deed") == (
        found["law-2015:NOR"],
        found["visas-2017:GBR"],
        found["visas-2017:LTU:word"],
    )


def test_confidence_keeps_that_much_and_more(small: Dataset) -> None:
    """The least confidence itself counts, and every better one."""
    rows = small_rows()

    assert {"press-2017:SWE": "confidence below medium"} == left_out(small, **ALL, confidence="medium")
    assert {} == left_out(small, **ALL, confidence="low")
    assert {"low": 1, "high": 11} == {
        level: sum(row["confidence"] == level for row in rows["positions"]) for level in ("low", "high")
    }


def test_the_ends_of_a_period_belong_to_it(tables_of: Any) -> None:
    """Both days of a period count; a day beside them does not."""
    rows = small_rows()
    rows["evidence"] = []
    rows["positions"] = [position("law-2015", f"{name}", "for", "enacted", date) | {"topic_id": "asylum_rules"}
                         for name, date in (("LTU", "2015-02-28"), ("SWE", "2015-03-01"), ("GBR", "2015-03-31"), ("NOR", "2015-04-01"))]  # fmt: skip
    data = tables_of(rows)

    assert {"law-2015:LTU": "taken before 2015-03-01", "law-2015:NOR": "taken after 2015-03-31"} == left_out(
        data, since="2015-03", as_of="2015-03"
    )


def test_membership_is_that_of_the_day(small: Dataset) -> None:
    """A former member's later act and that of a state which never was one are told apart."""
    found = left_out(small, group="EU", **ALL)

    assert {"press-2017:GBR": "not a member of EU on that day", "law-2015:NOR": "by another actor"} == found


def test_the_days_of_joining_and_leaving_are_those_of_a_member(tables_of: Any) -> None:
    """An act on the first or the last day of membership counts, also one of which only that day lies inside; beside them none does."""
    rows = small_rows()
    rows["evidence"] = []
    spans = {"a": ("2004-04-30",) * 2, "b": ("2004-05-01",) * 2, "c": ("2004-04-01", "2004-05-01"), "d": ("2017-05-12",) * 2,
             "e": ("2017-05-12", "2017-06-30"), "f": ("2017-05-13",) * 2}  # fmt: skip
    rows["positions"] = [
        position(
            "law-2015",
            "LTU" if key < "d" else "GBR",
            "for",
            "enacted",
            first,
            key=key,
            topic_id="asylum_rules",
            date_end=day(last),
        )
        for key, (first, last) in spans.items()
    ]

    assert {f"law-2015:{name}": "not a member of EU on that day" for name in ("LTU:a", "GBR:f")} == left_out(
        tables_of(rows), group="EU", **ALL
    )


def test_no_positions_are_none_left_out(tables_of: Any) -> None:
    """Where nobody acted, membership leaves nobody out."""
    rows = small_rows() | {"positions": [], "evidence": []}
    selected = select(tables_of(rows), resolve(tables_of(rows), group="EU"))

    assert ([], ["GBR", "LTU", "SWE"]) == (selected.keep.tolist(), list(selected.members))


def test_several_groups_are_named_together(small: Dataset) -> None:
    """Whoever was in any of the groups on the day counts; the reason names them all."""
    rows = {"group": ["EU", "Northern Europe"], **ALL}

    assert {} == left_out(small, **rows)
    assert ("EU", "NORTHERN-EUROPE") == resolve(small, **rows).groups


def test_membership_in_one_of_two_groups(tables_of: Any) -> None:
    """An act outside of every spell of membership is left out, with both groups in the reason."""
    rows = small_rows()
    rows["groups"].append(
        {"group_id": "NC", "name": "Nordic Council", "kind": "organisation", "definition": "For this test."}
    )
    rows["memberships"].append({"group_id": "NC", "actor_id": "NOR", "since": day("2016-01-01")})

    assert {
        "press-2017:GBR": "not a member of EU or NC on that day",
        "law-2015:NOR": "not a member of EU or NC on that day",
    } == left_out(tables_of(rows), groups=["EU", "NC"], **ALL)


def test_an_actor_named_beside_a_group_counts_whenever(small: Dataset) -> None:
    """Who is asked for by name needs no membership."""
    assert {} == left_out(small, group="EU", actor=["GBR", "NOR"], **ALL)


def test_members_of_one_day_count_whenever_they_act(small: Dataset) -> None:
    """As of a day the members of that day are compared, others are other actors."""
    assert {"law-2015:NOR": "by another actor"} == left_out(small, group="EU", members_as_of="2017-05-12", **ALL)
    assert {"law-2015:NOR", "press-2017:GBR", "visas-2017:GBR"} == left_out(
        small, group="EU", members_as_of="2017-05-13", **ALL
    ).keys()


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({}, {"GBR", "LTU", "SWE"}),
        ({"since": "2017-05-12"}, {"GBR", "LTU", "SWE"}),
        ({"since": "2017-05-13"}, {"LTU", "SWE"}),
        ({"as_of": "2004-05-01"}, {"GBR", "LTU", "SWE"}),
        ({"as_of": "2004-04-30"}, {"GBR", "SWE"}),
        ({"since": "2000-01-01", "as_of": "2001-01-01"}, {"GBR", "SWE"}),
        ({"members_as_of": "2004-04-30"}, {"GBR", "SWE"}),
        ({"members_as_of": "2004-05-01"}, {"GBR", "LTU", "SWE"}),
        ({"members_as_of": "2020-01-01", "as_of": "2003-01-01"}, {"LTU", "SWE"}),
        ({"members_as_of": "1980-01-01", "since": "2018-01-01"}, {"GBR"}),
    ],
)  # fmt: skip
def test_members_are_those_of_the_period(small: Dataset, options: dict[str, Any], expected: set[str]) -> None:
    """A member of any day of the period is one; the day asked for goes before the period; first and last day belong to it."""
    assert expected == select(small, resolve(small, group="EU", **options)).members.keys()


def test_spells_of_membership(small: Dataset) -> None:
    """Actor, first and last day; who never left has no last day, who belongs to a region always did."""
    assert [
        ("GBR", days("1973-01-01"), days("2017-05-12")),
        ("LTU", days("2004-05-01"), NEVER),
        ("SWE", days("1995-01-01"), NEVER),
    ] == sorted(group_spells(small, "EU"))
    assert [(actor, -NEVER, NEVER) for actor in ("GBR", "LTU", "NOR", "SWE")] == sorted(
        group_spells(small, "NORTHERN-EUROPE")
    )


def test_a_region_has_the_members_of_its_name(tables_of: Any) -> None:
    """A region or a subregion: whose actors bear its name in either column."""
    rows = small_rows()
    rows["groups"].append({"group_id": "AFRICA", "name": "Africa", "kind": "region"})

    assert [("NAM", -NEVER, NEVER)] == group_spells(tables_of(rows), "AFRICA")


def test_two_spells_are_both_kept(tables_of: Any) -> None:
    """Who came back was a member twice; an act between does not count."""
    rows = small_rows()
    rows["memberships"].append({"group_id": "EU", "actor_id": "GBR", "since": day("2017-05-16")})
    data = tables_of(rows)

    assert [(days("1973-01-01"), days("2017-05-12")), (days("2017-05-16"), NEVER)] == select(
        data, resolve(data, group="EU")
    ).members["GBR"]
    assert "not a member of EU on that day" == left_out(data, group="EU", **ALL)["press-2017:GBR"]


def test_members_stand_in_order(small: Dataset) -> None:
    """Actors of groups are sorted by id, whichever group they come from."""
    assert ["GBR", "LTU", "NOR", "SWE"] == list(select(small, resolve(small, group=["EU", "Northern Europe"])).members)


def test_no_group_no_members(small: Dataset) -> None:
    """Where no group was asked for nobody is a member."""
    assert {} == select(small, resolve(small, actor="LTU")).members


def test_names_become_ids(small: Dataset) -> None:
    """Names, labels and single values are understood, each once and in the order given."""
    found = resolve(
        small, actor=["Sweden", "SE"], actors="Lithuania", group="European Union", topic="Asylum rules", issue="visas", event="law-2015",
        branches="party", organs=["court"], instruments="vote", attributions=["third_party"], commitment="enacted", confidence="high",
        since="2017", as_of="2018", members_as_of="2016-02", contested=1,
    )  # fmt: skip

    assert Selection(
        actors=("SWE", "LTU"), groups=("EU",), members_as_of=dt.date(2016, 2, 29), topics=("asylum_rules",), issues=("visas",), events=("law-2015",),
        since=dt.date(2017, 1, 1), as_of=dt.date(2018, 12, 31), branches=("party",), organs=("court",), instruments=("vote",),
        commitment="enacted", confidence="high", attributions=("third_party",), contested=True,
    ) == found  # fmt: skip
    assert found.contested is True


def test_nothing_asked_for_is_the_default(small: Dataset) -> None:
    """No options, or empty ones, select by default."""
    empty = {"actor": None, "commitment": "", "confidence": None, "since": "", "as_of": None}

    assert Selection() == resolve(small) == resolve(small, **empty)


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"size": 1, "colour": 2}, BadQuery, "unknown option colour, size"),
        ({"since": "2018", "as_of": "2017"}, BadQuery, "since 2018-01-01 is later than as of 2017-12-31"),
        ({"members_as_of": "2017-01-01"}, BadQuery, "members_as_of needs a group"),
        ({"since": "yesterday"}, BadQuery, "yesterday"),
        ({"instruments": "voted"}, UnknownName, "'vote'"),
        ({"organs": ["no such"]}, UnknownName, "organ"),
    ],
)
def test_what_cannot_be_meant(small: Dataset, options: dict[str, Any], error: type[Exception], message: str) -> None:
    """A contradiction or an unknown word is told in full."""
    with pytest.raises(error) as caught:
        resolve(small, **options)

    assert message in str(caught.value)
    assert error is not BadQuery or message == str(caught.value) or "yesterday" in message


def test_a_period_of_one_day_is_a_period(small: Dataset) -> None:
    """Since and as of may be the same day."""
    assert dt.date(2017, 5, 15) == resolve(small, since="2017-05-15", as_of="2017-05-15").as_of


@pytest.mark.parametrize(
    ("given", "first", "last"),
    [
        (None, None, None), ("", None, None), ("2018-02", dt.date(2018, 2, 1), dt.date(2018, 2, 28)), ("2018", dt.date(2018, 1, 1), dt.date(2018, 12, 31)),
        (dt.date(2018, 3, 4), dt.date(2018, 3, 4), dt.date(2018, 3, 4)), (dt.datetime(2018, 3, 4, 23, 59), dt.date(2018, 3, 4), dt.date(2018, 3, 4)),
        ("2018-03-04", dt.date(2018, 3, 4), dt.date(2018, 3, 4)),
    ],
)  # fmt: skip
def test_days_from_what_was_typed(given: Any, first: dt.date | None, last: dt.date | None) -> None:
    """A month or a year stands for its last day, or for its first where a period begins there; a time for its day."""
    assert (first, last) == (sel.day(given, first=True), sel.day(given))
    assert type(sel.day(given)) in (dt.date, type(None))


def test_filters_are_told_in_words() -> None:
    """Every filter in force is told, in one order; those in force by default are not."""
    everything = Selection(
        actors=("LTU", "SWE"), groups=("EU",), members_as_of=dt.date(2016, 1, 1), topics=("asylum_rules",), issues=("visas",), events=("law-2015",),
        since=dt.date(2017, 1, 1), as_of=dt.date(2018, 1, 1), branches=("party", "executive"), organs=("court",), instruments=("vote",),
        commitment="enacted", confidence="high", attributions=("third_party",), contested=True,
    )  # fmt: skip

    assert [
        "actors LTU, SWE", "group EU", "topics asylum_rules", "issues visas", "events law-2015", "organs court", "instruments vote", "attribution third_party",
        "members as of 2016-01-01", "since 2017-01-01", "as of 2018-01-01", "deeds only", "confidence high or better", "branches party, executive",
        "contested positions included",
    ] == everything.told()  # fmt: skip
    assert ["words only", "branches all"] == Selection(commitment="declared", branches=()).told()
    assert [] == Selection().told()


def test_loosened_changes_what_it_names() -> None:
    """A selection with one filter changed keeps the others."""
    assert Selection(actors=("LTU",), contested=True) == loosened(Selection(actors=("LTU",)), contested=True)


def test_days_since_1970() -> None:
    """Day 0 is the first of January 1970."""
    assert (dt.date(1970, 1, 1), dt.date(2018, 3, 1)) == (to_date(0), to_date(days("2018-03-01")))
