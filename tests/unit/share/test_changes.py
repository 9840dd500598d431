"""What changed between two versions, and what the changelog says of it."""

from __future__ import annotations

import pytest

from positions.errors import DataMissing
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
