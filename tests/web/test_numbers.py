"""The numbers that the explorer computes in the browser are those of the library."""

from __future__ import annotations

import json
import shlex
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner

from positions.analyse.dataset import Dataset
from positions.analyse.pairwise.answers import agreement, answers
from positions.analyse.selection import resolve
from positions.analyse.stance import comparison
from positions.cli.main import main

# What a reader chooses in the address, and the same in the words of the library.
CHOICES: dict[str, dict[str, Any]] = {
    "": {},
    "group=EU": {"group": "EU"},
    "group=EU&as-of=2016-06-30": {"group": "EU", "as_of": "2016-06-30"},
    "group=EU&members-as-of=2010": {"group": "EU", "members_as_of": "2010"},
    "group=NATO&since=2015-03&as-of=2019": {"group": "NATO", "since": "2015-03", "as_of": "2019"},
    "actor=LTU,DEU,USA,RUS": {"actor": ["LTU", "DEU", "USA", "RUS"]},
    "actor=USA&group=VISEGRAD": {"actor": "USA", "group": "VISEGRAD"},
    "group=NORTHERN-EUROPE": {"group": "NORTHERN-EUROPE"},
    "group=VISEGRAD,BALTIC,SOUTHERN-EUROPE&since=2012": {
        "group": ["VISEGRAD", "BALTIC", "SOUTHERN-EUROPE"],
        "since": "2012",
    },
    "actor=CHN,EST&group=EU,GCC&members-as-of=2019-06": {
        "actor": ["CHN", "EST"],
        "group": ["EU", "GCC"],
        "members_as_of": "2019-06",
    },
    "commitment=declared&topic=asylum_rules": {"commitment": "declared", "topic": "asylum_rules"},
    "commitment=enacted&confidence=high": {"commitment": "enacted", "confidence": "high"},
    "branch=executive,party,subnational&contested=1": {
        "branches": ["executive", "party", "subnational"],
        "contested": True,
    },
    "confidence=medium&topic=humanitarian_visas,diplomatic_pressure": {
        "confidence": "medium",
        "topic": ["humanitarian_visas", "diplomatic_pressure"],
    },
    "issue=scrutiny,visas&group=COE": {"issue": ["scrutiny", "visas"], "group": "COE"},
    "event=chechnya-visas-2017": {"event": "chechnya-visas-2017"},
    "branch=executive,legislature,judiciary,institution,subnational,party&group=OSCE&since=2010": {
        "branches": ["executive", "legislature", "judiciary", "institution", "subnational", "party"],
        "group": "OSCE",
        "since": "2010",
    },
}

STANCES = """async ([hash, columns]) => {
  const P = Positions, tables = await P.load("explorer"), data = P.open(tables), { state, strange } = P.read(data, hash);
  const selected = P.select(data, state), made = P.matrix(data, selected, P.eventStances(data, selected), columns);
  const ids = { topic: tables.topics.map((t) => t.id), issue: tables.issues.map((t) => t.id), event: tables.events.id }[columns];
  const at = (array) => Array.from({ length: made.R }, (_, r) => Array.from(array.slice(r * made.C, (r + 1) * made.C)));
  const missing = Array.from({ length: made.R }, (_, r) => made.columns.map((_, c) => Number.isNaN(made.value[r * made.C + c]) ? P.missing(data, selected, made, r, c) : ""));
  return { strange, rows: made.rows.map((r) => tables.actors.id[r]), columns: made.columns.map((c) => ids[c]),
    value: at(made.value).map((row) => row.map((v) => Number.isNaN(v) ? null : v)), n: at(made.n), events: at(made.events), mixed: at(made.mixed), newest: at(made.newest), missing };
}"""
PAIRS = """async ([hash, measure, few]) => {
  const P = Positions, tables = await P.load("explorer"), data = P.open(tables), { state } = P.read(data, hash);
  const selected = P.select(data, state), made = P.agreement(data, selected, P.eventStances(data, selected), measure), R = made.R, ends = [];
  for (let a = 0; a < Math.min(R, few); a++) for (let b = a + 1; b < Math.min(R, few); b++)
    ends.push(made.status[a * R + b] === "ok" ? P.interval(data, made.known, a, b, measure) : null);
  const none = (v) => Number.isNaN(v) ? null : v;
  return { rows: made.rows.map((r) => tables.actors.id[r]), value: Array.from(made.value, none), n: Array.from(made.n), status: made.status, ends, Q: made.known.Q };
}"""

