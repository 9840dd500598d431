"""The doctor: each thing is broken by itself, and is told with the command that mends it; what is well is left alone."""

from __future__ import annotations

import json
import os
import shutil
import tomllib
from importlib.metadata import PathDistribution
from pathlib import Path

import pytest
from click.testing import CliRunner

from positions import versions
from positions.analyse.dataset import Dataset
from positions.analyse.overview import datareport
from positions.cli.main import main
from positions.curate import build
from positions.curate.expectations import suites
from positions.curate.seeds import checks
from positions.errors import MissingExtra, PositionsError
from positions.share.doctor import cache, checkout, examination, installation, tables
from positions.share.doctor.finding import note
from positions.share.requirement import FOR_DEVELOPERS

SEEDS = Path(__file__).parents[2] / "seeds" / "good"


@pytest.fixture(name="cached", autouse=True)
def _cached(tmp_path, monkeypatch):
    """An empty cache; one stands in no checkout."""
    monkeypatch.setenv(versions.ENVIRONMENT, str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cache").mkdir()
    return tmp_path / "cache"


@pytest.fixture(name="folder")
def _folder(dataset):
    """Tables in which nothing is wrong."""
    return dataset.folder


@pytest.fixture(name="root")
def _root(tmp_path):
    """A checkout in which nothing is wrong, made from the small tree of seeds."""
    root = tmp_path / "checkout"
    shutil.copytree(SEEDS, root / "seeds")
    for name in ("data", "docs"):
        (root / name).mkdir()
    seeds, problems = checks.check(root / "seeds")
    assert problems == []
    build.make(seeds, root / "data")
    suites.refresh(root / "expectations", seeds.codebook)
    (root / "docs" / "data.md").write_text(datareport.page(Dataset(root / "data")), encoding="utf-8")
    (root / "docs" / "codebook.md").write_text(checkout.PAGES["docs/codebook.md"][0](Dataset(root / "data")), "utf-8")
    return root


@pytest.fixture(name="packages")
def _packages(tmp_path, monkeypatch):
    """Installed packages as a test tells them: for each name its version and what it asks for."""

    def install(**told):
        for name, (version, lines) in told.items():
            folder = tmp_path / "site" / f"{name}.dist-info"
            folder.mkdir(parents=True)
            asked = [f"Requires-Dist: {line}" for line in lines]
            text = "\n".join(["Metadata-Version: 2.4", f"Name: {name}", f"Version: {version}", *asked, ""])
            (folder / "METADATA").write_text(text, encoding="utf-8")

        def installed(name):
            folder = tmp_path / "site" / f"{name}.dist-info"
            return PathDistribution(folder) if folder.is_dir() else None

        monkeypatch.setattr(installation, "installed", installed)
        monkeypatch.setattr(checkout, "installed", installed)
        return list(installation.findings())

    return install


def told(findings):
    """Kind, name of the place, what mends it; words may change."""
    return [(each.kind, Path(each.where).name, each.remedy) for each in findings]


def test_all_is_well(folder, root):
    """Tables, cache and checkout as they were made have no finding."""
    assert [] == [*tables.findings(folder), *cache.findings(), *checkout.findings(root)]


# The installation


def test_not_installed(packages):
    """A package that runs from a folder is told to be installed."""
    assert [("fault", "installation", "pip install --editable '.'")] == told(packages())


def test_other_version_than_the_data(packages):
    """Data of another version than the package are told."""
    (found,) = packages(positions=("1999.1", []))

    assert "1999.1" in found.what and str(versions.shipped()) in found.what
    assert "pip install --editable '.'" == found.remedy


def test_missing_and_outside_of_bounds(packages):
    """What is needed and missing, or too old, is a fault with the bound that would be right."""
    found = packages(
        positions=(versions.shipped(), ["absent>=2", "old>=2.10", "fine>=2"]), old=("2.9", []), fine=("2.0", [])
    )

    assert [("fault", "pip install 'absent>=2'"), ("fault", "pip install 'old>=2.10'")] == [
        (each.kind, each.remedy) for each in found
    ]
    assert "2.9" in found[1].what


def test_extras(packages):
    """An extra that is missing is a note that says what it is for; a part of one that is too old is a fault."""
    asked = ['here>=2; extra == "report"', 'gone; extra == "report"', 'here>=1; extra == "site"']
    found = packages(positions=(versions.shipped(), asked), here=("1.5", []))

    assert [("note", "pip install --editable '.[report]'"), ("fault", "pip install 'here>=2'")] == [
        (each.kind, each.remedy) for each in found
    ]
    assert "gone" in found[0].what and "pictures" in found[0].what


def test_every_extra_is_for_something():
    """Each extra of the package is told with its task, but for those that gather others or serve developers."""
    project = tomllib.loads((Path(__file__).parents[3] / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert project["optional-dependencies"].keys() - {"all", *FOR_DEVELOPERS} == installation.EXTRAS.keys()


# The tables


def test_altered_table(folder):
    """A table that does not have its hash is named, with what brings it back."""
    with (folder / "positions.parquet").open("ab") as file:
        file.write(b" ")

    remedy = f"positions download --dest {folder} --from ADDRESS"
    assert ("fault", "positions.parquet", remedy) in told(tables.findings(folder))


def test_tables_of_another_schema(folder):
    """Tables that lack one which this version of the package knows are told."""
    described = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    described["resources"] = [entry for entry in described["resources"] if entry["name"] != "topics"]
    (folder / "datapackage.json").write_text(json.dumps(described), encoding="utf-8")

    assert "another schema" in " ".join(each.what for each in tables.findings(folder))


def test_no_tables(tmp_path):
    """A folder that is not there is a finding and no error."""
    assert [("fault", "nowhere", f"positions download --dest {tmp_path / 'nowhere'} --from ADDRESS")] == told(
        tables.findings(tmp_path / "nowhere")
    )


def test_shipped_tables(monkeypatch, folder):
    """The tables that came with the package are built again in a checkout, and installed again elsewhere."""
    (folder / "positions.parquet").unlink()
    monkeypatch.setattr("positions.codebook.shipped_data", lambda: folder)
    in_checkout = {each.remedy for each in tables.findings(None)}
    monkeypatch.setattr(tables, "from_checkout", lambda: False)

    assert {"positions build"} == in_checkout
    assert {"pip install --force-reinstall --no-deps positions"} == {each.remedy for each in tables.findings(None)}


# The cache


def test_cache_that_is_a_file(cached):
    """A file where the cache should be is told, with the variable that moves it."""
    cached.rmdir()
    cached.write_text("", encoding="utf-8")

    assert [("fault", "cache", "export POSITIONS_CACHE=FOLDER")] == told(cache.findings())


@pytest.mark.parametrize("there", [True, False], ids=["itself", "what it would be made in"])
def test_cache_that_cannot_be_written(cached, monkeypatch, there):
    """A cache that cannot be written, or cannot be made, is told."""
    if not there:
        cached.rmdir()
    closed = cached if there else cached.parent
    # Whoever may do everything may write everywhere; so the system's answer is given here.
    monkeypatch.setattr(os, "access", lambda path, mode: path != closed)

    assert [("fault", "cache", "export POSITIONS_CACHE=FOLDER")] == told(cache.findings())


def test_no_cache_yet(cached):
    """A cache that was never needed is no fault."""
    cached.rmdir()

    assert [] == list(cache.findings())


def test_what_downloads_left(cached):
    """Half a version is gone on with, and other leftovers are removed."""
    for name in (".2026.1.part", ".2026.2.old", ".zip.part"):
        (cached / name).mkdir()

    assert [
        ("fault", ".2026.1.part", "positions download --version 2026.1 --from ADDRESS"),
        ("fault", ".2026.2.old", f"rm -r {cached / '.2026.2.old'}"),
        ("fault", ".zip.part", f"rm -r {cached / '.zip.part'}"),
    ] == told(cache.findings())


def test_what_is_kept_for_the_shell_is_no_leftover(cached):
    """The names that a shell completes lie beside the versions, put there by the package itself."""
    (cached / versions.COMPLETION).mkdir()

    assert [] == told(cache.findings())


def test_what_is_no_version(cached):
    """A folder that is no version is a note; one that is called so and is none, a fault."""
    (cached / "my own").mkdir()
    (cached / "2026.1").mkdir()

    assert [
        ("fault", "2026.1", f"rm -r {cached / '2026.1'}"),
        ("note", "my own", f"rm -r '{cached / 'my own'}'"),
    ] == told(cache.findings())


def test_cached_version(cached, folder):
    """A version in the cache is left alone while it is whole, and told when it is altered or under another name."""
    shutil.copytree(folder, cached / "2026.1")
    whole = told(cache.findings())
    (cached / "2026.1" / "topics.parquet").write_bytes(b"")
    altered = told(cache.findings())
    shutil.rmtree(cached / "2026.1")
    shutil.copytree(folder, cached / "2026.7")

    assert [] == whole
    assert [("fault", "topics.parquet", "positions download --version 2026.1 --from ADDRESS")] == altered
    assert [("fault", "2026.7", f"mv {cached / '2026.7'} {cached / '2026.1'}")] == told(cache.findings())


# The checkout


def test_data_that_the_seeds_do_not_give(root):
    """A table that is not what the seeds give is named, with the command that makes it."""
    (root / "data" / "topics.parquet").write_bytes(b"")

    assert [("fault", "topics.parquet", "positions build")] == told(checkout.findings(root))


def test_seeds_with_problems(root):
    """Seeds that hold problems are told with their number and the first."""
    path = root / "seeds" / "codings.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "unknown: 1\n", encoding="utf-8")

    (found,) = checkout.findings(root)
    assert ("fault", "seeds", "positions check") == (found.kind, Path(found.where).name, found.remedy)
    assert "codings.yaml" in found.what


def test_missing_and_stale_suites(root):
    """A suite that is missing is told once and restored; one that is stale is made anew."""
    (root / "expectations" / "actors.json").unlink()
    path = root / "expectations" / "events.json"
    path.write_text(path.read_text(encoding="utf-8").replace("event_id", "event"), encoding="utf-8")

    assert [
        ("fault", "actors.json", "git restore expectations"),
        ("fault", "events.json", "positions build"),
    ] == told(checkout.findings(root))


@pytest.mark.parametrize("name", checkout.PAGES)
def test_stale_pages(root, name):
    """A page that is not what the data give, or is missing, is told with what writes it."""
    (root / name).write_text("old\n", encoding="utf-8")
    stale = told(checkout.findings(root))
    (root / name).unlink()

    assert [("fault", Path(name).name, checkout.PAGES[name][1])] == stale
    assert stale == told(checkout.findings(root))


def test_what_commands_left(root):
    """Folders that an interrupted build or release left are told."""
    for name in (".data.part", ".dist.part"):
        (root / name).mkdir()
    (root / "expectations" / "actors.part").write_text("", encoding="utf-8")

    assert [
        ("fault", ".data.part", "positions build"),
        ("fault", ".dist.part", f"rm -r {root / '.dist.part'}"),
        ("fault", "actors.part", f"rm -r {root / 'expectations' / 'actors.part'}"),
    ] == told(checkout.findings(root))


def test_without_what_reads_seeds(root, monkeypatch):
    """Where seeds cannot be read a checkout is told what that needs, as a note: readers do without."""

    def lacking(*_, **__):
        raise MissingExtra("PyYAML", "curate", "reading seeds")

    monkeypatch.setattr(build, "build", lacking)

    assert [("note", "seeds", "pip install --editable '.[curate]'")] == told(checkout.findings(root))


def test_another_checkout_than_runs(root):
    """In a checkout that is not the one whose package runs, that is told."""
    (root / "pyproject.toml").write_text("[project]\ndependencies = []\n", encoding="utf-8")

    assert [("note", "src", "pip install --editable .")] == told(checkout.findings(root))


def test_installed_before_the_project_asked_for_more(root, packages, monkeypatch):
    """A requirement that was added since the package was installed is told; the same ones in another order are not."""
    monkeypatch.setattr(checkout.positions, "__file__", str(root / "src" / "positions" / "__init__.py"))
    packages(positions=(versions.shipped(), ['b; extra == "x"', "a>=1"]), krippendorff=("1", []))
    project = '[project]\ndependencies = ["a >= 1"]\n[project.optional-dependencies]\nx = ["b"]\n'
    (root / "pyproject.toml").write_text(project, encoding="utf-8")
    same = told(checkout.findings(root))
    (root / "pyproject.toml").write_text(project.replace('["b"]', '["b", "c"]'), encoding="utf-8")

    assert [] == same
    assert [("fault", "pyproject.toml", "pip install --editable '.[test]'")] == told(checkout.findings(root))


def test_no_checkout(tmp_path):
    """Outside of a checkout none is looked at; a folder that is named and is none is refused."""
    assert checkout.near(None) is None
    with pytest.raises(PositionsError, match="holds no seeds"):
        checkout.near(tmp_path)


# All of it


def test_examination_gathers_all(root, folder, cached, monkeypatch):
    """Findings on installation, tables, cache and checkout stand in one listing, faults first, notes being none."""
    monkeypatch.setattr(installation, "findings", lambda: iter([note("installation", "an extra", "pip")]))
    noted = examination.examine(folder, root)
    (folder / "topics.parquet").unlink()
    (cached / "2026.1").mkdir()
    (root / "data" / "topics.parquet").unlink()
    broken = examination.examine(folder, root)

    assert noted.ok and not broken.ok
    assert ("no faults, 1 note", 1) == (noted.listing().caption.title, len(noted.listing().rows))
    assert "note" == broken.listing().rows[-1]["kind"]
    assert {"topics.parquet", "2026.1", "installation"} <= {Path(row["where"]).name for row in broken.listing().rows}
    assert ("installation", "data", "cache", "checkout") == broken.examined


def test_command(folder, monkeypatch):
    """The command says that all is well and exits with 0; with a fault it tells it, as JSON too, and exits with 1."""
    monkeypatch.setattr(installation, "findings", lambda: iter(()))
    well = CliRunner().invoke(main, ["doctor", "--folder", str(folder)])
    (folder / "topics.parquet").unlink()
    broken = CliRunner().invoke(main, ["doctor", "--folder", str(folder), "--format", "json"])
    (row,) = [row for row in json.loads(broken.stdout)["rows"] if row["where"].endswith("topics.parquet")]

    assert (0, "all is well") == (well.exit_code, well.stdout.splitlines()[0])
    assert (1, "fault", "is missing") == (broken.exit_code, row["kind"], row["what"])
