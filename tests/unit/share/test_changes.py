"""What changed between two versions, and what the changelog says of it."""

from __future__ import annotations

import pytest

from positions import schema
from positions.errors import DataMissing, UnknownName
from positions.share import changelog, changes, places
from positions.share.release import release

LOG = """# Changelog

## 2026.2 (2026-06-01)

### Data

- `visas-2017:LTU` and `visas-2017:SWE`: the interview
  was read again
- `vote-2018`: the list was corrected
- a point without an id

## [2026.1]

- `visas-2017:LTU`: older words
"""


def test_reasons_are_those_of_the_version():
    """The points that name ids are read, over several lines, from the section of the version alone."""
    expected = {
        "visas-2017:LTU": "the interview was read again",
        "visas-2017:SWE": "the interview was read again",
        "vote-2018": "the list was corrected",
    }

    assert expected == changelog.reasons(LOG, "2026.2")
    assert {"visas-2017:LTU": "older words"} == changelog.reasons(LOG, "2026.1")
    assert {} == changelog.reasons(LOG, "2027.1")


def test_a_row_without_a_reason_of_its_own_has_that_of_its_event():
    """The reason of an event holds for its positions and their evidence."""
    reasons = changelog.reasons(LOG, "2026.2")

    assert "the list was corrected" == changelog.reason(reasons, "positions", "vote-2018:SWE")
    assert "the list was corrected" == changelog.reason(reasons, "evidence", "vote-2018:SWE paper-2017")
    assert None is changelog.reason(reasons, "positions", "press-2017:SWE")


@pytest.fixture(name="two")
def _two(built, rows):
    """Two versions: one position recoded, one added, one removed, one membership ended."""
    old = built(rows)
    rows["positions"][0].update(commitment="declared", stance=1)
    rows["positions"].pop()
    rows["positions"].append({**rows["positions"][-1], "position_id": "law-2015:LTU", "actor_id": "LTU"})
    rows["memberships"][0]["until"] = rows["memberships"][0]["since"]
    return old, built(rows, "2026.2", "2026-06-01")


def test_rows_are_compared_by_key_and_field(two):
    """Added and removed rows are one change each, a recoded row one for each field, with old and new."""
    found = changes.compare(*two, reasons={"visas-2017:LTU": "why"})
    told = [(c.row_id, c.change, c.field, c.old, c.new, c.reason) for c in found.of("positions")]

    assert [
        ("law-2015:LTU", "added", "*", None, None, None),
        ("law-2015:NOR", "removed", "*", None, None, None),
        ("visas-2017:LTU", "recoded", "commitment", "enacted", "declared", "why"),
        ("visas-2017:LTU", "recoded", "stance", "2", "1", "why"),
    ] == told
    assert [("EU LTU 2004-05-01", "until", None, "2004-05-01")] == [
        (c.row_id, c.field, c.old, c.new) for c in found.of("memberships")
    ]


def test_the_summary_counts_rows_not_fields(two):
    """A row recoded in two fields is one recoded row."""
    rows = changes.compare(*two).summary().rows

    assert {"table": "positions", "added": 1, "removed": 1, "recoded": 1} == dict(rows[0])


def test_equal_versions_have_no_changes(built, rows):
    """Two versions with the same rows differ in nothing."""
    assert () == changes.compare(built(rows), built(rows, "2026.2", "2026-06-01")).changes


def test_a_table_that_one_version_lacks_is_no_crash(two):
    """A version without a table is compared as if that table were empty."""
    old, new = two
    old.described["resources"] = [entry for entry in old.described["resources"] if entry["name"] != "memberships"]

    assert {"added"} == {change.change for change in changes.compare(old, new).of("memberships")}


