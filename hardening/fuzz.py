"""Odd input without end: bytes, texts, options and files that nobody would write, and what must never come of them.

A case is a seed: the same number gives the same input again. Each case ends in a value or in a `PositionsError` whose
text says something; another exception, a long wait or much memory is a finding. The laws are in ``laws.py``.
"""

from __future__ import annotations

import io
import json
import random
import re
import resource
import signal
import sys
import tempfile
import time
import traceback
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq

from hardening import laws
from hardening.shipped import ROOT
from positions import codebook, dates
from positions.errors import PositionsError

LONGEST = 10
CASES = 10_000
# Pieces that mean something to one reader or another, so that chance finds corners sooner.
PIECES = (
    "\n", "  ", "- ", ": ", "{", "}", "[", "]", "&a ", "*a", "!!python/object:os.system ", "|", ">", "'", '"', "~", "#", "?", "\t", "---\n", "...",
    "<<", "\x00", "\x1b[2J", "\u202e", "\u200b", "\ufeff", "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"), "NaN", "inf", "-1", "1e400",
    "9999-12-31", "0000-00-00", "2017-02-29", "٢٠١٧", "../../etc/passwd", "=1+1", "<script>", "%s", "{0}", "null", "true", "," , "=", "/", "\\", "²",
)  # fmt: skip


@dataclass
class Target:
    """What is fed, and with what."""

    name: str
    case: Callable[[random.Random], object]
    share: int = 1
    findings: dict[str, int] = field(default_factory=dict)


def spoiled(rng: random.Random, content: bytes) -> bytes:
    """Content with a few random changes: pieces put in, cut out, doubled, bits flipped."""
    made = bytearray(content)
    for _ in range(rng.choice((1, 1, 2, 3, 8))):
        at = rng.randrange(len(made) + 1)
        match rng.randrange(6):
            case 0:
                made[at:at] = rng.choice(PIECES).encode("utf-8", "surrogatepass")
            case 1:
                del made[at : at + rng.choice((1, 2, 10, 200))]
            case 2:
                made[at:at] = made[max(0, at - rng.randrange(1, 60)) : at] * rng.choice((1, 2, 30))
            case 3 if made:
                made[min(at, len(made) - 1)] ^= 1 << rng.randrange(8)
            case 4:
                made[at : at + 4] = rng.choice((b"\xff\xff\xff\x7f", b"\x00\x00\x00\x00", b"\xff\xff\xff\xff", b"\x80"))
            case _:
                made[at:at] = rng.randbytes(rng.choice((1, 3, 50)))
    return bytes(made)


def odd_text(rng: random.Random) -> str:
    """A short text made of pieces."""
    return "".join(
        rng.choice(PIECES) if rng.random() < 0.7 else chr(rng.randrange(32, 0xD7FF)) for _ in range(rng.randrange(8))
    )


@cache
def _seed_files() -> list[tuple[str, bytes]]:
    good = ROOT / "tests" / "seeds" / "good"
    return [
        (path.relative_to(good).as_posix(), path.read_bytes()) for path in sorted(good.rglob("*")) if path.is_file()
    ]


def seed_text(rng: random.Random) -> None:
    """A file of seeds, spoiled, as a tree or as problems with their lines."""
    from positions.curate import reader

    name, content = rng.choice(_seed_files())
    node, problems = reader.parse(spoiled(rng, content).decode("utf-8", "replace"), Path(name))
    assert node is not None or problems, "neither a tree nor a problem"
    assert all(problem.place.line >= 1 and problem.message for problem in problems), "a problem without its place"


def seed_tree(rng: random.Random) -> None:
    """All seeds, with one file spoiled."""
    from positions.curate import checks

    with tempfile.TemporaryDirectory() as temporary:
        root = Path(temporary) / "seeds"
        spoil = rng.randrange(len(_seed_files()))
        for n, (name, content) in enumerate(_seed_files()):
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_bytes(spoiled(rng, content) if n == spoil else content)
        _, problems = checks.check(root)
    assert all(problem.place.line >= 1 and problem.message for problem in problems), "a problem without its place"