COMMAND = """async (hash) => {
  const P = Positions, data = P.open(await P.load("explorer"));
  return P.command(data, P.read(data, hash).state);
}"""


@pytest.fixture(name="page", scope="module")
def _page(browser: Any, site: Any) -> Any:
    page = browser.new_page()
    page.goto(site.as_uri() + "/index.html")
    yield page
    page.close()


@pytest.mark.parametrize("columns", ["topic", "issue", "event"])
@pytest.mark.parametrize("hash", CHOICES)
def test_stances(page: Any, dataset: Dataset, hash: str, columns: str) -> None:
    """Rows, columns, values, counts, both sides, newest dates and kinds of blanks equal the library's, cell by cell."""
    found = page.evaluate(STANCES, [hash, columns])
    matrix = comparison.matrix(dataset, resolve(dataset, **CHOICES[hash]), columns=columns)
    value = np.array(found["value"], float).reshape(matrix.values.shape)

    assert [] == found["strange"]
    assert (list(matrix.rows), list(matrix.columns)) == (found["rows"], found["columns"])
    np.testing.assert_allclose(value, matrix.values, atol=1e-12)
    assert (matrix.cells.n.tolist(), matrix.cells.events.tolist()) == (found["n"], found["events"])
    assert matrix.cells.mixed.astype(int).tolist() == found["mixed"]
    filled = ~np.isnan(matrix.values)
    assert matrix.cells.newest[filled].tolist() == np.array(found["newest"]).reshape(filled.shape)[filled].tolist()
    assert matrix.missing.tolist() == found["missing"]


PAIRED: dict[str, dict[str, Any]] = {
    **{view: CHOICES[view] for view in (
        "group=EU", "group=EU&members-as-of=2010", "group=NATO&since=2015-03&as-of=2019", "group=NORTHERN-EUROPE",
        "group=VISEGRAD,BALTIC,SOUTHERN-EUROPE&since=2012", "actor=CHN,EST&group=EU,GCC&members-as-of=2019-06", "commitment=declared&topic=asylum_rules",
    )},
    "actor=LTU,DEU,USA,RUS,CHN": {"actor": ["LTU", "DEU", "USA", "RUS", "CHN"]},
    "commitment=enacted&confidence=high&group=UNHRC": {"commitment": "enacted", "confidence": "high", "group": "UNHRC"},
}  # fmt: skip


@pytest.mark.parametrize("measure", ["agreement", "kappa"])
@pytest.mark.parametrize("hash", PAIRED)
def test_agreement(page: Any, dataset: Dataset, hash: str, measure: str) -> None:
    """Plain agreement and weighted kappa with their n and status equal the library's, and so do the intervals, resample by resample."""
    few = 9
    found = page.evaluate(PAIRS, [hash, measure, few])
    chosen = PAIRED[hash]
    given = answers(dataset, resolve(dataset, **chosen))
    told = agreement(given, measure, order="name", interval=0.95)
    shape = told.value.shape

    assert list(told.actors) == found["rows"]
    assert told.questions == found["Q"]
    np.testing.assert_allclose(np.array(found["value"], float).reshape(shape), told.value, atol=1e-12)
    assert told.n.ravel().tolist() == found["n"]
    assert told.status.ravel().tolist() == found["status"]
    ends = iter(found["ends"])
    for a in range(min(len(told.actors), few)):
        for b in range(a + 1, min(len(told.actors), few)):
            low_high = next(ends) or [np.nan, np.nan]
            np.testing.assert_allclose(low_high, [told.low[a, b], told.high[a, b]], atol=2e-6)


@pytest.mark.parametrize("hash", CHOICES)
def test_command_gives_the_same(page: Any, hash: str) -> None:
    """The command that the page tells for a view prints the rows, columns, values and counts of that view."""
    words = shlex.split(page.evaluate(COMMAND, hash))
    printed = CliRunner().invoke(main, [*words[1:], "--format", "json"])
    told = json.loads(printed.stdout)
    found = page.evaluate(STANCES, [hash, "issue"])
    cells = {
        (row, column): (pytest.approx(found["value"][r][c]), found["n"][r][c])
        for r, row in enumerate(found["rows"])
        for c, column in enumerate(found["columns"])
        if found["value"][r][c] is not None
    }

    assert (0, "positions") == (printed.exit_code, words[0])
    assert (found["rows"], found["columns"]) == tuple(
        [each["id"] for each in told[name]] for name in ("rows", "columns")
    )
    assert cells == {
        (cell["row"], cell["column"]): (cell["value"], cell["n"]) for cell in told["cells"] if cell["value"] is not None
    }