def test_versions_folders_and_zip_files_are_understood(built, rows, tmp_path):
    """A folder and a zip file of the same release hold the same; a name that is nothing is told."""
    made = release(built(rows), tmp_path / "out")
    with places.opened(made.folder) as one, places.opened(made.archive) as other:
        assert () == changes.compare(one, other).changes
    with pytest.raises(DataMissing, match="name a version such as"), places.opened(tmp_path / "x"):
        pass


def test_what_is_recorded_comes_back(two, tmp_path):
    """The file that the build reads gives back every row, missing values included."""
    import csv
    import io

    found = changes.compare(*two, reasons={"visas-2017": 'because, "so"'})
    read = [{name: value or None for name, value in row.items()} for row in csv.DictReader(io.StringIO(found.to_csv()))]

    assert found.rows() == read


def test_what_stands_in_the_summary(two):
    """A row for each table that changed, its kinds counted; heads, caption and kind in full."""
    summary = changes.compare(*two).summary()

    assert [
        ("table", "table", "text"),
        ("added", "added", "number"),
        ("removed", "removed", "number"),
        ("recoded", "recoded", "number"),
    ] == [(head.name, head.label, head.kind) for head in summary.heads]
    assert {"memberships": (0, 0, 1), "positions": (1, 1, 1)}.items() <= {
        row["table"]: (row["added"], row["removed"], row["recoded"]) for row in summary.rows
    }.items()
    assert ("From 2026.1 to 2026.2: rows", "Rows are compared by their key; a row whose fields differ is recoded.", "2026.2", "changes") == (
        summary.caption.title, summary.caption.rule, summary.caption.version, summary.shape,
    )  # fmt: skip


def test_every_change_is_listed(two):
    """The full listing holds each change as it is, under the names of its attributes."""
    found = changes.compare(*two, reasons={"visas-2017:LTU": "why"})
    full = found.full()

    assert (
        ["table", "row_id", "change", "field", "old", "new", "reason"]
        == [head.name for head in full.heads]
        == [head.label for head in full.heads]
    )
    assert ["table", "row_id", "change", "field", "old", "new", "reason"] == list(full.rows[0])
    assert [(c.table, c.row_id, c.change, c.field, c.old, c.new, c.reason) for c in found.changes] == [
        tuple(row.values()) for row in full.rows
    ]
    assert "From 2026.1 to 2026.2: every change" == full.caption.title
    parts = found.result()
    assert "From 2026.1 to 2026.2: what changed" == parts.caption.title
    assert (found.summary().rows, full.rows) == (parts["summary"].rows, parts["changes"].rows)
    assert ("changes", "changes") == (full.shape, parts.shape)


def test_one_table_or_one_kind_alone(two):
    """Changes of a table, of a kind, and of a table as changes between the same versions; an unknown table is told."""
    found = changes.compare(*two)
    positions = found.of_table("positions")

    assert ["law-2015:LTU"] == [each.row_id for each in found.of("positions", "added")]
    assert ["law-2015:NOR"] == [each.row_id for each in found.of("positions", "removed")]
    assert 2 == len(found.of("positions", "recoded"))
    assert ("2026.1", "2026.2", tuple(found.of("positions"))) == (positions.old, positions.new, positions.changes)
    with pytest.raises(UnknownName, match="positions"):
        found.of_table("position")


def test_rows_of_changes_name_their_version(two):
    """The rows of the table `changes` are of the newer version."""
    (row,) = changes.compare(*two).of_table("memberships").rows()

    assert {
        "version": "2026.2", "table": "memberships", "row_id": "EU LTU 2004-05-01", "field": "until", "change": "recoded", "old": None, "new": "2004-05-01",
        "reason": None,
    } == row  # fmt: skip


def test_the_file_of_changes_in_full(two):
    """Headings, one line a change, quotes where they are needed, nothing for what is missing."""
    found = changes.compare(*two, reasons={"EU": 'because, "so"', "memberships": "moved"}).of_table("memberships")

    assert (
        'version,table,row_id,field,change,old,new,reason\n2026.2,memberships,EU LTU 2004-05-01,until,recoded,,2004-05-01,"because, ""so"""\n'
        == found.to_csv()
    )


