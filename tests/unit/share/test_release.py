"""Releases: what lies in them, that all forms agree, and what is refused."""

from __future__ import annotations

import json
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import yaml
from tests.unit.share.files import same

from positions import datapackage, schema
from positions.analyse.dataset import Dataset
from positions.codebook import Codebook
from positions.errors import BadQuery, BundleRefused, DataDamaged, DataInvalid
from positions.share import changes, facts
from positions.share.describe import ddi, package
from positions.share.release import ids, record, release
from positions.share.verify import verify

DDI = "{ddi:codebook:2_5}"


def load(bundle, name):
    return json.loads((bundle / name).read_text(encoding="utf-8"))


def test_all_forms_give_one_version(bundle):
    """The version is the same in every description."""
    ddi = ET.parse(bundle / "ddi-codebook.xml").getroot()
    found = {
        "data package": load(bundle, "datapackage.json")["version"],
        "schema.org": load(bundle, "dataset.jsonld")["version"],
        "zenodo": load(bundle, ".zenodo.json")["version"],
        "csvw": load(bundle, "csv/csv-metadata.json")["schema:version"],
        "croissant": load(bundle, "croissant.json")["version"].removesuffix(".0"),
        "cff": yaml.safe_load((bundle / "CITATION.cff").read_text(encoding="utf-8"))["version"],
        "ddi": ddi.find(f".//{DDI}verStmt/{DDI}version").text,
        "codebook": (bundle / "codebook.md").read_text(encoding="utf-8").splitlines()[0].split()[-1],
        "page": (bundle / "codebook.html").read_text(encoding="utf-8").partition("</h1>")[0].split()[-1],
    }

    assert dict.fromkeys(found, "2026.1") == found


def test_all_forms_give_one_title_licence_and_day(bundle):
    """Title, licence and day of release are the same in every description."""
    cff = yaml.safe_load((bundle / "CITATION.cff").read_text(encoding="utf-8"))
    package_, zenodo, schemaorg = (
        load(bundle, name) for name in ("datapackage.json", ".zenodo.json", "dataset.jsonld")
    )
    croissant = load(bundle, "croissant.json")

    assert {package_["title"]} == {cff["title"], zenodo["title"], schemaorg["name"], croissant["alternateName"]}
    assert {"2026-01-01"} == {
        str(cff["date-released"]), zenodo["publication_date"], schemaorg["datePublished"], croissant["datePublished"],
        package_["created"][:10],
    }  # fmt: skip
    assert {package_["licenses"][0]["name"]} == {cff["license"], zenodo["license"].upper()}
    assert {package_["licenses"][0]["path"]} == {schemaorg["license"], croissant["license"]}


def counts(bundle):
    """The rows of each table, as each description has them."""
    resources = load(bundle, "datapackage.json")["resources"]
    ddi = ET.parse(bundle / "ddi-codebook.xml").getroot()
    return {
        "parquet": {entry["name"]: entry["rows"] for entry in resources if entry.get("format") == "parquet"},
        "csv": {
            entry["name"].removesuffix("-csv"): entry["rows"] for entry in resources if entry.get("format") == "csv"
        },
        "csvw": {table["dc:title"]: table["dc:extent"] for table in load(bundle, "csv/csv-metadata.json")["tables"]},
        "schema.org": {part["name"]: part["size"]["value"] for part in load(bundle, "dataset.jsonld")["hasPart"]},
        "croissant": {
            records["name"]: int(records["description"].rsplit(maxsplit=1)[1].rstrip("."))
            for records in load(bundle, "croissant.json")["recordSet"]
        },
        "ddi": {
            file.find(f".//{DDI}fileName").text.removesuffix(".parquet"): int(file.find(f".//{DDI}caseQnty").text)
            for file in ddi.iter(f"{DDI}fileDscr")
        },
    }


def test_all_forms_give_one_number_of_rows(bundle):
    """The rows of each table are the same in every description, and those of the table."""
    dataset = Dataset(bundle)
    actual = {name: dataset.table(name).num_rows for name in schema.TABLES}

    assert dict.fromkeys(counts(bundle), actual) == counts(bundle)


