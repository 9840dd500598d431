"""Ill will: seeds, tables, releases, servers and files made to harm, and what became of each attempt."""

from __future__ import annotations

import contextlib
import io
import json
import random
import resource
import shutil
import stat
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from hardening import poison
from hardening.shipped import ROOT
from positions.errors import BundleRefused, PositionsError

Complaints = Iterator[str | None]
TRIALS: list[Callable[[Path, bool], Complaints]] = []
# More than any of these attempts may take.
SECONDS, MIB = 20.0, 600


def trial(function: Callable[[Path, bool], Complaints]) -> Callable[[Path, bool], Complaints]:
    """Register attempts: a generator that gives None for each that failed as it should, else what came of it."""
    TRIALS.append(function)
    return function


def _seeds(folder: Path) -> Path:
    root = folder / "seeds"
    if root.exists():
        shutil.rmtree(root)
    shutil.copytree(ROOT / "tests" / "seeds" / "good", root)
    return root


BOMBS: dict[str, str] = {
    "a billion laughs": "a: &a [x,x,x,x,x,x,x,x,x]\n"
    + "".join(f"{chr(98 + i)}: &{chr(98 + i)} [{','.join(['*' + chr(97 + i)] * 9)}]\n" for i in range(9)),
    "a tag that runs a command": "id: !!python/object/apply:os.system ['touch owned']\n",
    "a tag that opens a file": "id: !!python/object/new:open [/etc/passwd]\n",
    "a merge key": "a: &x {b: c}\nd: {<<: *x}\n",
    "lists nested 100,000 deep": "[" * 100_000,
    "mappings nested 50,000 deep": "{a: " * 50_000,
    "blocks nested 5,000 deep": "".join(" " * n + "a:\n" for n in range(2_000)),
    "dashes nested in a line": "- " * 100_000 + "x",
    "a scalar of 4.9 MB": "id: " + "x" * 4_900_000,
    "a scalar of 6 MB": "id: " + "x" * 6_000_000,
    "30,000 keys": "".join(f"k{n}: v\n" for n in range(30_000)),
    "one key 30,000 times": "k: v\n" * 30_000,
    "a key of 1 MB": "? " + "k" * 1_000_000 + "\n: v\n",
    "a list as a key": "? [a, b]\n: v\n",
    "bidi in a name": "id: AAA\nname: abc\u202edef\n",
    "a zero-width blank in a name": "id: AAA\nname: ab\u200bc\n",
    "a byte order mark inside": "id: AAA\nname: ab\ufeffc\n",
    "a NUL": "id: A\x00\n",
    "an escape of a terminal": "id: A\x1b[2J\n",
    "an escaped bidi": 'id: AAA\nname: "abc\\u202Edef"\n',
    "an escaped NUL": 'id: AAA\nname: "a\\0b"\n',
    "a lone surrogate, escaped": 'id: AAA\nname: "a\\uD800b"\n',
    "a thousand documents": "--- a\n" * 1000,
    "a directive": "%YAML 9.9\n---\nid: a\n",
}


@trial
def seeds(folder: Path, quick: bool) -> Complaints:
    """YAML made to explode, to run code, to nest without end or to hide characters"""
    from positions.curate import checks

    for what, text in BOMBS.items():
        for name in ("actors.yaml", "events/humanitarian_visas/visas-2017.yaml", "codebook.yaml")[: 1 if quick else 3]:
            root = _seeds(folder)
            (root / name).write_text(text, encoding="utf-8", errors="surrogatepass")
            with _within() as late:
                _, problems = checks.check(root)
            yield late.told(what) or (None if problems else f"{what} in {name}: no problem told")


NAMES = (
    "../../../owned",
    "/owned",
    "..\\..\\owned",
    "a/b",
    ".",
    "..",
    "con",
    "a\x00b",
    "~",
    "$(touch owned)",
    "a;b",
    "C:owned",
    "a\u202eb",
    "-rf",
    "x" * 300,
)


