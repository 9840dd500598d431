"""What is fed with odd input, and what must hold of how it ends: a value, or a `PositionsError` that names the place."""

from __future__ import annotations

import io
import random
import re
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq

from hardening.shipped import ROOT
from hardening.spoil import odd_text, spoiled, spoiled_json
from positions import codebook, dates
from positions.errors import PositionsError


@contextmanager
def naming(*names: str) -> Iterator[None]:
    """See to it that an error names what it is about."""
    try:
        yield
    except PositionsError as error:
        assert any(name in str(error) for name in names), f"names none of {names}: {error}"
        raise


@cache
def _seed_files() -> list[tuple[str, bytes]]:
    good = ROOT / "tests" / "seeds" / "good"
    return [
        (path.relative_to(good).as_posix(), path.read_bytes()) for path in sorted(good.rglob("*")) if path.is_file()
    ]


def seed_text(rng: random.Random) -> None:
    """A file of seeds, spoiled, as a tree or as problems with their lines."""
    from positions.curate.seeds import reader

    name, content = rng.choice(_seed_files())
    node, problems = reader.parse(spoiled(rng, content).decode("utf-8", "replace"), Path(name))
    assert node is not None or problems, "neither a tree nor a problem"
    assert all(problem.place.line >= 1 and problem.message for problem in problems), "a problem without its place"


def seed_tree(rng: random.Random) -> None:
    """All seeds, with one file spoiled."""
    from positions.curate.seeds import checks

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
    from positions.curate.evidence.copies import Copy
    from positions.curate.link import link

    raw = " ".join(odd_text(rng) for _ in range(6))
    text = Copy.of(raw)
    start, end = odd_text(rng) or "x", odd_text(rng) or None
    if rng.random() < 0.6 and len(text.words) > 3:
        at = rng.randrange(len(text.words) - 1)
        start = text.words[at : at + rng.randrange(1, 9)]
    found = text.find(start, end)
    assert 0 <= found.begin <= found.end <= len(text.words)
    address = link("https://example.org/a#b", start, end)
    assert address and re.fullmatch(r"[\x21-\x7e]+", address), "a link that is no address"


@cache
def _small() -> Path:
    sys.path.insert(0, str(ROOT))
    from tests.small import small_rows, write_tables

    folder = Path(tempfile.mkdtemp(prefix="hardening-")) / "data"
    write_tables(folder, small_rows())
    from positions import datapackage

    (folder / datapackage.SUMS).write_text(datapackage.sums(folder), encoding="utf-8")
    return folder


# Commands that read; HERE stands for a folder to write in, DATA for the tables.
COMMANDS: dict[str, tuple[str, ...]] = {
    "matrix": (), "agreement": (), "coverage": (), "compare": ("LTU", "SWE"), "show": ("LTU",), "why": ("LTU", "humanitarian_visas"),
    "timeline": ("LTU",), "list": ("actors",), "search": ("visas",), "codebook": (), "info": (), "cite": (), "changes": (),
    "structure": (), "verify": ("DATA",), "export": ("HERE/out",), "download": ("--from", "DATA", "--dest", "HERE/got"), "check": (), "new": ("visas-2019",),
}  # fmt: skip
VALUES = ("LTU", "EU", "humanitarian_visas", "visas-2017", "2017", "2017-05-17", "for", "enacted", "high", "actor", "year", "stance", "n", "0.95", "-1", "nan",
          "inf", "1e308", "0", "csv", "json", "md", "tex", "html", "text", "lt", "xx", "topic", "kappa", "asylum_rules=2", "asylum_rules=nan", "", "*", "[", "?")  # fmt: skip


@cache
def _all_options(command: str) -> tuple[str, ...]:
    from positions.cli.main import main

    found = main.get_command(None, command)  # type: ignore[arg-type]
    assert found is not None
    return tuple(option for parameter in found.params for option in parameter.opts if option.startswith("-"))


@cache
def _options(command: str) -> tuple[str, ...]:
    # No path to write to is left to chance, and nothing that starts a cluster.
    left_out = {"--output", "-o", "--folder", "--version", "--help", "--engine", "--dest", "--root", "--seeds", "--out"}
    return tuple(option for option in _all_options(command) if option not in left_out) or ("--help",)