def test_all_forms_describe_each_column_alike(bundle):
    """Each column has the same description in every form."""
    expected = {(table.name, column.name): column.description for table in schema.TABLES.values() for column in table}
    resources = load(bundle, "datapackage.json")["resources"]
    ddi = ET.parse(bundle / "ddi-codebook.xml").getroot()
    found = {
        kind: {
            (entry["name"].removesuffix("-csv"), field["name"]): field["description"]
            for entry in resources if entry.get("format") == kind for field in entry["schema"]["fields"]
        }
        for kind in ("parquet", "csv")
    }  # fmt: skip
    found["csvw"] = {
        (table["dc:title"], column["name"]): column["dc:description"]
        for table in load(bundle, "csv/csv-metadata.json")["tables"] for column in table["tableSchema"]["columns"]
    }  # fmt: skip
    found["croissant"] = {
        (records["name"], field["name"]): field["description"]
        for records in load(bundle, "croissant.json")["recordSet"] for field in records["field"]
    }  # fmt: skip
    found["schema.org"] = {
        (part["name"], column["name"]): column["description"]
        for part in load(bundle, "dataset.jsonld")["hasPart"] for column in part["variableMeasured"]
    }  # fmt: skip
    found["ddi"] = {
        (variable.get("files").removeprefix("F."), variable.get("name")): variable.find(f"{DDI}txt").text
        for variable in ddi.iter(f"{DDI}var")
    }

    assert [] == [form for form, described in found.items() if described != expected]


def test_every_file_is_listed_and_every_listed_file_is_there(bundle):
    """The description lists all files but itself and the list of hashes."""
    listed = {entry["path"] for entry in load(bundle, "datapackage.json")["resources"]}
    there = {path.relative_to(bundle).as_posix() for path in bundle.rglob("*") if path.is_file()}

    assert there - {datapackage.FILE, datapackage.SUMS} == listed
    assert {path for path, _ in package.FILES.values()} < listed


def test_the_bibliographies_hold_every_source(built, rows, tmp_path):
    """BibTeX and CSL hold each source, and what a source is called speaks neither to TeX nor to YAML."""
    title = 'Refugees & "rights": 50 % {of} \\input{x} #1 _ ~ ^ $'
    rows["sources"][0]["title"] = title
    folder = release(built(rows), tmp_path / "out").folder
    bib = (folder / "sources.bib").read_text(encoding="utf-8")
    items = load(folder, "sources.csl.json")

    assert [title] == [item["title"] for item in items]
    assert {"references": items} == yaml.safe_load((folder / "sources.csl.yaml").read_text(encoding="utf-8"))
    assert r"\input" not in bib
    assert 1 == bib.count("@misc{paper-2017,")
    assert bib.replace("\\{", "").count("{") == bib.replace("\\}", "").count("}")


def test_two_releases_from_two_folders_are_the_same(built, rows, tmp_path, monkeypatch):
    """Folder and zip file are the same bytes wherever and whenever they are made."""
    made = []
    for place in ("a", "b/c"):
        (tmp_path / place).mkdir(parents=True)
        monkeypatch.chdir(tmp_path / place)
        monkeypatch.setenv("TZ", "Asia/Tokyo" if place == "a" else "America/Lima")
        made.append(release(built(rows, name=place), tmp_path / place / "out"))
    one, other = made

    assert same(one.folder, other.folder)
    assert one.archive.read_bytes() == other.archive.read_bytes()


def test_the_zip_is_sorted_and_of_one_day(bundle):
    """Names are sorted, times and permissions fixed, and all lies in one folder."""
    with zipfile.ZipFile(bundle.with_name("positions-2026.1.zip")) as packed:
        entries = packed.infolist()

    assert sorted(entry.filename for entry in entries) == [entry.filename for entry in entries]
    assert {((2026, 1, 1, 0, 0, 0), 0o100644, "positions-2026.1")} == {
        (entry.date_time, entry.external_attr >> 16, entry.filename.split("/")[0]) for entry in entries
    }


