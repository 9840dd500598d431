"""The commands for readers: help, examples, exit codes, what they import, and pipes."""

from __future__ import annotations

import importlib.util
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import positions
from positions.cli.main import HEADINGS, main

COMMANDS = [
    name
    for commands in HEADINGS.values()
    for name in commands
    if importlib.util.find_spec("positions.cli." + {"list": "list_"}.get(name, name))
]
READERS = [
    name
    for name in COMMANDS
    if name
    in ("matrix", "coverage", "compare", "show", "why", "timeline", "report", "list", "search", "codebook", "info")
]


@pytest.fixture(name="run")
def _run(tmp_path, monkeypatch):
    """Run a command line in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: CliRunner().invoke(main, [str(argument) for argument in arguments])


def command(name):
    return main.get_command(click.Context(main), name)


def example(name):
    """The example in the help of a command, as arguments."""
    (found,) = re.findall(r"^\s*Example: positions (.+)$", command(name).help, re.MULTILINE)
    return shlex.split(found)


def separate(*arguments, code=None, **options):
    """A process of its own, in which nothing is imported yet."""
    environment = {**os.environ, "PYTHONPATH": str(Path(positions.__file__).parents[1])}
    started = ["-c", code] if code else ["-m", "positions.cli.main", *arguments]
    return subprocess.Popen(
        [sys.executable, *started],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
        text=True,
        **options,
    )


@pytest.mark.parametrize("name", COMMANDS)
def test_help_has_a_sentence_and_an_example(name):
    """The first line of every help is one whole sentence, and one line is an example of this very command."""
    first = command(name).help.splitlines()[0]

    assert first.endswith(".") and ". " not in first
    assert name == example(name)[0]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_told(name):
    """No option is without help."""
    untold = [option.name for option in command(name).params if isinstance(option, click.Option) and not option.help]

    assert untold == []


@pytest.mark.parametrize("name", READERS)
def test_examples_run(run, name):
    """The example of every command runs on the shipped data, in an empty folder, and says something."""
    result = run(*example(name))

    assert (result.exit_code, result.exception) == (0, None), result.output
    assert result.output.strip()


def test_help_lists_the_commands(run):
    """The help of the program names each command with its line."""
    output = run("--help").output

    assert [name for name in READERS if not re.search(rf"^\s+{name}\s", output, re.MULTILINE)] == []


@pytest.mark.parametrize(
    ("arguments", "offered"),
    [
        (["why", "Lithuana", "humanitarian_visas"], "Lithuania"),
        (["why", "LTU", "humanitarian_visa"], "humanitarian_visas"),
        (["show", "Germny"], "Germany"),
        (["compare", "LTU", "Germny"], "Germany"),
        (["timeline", "asylum_rule"], "asylum_rules"),
        (["list", "events", "--topic", "asylum_rule"], "asylum_rules"),
        (["codebook", "confidance"], "confidence"),
        (["coverage", "--group", "NATOO"], "NATO"),
        (["matrix", "--issue", "visa"], "visas"),
        (["serch", "visa"], "search"),
    ],
)
def test_unknown_names_are_answered_with_the_nearest(run, arguments, offered):
    """A name that nobody knows is wrong usage, and the nearest known one is offered."""
    result = run(*arguments)

    assert result.exit_code == 2
    assert f"did you mean '{offered}'" in result.stderr or f"'{offered}'" in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize(
    "arguments",
    [
        ["why", "LTU"],
        ["list", "things"],
        ["compare", "LTU"],
        ["search", "..."],
        ["why", "LTU", "visas", "--as-of", "soon"],
    ],
)
def test_wrong_usage_is_two(run, arguments):
    """What cannot be meant exits 2 with a word on why, and no traceback."""
    result = run(*arguments)

    assert result.exit_code == 2
    assert result.stderr and "Traceback" not in result.stderr


def test_missing_data_are_one(run):
    """A folder without tables exits 1 and says what to do."""
    result = run("matrix", "--folder", "nowhere")

    assert result.exit_code == 1
    assert "nowhere: not found; run `positions build`" in result.stderr


def test_folder_is_read(run, small_folder):
    """A folder named is read instead of the shipped tables."""
    assert "visas-2017" in run("list", "events", "--folder", small_folder).output


def test_why_shows_the_passage(run):
    """The positions behind a cell are shown with speaker, date, source and the words that find the passage."""
    output = run("why", "LTU", "chechnya-visas-2017").output

    for words in (
        "Linas Linkevičius",
        "2017-05-17",
        "EUobserver",
        "Linas Linkevicius, the foreign minister",
        "#:~:text=",
    ):
        assert words in output


def test_why_shows_what_is_disputed(run):
    """A contested position is left out, and the source that disputes it is named."""
    output = run("why", "USA", "humanitarian_visas").output
    left_out = output[output.index("Left out:") :]

    assert "left out: contested by another source" in left_out
    assert "disputed by BuzzFeed News" in left_out


@pytest.mark.parametrize("suffix", ["html", "xlsx", "md", "json", "csv"])
@pytest.mark.parametrize("name", ["why", "show", "compare", "coverage", "timeline", "report"])
def test_results_become_files(run, small_folder, tmp_path, name, suffix):
    """Each kind of result can be written in each format."""
    arguments = {"why": ["LTU", "visas-2017"], "show": ["LTU"], "compare": ["LTU", "SWE"], "timeline": ["LTU"]}.get(
        name, []
    )
    result = run(name, *arguments, "--folder", small_folder, "--output", tmp_path / f"made.{suffix}")

    assert (result.exit_code, result.exception) == (0, None), result.output
    assert (tmp_path / f"made.{suffix}").stat().st_size


@pytest.mark.parametrize(
    ("arguments", "unwanted"),
    [
        (["--help"], ("pandas", "pyarrow", "numpy")),
        (["matrix", "--actor", "LTU"], ("pandas", "great_expectations")),
        (["why", "LTU", "visas"], ("pandas", "great_expectations")),
        (["list", "topics"], ("pandas", "great_expectations")),
    ],
)
def test_commands_load_what_they_use(arguments, unwanted):
    """A command imports no library that it does not use."""
    code = (
        "import sys\nfrom positions.cli.main import main\n"
        f"try:\n    main({arguments!r}, standalone_mode=False)\nfinally:\n"
        f"    print('loaded', [name for name in {unwanted!r} if name in sys.modules])"
    )
    stdout, stderr = separate(code=code).communicate(timeout=60)

    assert stdout.splitlines()[-1] == "loaded []", stderr


def test_a_closed_pipe_is_silent(tmp_path):
    """When the reader of a pipe goes away, as `| head` does, nothing is said."""
    process = separate("list", "sources", cwd=tmp_path)
    assert process.stdout is not None and process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    said = process.stderr.read()
    process.stderr.close()

    assert (process.wait(timeout=60), said) == (0, "")