def date(rng: random.Random) -> None:
    """A date, or what looks like one."""
    text = rng.choice(("2017-05-17", "2017", "2017-12", "2017-01/2018", "1/2", ""))
    text = spoiled(rng, text.encode()).decode("utf-8", "replace") if rng.random() < 0.7 else odd_text(rng)
    try:
        span = dates.parse(text)
    except ValueError as error:
        assert str(error)
        return
    assert span.first <= span.last and span.precision in ("day", "month", "year", "interval")
    assert dates.parse(dates.written(span.first, span.last, span.precision)) == span or span.precision == "interval"


def passage(rng: random.Random) -> None:
    """A passage looked for in a text, and its link."""
    from positions.curate import passages

    raw = " ".join(odd_text(rng) for _ in range(6))
    text = passages.Text.of(raw)
    start, end = odd_text(rng) or "x", odd_text(rng) or None
    if rng.random() < 0.6 and len(text.words) > 3:
        at = rng.randrange(len(text.words) - 1)
        start = text.words[at : at + rng.randrange(1, 9)]
    found = text.find(start, end)
    assert 0 <= found.begin <= found.end <= len(text.words)
    link = passages.link("https://example.org/a#b", start, end)
    assert link and re.fullmatch(r"[\x21-\x7e]+", link), "a link that is no address"


@cache
def _small() -> Path:
    sys.path.insert(0, str(ROOT))
    from tests.small import small_rows, write_tables

    folder = Path(tempfile.mkdtemp(prefix="hardening-")) / "data"
    write_tables(folder, small_rows())
    from positions import datapackage

    (folder / datapackage.SUMS).write_text(datapackage.sums(folder), encoding="utf-8")
    return folder


COMMANDS: dict[str, tuple[str, ...]] = {
    "matrix": (), "agreement": (), "coverage": (), "compare": ("LTU", "SWE"), "show": ("LTU",), "why": ("LTU", "humanitarian_visas"),
    "timeline": ("LTU",), "list": ("actors",), "search": ("visas",), "codebook": (), "info": (), "cite": (), "changes": (),
}  # fmt: skip
VALUES = ("LTU", "EU", "humanitarian_visas", "visas-2017", "2017", "2017-05-17", "for", "enacted", "high", "actor", "year", "stance", "n", "0.95", "-1", "nan",
          "inf", "1e308", "0", "csv", "json", "md", "tex", "html", "text", "lt", "xx", "topic", "kappa", "asylum_rules=2", "asylum_rules=nan", "", "*", "[", "?")  # fmt: skip


@cache
def _options(command: str) -> tuple[str, ...]:
    from positions.cli.main import main

    found = main.get_command(None, command)  # type: ignore[arg-type]
    assert found is not None
    left_out = {"--output", "-o", "--folder", "--version", "--help", "--engine"}
    return tuple(
        option
        for parameter in found.params
        for option in parameter.opts
        if option.startswith("-") and option not in left_out
    )


def command_line(rng: random.Random) -> None:
    """Options of every command, in any number and order, with values of every sort."""
    from click.testing import CliRunner

    from positions.cli.main import main

    command = rng.choice(list(COMMANDS))
    arguments = [command, *(a if rng.random() < 0.9 else odd_text(rng) for a in COMMANDS[command])]
    for _ in range(rng.randrange(4)):
        arguments.append(rng.choice(_options(command)))
        if rng.random() < 0.85:
            arguments.append(rng.choice(VALUES) if rng.random() < 0.8 else odd_text(rng))
    if rng.random() < 0.9 and command not in ("changes",):
        arguments += ["--folder", str(_small())]
    ended = CliRunner().invoke(main, arguments)
    if ended.exception is not None and not isinstance(ended.exception, SystemExit):
        raise AssertionError(f"{arguments[:1]} {arguments[1:]}") from ended.exception
    assert ended.exit_code in (0, 1, 2), f"{arguments} ended with {ended.exit_code}"
    assert ended.exit_code == 0 or ended.output.strip() or ended.stderr.strip(), f"{arguments} said nothing"
    assert "Traceback" not in ended.output


