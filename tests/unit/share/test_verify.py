"""Verification of folders and zip files."""

from __future__ import annotations

import shutil
import zipfile

import pytest
from tests.unit.share.files import redescribed

from positions import datapackage
from positions.errors import BundleRefused, DataMissing
from positions.share import archive
from positions.share.verify import verify


def told(folder):
    return {finding.file for finding in verify(folder).findings}


def test_what_the_build_leaves_is_sound(dataset):
    """A plain folder of data passes, and its rows are counted."""
    found = verify(dataset.folder)

    assert ("2026.1", True) == (found.version, found.ok)
    assert sum(dataset.table(name).num_rows for name in ("positions", "events")) < found.rows


def test_a_release_is_sound_as_folder_and_as_zip(bundle):
    """A release passes in both forms."""
    folder, packed = verify(bundle), verify(bundle.with_name("positions-2026.1.zip"))

    assert (True, True) == (folder.ok, packed.ok)
    assert (folder.files, folder.rows) == (packed.files, packed.rows)


@pytest.mark.parametrize("place", [0.0, 0.3, 0.6, 0.999])
def test_one_byte_flipped_anywhere_is_found(bundle, place):
    """One byte flipped in any file of a release is found, and that file is named."""
    missed = []
    for path in sorted(path for path in bundle.rglob("*") if path.is_file()):
        content = bytearray(path.read_bytes())
        content[int(len(content) * place)] ^= 1
        whole = path.read_bytes()
        path.write_bytes(content)
        name = path.relative_to(bundle).as_posix()
        if not any(name in str(finding) for finding in verify(bundle).findings):
            missed.append(name)
        path.write_bytes(whole)

    assert [] == missed


def test_each_missing_file_is_named(bundle):
    """A file that is gone is named, whichever it is."""
    missed = []
    for path in sorted(path for path in bundle.rglob("*") if path.is_file()):
        path.rename(path.with_suffix(".gone"))
        found = told(bundle)
        if path.relative_to(bundle).as_posix() not in found:
            missed.append(path.name)
        path.with_suffix(".gone").rename(path)

    assert [] == missed


def test_a_cut_file_is_told_as_such(bundle):
    """A truncated file is told with both sizes."""
    path = bundle / "positions.parquet"
    path.write_bytes(path.read_bytes()[:-100])

    assert "is cut short or altered" in str(verify(bundle).findings[0])


def test_a_foreign_file_is_named(bundle):
    """A file that no release wrote is named, and only it."""
    (bundle / "extra.txt").write_text("x")

    assert {"extra.txt"} == told(bundle)


def test_two_files_that_changed_names_are_found(bundle):
    """Renamed files are found, though each is a sound table."""
    one, other = bundle / "positions.parquet", bundle / "events.parquet"
    one.rename(bundle / "x")
    other.rename(one)
    (bundle / "x").rename(other)

    assert {"positions.parquet", "events.parquet"} <= told(bundle)


def test_a_link_is_refused(bundle, tmp_path):
    """A link in the place of a file is named, whatever it points to."""
    path = bundle / "events.parquet"
    shutil.move(path, tmp_path / "elsewhere")
    path.symlink_to(tmp_path / "elsewhere")

    assert {"events.parquet"} == {finding.file for finding in verify(bundle).findings if "link" in finding.what}


