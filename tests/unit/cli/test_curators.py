"""The curators' commands: what goes to stdout and to stderr, and how they exit."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from positions import schema
from positions.cli.main import main
from positions.curate import build
from positions.curate.seeds import checks

GOOD = Path(__file__).parents[2] / "seeds" / "good"


@pytest.fixture(name="project")
def project_(tmp_path: Path) -> Path:
    """A checkout with the small tree of seeds, its tables, and one hand-written expectation a table."""
    shutil.copytree(GOOD, tmp_path / "seeds")
    (tmp_path / "data").mkdir()
    build.make(checks.check(tmp_path / "seeds")[0], tmp_path / "data")
    (tmp_path / "expectations").mkdir()
    for name in ("events", "retired"):
        column = schema.TABLES[name].key[0]
        text = '{"name": "%s", "expectations": [{"type": "expect_column_values_to_be_unique", "kwargs": {"column": "%s"}, "notes": "No two share an id."}]}'
        (tmp_path / "expectations" / f"{name}.json").write_text(text % (name, column), "utf-8")
    return tmp_path


def _run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_check(project: Path) -> None:
    """A clean tree is one line and 0; problems are lines on stdout, a count and 1."""
    clean = _run("check", project)
    (project / "seeds" / "actors.yaml").write_text("- id: LTU\n\tname: x\n", "utf-8")
    broken = _run("check", "--root", project)

    assert (0, "no problems in 10 files\n") == (clean.exit_code, clean.stdout)
    assert 1 == broken.exit_code
    assert "seeds/actors.yaml:2: a tab indents this line; use blanks\n1 problem in 1 of 10 files\n" == broken.stdout


def test_root_is_found_upwards(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The checkout is the nearest folder upwards that holds seeds."""
    monkeypatch.chdir(project / "seeds" / "events")

    assert 0 == _run("check").exit_code


def test_no_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Outside a checkout the answer says what to do."""
    monkeypatch.chdir(tmp_path)
    answer = _run("check")

    assert 1 == answer.exit_code
    assert "holds seeds/; run this in a checkout of the project, or name one with --root" in answer.stderr


def test_validate(project: Path) -> None:
    """Tables that hold are one line and 0."""
    answer = _run("validate", "--root", project)

    assert (0, "all 2 expectations on 2 tables hold\n") == (answer.exit_code, answer.stdout)


def test_validate_damaged(project: Path) -> None:
    """A missing and a damaged table are named, with why and what to do; the others are held all the same."""
    (project / "data" / "events.parquet").write_bytes(b"no parquet")
    (project / "data" / "retired.parquet").unlink()
    answer = _run("validate", project / "data", "--expectations", project / "expectations")

    assert 1 == answer.exit_code
    assert "events.parquet: cannot be read as Parquet" in answer.stdout
    assert "retired.parquet: not found; run `positions build`" in answer.stdout
    assert answer.stdout.endswith("0 of 2 expectations fail, on 0 of 2 tables; 2 tables missing or damaged\n")


def test_validate_bad_suite(project: Path) -> None:
    """A suite that cannot be read is named."""
    (project / "expectations" / "events.json").write_text("{", "utf-8")
    answer = _run("validate", "--root", project)

    assert 1 == answer.exit_code
    assert "events.json: is not a suite of expectations" in answer.stderr


def test_build_check(project: Path) -> None:
    """A tree whose seeds have moved on names the files on stdout, and exits with 1."""
    event = project / "seeds" / "events" / "humanitarian_visas" / "visas-2017.yaml"
    event.write_text(event.read_text("utf-8").replace("to two people", "to two persons"), "utf-8")
    answer = _run("build", "--check", "--root", project)

    assert 1 == answer.exit_code
    assert "data/positions.parquet" in answer.stdout.splitlines()
    assert "run `positions build`" in answer.stderr


def test_evidence_and_audit(project: Path, tmp_path: Path) -> None:
    """Passages that are not found, and sentences that are not accounted for, exit with 1."""
    copies = tmp_path / "copies"
    copies.mkdir()
    (copies / "paper-2017-05-19.txt").write_text(
        "The minister said that he gave two visas.\n\nNorway waits.\n", "utf-8"
    )
    evidence = _run("evidence", "--root", project)
    audit = _run("audit", copies / "paper-2017-05-19.txt", "--source", "paper-2017-05-19", "--root", project)

    assert (1, 1) == (evidence.exit_code, audit.exit_code)
    assert "1 passages found once, 2 not found, 0 ambiguous; 0 in 0 sources without a copy here\n" in evidence.stdout
    assert "paper-2017-05-19.txt:3: NOR: Norway waits.\n" in audit.stdout


def test_new_event(project: Path) -> None:
    """The file is named on stdout; without an id the answer is wrong usage."""
    made = _run("new", "event", "--id", "visas-2018", "--topic", "humanitarian_visas", "--root", project)
    without = _run("new", "event", "--topic", "humanitarian_visas", "--root", project)

    assert (0, "visas-2018.yaml") == (made.exit_code, Path(made.stdout.strip()).name)
    assert 2 == without.exit_code


def test_reliability(project: Path) -> None:
    """Alpha and the units judged apart come in every text format."""
    for form in ("text", "csv", "json"):
        answer = _run("reliability", "--folder", project / "data", "--format", form)

        assert (0, True) == (answer.exit_code, "example/visas/0" in answer.stdout)