@cache
def _votes() -> pa.Table:
    return pa.table({"who": ["A", "B", "A", "B", None], "what": ["x", "x", "y", "y", "y"], "how": ["yes", "no", "abstain", "yes", "no"],
                     "when": pa.array([17000, 17000, 17001, 17001, 17002], pa.date32()), "n": [1.5, float("nan"), -2.0, 1e308, 0.0]})  # fmt: skip


def mapping(rng: random.Random) -> None:
    """--map and --codes for a table of a user's own."""
    import click

    from positions import api
    from positions.cli import options

    columns = "actor=who,question=what,stance=" + rng.choice(("how", "n", "when", "who"))
    codes = "yes=for,no=against,abstain=neutral"
    if rng.random() < 0.5:
        columns = spoiled(rng, columns.encode()).decode("utf-8", "replace")
    if rng.random() < 0.5:
        codes = spoiled(rng, codes.encode()).decode("utf-8", "replace")
    try:
        parts = options._pairs((columns,), "--map")
        told = options._pairs((codes,), "--codes") if rng.random() < 0.8 else None
    except click.UsageError:
        return
    known = {
        name: value
        for name, value in parts.items()
        if name in ("actor", "question", "stance", "column", "commitment", "date")
    }
    make = api.matrix if rng.random() < 0.5 else api.agreement
    str(make(data=_votes(), codes=told, **known))


@cache
def _files() -> dict[str, bytes]:
    made = {}
    for compression in ("zstd", "snappy", "none"):
        out = io.BytesIO()
        pq.write_table(_votes(), out, compression=compression)
        made[compression + ".parquet"] = out.getvalue()
    out = io.BytesIO()
    pa.csv.write_csv(_votes(), out)
    made["a.csv"] = out.getvalue()
    return made


def own_file(rng: random.Random) -> None:
    """A data file given by a user."""
    from positions import api
    from positions.analyse import owntable

    name = rng.choice(list(_files()))
    with tempfile.TemporaryDirectory() as temporary:
        path = Path(temporary) / name
        path.write_bytes(spoiled(rng, _files()[name]))
        frame = owntable.read(str(path))
        columns = {"actor": "who", "question": "what", "stance": "how", "date": "when"}
        str(api.matrix(data=frame, codes={"yes": "for", "no": "against", "abstain": "neutral"}, **columns))


@cache
def _folder_files() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(_small().iterdir())}


def _spoiled_folder(rng: random.Random, temporary: str) -> Path:
    """The small tables with one file spoiled."""
    folder = Path(temporary) / "data"
    folder.mkdir()
    chosen = rng.choice(("datapackage.json", "codebook.json", *_folder_files()))
    for name, content in _folder_files().items():
        (folder / name).write_bytes(_spoiled_json(rng, content) if name == chosen and name.endswith(".json") and rng.random() < 0.7
                                    else spoiled(rng, content) if name == chosen else content)  # fmt: skip
    return folder


def _spoiled_json(rng: random.Random, content: bytes) -> bytes:
    """JSON in which a value somewhere is of another kind."""
    whole = json.loads(content)
    here: Any = whole
    for _ in range(rng.randrange(1, 7)):
        keys = list(here) if isinstance(here, dict) else list(range(len(here)))
        if not keys:
            break
        key = rng.choice(keys)
        if isinstance(here[key], (dict, list)) and rng.random() < 0.7:
            here = here[key]
            continue
        if rng.random() < 0.2:
            del here[key]
        else:
            here[key] = rng.choice(
                (None, [], {}, -1, 10**30, 1e308, "", "../../x", "\x1b[2J", True, ["x"], {"a": {}}, "x" * 9999)
            )
        break
    return json.dumps(whole).encode()


def folder(rng: random.Random) -> None:
    """A folder of tables, verified, read and compared."""
    from positions import api
    from positions.analyse.dataset import Dataset
    from positions.share import verify

    with tempfile.TemporaryDirectory() as temporary:
        where = _spoiled_folder(rng, temporary)
        found = verify.verify(where)
        assert found.ok or all(finding.what for finding in found.findings)
        str(api.matrix(data=Dataset(where)))


@cache
def _zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, content in _folder_files().items():
            made.writestr(f"positions-2026.1/{name}", content)
    return out.getvalue()


