"""Tables joined with what their rows refer to, so that an expectation can speak of a row and its surroundings.

Only joins and counts stand here; what must hold of them stands in ``expectations/in_context/*.json``. What an
expectation of one table tells already is left out of the joined one (a code that is in no list, a name of nothing),
so that each mistake is told once, where it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pandas as pd

from positions import codebook, dates, schema
from positions.curate.expectations.suites import ADDRESS
from positions.curate.link import link

Frames = Mapping[str, pd.DataFrame]


def positions(frames: Frames) -> pd.DataFrame:
    """Each position with its event, the parts of its id, its evidence counted, and whether it sat in the body asked."""
    asked = _spanned(frames["events"]).add_prefix("event_").rename(columns={"event_event_id": "event_id"})
    frame = frames["positions"].merge(asked, on="event_id", how="left")
    parts = frame["position_id"].str.split(":")
    known = frame["event_id"].isin(frames["events"]["event_id"]) & frame["event_id"].str.fullmatch(schema.SLUG).eq(True)
    frame["id_event"] = parts.str[0].where(known)
    frame["id_actor"] = parts.str[1]
    frame["topic"] = _known(frame["topic_id"], frames["topics"]["topic_id"])
    frame["event_topic"] = _known(frame["event_topic_id"], frames["topics"]["topic_id"])
    scale = [codebook.stance(d, c) if d in codebook.DIRECTION_SIGN and c in codebook.COMMITMENT_WEIGHT else None
             for d, c in zip(frame["direction"], frame["commitment"], strict=True)]  # fmt: skip
    frame["stance_of_codes"] = pd.array(scale, dtype="Int8")
    frame["stance_on_scale"] = _known(frame["stance"], range(-2, 3))
    for relation in ("tells", "disputes"):
        told = frames["evidence"].loc[frames["evidence"]["relation"] == relation, "position_id"]
        frame[f"n_{relation}"] = _counted(frame["position_id"], told)
    frame["is_target"] = frame["actor_id"] == frame["event_target_id"]
    frame["in_roll_call"] = (frame["instrument"] == "vote") & frame["event_tally_for"].notna()
    frame["in_body"] = _in_body(frame, frames["memberships"])
    frame["as_coded"] = _as_coded(frame, frames["codings"])
    return _with_precision(frame)


def _known(values: pd.Series, known: Iterable[Any]) -> pd.Series:
    """The values that are known; the others are missing."""
    return values.where(values.isin(list(known)))


def _counted(names: pd.Series, rows: pd.Series) -> pd.Series:
    """How many rows each name has; missing where the name is."""
    return names.map(rows.value_counts()).fillna(0).astype("Int64").where(names.notna())


def _spanned(frame: pd.DataFrame) -> pd.DataFrame:
    """Without the days of spans that end before they begin."""
    upside_down = frame["date_end"] < frame["date"]
    return frame.assign(date=frame["date"].mask(upside_down), date_end=frame["date_end"].mask(upside_down))


def _with_precision(frame: pd.DataFrame, prefix: str = "date") -> pd.DataFrame:
    """With the precision that the first and the last day themselves tell, and the one that is told if it is a code."""
    days = zip(frame[prefix], frame[f"{prefix}_end"], strict=True)
    found = [None if pd.isna(a) or pd.isna(b) or b < a else dates.precision(a.date(), b.date()) for a, b in days]
    told = _known(frame[f"{prefix}_precision"], codebook.load()["date_precision"].names)
    of_days = pd.Series(found, index=frame.index, dtype=pd.StringDtype(na_value=float("nan")))
    return frame.assign(precision_told=told, precision_of_days=of_days)


def _as_coded(frame: pd.DataFrame, codings: pd.DataFrame) -> pd.Series:
    """Whether one of the coders of a position gave its direction; true where it has none, or no coders."""
    asked = frame["position_id"].isin(codings["position_id"]) & frame["direction"].isin(codebook.DIRECTION_SIGN)
    sides = ["position_id", "direction"]
    given = pd.MultiIndex.from_frame(frame[sides]).isin(pd.MultiIndex.from_frame(codings[sides]))
    return ~asked | given


def _in_body(frame: pd.DataFrame, memberships: pd.DataFrame) -> pd.Series:
    asked = frame.loc[frame["event_body_id"].notna(), ["position_id", "actor_id", "event_body_id", "date", "date_end"]]
    spells = asked.merge(memberships, left_on=["event_body_id", "actor_id"], right_on=["group_id", "actor_id"])
    inside = spells[
        (spells["since"] <= spells["date_end"]) & (spells["until"].isna() | (spells["until"] >= spells["date"]))
    ]
    return frame["position_id"].isin(inside["position_id"])


def events(frames: Frames) -> pd.DataFrame:
    """Each event with its votes counted by side, the size of its body on the day, and the topic of its issue."""
    frame = frames["events"].copy()
    votes = frames["positions"].query('instrument == "vote"')
    for side in ("for", "neutral", "against"):
        frame[f"votes_{side}"] = _counted(frame["event_id"], votes.loc[votes["direction"] == side, "event_id"])
        # A count below zero says so itself.
        frame[f"tally_{side}"] = frame[f"tally_{side}"].where(frame[f"tally_{side}"] >= 0)
    frame["n_positions"] = _counted(frame["event_id"], frames["positions"]["event_id"])
    frame["body_size"] = pd.array(
        [_size(frames["memberships"], body, day) for body, day in zip(frame["body_id"], frame["date"], strict=True)],
        dtype="Int16",
    )
    issues = frames["codes"].query('list == "issue"').set_index("code")["parent"]
    frame["topic_of_issue"] = frame["issue"].map(issues)
    frame["topic"] = _known(frame["topic_id"], frames["topics"]["topic_id"])
    frame["year_of_id"] = frame["event_id"].str.extract(r"(\d{4})$", expand=False).astype("Int64")
    spanned = _spanned(frame)
    frame["year"] = spanned["date"].dt.year.astype("Int64")
    frame["year_end"] = spanned["date_end"].dt.year.astype("Int64")
    return _with_precision(frame)


def _size(memberships: pd.DataFrame, body: str | None, day: pd.Timestamp) -> int | None:
    if pd.isna(body):
        return None
    of_body = memberships[memberships["group_id"] == body]
    return int(((of_body["since"] <= day) & (of_body["until"].isna() | (of_body["until"] >= day))).sum())


def evidence(frames: Frames) -> pd.DataFrame:
    """Each piece of evidence with the date of its position, the date of its source, and the link that they give."""
    acts = frames["positions"][["position_id", "date", "date_end"]]
    documents = frames["sources"][["source_id", "issued", "issued_end", "url"]]
    frame = frames["evidence"].merge(acts, on="position_id", how="left").merge(documents, on="source_id", how="left")
    return _with_link(frame)


def background(frames: Frames) -> pd.DataFrame:
    """Each source on an event as a whole with the link that its address and the passage give."""
    return _with_link(frames["background"].merge(frames["sources"][["source_id", "url"]], on="source_id", how="left"))


def _with_link(frame: pd.DataFrame) -> pd.DataFrame:
    passages = frame[["url", "find_start", "find_end"]].astype(object).where(frame.notna(), None)
    found = pd.Series(
        [link(*passage) for passage in passages.itertuples(index=False)], index=frame.index, dtype=frame["url"].dtype
    )
    return frame.assign(link_of_passage=found.where(frame["link"].str.match(ADDRESS).eq(True)))


def sources(frames: Frames) -> pd.DataFrame:
    """Each source with the precision that its days of publication tell."""
    return _with_precision(frames["sources"], "issued")


def memberships(frames: Frames) -> pd.DataFrame:
    """Each membership with whether the spell before it had ended."""
    key = ["group_id", "actor_id", "since"]
    frame = frames["memberships"].drop_duplicates(key).sort_values(key).reset_index(drop=True)
    before = frame.groupby(["group_id", "actor_id"])
    # A spell without end before another one overlaps it, whatever the other's date.
    ended = before["until"].shift().fillna(pd.Timestamp.max.floor("D"))
    frame["overlaps"] = (before.cumcount() > 0) & (ended >= frame["since"])
    return frame


def groups(frames: Frames) -> pd.DataFrame:
    """Each group with the number of its memberships."""
    members = frames["memberships"]["group_id"]
    return frames["groups"].assign(n_memberships=_counted(frames["groups"]["group_id"], members))


def codings(frames: Frames) -> pd.DataFrame:
    """Each coding with the number of coders of its unit and position."""
    frame = frames["codings"].copy()
    frame["n_coders"] = frame.groupby(["position_id", "unit"])["coder"].transform("nunique")
    return frame


def retired(frames: Frames) -> pd.DataFrame:
    """Each retired id with whether it, and what it became, are in use."""
    frame = frames["retired"].copy()
    living = set(frames["positions"]["position_id"]) | set(frames["events"]["event_id"])
    frame["in_use"] = frame["retired_id"].isin(living)
    frame["became_in_use"] = frame["became"].isin(living)
    return frame


CONTEXTS: dict[str, Callable[[Frames], pd.DataFrame]] = {
    function.__name__: function
    for function in (positions, events, sources, evidence, background, memberships, groups, codings, retired)
}