@pytest.fixture(name="told")
def _told(built, rows):
    """Two versions of which the newer tells reasons in its tables, and in the changelog beside them."""
    old = built(rows)
    for row in rows["positions"][:3]:
        row.update(summary="Another summary.")
    rows["changes"] = [
        {"version": version, "table": "positions", "row_id": row_id, "field": "summary", "change": "recoded", "old": "a", "new": "b", "reason": reason}
        for version, row_id, reason in (
            ("2026.2", "visas-2017:LTU", "of the table"), ("2026.2", "visas-2017:LTU:word", "of the table"), ("2026.2", "visas-2017:SWE", None),
            ("2026.1", "visas-2017:SWE", "of an older version"),
        )
    ]  # fmt: skip
    rows["retired"] = [{"retired_id": "visas-2017:LTU:word", "version": "2026.2", "reason": "of the retired"}]
    return old, built(rows, "2026.2", "2026-06-01")


def reasons(found):
    return {each.row_id: each.reason for each in found.of("positions")}


def test_reasons_come_from_the_newer_version(told):
    """Its table of changes, then what it retired, then its changelog: the later wins; another version's reasons count for nothing."""
    old, new = told
    without = reasons(changes.compare(old, new))
    (new.folder.parent / "CHANGELOG.md").write_text(
        "## 2026.2\n\n- `visas-2017:LTU`: of the log\n\n## 2026.1\n\n- `visas-2017:SWE`: old\n", "utf-8"
    )

    assert {
        "visas-2017:LTU": "of the table",
        "visas-2017:LTU:word": "of the retired",
        "visas-2017:SWE": None,
    } == without
    assert {"visas-2017:LTU": "of the log", "visas-2017:LTU:word": "of the retired", "visas-2017:SWE": None} == reasons(
        changes.compare(old, new)
    )
    assert {"visas-2017:LTU": None, "visas-2017:LTU:word": None, "visas-2017:SWE": "given"} == reasons(
        changes.compare(old, new, reasons={"visas-2017:SWE": "given"})
    )


def test_the_table_of_changes_is_not_compared(told):
    """What is told of changes is no change itself."""
    assert {"positions", "retired"} == {each.table for each in changes.compare(*told).changes}


def test_rows_stand_in_order(two):
    """Tables as they are declared, rows by key, fields in the order of the table."""
    found = [(each.table, each.row_id) for each in changes.compare(*two).changes]
    order = list(schema.TABLES)

    assert found == sorted(found, key=lambda each: (order.index(each[0]), each[1]))


def test_a_column_that_one_version_lacks_is_no_change(two):
    """An older version may have had fewer columns; what both have is compared still."""
    import pyarrow.parquet as pq

    old, new = two
    path = old.folder / "positions.parquet"
    pq.write_table(pq.read_table(path).drop_columns(["summary"]), path)
    found = changes.compare(old, new).of("positions", "recoded")

    assert ["commitment", "stance"] == [each.field for each in found]


def test_yes_and_no_are_told_in_small_letters(built, rows):
    """A flag is told as it is written in files."""
    old = built(rows)
    rows["evidence"][0]["checked"] = False
    (change,) = changes.compare(old, built(rows, "2026.2", "2026-06-01")).changes

    assert ("checked", "true", "false") == (change.field, change.old, change.new)


def test_a_reason_may_be_that_of_a_whole_table(two):
    """What holds for all rows of a table is told once, by its name."""
    found = changes.compare(*two, reasons={"memberships": "dated anew", "visas-2017:LTU": "read again"})

    assert {"dated anew"} == {each.reason for each in found.of("memberships")}
    assert {"law-2015:LTU": None, "law-2015:NOR": None, "visas-2017:LTU": "read again"} == reasons(found)
