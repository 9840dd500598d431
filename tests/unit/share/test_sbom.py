"""The bill of materials: what it lists, that it is valid, that nothing in it is chance."""

from __future__ import annotations

import hashlib
import json
from importlib.metadata import PathDistribution, version

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from positions.errors import PositionsError
from positions.share import requirement, sbom
from positions.share.release import release


@pytest.fixture(name="zipped")
def _zipped(tmp_path):
    path = tmp_path / "a.zip"
    path.write_bytes(b"the data")
    return path


@pytest.fixture(name="packages")
def _packages(tmp_path, monkeypatch):
    """Installed packages as a test tells them: the lines of metadata by name."""

    def install(**told):
        for name, lines in told.items():
            folder = tmp_path / "site" / f"{name}-1.0.dist-info"
            folder.mkdir(parents=True)
            head = ["Metadata-Version: 2.4", f"Name: {name}", "Version: 1.0"]
            (folder / "METADATA").write_text("\n".join([*head, *lines, ""]), encoding="utf-8")

        def installed(name):
            folder = tmp_path / "site" / f"{name}-1.0.dist-info"
            return PathDistribution(folder) if folder.is_dir() else None

        monkeypatch.setattr(sbom, "installed", installed)

    return install


def bill(zipped):
    return json.loads(sbom.text("2026.1", zipped, "positions-2026.1.zip"))


def test_it_is_valid(dataset, tmp_path):
    """The bill that lies beside a release is valid CycloneDX 1.6."""
    text = release(dataset, tmp_path / "out").bill.read_text(encoding="utf-8")

    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None


def test_the_schema_is_looked_at(zipped):
    """A bill with a component of no kind is not valid, so the test before this one can fail."""
    wrong = bill(zipped)
    wrong["components"][0]["type"] = "thing"

    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(json.dumps(wrong)) is not None


def test_same_bytes(dataset, tmp_path):
    """Two releases of the same data by the same programs have the same bill, and other data another number."""
    first, second = (release(dataset, tmp_path / name).bill.read_bytes() for name in ("a", "b"))
    other = sbom.text("2026.2", tmp_path / "a" / "positions-2026.1.zip", "positions-2026.1.zip")

    assert first == second
    assert json.loads(first)["serialNumber"] != json.loads(other)["serialNumber"]


def test_what_runs_is_listed_with_its_version(zipped):
    """Every dependency of the package is there as installed, and no tool of the tests."""
    listed = {each["name"]: each for each in bill(zipped)["components"]}
    needed = {"click", "narwhals", "numpy", "pandas", "pyarrow", "rich"}

    assert needed <= {name for name, each in listed.items() if each.get("scope") == "required"}
    assert {name: version(name) for name in needed} == {name: listed[name]["version"] for name in needed}
    assert not {"pytest", "ruff", "mypy"} & listed.keys()


def test_the_data_are_named_with_their_hash(zipped):
    """The zip file of the release is told with the hash that it has."""
    data = bill(zipped)["components"][0]

    assert ("data", "positions-2026.1.zip") == (data["type"], data["name"])
    assert [{"alg": "SHA-256", "content": hashlib.sha256(b"the data").hexdigest()}] == data["hashes"]


def test_what_needs_what(packages, zipped):
    """What is needed is told apart from what extras bring; what is not installed, or for developers, is left out."""
    packages(
        positions=[
            "Provides-Extra: more", "Provides-Extra: test", "Requires-Dist: base>=1", "Requires-Dist: side[deep]; extra == 'more'",
            "Requires-Dist: tool; extra == 'test'",
        ],
        base=["Requires-Dist: elsewhere; sys_platform == 'win32'", "License-Expression: MIT"],
        side=["Requires-Dist: depth; extra == 'deep'", "Requires-Dist: tool; extra == 'other'", "License: A licence"],
        depth=["Requires-Dist: side", "Classifier: License :: OSI Approved :: BSD License"],
        tool=[],
    )  # fmt: skip
    found = bill(zipped)

    assert {"base": "required", "depth": "optional", "side": "optional"} == {
        each["name"]: each["scope"] for each in found["components"][1:]
    }
    assert {
        "pkg:pypi/positions@1.0": ["pkg:pypi/base@1.0", "pkg:pypi/side@1.0"],
        "pkg:pypi/base@1.0": [],
        "pkg:pypi/side@1.0": ["pkg:pypi/depth@1.0"],
        "pkg:pypi/depth@1.0": ["pkg:pypi/side@1.0"],
    } == {each["ref"]: each["dependsOn"] for each in found["dependencies"]}
    assert [{"expression": "MIT"}, {"license": {"name": "BSD License"}}, {"license": {"name": "A licence"}}] == [
        each["licenses"][0] for each in found["components"][1:]
    ]


def test_a_package_that_is_not_installed_has_none(packages, zipped):
    """Where nothing is known of the package the release is refused, with what to do."""
    packages()

    with pytest.raises(PositionsError, match="pip install --editable"):
        bill(zipped)


@pytest.mark.parametrize(
    ("text", "version", "met"),
    [
        ("a>=2.0", "2", True),
        ("a>=2.0", "1.99", False),
        ("a>=2.0,<3", "2.10", True),
        ("a>=2.0,<3", "3.0.1", False),
        ("a!=1.5; extra == 'x'", "1.5.0", False),
        ("a[b]==1.5", "1.5", True),
        ("a", "0", True),
    ],
)
def test_bounds(text, version, met):
    """A version lies within the bounds of a requirement or outside, compared as numbers."""
    assert met == requirement.read(text).met_by(version)