def bundle(rng: random.Random) -> None:
    """A zip file of a release."""
    from positions.share import verify

    with tempfile.TemporaryDirectory() as temporary:
        path = Path(temporary) / "a.zip"
        content = bytearray(_zip())
        if rng.random() < 0.7:
            # Where names, sizes and offsets stand: the directory at the end.
            at = len(content) - rng.randrange(1, 2500)
            content[at : at + rng.choice((1, 2, 4))] = rng.randbytes(4)
        path.write_bytes(bytes(content) if rng.random() < 0.7 else spoiled(rng, bytes(content)))
        verify.verify(path)


def suites_(rng: random.Random) -> None:
    """A file of expectations."""
    from positions.curate import suites

    with tempfile.TemporaryDirectory() as temporary:
        source = rng.choice(sorted((ROOT / "expectations").glob("*.json")))
        path = Path(temporary) / source.name
        content = source.read_bytes()
        path.write_bytes(_spoiled_json(rng, content) if rng.random() < 0.5 else spoiled(rng, content))
        suites.load(Path(temporary))


def codes(rng: random.Random) -> None:
    """A codebook."""
    with tempfile.TemporaryDirectory() as temporary:
        content = _folder_files()["codebook.json"]
        (Path(temporary) / "codebook.json").write_bytes(
            _spoiled_json(rng, content) if rng.random() < 0.6 else spoiled(rng, content)
        )
        codebook.load(Path(temporary))


# The share of each among the cases: the cheap ones bear more.
TARGETS = (
    Target("dates", date, 34), Target("passages", passage, 25), Target("a file of seeds", seed_text, 24), Target("codebooks", codes, 5),
    Target("--map and --codes", mapping, 3), Target("files of users", own_file, 4), Target("command lines", command_line, 1),
    Target("folders of tables", folder, 1), Target("zip files", bundle, 1), Target("trees of seeds", seed_tree, 1), Target("expectations", suites_, 1),
)  # fmt: skip


@contextmanager
def limited(seconds: int) -> Iterator[None]:
    """Raise where something takes longer."""

    def late(*_: object) -> None:
        raise TimeoutError(f"longer than {seconds} seconds")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def attempt(target: Target, number: int) -> str | None:
    """Run a case; what is wrong with its end, or None."""
    rng = random.Random(f"{target.name} {number}")
    try:
        with limited(LONGEST), redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
            target.case(rng)
    except PositionsError as error:
        return None if str(error).strip() else "an error without a word"
    except BaseException as error:
        cause = error.__cause__ or error
        where = [frame for frame in traceback.extract_tb(cause.__traceback__) if "/positions/" in frame.filename]
        at = f"{Path(where[-1].filename).name}:{where[-1].lineno}" if where else "?"
        return f"{type(cause).__name__} at {at}: {str(cause).splitlines()[0][:160] if str(cause) else ''}"
    return None


def run(quick: bool = False, cases: int | None = None, minutes: float = 15) -> dict[str, Any]:
    """The figures: cases, findings and time of each target; stops after some minutes and says how far it came."""
    import warnings

    warnings.simplefilter("ignore")
    wanted = cases or (CASES if quick else 100 * CASES)
    total = sum(target.share for target in TARGETS)
    begun = time.monotonic()
    done: dict[str, int] = {}
    findings: list[dict[str, Any]] = []
    for target in TARGETS:
        share = target.share / total
        until = time.monotonic() + minutes * 60 * max(share, 1 / (2 * len(TARGETS)))
        seen: set[str] = set()
        number = 0
        while number < wanted * share and time.monotonic() < until:
            wrong = attempt(target, number)
            if wrong and wrong.partition(": ")[0] not in seen:
                seen.add(wrong.partition(": ")[0])
                findings.append({"target": target.name, "case": number, "what": wrong})
                print(f"{target.name} {number}: {wrong}", flush=True)
            number += 1
        done[target.name] = number
    held = laws.run(times=1)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"cases": done, "total": sum(done.values()), "findings": findings, "laws": held, "peak_mib": round(peak),
            "seconds": round(time.monotonic() - begun)}  # fmt: skip
