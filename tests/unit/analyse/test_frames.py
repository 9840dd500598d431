"""Tables as frames of several libraries."""

from __future__ import annotations

import json

import pandas as pd
import pytest

import positions
from positions import schema
from positions.analyse.frames import BACKENDS
from positions.errors import BadQuery, UnknownName


def test_positions_come_with_labels(small):
    """One row a position, with the names of actor, topic and event and the number of sources."""
    frame = positions.load(data=small)
    row = frame.set_index("position_id").loc["vote-2018:LTU"]
    expected = ["Lithuania", "Diplomatic pressure", "Vote 2018", "scrutiny", "Should vote-2018 be?", 1]

    assert small.table("positions").num_rows == len(frame)
    assert expected == row[["actor", "topic", "event", "issue", "question", "sources"]].tolist()


def test_types_are_those_of_the_field(small):
    """Code columns are categories, dates datetimes, numbers with gaps nullable, text is text."""
    frame, events = positions.load(data=small), positions.load("events", data=small)
    expected = pd.CategoricalDtype(["low", "medium", "high"], ordered=True)

    assert expected == frame["confidence"].dtype
    assert str(frame["date"].dtype) == "datetime64[s]"
    assert str(frame["stance"].dtype) == "int8"
    assert str(events["tally_for"].dtype) == "Int16"
    assert isinstance(frame["organ"].dtype, pd.CategoricalDtype) and not frame["organ"].dtype.ordered
    assert frame["direction"].min() == "against"


def test_values_survive(small):
    """What pandas holds is what the file holds, for every table."""
    for name in schema.TABLES:
        frame = positions.load(name, data=small)
        table = small.table(name)
        for column in table.column_names:
            expected = [str(value) if value is not None else None for value in table[column].to_pylist()]
            found = frame[column]
            if found.dtype.kind == "M":
                found = found.dt.strftime("%Y-%m-%d")

            assert expected == [
                None if value is pd.NA or value != value or value is None else str(value) for value in found
            ]


def test_filters_choose_positions(small):
    """Filters are those of a matrix, but nothing is left out unasked."""
    everything = positions.load(data=small, event="visas-2017")
    deeds = positions.load(data=small, event="visas-2017", commitment="enacted", contested=False)

    assert {"LTU", "SWE", "GBR"} == set(everything["actor_id"])
    assert deeds["position_id"].tolist() == ["visas-2017:LTU"]
    assert deeds.attrs["filters"] == ["events visas-2017", "deeds only", "branches all"]


def test_attrs_name_version_and_digest(small):
    """A frame knows which version it came from and what the table said."""
    attrs = positions.load("actors", data=small).attrs
    described = json.loads((small.folder / "datapackage.json").read_text())
    expected = next(resource["digest"] for resource in described["resources"] if resource["name"] == "actors")

    assert (expected, "2026.1", "actors") == (attrs["digest"], attrs["version"], attrs["table"])


@pytest.mark.parametrize("backend", sorted(BACKENDS))
def test_every_backend_holds_the_same_rows(small, backend):
    """A frame of any library holds the same positions and stances."""
    pytest.importorskip(backend)
    expected = positions.load(data=small)[["position_id", "stance"]].to_numpy().tolist()
    frame = positions.load(data=small, backend=backend)
    if backend == "duckdb":
        frame = frame.to_arrow_table() if hasattr(frame, "to_arrow_table") else frame.arrow()
    columns = [
        list(frame[name].to_pylist() if hasattr(frame[name], "to_pylist") else frame[name])
        for name in ("position_id", "stance")
    ]

    assert expected == [list(row) for row in zip(*columns, strict=True)]


def test_sql_sees_every_table(small):
    """The connection has a view for each table, and the tidy positions."""
    pytest.importorskip("duckdb")
    connection = positions.open(small)
    expected = [("Sweden", 5)]
    found = connection.execute("SELECT actor, count(*) AS n FROM tidy GROUP BY 1 ORDER BY n DESC LIMIT 1").fetchall()

    assert expected == found
    assert small.table("events").num_rows == connection.execute("SELECT count(*) FROM events").fetchone()[0]


def test_stances_in_sql_are_those_of_the_matrix(small):
    """The mean of the view `stances` by actor and topic is each cell of the matrix, and there is no other."""
    pytest.importorskip("duckdb")
    found = positions.open(small).execute("SELECT actor_id, topic_id, avg(stance) FROM stances GROUP BY ALL").fetchall()
    made = positions.matrix(data=small)
    expected = {
        (row, column): pytest.approx(made.cell(row, column).value)
        for row in made.rows
        for column in made.columns
        if made.cell(row, column).events
    }

    assert expected == {(row, column): value for row, column, value in found}


def test_code_lists_are_frames():
    """A code list keeps its order and names the list that its codes belong to."""
    organs = positions.codes("organ")

    assert organs.columns.tolist() == ["code", "label", "definition", "branch"]
    assert positions.codes("confidence").attrs["ordered"]


def test_unknown_names_are_answered(small):
    """An unknown table, backend or filter says what there is."""
    with pytest.raises(UnknownName, match="'events'"):
        positions.load("event", data=small)
    with pytest.raises(UnknownName, match="pandas"):
        positions.load(data=small, backend="panda")
    with pytest.raises(BadQuery, match="filters are for positions"):
        positions.load("events", data=small, actor="LTU")
    with pytest.raises(BadQuery, match="not both"):
        positions.load(data=small, version="2026.1")


def test_shipped_version_is_loaded_by_its_number():
    """The version that came with the package needs no folder."""
    version = positions.Dataset().version

    assert version == positions.load("topics", version=version).attrs["version"]
