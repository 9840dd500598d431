"""The commands of `positions structure`: help, examples, a table of one's own, exit codes."""

from __future__ import annotations

import csv
import io
import re
import shlex
from pathlib import Path

import click
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result
from tests.unit.analyse.structure.test_listings import votes

from positions.cli.main import main
from positions.cli.structure import command

OWN = (
    "--map",
    "actor=who,question=roll,stance=vote,column=theme,date=day",
    "--codes",
    "yes=for,no=against,abstain=neutral",
)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["structure", *arguments])


@pytest.fixture(name="table")
def _table(tmp_path: Path) -> str:
    """The votes of two camps as a file."""
    path = tmp_path / "votes.parquet"
    pq.write_table(pa.table(votes()), path)
    return str(path)


@pytest.mark.parametrize("name", command.commands)
def test_the_example_runs(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Help opens with one sentence and shows an example of this very command, which runs."""
    monkeypatch.chdir(tmp_path)
    if name == "map":
        pytest.importorskip("vl_convert")
    told = command.commands[name].help or ""
    (example,) = re.findall(r"^\s*Example: positions (.+)$", told, re.MULTILINE)
    done = CliRunner().invoke(main, shlex.split(example))

    assert told.splitlines()[0].endswith(".")
    assert shlex.split(example)[:2] == ["structure", name]
    assert (done.exit_code, done.exception) == (0, None)


@pytest.mark.parametrize("name", command.commands)
def test_every_option_is_told(name: str) -> None:
    """No option is without help."""
    params = command.commands[name].params

    assert [option.name for option in params if isinstance(option, click.Option) and not option.help] == []


@pytest.mark.parametrize(
    ("arguments", "first"),
    [
        (["peers", "Spain", "--measure", "agreement", "--count", "1"], ["Nearest"]),
        (["cohesion", "--by", "year"], ["year", "cohesion", "events", "answers"]),
        (["drift", "Spain", "--before", "1947"], ["column", "before", "after", "change", "low", "high", "n_before", "n_after"]),
        (["map", "--measure", "agreement"], ["actor_id", "x", "y"]),
    ],
)  # fmt: skip
@pytest.mark.parametrize("engine", ["memory", "duckdb"])
def test_a_table_of_ones_own(table: str, engine: str, arguments: list[str], first: list[str]) -> None:
    """Each command reads a user's file, whichever engine holds it."""
    if engine == "duckdb":
        pytest.importorskip("duckdb")
    done = run(*arguments, "--data", table, *OWN, "--engine", engine, "--format", "csv")

    assert next(csv.reader(io.StringIO(done.stdout))) == first, done.output


def test_the_same_as_the_library(small_folder: Path) -> None:
    """The command shows what the function returns."""
    import positions

    done = run("cohesion", "--group", "EU", "--by", "event", "--folder", str(small_folder), "--format", "csv")

    assert done.stdout == positions.cohesion(data=small_folder, group="EU", by="event").render("csv")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["peers", "Lithuanai"], "did you mean"),
        (["drift", "LTU"], "needs a date"),
        (["drift", "LTU", "--before", "2015/2018", "--after", "2017"], "overlap"),
        (["cohesion", "--by", "column"], "known: topic, issue, event, year"),
        (["blocs", "--measure", "all"], "one measure"),
        (["blocs", "--map", "actor=who"], "--data"),
        (["peer", "LTU"], "No such command"),
    ],
)
def test_wrong_usage(arguments: list[str], said: str) -> None:
    """What cannot be meant is answered on stderr, with exit code 2."""
    done = run(*arguments)

    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr


def test_coverage_of_a_table_of_ones_own(table: str) -> None:
    """`positions coverage` tells who answered how many of the questions of each column."""
    done = CliRunner().invoke(main, ["coverage", "--data", table, *OWN, "--format", "csv"])

    assert done.stdout.splitlines()[0] == "actor,name,even,odd"
    assert "Malta,Malta,,12" in done.stdout.splitlines()