def command_line(rng: random.Random) -> None:
    """Options of every command, in any number and order, with values of every sort."""
    from click.testing import CliRunner

    from positions.cli.main import main

    command = rng.choice(list(COMMANDS))
    with tempfile.TemporaryDirectory() as here:
        given = [word.replace("HERE", here).replace("DATA", str(_small())) for word in COMMANDS[command]]
        arguments = [command, *(word if here in word or rng.random() < 0.9 else odd_text(rng) for word in given)]
        for _ in range(rng.randrange(4)):
            arguments.append(rng.choice(_options(command)))
            if rng.random() < 0.85:
                arguments.append(rng.choice(VALUES) if rng.random() < 0.8 else odd_text(rng))
        if "--folder" in _all_options(command) and rng.random() < 0.9:
            arguments += ["--folder", str(_small())]
        if "--root" in _all_options(command):
            arguments += ["--root", here]
        ended = CliRunner(env={"POSITIONS_CACHE": here}).invoke(main, arguments)
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
    from positions.cli import source

    columns = "actor=who,question=what,stance=" + rng.choice(("how", "n", "when", "who"))
    codes = "yes=for,no=against,abstain=neutral"
    if rng.random() < 0.5:
        columns = spoiled(rng, columns.encode()).decode("utf-8", "replace")
    if rng.random() < 0.5:
        codes = spoiled(rng, codes.encode()).decode("utf-8", "replace")
    try:
        parts = source._pairs((columns,), "--map")
        told = source._pairs((codes,), "--codes") if rng.random() < 0.8 else None
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
    from positions.analyse.own import table as owntable

    name = rng.choice(list(_files()))
    with tempfile.TemporaryDirectory() as temporary:
        path = Path(temporary) / name
        path.write_bytes(spoiled(rng, _files()[name]))
        with naming(name):
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
        (folder / name).write_bytes(spoiled_json(rng, content) if name == chosen and name.endswith(".json") and rng.random() < 0.7
                                    else spoiled(rng, content) if name == chosen else content)  # fmt: skip
    return folder


def folder(rng: random.Random) -> None:
    """A folder of tables, verified, read and compared."""
    from positions import api
    from positions.analyse.dataset import Dataset
    from positions.share import cite, verify

    with tempfile.TemporaryDirectory() as temporary:
        where = _spoiled_folder(rng, temporary)
        found = verify.verify(where)
        assert found.ok or all(finding.what and finding.file for finding in found.findings)
        with naming(str(where)):
            str(api.matrix(data=Dataset(where)))
        str(cite.cite(Dataset(where)))


def downloaded(rng: random.Random) -> None:
    """A release to be downloaded, from a folder: what is taken is whole."""
    from positions.share import verify
    from positions.share.download.download import download

    with tempfile.TemporaryDirectory() as temporary:
        where = _spoiled_folder(rng, temporary)
        got = Path(temporary) / "got"
        try:
            with naming(str(where)):
                download(where, dest=got)
        finally:
            assert not got.exists() or verify.verify(got).ok, "something damaged was kept"


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
        with naming(path.name):
            verify.verify(path)


def suites_(rng: random.Random) -> None:
    """A file of expectations."""
    from positions.curate.expectations import suites

    with tempfile.TemporaryDirectory() as temporary:
        source = rng.choice(sorted((ROOT / "expectations").glob("*.json")))
        path = Path(temporary) / source.name
        content = source.read_bytes()
        path.write_bytes(spoiled_json(rng, content) if rng.random() < 0.5 else spoiled(rng, content))
        with naming(path.name):
            suites.load(Path(temporary))


def codes(rng: random.Random) -> None:
    """A codebook."""
    with tempfile.TemporaryDirectory() as temporary:
        content = _folder_files()["codebook.json"]
        (Path(temporary) / "codebook.json").write_bytes(
            spoiled_json(rng, content) if rng.random() < 0.6 else spoiled(rng, content)
        )
        with naming("codebook.json"):
            codebook.load.__wrapped__(Path(temporary))