def test_a_release_reads_as_a_dataset(bundle, dataset):
    """A release is a folder of tables like any other."""
    assert dataset.table("positions").equals(Dataset(bundle).table("positions"))


def test_a_published_version_is_never_altered(built, rows, tmp_path):
    """Another release of the same version is refused; the same again is no error."""
    before = release(built(rows), tmp_path / "out")
    release(built(rows), tmp_path / "out")
    content = before.archive.read_bytes()
    rows["positions"][0]["summary"] = "other"
    with pytest.raises(BadQuery, match=r"holds another release of 2026\.1"):
        release(built(rows, name="other"), tmp_path / "out")

    assert content == before.archive.read_bytes()
    assert verify(before.folder).ok


def test_damaged_data_are_not_released(dataset, tmp_path):
    """Data that are not what they say are refused; nothing is written."""
    (dataset.folder / "events.parquet").write_bytes(b"x")
    with pytest.raises(BundleRefused, match=r"events\.parquet"):
        release(dataset, tmp_path / "out")

    assert not (tmp_path / "out").exists()


def test_a_changelog_that_is_silent_is_refused(dataset, tmp_path):
    """In a checkout the changelog must tell of the version."""
    (dataset.folder.parent / "CHANGELOG.md").write_text("# Changelog\n\n## 2025.1\n\n- x\n")
    with pytest.raises(DataInvalid, match=r"says nothing of version 2026\.1"):
        release(dataset, tmp_path / "out")


def test_ids_are_recorded_once(dataset, tmp_path):
    """The list of released ids holds each once, sorted, one a line, and loses none."""
    (tmp_path / "released.txt").write_text("gone-2001\n")
    added = record(tmp_path / "released.txt", ids(dataset))
    again = record(tmp_path / "released.txt", ids(dataset))

    assert (16, 0) == (added, again)
    assert sorted(["gone-2001", *ids(dataset)]) == (tmp_path / "released.txt").read_text().splitlines()


@pytest.fixture(name="next_version")
def _next_version(built, rows, tmp_path):
    """Change the rows, build the next version with its changes recorded, and release it after the first."""

    def make(change, version="2026.2", released="2026-06-01", log="", record=True):
        old = built(rows)
        change(rows)
        draft = built(rows, version, released, "draft")
        (draft.folder.parent / "CHANGELOG.md").write_text(
            f"# Changelog\n\n## {version}\n\nSome words.\n\n{log}\n", encoding="utf-8"
        )
        rows["changes"] = changes.compare(old, draft).rows() if record else []
        new = built(rows, version, released, "draft")
        return release(new, tmp_path / "out", old)

    return make


def recode(rows):
    rows["positions"][0].update(commitment="declared", stance=1)


def test_a_recoded_position_with_its_reason_is_released(next_version):
    """A position recoded with a reason passes, and the table of changes carries field, old, new and reason."""
    made = next_version(recode, log="- `visas-2017:LTU`: the visas were promised,\n  not issued")
    rows = Dataset(made.folder).rows("changes")

    assert [("commitment", "enacted", "declared"), ("stance", "2", "1")] == [
        (r["field"], r["old"], r["new"]) for r in rows
    ]
    assert {("visas-2017:LTU", "recoded", "the visas were promised, not issued")} == {
        (row["row_id"], row["change"], row["reason"]) for row in rows
    }


def drop_position(rows):
    gone = rows["positions"].pop()["position_id"]
    rows["evidence"] = [row for row in rows["evidence"] if row["position_id"] != gone]


def retire(rows):
    drop_position(rows)
    rows["retired"] = [{"retired_id": "law-2015:NOR", "reason": "it was another law", "version": "2026.2"}]


def test_a_retired_id_is_released_with_its_reason(next_version):
    """A position that was given up with a reason passes."""
    made = next_version(retire)
    reasons = {
        row["row_id"]: row["reason"] for row in Dataset(made.folder).rows("changes") if row["table"] == "positions"
    }

    assert {"law-2015:NOR": "it was another law"} == reasons