@trial
def names_in_seeds(folder: Path, quick: bool) -> Complaints:
    """Ids of events, actors, groups, topics and sources that would leave a folder as the name of a file"""
    from positions.curate import checks

    files = {
        "events/humanitarian_visas/visas-2017.yaml": "visas-2017",
        "actors.yaml": "LTU",
        "sources/sources.yaml": "paper-2017-05-19",
    }
    good = ROOT / "tests" / "seeds" / "good"
    for file in sorted(path.relative_to(good).as_posix() for path in good.rglob("*.yaml")):
        old = files.get(file) or _first_id(good / file)
        for name in NAMES if old else ():
            root = _seeds(folder)
            text = (root / file).read_text("utf-8").replace(str(old), json.dumps(name), 1)
            (root / file).write_text(text, encoding="utf-8", errors="surrogatepass")
            _, problems = checks.check(root)
            yield None if problems else f"the id {name!r} in {file} is no problem"


def _first_id(path: Path) -> str | None:
    found = [
        line.partition("id:")[2].strip().strip("{}").split(",")[0]
        for line in path.read_text("utf-8").splitlines()
        if line.strip(" -{").startswith("id:")
    ]
    return found[0] if found else None


@trial
def names_in_tables(folder: Path, quick: bool) -> Complaints:
    """Ids in tables, with right hashes, that would leave the folder of a site or an export"""
    from positions.analyse.dataset import Dataset
    from positions.share.export import export
    from positions.share.site import building

    sys.path.insert(0, str(ROOT))
    from tests.small import small_rows, write_tables

    for number, name in enumerate(("../../owned", str(folder / "absolute"), "a/../../../owned")[: 1 if quick else 3]):
        for column in ("event_id", "actor_id"):
            here = folder / f"{number}{column}"
            rows = small_rows()
            old = {"event_id": "visas-2017", "actor_id": "LTU"}[column]
            for table in rows.values():
                for row in table:
                    for key, value in row.items():
                        if isinstance(value, str) and key in (column, "position_id", "target_id"):
                            row[key] = ":".join(name if part == old else part for part in value.split(":"))
            data = write_tables(here / "in" / "data", rows)
            before = _all_files(here / "in")
            with contextlib.suppress(PositionsError):
                building.build(Dataset(data), here / "deep" / "er" / "site")
            with contextlib.suppress(PositionsError):
                export(here / "deep" / "er" / "csv", "csv", data=data)
            outside = _all_files(here) - {f"in/{file}" for file in before}
            left = sorted(file for file in outside if not file.startswith(("deep/er/site/", "deep/er/csv/")))
            outer = [
                path
                for path in (folder / "absolute.html", folder / "absolute.js", folder / "owned.html")
                if path.exists()
            ]
            yield f"{column} {name!r}: wrote {left or outer}" if left or outer else None


def _all_files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@trial
def injection(folder: Path, quick: bool) -> Complaints:
    """Formulas, markup, scripts and commands of terminals in every text, through every command and format"""
    from click.testing import CliRunner

    from positions.cli.main import main

    data = poison.write(folder / "poison" / "data")
    commands = [["matrix"], ["matrix", "--columns", "event"], ["show", "LTU"], ["why", "LTU", "humanitarian_visas"], ["timeline", "LTU"], ["list", "events"],
                ["list", "actors"], ["list", "sources"], ["search", "alert"], ["info"], ["cite"], ["coverage"], ["agreement"], ["compare", "LTU", "SWE"], ["codebook"]]  # fmt: skip
    for command in commands[: 4 if quick else None]:
        for form in ("text", "md", "tex", "html", "csv", "tsv", "json", "xlsx", *(() if quick else ("svg",))):
            path = folder / f"out.{form}"
            path.unlink(missing_ok=True)
            ended = CliRunner().invoke(main, [*command, "--folder", str(data), "-f", form, "-o", str(path)])
            if ended.exception and not isinstance(ended.exception, SystemExit):
                yield f"{' '.join(command)} as {form}: {type(ended.exception).__name__}: {ended.exception}"
                continue
            if not path.exists():
                yield (
                    None
                    if form in ("svg", "xlsx", "tex", "md", "html", "csv", "tsv", "json")
                    else f"{command} {form}: {ended.output}"
                )
                continue
            wrong = poison.in_xlsx(path) if form == "xlsx" else poison.JUDGES[form](path.read_text("utf-8"))
            yield f"{' '.join(command)} as {form}: {wrong[:4]}" if wrong else None


