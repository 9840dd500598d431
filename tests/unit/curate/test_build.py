"""The build: all of the tables or none, one build at a time, and nothing left behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from positions import datapackage, schema
from positions.curate import build
from positions.curate.seeds import checks, places
from positions.errors import DataInvalid, SeedsInvalid

ROOT = Path(__file__).parents[3]
EVENT = "seeds/events/humanitarian_visas/visas-2017.yaml"


@pytest.fixture(name="project")
def project_(tree: Path) -> Path:
    """A checkout with seeds, and expectations without those that people wrote about the codes in use."""
    (tree / "expectations" / "in_context").mkdir(parents=True)
    for name in ("positions", "evidence"):
        target = tree / "expectations" / "in_context" / f"{name}.json"
        target.write_bytes((ROOT / "expectations" / "in_context" / f"{name}.json").read_bytes())
    return tree


@pytest.fixture(name="unvalidated")
def unvalidated_(monkeypatch: pytest.MonkeyPatch) -> None:
    """Builds that take the tables to be good: what is shown is what happens to the files."""
    monkeypatch.setattr(build, "_validate", lambda *_: None)


def _bytes(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def _edit(project: Path, old: str, new: str) -> None:
    path = project / EVENT
    assert old in path.read_text("utf-8")
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")


def test_build(project: Path) -> None:
    """A build makes every declared table and says which files changed; a second one changes nothing."""
    first = build.build(project)
    before = _bytes(project / "data")
    second = build.build(project)

    assert set(schema.TABLES) == set(first.rows)
    assert "data/positions.parquet" in first.changed
    assert () == second.changed
    assert before == _bytes(project / "data")
    assert [] == list(project.glob(".data.*"))


@pytest.mark.usefixtures("unvalidated")
def test_check_only(project: Path) -> None:
    """A check names what a build would change, and writes nothing."""
    build.build(project)
    before = _bytes(project / "data")
    stale = build.build(project, check_only=True).changed
    assert [] == [name for name in stale if name.startswith("data/")]
    _edit(project, "Issued visas to two people.", "Issued two visas.")

    changed = build.build(project, check_only=True).changed

    assert "data/positions.parquet" in changed
    assert "data/actors.parquet" not in changed
    assert before == _bytes(project / "data")


def test_bad_seeds_change_nothing(project: Path) -> None:
    """With a problem in the seeds no file is written."""
    _edit(project, "actors: [LTU]", "actors: [LIT]")

    with pytest.raises(SeedsInvalid) as caught:
        build.build(project)

    assert "'LIT' is not an id of actors; did you mean 'LTU'?" in str(caught.value)
    assert not (project / "data").exists()


def test_failing_expectations_name_file_and_line(project: Path) -> None:
    """A row that breaks an expectation is told with the line of the seeds it came from; data/ stays as it was."""
    (project / "data").mkdir()
    (project / "data" / "kept").touch()
    before = _bytes(project / "data")
    _edit(project, "    note: One report, which another disputes.\n", "")

    with pytest.raises(DataInvalid) as caught:
        build.build(project)

    told = str(caught.value).splitlines()
    assert "  Low confidence has a note that says why. [1 row]" in told
    assert "    seeds/events/humanitarian_visas/visas-2017.yaml:36: visas-2017:RUS" in told
    assert before == _bytes(project / "data")
    assert [] == list(project.glob(".data.*"))


@pytest.mark.usefixtures("unvalidated")
def test_interrupted_between_renames(project: Path) -> None:
    """A build that was killed while data/ was aside leaves nothing behind once the next one has run."""
    build.build(project)
    before = _bytes(project / "data")
    (project / ".data.part").mkdir()
    (project / "data").rename(project / ".data.old")

    build.build(project)

    assert before == _bytes(project / "data")
    assert [] == list(project.glob(".data.*"))


def test_places(tree: Path) -> None:
    """Every row that people wrote has a place in the seeds."""
    seeds, _ = checks.check(tree / "seeds")
    found = places.of_rows(seeds)

    assert "seeds/events/humanitarian_visas/visas-2017.yaml:13" == str(found["positions"]["visas-2017:LTU"])
    assert "seeds/groups/PAIR.yaml:6" == str(found["memberships"]["PAIR DEU 2004-05-01"])
    assert "seeds/events/humanitarian_visas/visas-2017.yaml:50" == str(found["not_coded"]["visas-2017 1"])


@pytest.mark.usefixtures("unvalidated")
def test_description(project: Path) -> None:
    """The description tells the rows and digest of each table."""
    built = build.build(project)
    described = datapackage.read(project / "data")

    assert built.rows == {entry["name"]: entry["rows"] for entry in datapackage.tables(described)}