@pytest.mark.parametrize(("change", "more", "told"), [
    (recode, {}, "no reason"),
    (drop_position, {}, "law-2015:NOR was released and is gone"),
    (lambda rows: None, {"version": "2026.3"}, r"2026\.3 follows 2026\.1; the next is 2026\.2"),
    (lambda rows: None, {"version": "2027.1"}, "was released in 2026"),
    (lambda rows: None, {"version": "2025.9", "released": "2025-01-01"}, "follows"),
    (recode, {"record": False, "log": "- `visas-2017`: why"}, "does not hold the 2 changes"),
])  # fmt: skip
def test_a_release_against_the_rule_is_refused(next_version, tmp_path, change, more, told):
    """What breaks the rule of versions is told, and nothing is written."""
    with pytest.raises(DataInvalid, match=told):
        next_version(change, **more)

    assert not (tmp_path / "out").exists()


def other_meaning(rows):
    from positions import codebook

    rows["codes"] = [{"list": name, **vars(code)} for name, codes in codebook.load().items() for code in codes]
    rows["codes"][0]["definition"] = "something else"


def test_another_meaning_waits_for_the_first_version_of_a_year(built, rows):
    """A code that means something else is breaking within a year, and allowed in its first version."""
    from positions.share import rule

    old = built(rows)
    other_meaning(rows)
    within, first = built(rows, "2026.2", "2026-06-01"), built(rows, "2027.1", "2027-01-01")
    found = [rule.breaches(old, new, changes.compare(old, new)) for new in (within, first)]

    assert ["another definition: a breaking change" in " ".join(told) for told in found] == [True, False]


@pytest.mark.parametrize(("alter", "told"), [
    (lambda s: s["fields"].pop(4), "the column positions.date is gone"),
    (lambda s: s["fields"][4].update(type="string"), "positions.date has another type"),
    (lambda s: s["fields"][4].pop("constraints"), "positions.date may now be empty"),
    (lambda s: s.update(primaryKey=["x"]), "the key of positions is another"),
])  # fmt: skip
def test_a_column_that_goes_or_turns_is_breaking(built, rows, alter, told):
    """Columns that vanish, change type or may be empty, and other keys, break the programs that read them."""
    from positions.share import rule

    old, new = built(rows), built(rows, "2026.2", "2026-06-01")
    alter(new.described["resources"][0]["schema"])
    found = rule.breaking(old, new, changes.compare(old, new))

    assert [True] == [told in breach for breach in found]


@pytest.mark.parametrize(
    "damage",
    [
        lambda d: d.update(name="../../owned"), lambda d: d.update(name=3), lambda d: d.pop("licenses"), lambda d: d.update(licenses=[]),
        lambda d: d.update(title=None), lambda d: d.update(contributors=[{"title": 1}]), lambda d: d.update(keywords=2), lambda d: d.pop("created"),
    ],
)  # fmt: skip
def test_description_that_cannot_be_drawn_on(built, rows, tmp_path: Path, damage) -> None:
    """A description that lacks what a release draws on, or gives it a name that leaves the folder, is told; nothing is written."""
    dataset = built(rows)
    path = dataset.folder / datapackage.FILE
    described = json.loads(path.read_text("utf-8"))
    damage(described)
    path.write_text(json.dumps(described), "utf-8")
    (dataset.folder / datapackage.SUMS).write_text(datapackage.sums(dataset.folder), "utf-8")

    with pytest.raises(DataDamaged, match="does not describe the dataset as it must"):
        release(Dataset(dataset.folder), tmp_path / "deep" / "er" / "out")
    assert not (tmp_path / "deep").exists()


def test_ddi_is_well_formed_whatever_a_label_holds(dataset) -> None:
    """Characters that XML cannot hold are left out."""
    known = facts.of(dataset)
    book = {
        name: replace(codes, codes=tuple(replace(code, label="a\x00\x1b[2Jb") for code in codes))
        for name, codes in known.codebook.items()
    }

    root = ET.fromstring(ddi.describe(replace(known, codebook=Codebook(book))))

    assert {"a[2Jb"} == {label.text for label in root.iter(f"{DDI}labl")} & {"a[2Jb", "ab"}