@trial
def injection_into_files(folder: Path, quick: bool) -> Complaints:
    """The same texts through every format of export, the release and the site"""
    from positions.analyse.dataset import Dataset
    from positions.share.export import FORMATS, export
    from positions.share.release import release
    from positions.share.site import building

    data = poison.write(folder / "poisoned" / "data")
    for form in ("csv", "xlsx", "sqlite", "jsonl") if quick else FORMATS:
        try:
            export(folder / f"export-{form}", form, data=data)
        except PositionsError as error:
            # What a format cannot hold is told.
            yield None if "cannot hold" in str(error) else f"export as {form}: {error}"
            continue
        for name, wrong in poison.files(folder / f"export-{form}"):
            yield f"export as {form}: {name}: {wrong[:4]}" if wrong else None
    for what, make in {
        "site": lambda: building.build(Dataset(data), folder / "site"),
        "release": lambda: release(Dataset(data), folder / "release"),
    }.items():
        make()
        for name, wrong in poison.files(folder / what):
            yield f"{what}: {name}: {wrong[:4]}" if wrong else None


def _zip(path: Path, *entries: tuple[str, bytes], **more: Any) -> Path:
    with zipfile.ZipFile(path, "w", more.get("method", zipfile.ZIP_STORED)) as made:
        for name, content in entries:
            info = zipfile.ZipInfo("x")
            info.filename = name
            info.compress_type = more.get("method", zipfile.ZIP_STORED)
            info.external_attr = more.get("mode", stat.S_IFREG | 0o644) << 16
            made.writestr(info, content)
    return path


@trial
def zips(folder: Path, quick: bool) -> Complaints:
    """Zip files that would write elsewhere, explode, or hold links"""
    from positions.share import archive

    made: dict[str, Path] = {}
    for n, name in enumerate(
        (
            "../owned",
            str(folder / "absolute"),
            "a/../../owned",
            "..\\owned",
            "C:/owned",
            "a\\..\\..\\owned",
            "aux",
            "a/./b",
            "x" * 300,
            "a\x01b",
            "a:b",
            "dir/",
        )
    ):
        with contextlib.suppress(ValueError):
            made[f"the name {name!r}"] = _zip(folder / f"name{n}.zip", (name, b"x"), ("data/datapackage.json", b"{}"))
    made["a link"] = _zip(folder / "link.zip", ("data/x", b"/etc/passwd"), mode=stat.S_IFLNK | 0o777)
    made["a device"] = _zip(folder / "device.zip", ("data/x", b""), mode=stat.S_IFCHR | 0o666)
    made["one name twice"] = _zip(folder / "twice.zip", ("data/x", b"1"), ("data/X", b"2"))
    made["a bomb of 1 GiB"] = _zip(
        folder / "bomb.zip", ("data/x", bytes(1 << (26 if quick else 30))), method=zipfile.ZIP_DEFLATED
    )
    made["a bomb by LZMA"] = _zip(folder / "lzma.zip", ("data/x", bytes(1 << 26)), method=zipfile.ZIP_LZMA)
    made["5,000 files"] = _zip(folder / "many.zip", *((f"data/{n}", b"") for n in range(5_000)))
    lie = bytearray(_zip(folder / "lie.zip", ("data/x", bytes(1 << 22)), method=zipfile.ZIP_DEFLATED).read_bytes())
    at = lie.rindex(b"PK\x01\x02")
    lie[at + 24 : at + 28] = (10).to_bytes(4, "little")
    (folder / "lie.zip").write_bytes(lie)
    made["a size that lies"] = folder / "lie.zip"
    overlap = bytearray(
        _zip(
            folder / "overlap.zip", ("data/a", bytes(1 << 20)), ("data/b", bytes(1 << 20)), method=zipfile.ZIP_DEFLATED
        ).read_bytes()
    )
    second = overlap.rindex(b"PK\x01\x02")
    overlap[second + 42 : second + 46] = (0).to_bytes(4, "little")
    (folder / "overlap.zip").write_bytes(overlap)
    made["entries that overlap"] = folder / "overlap.zip"
    for what, path in made.items():
        target = folder / "unpacked" / path.stem
        target.mkdir(parents=True)
        with _within() as late:
            try:
                archive.extract(path, target)
                ended: str | None = f"{what}: unpacked" if what != "the name 'dir/'" else None
            except BundleRefused:
                ended = None
            except Exception as error:
                ended = f"{what}: {type(error).__name__}: {error}"
        outside = [p for p in (folder / "owned", folder / "unpacked" / "owned", folder / "absolute") if p.exists()]
        yield late.told(what) or ended or (f"{what}: wrote {outside}" if outside else None)


