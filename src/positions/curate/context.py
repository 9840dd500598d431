"""Tables joined with what their rows refer to, so that an expectation can speak of a row and its surroundings.

Only joins and counts stand here; what must hold of them stands in ``expectations/in_context/*.json``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd

from positions import codebook, dates

Frames = Mapping[str, pd.DataFrame]


def positions(frames: Frames) -> pd.DataFrame:
    """Each position with its event, the parts of its id, its evidence counted, and whether it sat in the body asked."""
    frame = frames["positions"].merge(
        frames["events"].add_prefix("event_").rename(columns={"event_event_id": "event_id"}), on="event_id", how="left"
    )
    parts = frame["position_id"].str.split(":")
    frame["id_event"], frame["id_actor"] = parts.str[0], parts.str[1]
    scale = [codebook.stance(d, c) if d in codebook.DIRECTION_SIGN and c in codebook.COMMITMENT_WEIGHT else None
             for d, c in zip(frame["direction"], frame["commitment"], strict=True)]  # fmt: skip
    frame["stance_of_codes"] = pd.array(scale, dtype="Int8")
    evidence = frames["evidence"].groupby(["position_id", "relation"]).size().unstack(fill_value=0)
    for relation in ("tells", "disputes"):
        counts = evidence[relation] if relation in evidence else pd.Series(dtype=int)
        frame[f"n_{relation}"] = frame["position_id"].map(counts).fillna(0).astype(int)
    frame["is_target"] = frame["actor_id"] == frame["event_target_id"]
    frame["in_roll_call"] = (frame["instrument"] == "vote") & frame["event_tally_for"].notna()
    frame["in_body"] = _in_body(frame, frames["memberships"])
    frame["precision_of_days"] = _precision(frame)
    return frame


def _precision(frame: pd.DataFrame, prefix: str = "date") -> pd.Series:
    """The precision that the first and the last day themselves tell."""
    days = zip(frame[prefix], frame[f"{prefix}_end"], strict=True)
    found = [None if pd.isna(a) or pd.isna(b) or b < a else dates.precision(a.date(), b.date()) for a, b in days]
    return pd.Series(found, index=frame.index, dtype=pd.StringDtype(na_value=float("nan")))


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
    votes = (
        frames["positions"]
        .query('instrument == "vote"')
        .groupby(["event_id", "direction"])
        .size()
        .unstack(fill_value=0)
    )
    for side in ("for", "neutral", "against"):
        counts = votes[side] if side in votes else pd.Series(dtype=int)
        frame[f"votes_{side}"] = frame["event_id"].map(counts).fillna(0).astype("Int16")
    frame["n_positions"] = frame["event_id"].map(frames["positions"].groupby("event_id").size()).fillna(0).astype(int)
    frame["body_size"] = pd.array(
        [_size(frames["memberships"], body, day) for body, day in zip(frame["body_id"], frame["date"], strict=True)],
        dtype="Int16",
    )
    frame["n_votes"] = frame["votes_for"] + frame["votes_neutral"] + frame["votes_against"]
    issues = frames["codes"].query('list == "issue"').set_index("code")["parent"]
    frame["topic_of_issue"] = frame["issue"].map(issues)
    frame["year_of_id"] = frame["event_id"].str.extract(r"(\d{4})$", expand=False).astype("Int64")
    frame["year"] = frame["date"].dt.year.astype("Int64")
    frame["year_end"] = frame["date_end"].dt.year.astype("Int64")
    frame["precision_of_days"] = _precision(frame)
    return frame


def _size(memberships: pd.DataFrame, body: str | None, day: pd.Timestamp) -> int | None:
    if pd.isna(body):
        return None
    of_body = memberships[memberships["group_id"] == body]
    return int(((of_body["since"] <= day) & (of_body["until"].isna() | (of_body["until"] >= day))).sum())


def evidence(frames: Frames) -> pd.DataFrame:
    """Each piece of evidence with the date of its position and the date of its source."""
    acts = frames["positions"][["position_id", "date", "date_end"]]
    documents = frames["sources"][["source_id", "issued", "issued_end", "url"]]
    return frames["evidence"].merge(acts, on="position_id", how="left").merge(documents, on="source_id", how="left")


def sources(frames: Frames) -> pd.DataFrame:
    """Each source with the precision that its days of publication tell."""
    frame = frames["sources"].copy()
    frame["precision_of_days"] = _precision(frame, "issued")
    return frame


def memberships(frames: Frames) -> pd.DataFrame:
    """Each membership with whether the spell before it had ended."""
    frame = frames["memberships"].sort_values(["group_id", "actor_id", "since"]).reset_index(drop=True)
    before = frame.groupby(["group_id", "actor_id"])
    # A spell without end before another one overlaps it, whatever the other's date.
    ended = before["until"].shift().fillna(pd.Timestamp.max.floor("D"))
    frame["overlaps"] = (before.cumcount() > 0) & (ended >= frame["since"])
    return frame


def groups(frames: Frames) -> pd.DataFrame:
    """Each group with the number of its memberships."""
    frame = frames["groups"].copy()
    frame["n_memberships"] = (
        frame["group_id"].map(frames["memberships"].groupby("group_id").size()).fillna(0).astype(int)
    )
    return frame


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
    for function in (positions, events, sources, evidence, memberships, groups, codings, retired)
}