@pytest.mark.parametrize(("change", "word"), [
    (lambda d: d["resources"][0].update(path="../../etc/passwd"), "could leave the folder"),
    (lambda d: d["resources"][0].update(path="/etc/passwd"), "could leave the folder"),
    (lambda d: d["resources"][0].update(path="C:\\x"), "could leave the folder"),
    (lambda d: d["resources"][0].update(path="a/./b"), "could leave the folder"),
    (lambda d: d["resources"][0].update(path="con.parquet"), "could leave the folder"),
    (lambda d: d["resources"][0].pop("hash"), "lacks hash"),
    (lambda d: d["resources"][0].update(hash="md5:0"), "no SHA-256"),
    (lambda d: d["resources"][0].update(size=-1), "no file can have"),
    (lambda d: d["resources"][0].update(size=10**15), "no file can have"),
    (lambda d: d["resources"].append(d["resources"][0]), "a second time"),
    (lambda d: d["resources"].append("x"), "lacks name"),
    (lambda d: d.update(version="1.0"), "not of the form"),
    (lambda d: d["resources"][0].update(rows=3), "12 rows, where 3 are declared"),
    (lambda d: d["resources"][0].update(digest="sha256:0"), "content digest"),
    (lambda d: d["resources"][0]["schema"]["fields"][0].update(description="x"), "otherwise than the schema"),
    (lambda d: d["resources"].pop(0), "another schema"),
])  # fmt: skip
def test_a_forged_description_is_refused(bundle, change, word):
    """A description whose hashes agree, but which says what cannot be, is told with what is wrong."""
    redescribed(bundle, change)
    found = verify(bundle)

    assert any(word in finding.what for finding in found.findings), found.findings


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"resources": 3, "version": "2026.1"}', "[" * 100_000, "\x00"])
def test_what_is_no_description_is_told(bundle, text):
    """A description that is none is a finding, not a traceback."""
    (bundle / datapackage.FILE).write_text(text)

    assert {"datapackage.json"} == told(bundle)


def test_other_codes_are_found(dataset):
    """A codebook that holds other codes than the table is found, even where its hash agrees."""
    path = dataset.folder / "codebook.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"acts for"', '"acts"'), encoding="utf-8")
    redescribed(
        dataset.folder, lambda d: d["resources"][-1].update(hash=datapackage.file_hash(path), bytes=path.stat().st_size)
    )

    assert "codebook.json" in told(dataset.folder)


def test_nothing_there_is_said(tmp_path):
    """A path that is not there is told with what to name."""
    with pytest.raises(DataMissing, match="name a folder of data"):
        verify(tmp_path / "nothing")


def zipped(tmp_path, name, content=b"x", kind=0o100644, **more):
    path = tmp_path / "bad.zip"
    with zipfile.ZipFile(path, "w", more.get("method", zipfile.ZIP_STORED)) as made:
        entry = zipfile.ZipInfo(name)
        entry.external_attr = kind << 16
        entry.compress_type = more.get("method", zipfile.ZIP_STORED)
        made.writestr(entry, content)
    return path


@pytest.mark.parametrize(("name", "more", "word"), [
    ("../up", {}, "could leave"), ("/abs", {}, "could leave"), ("a/../../b", {}, "could leave"), ("c:x", {}, "could leave"),
    ("a\\..\\b", {}, "could leave"), ("a\nb", {}, "could leave"), ("aux", {}, "could leave"), ("link", {"kind": 0o120777}, "link or device"),
    ("bomb", {"content": b"0" * (8 << 20), "method": zipfile.ZIP_DEFLATED}, "times its size"),
])  # fmt: skip
def test_a_harmful_zip_is_refused_before_it_is_unpacked(tmp_path, name, more, word):
    """Names that leave the folder, links and bombs are named and refused; nothing is unpacked."""
    (tmp_path / "into").mkdir()
    with pytest.raises(BundleRefused, match=word):
        archive.extract(zipped(tmp_path, name, **more), tmp_path / "into")

    assert [] == list((tmp_path / "into").iterdir())


def test_the_same_name_twice_is_refused(tmp_path):
    """Two entries that a system without case would write over each other are refused."""
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as made:
        made.writestr("a", "1")
        made.writestr("A", "2")

    with pytest.raises(BundleRefused, match="twice"):
        archive.extract(tmp_path / "x.zip", tmp_path / "into")


def test_a_header_that_understates_is_refused(tmp_path):
    """An entry that is larger than its header says is refused."""
    path = zipped(tmp_path, "a", b"0" * 100_000, method=zipfile.ZIP_DEFLATED)
    content = bytearray(path.read_bytes())
    central = content.index(b"PK\x01\x02")
    content[central + 24 : central + 28] = (10).to_bytes(4, "little")
    path.write_bytes(content)

    with pytest.raises(BundleRefused):
        archive.extract(path, tmp_path / "into")


@pytest.mark.parametrize("keep", [0, 10, 1_000, -30])
def test_a_cut_zip_is_refused(bundle, keep):
    """A zip file that is cut anywhere is refused."""
    path = bundle.with_name("positions-2026.1.zip")
    path.write_bytes(path.read_bytes()[:keep])

    with pytest.raises(BundleRefused):
        verify(path)