def _parquet_bombs(folder: Path) -> Iterator[tuple[str, Path]]:
    def table(path: Path, made: pa.Table, **more: Any) -> Path:
        pq.write_table(made, path, **more)
        return path

    nothing = pa.nulls(1, pa.string())
    runs = pa.chunked_array(
        [pa.DictionaryArray.from_arrays(pa.array([0] * (1 << 20), pa.int32()), pa.array(["x" * 1000]))]
    )
    yield "texts that unpack to 1 GiB", table(folder / "runs.parquet", pa.table({"actor_id": runs}), compression="zstd")
    deep: pa.DataType = pa.int8()
    for _ in range(200):
        deep = pa.list_(deep)
    with contextlib.suppress(pa.ArrowException):
        yield "lists nested 200 deep", table(folder / "deep.parquet", pa.table({"actor_id": pa.nulls(1, deep)}))
    yield "20,000 columns", table(folder / "wide.parquet", pa.table({f"c{n}": nothing for n in range(20_000)}))
    yield (
        "100 MB of metadata",
        table(
            folder / "meta.parquet", pa.table({"actor_id": nothing}).replace_schema_metadata({"x": "y" * 50_000_000})
        ),
    )
    many = folder / "rows.parquet"
    with pq.ParquetWriter(many, pa.schema([("actor_id", pa.null())]), compression="zstd") as writer:
        for _ in range(30):
            writer.write_table(pa.table({"actor_id": pa.nulls(1 << 24)}))
    yield "half a billion rows of nothing", many


@trial
def parquet(folder: Path, quick: bool) -> Complaints:
    """Parquet files that unpack to far more than they are, in the place of a table, under a limit of memory"""
    from tests.small import small_rows, write_tables

    data = write_tables(folder / "small" / "data", small_rows())
    for what, path in _parquet_bombs(folder):
        shutil.copy(path, data / "actors.parquet")
        for command in (
            ["verify", str(data)],
            ["show", "LTU", "--folder", str(data)],
            ["validate", str(data), "--root", str(ROOT)],
        )[: 2 if quick else 3]:
            yield _in_a_process(f"{what}, {command[0]}", command)


def _in_a_process(what: str, arguments: list[str]) -> str | None:
    """Run a command with bounded memory and time; what is wrong with its end."""
    begun = time.monotonic()
    limit = 4 << 30
    ended = subprocess.run(
        [sys.executable, "-m", "positions.cli.main", *arguments], capture_output=True, text=True, timeout=120, errors="replace",
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit)),
    )  # fmt: skip
    if ended.returncode not in (0, 1, 2) or "Traceback" in ended.stderr:
        return f"{what}: ended with {ended.returncode}: {ended.stderr.strip().splitlines()[-1:] or ''}"
    return f"{what}: took {time.monotonic() - begun:.0f} s" if time.monotonic() - begun > SECONDS * 3 else None


