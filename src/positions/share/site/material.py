"""What pages are made of: rows by key, accounts by actor and event, and the comparisons shown on more than one page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

import numpy as np

from positions import dates
from positions.analyse import account
from positions.analyse.account import Account
from positions.analyse.dataset import Dataset
from positions.analyse.pairwise.agreement import Agreement, agree
from positions.analyse.selection import Selection
from positions.analyse.stance import comparison
from positions.analyse.stance import stances as st
from positions.analyse.stance.matrix import Matrix
from positions.errors import DataMissing
from positions.share import facts

Row = Mapping[str, Any]
LEVEL = 0.95
SPAN = (-2, 2)


class Material:
    """The tables of a dataset as pages need them, each read or computed once."""

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset

    @cached_property
    def facts(self) -> facts.Facts:
        """Title, version, licence and tables."""
        return facts.of(self.dataset)

    @cached_property
    def names(self) -> dict[str, str]:
        """The everyday name of each actor."""
        return self.dataset.labels("actors", "common_name")

    @cached_property
    def actors(self) -> dict[str, Row]:
        """The row of each actor, in the order of their names."""
        rows = {row["actor_id"]: row for row in self.dataset.rows("actors")}
        order = sorted(rows, key=lambda actor: (comparison.collated(self.names[actor]), actor))
        return {actor: rows[actor] for actor in order}

    @cached_property
    def events(self) -> dict[str, Row]:
        """The row of each event, oldest first, with its date as text."""
        rows = sorted(self.dataset.rows("events"), key=lambda row: (row["date"], row["event_id"]))
        return {
            row["event_id"]: {**row, "when": dates.written(row["date"], row["date_end"], row["date_precision"])}
            for row in rows
        }

    @cached_property
    def sources(self) -> dict[str, Row]:
        """The row of each source, with its date of publication as text."""
        return {
            row["source_id"]: {**row, "publisher": row["publisher"] or account.UNNAMED, "when": account.issued(row)}
            for row in self.dataset.rows("sources")
        }

    @cached_property
    def topics(self) -> dict[str, Row]:
        """The row of each topic, in the order of the codebook."""
        rows = {row["topic_id"]: row for row in self.dataset.rows("topics")}
        return {topic: rows[topic] for topic in self.matrices["topic"].columns}

    @cached_property
    def issues(self) -> dict[str, Row]:
        """Label, definition and topic of each issue, in the order of the codebook."""
        return {
            code.code: {"label": code.label, "definition": code.definition, "topic": code.parent}
            for code in self.dataset.codebook["issue"]
        }

    @cached_property
    def groups(self) -> dict[str, str]:
        """The name of each group."""
        return self.dataset.labels("groups", "name")

    def labels(self, codes: str) -> dict[str, str]:
        """The labels of a code list."""
        return {code.code: code.label for code in self.dataset.codebook[codes]}

    @cached_property
    def accounts(self) -> tuple[Account, ...]:
        """Every position with its sources, by date."""
        return account.accounts(self.dataset, np.ones(self.dataset.table("positions").num_rows, bool))

    @cached_property
    def by_actor(self) -> dict[str, list[Account]]:
        """The accounts of each actor, by date."""
        return grouped(self.accounts, "actor_id")

    @cached_property
    def by_event(self) -> dict[str, list[Account]]:
        """The accounts of each event, by date."""
        return grouped(self.accounts, "event_id")

    @cached_property
    def matrices(self) -> dict[str, Matrix]:
        """The stance of every actor by topic, issue and event, with the filters that the library has by default."""
        return {
            columns: comparison.matrix(self.dataset, Selection(), columns=columns)
            for columns in ("topic", "issue", "event")
        }

    @cached_property
    def agreement(self) -> Agreement:
        """The plain agreement of every two actors over events."""
        events = self.matrices["event"].stances
        return agree(st.dense(events), events.rows, "agreement", span=SPAN)

    def optional(self, table: str) -> list[dict[str, Any]]:
        """The rows of a table that an older version of the dataset may lack."""
        try:
            return self.dataset.rows(table)
        except DataMissing:
            return []


def grouped(rows: Iterable[Any], key: str) -> dict[str, list[Any]]:
    """Values by one of their attributes, each group in the order given."""
    found: dict[str, list[Any]] = defaultdict(list)
    for each in rows:
        found[getattr(each, key)].append(each)
    return dict(found)
