"""The server for assistants, asked through the client of the SDK."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

import positions
from positions import api, errors
from positions.analyse.dataset import Dataset
from positions.analyse.pairwise.measures import MEASURES
from positions.analyse.selection import resolve
from positions.analyse.stance.cells import VALUES
from positions.analyse.stance.comparison import COLUMNS
from positions.share.mcp.parameter import FILTERS, checked
from positions.share.mcp.tools import TOOLS

mcp = pytest.importorskip("mcp")
anyio = pytest.importorskip("anyio")
jsonschema = pytest.importorskip("jsonschema")

MATRIX = {"actor": ["LTU", "GBR", "NAM"]}
# A call of each tool that the small dataset answers.
CALLS = {
    "matrix": MATRIX,
    "why": {"row": "LTU", "column": "visas-2017"},
    "agreement": {"least_n": 1},
    "coverage": {"group": ["EU"]},
    "search": {"text": "visas"},
    "position": {"position_id": ["visas-2017:LTU"]},
    "list": {"what": "events"},
    "codebook": {"code_list": "missing"},
    "cite": MATRIX,
}
# The largest answers of the shipped data that each tool can be made to give; an assistant reads some 4 letters a token.
LARGEST = [
    ("matrix", {"limit": 100, "columns": "event", "interval": 0.9}),
    ("matrix", {"limit": 100}),
    ("why", {"row": "EU", "column": "asylum_rules", "limit": 40}),
    ("agreement", {"limit": 200}),
    ("coverage", {"limit": 100}),
    ("search", {"text": "a", "limit": 100}),
    ("list", {"what": "sources", "limit": 100}),
    ("list", {"what": "groups", "limit": 100}),
    ("codebook", {"code_list": "issue"}),
    ("cite", {"group": ["EU"], "format": "csl", "limit": 100}),
]
MOST_LETTERS = 80_000


def asked(dataset: Dataset, *calls: tuple[str, dict[str, Any]]) -> list[Any]:
    """What a client is answered, in one session within this process."""
    from positions.share.mcp.server import server

    async def session() -> list[Any]:
        async with mcp.Client(server(dataset)) as client:
            return [await client.call_tool(name, given) for name, given in calls]

    return anyio.run(session)  # type: ignore[no-any-return]


def answer(dataset: Dataset, name: str, **given: Any) -> dict[str, Any]:
    (told,) = asked(dataset, (name, given))
    assert not told.is_error, told.content[0].text
    return dict(told.structured_content)


@pytest.mark.parametrize("name", TOOLS)
def test_every_answer_names_its_version_and_citation(small: Dataset, name: str) -> None:
    """The same facts as text and as structure, with the version that they come from and how it is cited."""
    (told,) = asked(small, (name, CALLS[name]))

    assert told.structured_content == json.loads(told.content[0].text)
    assert told.structured_content["dataset"]["version"] == "2026.1"
    assert "(version 2026.1)" in told.structured_content["dataset"]["citation"]


def test_tools_only_read(small: Dataset) -> None:
    """Each says of itself that it reads and reaches for nothing outside; its schema is valid."""
    from positions.share.mcp.server import server

    async def session() -> list[Any]:
        async with mcp.Client(server(small)) as client:
            return list((await client.list_tools()).tools)

    tools = anyio.run(session)
    for tool in tools:
        jsonschema.Draft202012Validator.check_schema(tool.input_schema)

    assert [tool.name for tool in tools] == list(TOOLS)
    assert {(t.annotations.read_only_hint, t.annotations.destructive_hint, t.annotations.open_world_hint) for t in tools} == {(True, False, False)}  # fmt: skip


def test_choices_are_those_declared(small: Dataset) -> None:
    """A schema offers the codes of the codebook and the options of the library, each declared there alone."""
    schemas = {name: tool.schema(small)["properties"] for name, tool in TOOLS.items()}
    matrix = schemas["matrix"]

    assert matrix["columns"]["enum"] == list(COLUMNS)
    assert matrix["value"]["enum"] == list(VALUES)
    assert matrix["issue"]["items"]["enum"] == list(small.codebook["issue"].names)
    assert matrix["confidence"]["enum"] == list(small.codebook["confidence"].names)
    assert matrix["topic"]["items"]["enum"] == small.column("topics", "topic_id")
    assert schemas["agreement"]["measure"]["enum"] == list(MEASURES)
    assert schemas["codebook"]["code_list"]["enum"] == list(small.codebook)


@pytest.mark.parametrize("parameter", FILTERS, ids=lambda parameter: parameter.name)
def test_filters_are_those_of_the_library(small: Dataset, parameter: Any) -> None:
    """Every filter is one that a selection takes, with any of the choices that it offers."""
    text = {"actor": "LTU", "group": "EU", "event": "visas-2017"}.get(parameter.name, "2018")
    values = list(parameter.codes(small)) if parameter.codes else [True if parameter.kind == "flag" else text]
    needs = {"group": "EU"} if parameter.name == "members_as_of" else {}

    for value in values:
        given = checked(FILTERS, {parameter.name: value})
        assert resolve(small, **needs, **given) != resolve(small, **needs) or value in ("low", "not_stated")


def test_matrix_says_what_the_library_says(small: Dataset) -> None:
    """Values with their counts and position ids; an empty cell is no number and says why."""
    told = answer(small, "matrix", **MATRIX)
    made = api.matrix(data=small, **MATRIX)
    cells = {(row["id"], column): cell for row in told["rows"] for column, cell in row["cells"].items()}

    for cell in made:
        found = cells[cell.row, cell.column]
        if cell.value is None:
            assert found == {"missing": cell.missing}
        else:
            assert (found["value"], found["positions"], found["position_ids"]) == (
                cell.value,
                cell.n,
                list(cell.ids[:3]),
            )
    assert set(told["missing_means"]) == {cell["missing"] for cell in cells.values() if "missing" in cell}


def test_why_gives_the_passage(small: Dataset) -> None:
    """The positions of a cell with their ids, and the link that opens each source at the passage."""
    told = answer(small, "why", **CALLS["why"])
    (event,) = told["events"]
    (source,) = event["positions"][0]["sources"]

    assert told["value"] == 2.0
    assert [each["position_id"] for each in event["positions"]] == ["visas-2017:LTU", "visas-2017:LTU:word"]
    assert source["link"] == "https://example.org/a#:~:text=some%20words,last%20words"


def test_silence_is_told_apart(small: Dataset) -> None:
    """Of an empty cell it is told why: left out, or not found; no value stands in its place."""
    out = answer(small, "why", row="GBR", column="visas-2017")
    silent = answer(small, "why", row="NOR", column="visas-2017")

    assert ("value" in out, out["missing"], out["left_out"]["count"]) == (False, "left_out", 1)
    assert (silent["missing"], silent["read_and_not_coded"]["first"][0]["reason"]) == ("not_found", "no side was taken")


@pytest.mark.parametrize(
    ("name", "given", "said"),
    [
        ("matrix", {"actor": ["Lithunia"]}, "unknown actor 'Lithunia'; did you mean 'Lithuania'?"),
        ("matrix", {"column": "event"}, "unknown argument 'column'; did you mean 'columns'"),
        ("matrix", {"columns": "evnt"}, "did you mean 'event'?"),
        ("matrix", {"limit": "many"}, "limit is of type integer, not 'many'"),
        ("matrix", {"limit": 1000}, "limit is at most 100, not 1000"),
        ("matrix", {"interval": True}, "interval is of type number, not True"),
        ("matrix", {"actor": [1]}, "actor is a list of texts, not [1]"),
        ("matrix", {"rows": "group"}, "rows by group need at least one group"),
        ("why", {"row": "LTU"}, "column must be given"),
        ("position", {"position_id": ["visas-2017:LTX"]}, "unknown position 'visas-2017:LTX'; did you mean 'visas-2017:LTU'"),
        ("position", {"position_id": ["x"] * 41}, "41 positions are too many for one answer; name up to 40"),
        ("agreements", {}, "unknown tool 'agreements'; did you mean 'agreement'?"),
    ],
)  # fmt: skip
def test_mistakes_say_what_would_be_right(small: Dataset, name: str, given: dict[str, Any], said: str) -> None:
    """An error is an answer of the tool, in the words of the library, with the nearest names."""
    (told,) = asked(small, (name, given))

    assert told.is_error
    assert said in told.structured_content["error"]


def test_an_error_of_the_library_is_no_crash(small: Dataset) -> None:
    """After a mistake the session goes on."""
    first, second = asked(small, ("matrix", {"actor": ["nobody"]}), ("matrix", MATRIX))

    assert (first.is_error, second.is_error) == (True, False)


def test_answers_are_bounded() -> None:
    """However much is asked for, an answer stays readable and says how much it leaves out."""
    for told, (name, given) in zip(asked(Dataset(), *LARGEST), LARGEST, strict=True):
        assert not told.is_error, told.content[0].text
        assert len(told.content[0].text) < MOST_LETTERS, (name, given, len(told.content[0].text))


def test_pages_make_the_whole() -> None:
    """Going on with the offset that an answer names, every row is told once."""
    dataset, offset, rows = Dataset(), 0, []
    while True:
        told = answer(dataset, "matrix", columns="topic", limit=40, offset=offset)
        rows += [row["id"] for row in told["rows"]]
        (left,) = told["omitted"]
        offset = left["passed_over"] + left["shown"]
        if f"offset={offset}" not in left["how_to_narrow"]:
            break

    assert rows == list(api.matrix(data=dataset).rows)


def test_many_intervals_are_declined(small: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for the intervals of thousands of pairs; it is said how to ask for fewer."""
    from positions.share.mcp import answers

    monkeypatch.setattr(answers, "MOST_RESAMPLED", 2)
    (told,) = asked(small, ("agreement", {"interval": 0.95, "least_n": 1}))

    assert "name fewer actors" in told.structured_content["error"]