@trial
def parquet_fuzzed(folder: Path, quick: bool) -> Complaints:
    """Parquet files with random bytes changed, footers above all, read in a process of its own: an error, not a crash"""
    script = (
        "import sys, pathlib; from positions import parquet; from positions.errors import PositionsError\n"
        "from hardening.hostile import spoilt\n"
        "for n in range(int(sys.argv[2]), int(sys.argv[3])):\n"
        "    path = spoilt(pathlib.Path(sys.argv[1]), n); print(n, flush=True)\n"
        "    try: parquet.read(path).to_pylist()\n"
        "    except PositionsError: pass\n"
    )
    total, step = (200, 100) if quick else (20_000, 1_000)
    for first in range(0, total, step):
        ended = subprocess.run(
            [sys.executable, "-c", script, str(folder), str(first), str(first + step)],
            capture_output=True,
            text=True,
            timeout=600,
        )
        crashed = ended.returncode != 0
        for n in range(first, first + step):
            last = ended.stdout.split()[-1:] if crashed else []
            yield f"case {n}: {ended.stderr.strip().splitlines()[-1:]} {ended.returncode}" if last == [str(n)] else None


def spoilt(folder: Path, n: int) -> Path:
    """A table of the shipped ones with some bytes changed."""
    rng = random.Random(n)
    source = (
        ROOT / "data" / rng.choice(("topics", "groups", "memberships", "retired", "codes", "not_coded", "background"))
    )
    content = bytearray(source.with_suffix(".parquet").read_bytes())
    for _ in range(rng.choice((1, 1, 2, 5))):
        # The footer says where everything lies.
        at = len(content) - rng.randrange(1, 3000) if rng.random() < 0.6 else rng.randrange(len(content))
        content[max(at, 0)] = rng.randrange(256)
    path = folder / "spoilt.parquet"
    path.write_bytes(content)
    return path


REDIRECTS = ("file:///etc/passwd", "ftp://example.org/x", "http://169.254.169.254/latest", "http://10.0.0.1/", "http://[::1]/", "http://0x7f000001/", "http://2130706433/",
             "http://127.1/", "gopher://x", "//", "javascript:alert(1)", "http://a@b:c@127.0.0.1:1/", "http://[", "http://\x1b[2J/", "/" + "a/" * 5000)  # fmt: skip


