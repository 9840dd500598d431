"""A folder of tables, opened: read once, joined by key, and damage told."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from positions import codebook, parquet
from positions.analyse.dataset import Dataset
from positions.errors import DataDamaged, DataMissing, UnknownName


@pytest.fixture(name="copied")
def _copied(small_folder: Path, tmp_path: Path) -> Path:
    """A copy of the small tables that a test may spoil."""
    return Path(shutil.copytree(small_folder, tmp_path / "copied"))


def test_by_default_the_shipped_tables_are_opened() -> None:
    """Without a folder it is that of the package."""
    assert codebook.shipped_data() == Dataset().folder


def test_a_folder_may_be_text(small_folder: Path) -> None:
    """A path and its text open the same folder; both show version and place."""
    opened = Dataset(str(small_folder))

    assert (small_folder, "2026.1", f"<positions.Dataset 2026.1: {small_folder}>") == (
        opened.folder,
        opened.version,
        repr(opened),
    )
    assert isinstance(opened.version, str)


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    """The message says what to do."""
    with pytest.raises(DataMissing) as caught:
        Dataset(tmp_path / "none")

    assert f"{tmp_path / 'none'}: not found; run `positions build` in a checkout, or name a folder of tables" == str(
        caught.value
    )


def test_a_table_is_read_once(small_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second time, table and column are those of the first."""
    opened = Dataset(small_folder)
    table, column = opened.table("actors"), opened.column("actors", "iso2")
    monkeypatch.setattr(parquet, "read_declared", lambda *given: pytest.fail("read again"))

    assert table is opened.table("actors")
    assert column is opened.column("actors", "iso2")
    assert ["GB", "LT", "NA", "NO", "SE"] == sorted(column)


def test_columns_of_other_tables_are_others(small: Dataset) -> None:
    """What is kept of one column is not given for another, nor for that of another table."""
    small.column("topics", "topic_id")

    assert {"visas-2017", "press-2017", "vote-2018", "law-2015"} == set(small.column("events", "event_id"))
    assert {"EU"} == set(small.column("memberships", "group_id"))
    assert {"EU", "NORTHERN-EUROPE"} == set(small.column("groups", "group_id"))


def test_an_unknown_table_is_told(small: Dataset) -> None:
    """A table that is not declared has no file."""
    with pytest.raises(UnknownName, match="actors"):
        small.table("actor")


def test_labels_by_key(small: Dataset) -> None:
    """Values of a column by the key of its table."""
    assert {"EU": "organisation", "NORTHERN-EUROPE": "region"} == small.labels("groups", "kind")


def test_a_dangling_reference_is_damage(small_folder: Path) -> None:
    """A key that is not there is the fault of the table that another one refers to, which is named."""
    labels = Dataset(small_folder).labels("actors", "name")

    with pytest.raises(DataDamaged) as caught:
        labels["XXX"]
    told = f"{small_folder / 'actors.parquet'}: has no row 'XXX', which another table names; build or download the data again"
    assert told == str(caught.value)


def test_rows_by_text(small: Dataset) -> None:
    """All rows, those with one text, those with one of several, those with two texts."""
    assert [5, 1, 2, 0] == [
        len(rows) for rows in (
            small.rows("actors"), small.rows("actors", iso2="SE"), small.rows("actors", iso2=["SE", "NO"]), small.rows("actors", iso2="SE", region="Africa"),
        )
    ]  # fmt: skip
    assert ("SWE", "Sweden") == tuple(small.rows("actors", iso2="SE")[0][name] for name in ("actor_id", "common_name"))


def test_joined_by_key(small: Dataset) -> None:
    """Each row has the value of the row that its key names."""
    found = dict(
        zip(
            small.column("positions", "position_id"),
            small.joined("positions", "event_id", "events", "issue").to_pylist(),
            strict=True,
        )
    )

    assert ("visas", "scrutiny", "access", "bilateral") == tuple(
        found[name] for name in ("visas-2017:LTU", "vote-2018:SWE", "law-2015:NOR", "press-2017:SWE:back")
    )


def touch(path: Path, seconds: int) -> None:
    told = path.stat()
    os.utime(path, ns=(told.st_atime_ns, told.st_mtime_ns + seconds * 10**9))


def test_another_build_between_two_tables_is_told(copied: Path) -> None:
    """Tables of two builds are never read as one dataset."""
    opened = Dataset(copied)
    opened.table("actors")
    touch(copied / "datapackage.json", 1)

    with pytest.raises(DataDamaged) as caught:
        opened.table("events")
    assert f"{copied}: was replaced by another build while it was read; open it again" == str(caught.value)


def test_another_build_while_a_table_is_read_is_told(copied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A description that changes under the reading is another build, also for the first table."""
    honest = parquet.read_declared

    def slow(*given: object) -> object:
        found = honest(*given)
        touch(copied / "datapackage.json", 1)
        return found

    monkeypatch.setattr(parquet, "read_declared", slow)
    with pytest.raises(DataDamaged, match="replaced by another build"):
        Dataset(copied).table("actors")


def test_the_description_is_of_the_same_build(copied: Path) -> None:
    """Version and tables are told to be of one build, too."""
    opened = Dataset(copied)
    opened.table("actors")
    touch(copied / "datapackage.json", 1)

    with pytest.raises(DataDamaged, match="replaced by another build"):
        _ = opened.version


@pytest.mark.parametrize("change", ["time", "size", "file"])
def test_builds_are_told_apart(copied: Path, change: str) -> None:
    """By the time of their description, by its size, and by its being another file."""
    opened, path = Dataset(copied), copied / "datapackage.json"
    opened.table("actors")
    before = path.stat()
    if change == "size":
        path.write_text(path.read_text("utf-8") + " ", "utf-8")
    if change == "file":
        path.rename(copied / "old.json")
        shutil.copy2(copied / "old.json", path)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns + (change == "time")))

    with pytest.raises(DataDamaged, match="replaced by another build"):
        opened.table("events")


def test_unchanged_tables_of_a_folder_without_description_are_read(copied: Path) -> None:
    """Tables alone are readable; what cannot be told apart is not held against them."""
    (copied / "datapackage.json").unlink()
    opened = Dataset(copied)

    assert (5, 4) == (opened.table("actors").num_rows, opened.table("events").num_rows)


def test_a_table_that_is_gone_is_told(copied: Path) -> None:
    """The message names the file."""
    (copied / "actors.parquet").unlink()

    with pytest.raises(DataMissing, match=r"actors\.parquet"):
        Dataset(copied).table("actors")


def test_codes_and_names_are_those_of_the_folder(copied: Path) -> None:
    """Code lists and names are looked up in the tables opened, not in those of the package."""
    text = (copied / "codebook.json").read_text("utf-8")
    (copied / "codebook.json").write_text(text.replace("executive", "executive-of-this-folder"), "utf-8")
    opened = Dataset(copied)

    assert "executive-of-this-folder" in opened.codebook["branch"]
    assert "LTU" == opened.lookup.actor("Lithuania")
    assert opened.lookup is opened.lookup


def test_a_code_list_that_is_gone_is_told(copied: Path) -> None:
    """The message names the file and the list that a column draws on."""
    path = copied / "codebook.json"
    path.write_text(path.read_text("utf-8").replace('"organ"', '"orgon"'), "utf-8")

    with pytest.raises(DataDamaged) as caught:
        _ = Dataset(copied).codebook
    assert f"{path}: lacks the code list 'organ'; build or download the data again" == str(caught.value)
