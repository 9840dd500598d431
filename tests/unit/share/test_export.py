"""Exports in every format."""

from __future__ import annotations

import csv
import json
import sqlite3
from contextlib import closing

import pyarrow.parquet as pq
import pytest

from positions import datapackage, schema
from positions.errors import BadQuery, UnknownName
from positions.share.export import FORMATS, export
from positions.share.export import csv as csv_format
from positions.share.export.relational import in_order
from positions.share.export.sheets import sheets

TROUBLE = '=cmd|" /C calc"!A1,\n"quoted"; NA — ü \u202e\u2028'


def column(dataset, table, name):
    return dataset.column(table, name)


@pytest.fixture(name="hard")
def _hard(built, rows):
    """The small dataset with texts that break careless writers."""
    rows["positions"][0]["summary"] = TROUBLE
    rows["positions"][1]["summary"] = "-1+1"
    rows["positions"][2]["summary"] = "long " * 1_000 + "end"
    rows["memberships"][2]["since"] = rows["memberships"][2]["since"].replace(year=1831)
    return built(rows)


def read_csv(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_writes_and_says_how_many(hard, tmp_path, format):
    """Every format writes every table, a codebook beside them, and leaves nothing else behind."""
    made = export(tmp_path / "exported" / "here", format, data=hard)

    assert {name: hard.table(name).num_rows for name in schema.TABLES} == made.rows
    assert "codebook.md" in made.files
    assert [made.folder] == list((tmp_path / "exported").iterdir())


@pytest.mark.parametrize("table", schema.TABLES)
def test_plain_csv_comes_back_as_it_was(hard, tmp_path, table):
    """A plain CSV file read back has the content digest of the table."""
    export(tmp_path / "csv", "csv", data=hard, plain=True)
    read = csv_format.read(tmp_path / "csv" / f"{table}.csv", schema.TABLES[table])

    assert datapackage.digest(hard.table(table)) == datapackage.digest(read)


@pytest.mark.parametrize("table", schema.TABLES)
def test_plain_parquet_comes_back_as_it_was(hard, tmp_path, table):
    """A plain Parquet file has the digest, and holds it."""
    export(tmp_path / "parquet", "parquet", data=hard, plain=True)
    read = pq.read_table(tmp_path / "parquet" / f"{table}.parquet")

    assert datapackage.digest(hard.table(table)) == datapackage.digest(read)
    assert datapackage.digest(hard.table(table)) == read.schema.metadata[b"digest"].decode()


def test_jsonl_comes_back_as_it_was(hard, tmp_path):
    """Every row of JSON Lines is the row of the table, dates as ISO 8601."""
    export(tmp_path / "jsonl", "jsonl", data=hard, plain=True)
    lines = (tmp_path / "jsonl" / "positions.jsonl").read_text(encoding="utf-8").split("\n")[:-1]

    expected = [
        {name: str(value) if name.startswith("date") else value for name, value in row.items()}
        for row in hard.rows("positions")
    ]
    assert expected == [json.loads(line) for line in lines]


def test_names_stand_beside_codes(dataset, tmp_path):
    """Without being asked, an export carries the name beside each id and the label beside each code."""
    export(tmp_path / "csv", "csv", data=dataset)
    row = {row["position_id"]: row for row in read_csv(tmp_path / "csv" / "positions.csv")}["visas-2017:GBR"]

    assert ("United Kingdom", "-2", "acts against") == (row["actor_name"], row["stance"], row["stance_label"])


def test_csv_alters_no_text(hard, tmp_path):
    """A text that begins like a formula is written as it is, in quotes."""
    export(tmp_path / "csv", "csv", data=hard)
    summaries = {row["summary"] for row in read_csv(tmp_path / "csv" / "positions.csv")}

    assert {TROUBLE, "-1+1"} <= summaries


def test_xlsx_holds_texts_not_formulas(hard, tmp_path):
    """In a workbook a text that begins with = stays a text, and a date before 1900 is written out."""
    openpyxl = pytest.importorskip("openpyxl")
    export(tmp_path / "xlsx", "xlsx", data=hard)
    book = openpyxl.load_workbook(tmp_path / "xlsx" / "positions-2026.1.xlsx")
    cells = [cell for row in book["positions"].iter_rows() for cell in row]

    assert [] == [cell.coordinate for cell in cells if cell.data_type == "f"]
    assert TROUBLE in {cell.value for cell in cells}
    assert "1831-05-12" not in {cell.value for cell in cells}
    assert "1831-01-01" in {cell.value for row in book["memberships"].iter_rows() for cell in row}


def test_xlsx_tells_what_it_cannot_hold(built, rows, tmp_path):
    """A text longer than a cell is refused with its row; nothing is written."""
    rows["positions"][0]["summary"] = "x" * 40_000

    with pytest.raises(BadQuery, match="positions, visas-2017:LTU: a text of 40000 characters"):
        export(tmp_path / "xlsx", "xlsx", data=built(rows))
    assert not (tmp_path / "xlsx").exists()


def namibia_csv(folder):
    return read_csv(folder / "actors.csv")


def namibia_xlsx(folder):
    import openpyxl

    heads, *rows = openpyxl.load_workbook(folder / "positions-2026.1.xlsx")["actors"].iter_rows(values_only=True)
    return [dict(zip(heads, row, strict=True)) for row in rows]


def namibia_sqlite(folder):
    with closing(sqlite3.connect(folder / "positions-2026.1.sqlite")) as database:
        database.row_factory = sqlite3.Row
        return [dict(row) for row in database.execute("SELECT * FROM actors")]


def namibia_duckdb(folder):
    import duckdb

    with duckdb.connect(folder / "positions-2026.1.duckdb", read_only=True) as database:
        return database.sql("SELECT * FROM actors").to_arrow_table().to_pylist()


def namibia_dta(folder):
    import pyreadstat

    return pyreadstat.read_dta(folder / "actors.dta")[0].to_dict("records")


def namibia_sav(folder):
    import pyreadstat

    return pyreadstat.read_sav(folder / "actors.sav")[0].to_dict("records")


def namibia_jsonl(folder):
    return [json.loads(line) for line in (folder / "actors.jsonl").read_text(encoding="utf-8").splitlines()]


def namibia_parquet(folder):
    return pq.read_table(folder / "actors.parquet").to_pylist()


@pytest.mark.parametrize("format", FORMATS)
def test_the_code_of_namibia_is_no_missing_value(dataset, tmp_path, format):
    """NA is the code of Namibia in every format, read back with another library."""
    export(tmp_path / "x", format, tables=["actors", "codes"], data=dataset)
    rows = globals()[f"namibia_{format}"](tmp_path / "x")

    assert [("NAM", "NA")] == [(row["actor_id"], row["iso2"]) for row in rows if row["actor_id"] == "NAM"]


@pytest.mark.parametrize("format", ["dta", "sav"])
def test_statistics_programs_get_labels_and_dates(hard, tmp_path, format):
    """Stata and SPSS files have labels of variables and values, dates as dates, and their texts whole."""
    pyreadstat = pytest.importorskip("pyreadstat")
    export(tmp_path / "x", format, data=hard)
    frame, meta = getattr(pyreadstat, f"read_{format}")(tmp_path / "x" / f"positions.{format}")

    assert "speaks for" == meta.variable_value_labels["stance"][1]
    assert (
        hard.codebook["direction"]["for"].label
        == meta.variable_value_labels["direction"][hard.codebook["direction"]["for"].rank]
    )
    assert "Who took the position." == meta.column_names_to_labels["actor_id"]
    assert hard.column("positions", "date") == [getattr(day, "date", lambda day=day: day)() for day in frame["date"]]
    assert hard.column("positions", "summary") == list(frame["summary"])
    assert hard.column("positions", "stance") == list(frame["stance"])


@pytest.mark.parametrize("format", ["csv", "xlsx", "dta", "sav", "sqlite", "jsonl", "parquet"])
def test_equal_exports_have_equal_bytes(dataset, tmp_path, format):
    """No clock and no folder gets into a file."""
    one, other = (export(tmp_path / name / "x", format, data=dataset) for name in ("a", "b"))

    assert one.files == other.files
    assert [] == [n for n in one.files if (one.folder / n).read_bytes() != (other.folder / n).read_bytes()]


def test_sqlite_keeps_its_references(dataset, tmp_path):
    """The database knows primary and foreign keys, all hold, and a view gives names beside codes."""
    export(tmp_path / "x", "sqlite", data=dataset)
    with closing(sqlite3.connect(tmp_path / "x" / "positions-2026.1.sqlite")) as database:
        database.execute("PRAGMA foreign_keys = ON")
        dangling = database.execute("PRAGMA foreign_key_check").fetchall()
        referred = {row[2] for row in database.execute("PRAGMA foreign_key_list(positions)")}
        named = database.execute(
            "SELECT actor_name, stance_label FROM positions_named WHERE position_id = 'visas-2017:LTU'"
        ).fetchall()
        with pytest.raises(sqlite3.IntegrityError):
            database.execute("UPDATE positions SET actor_id = 'XXX'")

    assert [] == dangling
    assert {"events", "actors", "topics"} == referred
    assert [("Lithuania", "acts for")] == named


def test_duckdb_keeps_its_references(dataset, tmp_path):
    """The database refuses what refers to nothing, and knows what its columns mean."""
    duckdb = pytest.importorskip("duckdb")
    export(tmp_path / "x", "duckdb", data=dataset)
    with duckdb.connect(tmp_path / "x" / "positions-2026.1.duckdb") as database:
        comments = dict(
            database.execute(
                "SELECT column_name, comment FROM duckdb_columns() WHERE table_name = 'positions'"
            ).fetchall()
        )
        with pytest.raises(duckdb.ConstraintException):
            database.execute("INSERT INTO memberships VALUES ('EU', 'XXX', DATE '2000-01-01', NULL, NULL)")

    assert "Who took the position." == comments["actor_id"]


def test_actors_come_after_those_that_they_are_part_of(built, rows, tmp_path):
    """A row that refers to a later row of its own table is written after it."""
    rows["actors"].append(
        {"actor_id": "AAA", "name": "Part", "common_name": "Part", "kind": "territory", "parent_id": "LTU"}
    )
    dataset = built(rows)

    for name in ("sqlite", "duckdb"):
        assert 6 == export(tmp_path / name, name, data=dataset).rows["actors"]


def test_tables_follow_those_they_refer_to(dataset):
    """In the order of insertion no table refers to a later one."""
    names = [sheet.name for sheet in in_order(sheets(dataset))]
    later = [
        (name, column.references)
        for place, name in enumerate(names)
        for column in schema.TABLES[name]
        if column.references in names[place + 1 :]
    ]

    assert [] == later


def test_a_part_of_the_tables_leaves_out_references_to_the_rest(dataset, tmp_path):
    """Some tables alone can be exported into a database."""
    made = export(tmp_path / "x", "sqlite", tables=["positions", "codes"], data=dataset)

    assert {"positions", "codes"} == set(made.rows)


def test_filters_export_what_a_matrix_counts(dataset, tmp_path):
    """With filters exactly those positions remain that a matrix counts, with what hangs on them; reasons are told."""
    made = export(tmp_path / "x", "csv", data=dataset, topic="humanitarian_visas")
    ids = [row["position_id"] for row in read_csv(tmp_path / "x" / "positions.csv")]

    assert ["visas-2017:LTU", "visas-2017:LTU:word"] == ids
    assert (1, 2, 5) == (made.rows["events"], made.rows["evidence"], made.rows["actors"])
    assert 12 == len(ids) + sum(made.left_out.values())


def test_without_filters_nothing_is_left_out(dataset, tmp_path):
    """Contested positions and those of parties are exported too."""
    assert 12 == export(tmp_path / "x", "csv", data=dataset).rows["positions"]


def test_nothing_to_export_is_said(dataset, tmp_path):
    """Filters that nothing passes are an error, not empty files."""
    with pytest.raises(BadQuery, match="nothing to export"):
        export(tmp_path / "x", "csv", data=dataset, as_of="1900")


@pytest.mark.parametrize(("options", "told"), [
    ({"format": "cvs"}, "unknown format 'cvs'; did you mean 'csv'"),
    ({"tables": ["position"]}, "unknown table 'position'; did you mean 'positions'"),
])  # fmt: skip
def test_unknown_names_come_with_the_nearest(dataset, tmp_path, options, told):
    """A format or table that is not there is named with what was probably meant."""
    with pytest.raises(UnknownName, match=told):
        export(tmp_path / "x", data=dataset, **options)


def test_what_is_in_the_way_stays(dataset, tmp_path):
    """A folder with something in it is refused; with replace the user's own files stay."""
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "mine.txt").write_text("mine")
    with pytest.raises(BadQuery, match="is not empty"):
        export(tmp_path / "x", "csv", data=dataset)
    export(tmp_path / "x", "csv", data=dataset, replace=True)

    assert "mine" == (tmp_path / "x" / "mine.txt").read_text()
    assert (tmp_path / "x" / "positions.csv").exists()