@trial
def servers(folder: Path, quick: bool) -> Complaints:
    """Servers that redirect to files and private places, speak in escapes, flood headers or lie"""
    from click.testing import CliRunner

    from positions.cli.main import main
    from positions.share import web

    sys.path.insert(0, str(ROOT))
    from tests.unit.share.server import Handler, Server

    (folder / "out").mkdir()
    patient = web.Web(connect=2, read=2, attempts=2, pause=0.01)

    def raw(*lines: bytes) -> Callable[[Handler, bytes], None]:
        return lambda handler, _: handler.wfile.write(b"\r\n".join(lines)) and None

    answers: dict[str, Callable[[Handler, bytes], None]] = {
        **{f"a redirect to {to[:40]!r}": raw(b"HTTP/1.1 302 Found", b"Location: " + to.encode(), b"Content-Length: 0", b"", b"") for to in REDIRECTS},
        "a status that speaks to the terminal": raw(b"HTTP/1.1 499 \x1b]0;owned\x07\x1b[2J", b"Content-Length: 0", b"", b""),
        "a header of 1 MB": raw(b"HTTP/1.1 200 OK", b"X: " + b"a" * 1_000_000, b"", b"{}"),
        "100,000 headers": raw(b"HTTP/1.1 200 OK", *[b"X-%d: a" % n for n in range(100_000)], b"", b"{}"),
        "a negative length": raw(b"HTTP/1.1 200 OK", b"Content-Length: -5", b"", b"{}"),
        "a length of 10^30": raw(b"HTTP/1.1 200 OK", b"Content-Length: 1" + b"0" * 30, b"", b"{}"),
        "chunks that never end well": raw(b"HTTP/1.1 200 OK", b"Transfer-Encoding: chunked", b"", b"FFFFFFFFFFFFFFFFF", b"x"),
        "a status of nonsense": raw(b"HTTP/9.9 abc", b"", b""),
        "no HTTP at all": raw(b"SSH-2.0-OpenSSH_9.6", b""),
        "a cookie and a challenge": raw(b"HTTP/1.1 401 No", b'WWW-Authenticate: Basic realm="\x1b[2J"', b"Content-Length: 0", b"", b""),
        "a gzip bomb": raw(b"HTTP/1.1 200 OK", b"Content-Encoding: gzip", b"Content-Length: 20", b"", b"\x1f\x8b\x08" + bytes(17)),
        "a description of the wrong kind": raw(b"HTTP/1.1 200 OK", b"Content-Length: 40", b"", b'{"version": "2026.1\x1b[2J", "resources": 3}'),
        "JSON nested 100,000 deep": lambda handler, _: handler.answer(200, b"[" * 100_000),
        "a version that leaves the cache": lambda handler, _: handler.answer(200, b'{"version": "../../owned", "resources": []}'),
        "a table that leaves the folder": lambda handler, _: handler.answer(200, json.dumps({"version": "2026.1", "resources": [{"name": "x", "path": "../../owned", "hash": "sha256:" + "0" * 64, "size": 1}]}).encode()),
        "a table as a URL": lambda handler, _: handler.answer(200, json.dumps({"version": "2026.1", "resources": [{"name": "x", "path": "file:///etc/passwd", "hash": "sha256:" + "0" * 64, "size": 1}]}).encode()),
    }  # fmt: skip
    with Server(folder / "out") as server, _patience(patient):
        for what, answer in answers.items():
            server.tricks["/r/datapackage.json"] = [answer] * 60
            with _within() as late:
                ended = CliRunner(env={"POSITIONS_CACHE": str(folder / "cache")}).invoke(
                    main, ["download", "--from", f"{server.url}/r", "--version", "2026.1"]
                )
            told = ended.output + (ended.stderr or "")
            if ended.exception and not isinstance(ended.exception, SystemExit):
                yield f"{what}: {type(ended.exception).__name__}: {ended.exception}"
            elif ended.exit_code == 0:
                yield f"{what}: taken for a release"
            elif poison.in_terminal(told):
                yield f"{what}: the message holds {poison.in_terminal(told)}"
            else:
                yield late.told(what)


@contextlib.contextmanager
def _patience(web_: Any) -> Iterator[None]:
    """Ask with less patience than a user would."""
    from positions.share import download

    before = download.Web
    download.Web = lambda: web_  # type: ignore[assignment,misc]
    try:
        yield
    finally:
        download.Web = before  # type: ignore[misc]


class _Late:
    def __init__(self) -> None:
        self.seconds, self.mib = 0.0, 0.0

    def told(self, what: str) -> str | None:
        """That something took too long or too much."""
        if self.seconds > SECONDS:
            return f"{what}: took {self.seconds:.0f} s"
        return f"{what}: took {self.mib:.0f} MiB" if self.mib > MIB else None


@contextlib.contextmanager
def _within() -> Iterator[_Late]:
    late = _Late()
    begun, before = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    yield late
    late.seconds = time.process_time() - begun
    late.mib = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024


def run(quick: bool = False) -> dict[str, Any]:
    """The figures: the attempts of each sort, and those that were not turned away."""
    import warnings

    warnings.simplefilter("ignore")
    found = []
    for function in TRIALS:
        with tempfile.TemporaryDirectory() as temporary, contextlib.redirect_stderr(io.StringIO()):
            ended = list(function(Path(temporary), quick))
        wrong = [told for told in ended if told]
        found.append({"what": str(function.__doc__), "attempts": len(ended), "wrong": wrong})
        print(f"{len(ended) - len(wrong):6}/{len(ended):<6} {function.__doc__}", *wrong, sep="\n    ", flush=True)
    return {"trials": found}