def test_over_stdio(small_folder: Path) -> None:
    """A client starts the command, finds its tools, pages and instructions, and is answered; stdout is the protocol alone."""
    environment = {**os.environ, "PYTHONPATH": str(Path(positions.__file__).parents[1])}
    started = mcp.StdioServerParameters(
        command=sys.executable,
        args=["-m", "positions.cli.main", "mcp", "--folder", str(small_folder)],
        env=environment,
    )

    async def with_session(use: Callable[[Any], Awaitable[Any]]) -> Any:
        async with mcp.stdio_client(started) as (incoming, outgoing), mcp.ClientSession(incoming, outgoing) as session:
            return await use(session)

    async def use(session: Any) -> Any:
        hello = await session.initialize()
        tools = [tool.name for tool in (await session.list_tools()).tools]
        pages = [str(page.uri) for page in (await session.list_resources()).resources]
        guide = (await session.read_resource("positions://guide")).contents[0].text
        codes = (await session.read_resource("positions://codebook")).contents[0].text
        told = await session.call_tool("why", CALLS["why"])
        return hello, tools, pages, guide, codes, told.structured_content["value"]

    hello, tools, pages, guide, codes, value = anyio.run(with_session, use)

    assert (hello.server_info.name, hello.server_info.version, tools, value) == (
        "positions",
        "2026.1",
        list(TOOLS),
        2.0,
    )
    assert pages == ["positions://guide", "positions://codebook"]
    assert "Silence is not neutrality" in hello.instructions
    assert "4 events, 5 actors, 12 positions" in guide
    assert "not_found" in codes


def test_nothing_else_on_stdout(small_folder: Path) -> None:
    """A client that says nothing and goes away hears nothing."""
    done = subprocess.run(
        [sys.executable, "-m", "positions.cli.main", "mcp", "--folder", str(small_folder)],
        input="", capture_output=True, text=True, check=False, timeout=60,
        env={**os.environ, "PYTHONPATH": str(Path(positions.__file__).parents[1])},
    )  # fmt: skip

    assert (done.returncode, done.stdout) == (0, "")


def test_without_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the SDK is not installed, or is of the first generation, the extra is named."""
    monkeypatch.setitem(sys.modules, "mcp", None)
    monkeypatch.delitem(sys.modules, "positions.share.mcp.server", raising=False)

    with pytest.raises(errors.MissingExtra, match=r"serving assistants needs mcp 2.*positions\[mcp\]"):
        __import__("positions.share.mcp.server")
