"""Files made to explode or to crash: YAML, zip, Parquet."""

from __future__ import annotations

import contextlib
import os
import random
import re
import resource
import shutil
import stat
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from hardening.shipped import ROOT
from hardening.trials import SECONDS, Complaints, good_seeds, trial, within
from positions import schema
from positions.errors import BundleRefused

# More than a command may hold of what another has made.
MOST_MIB = 1_500
# More than a curator should have to read of one problem.
LONGEST_LINE = 1_500
# What each is, how it is written, and what the curator has to be told.
BOMBS: tuple[tuple[str, str, str], ...] = (
    ("a billion laughs", "a: &a [x,x,x,x,x,x,x,x,x]\n"
     + "".join(f"{chr(98 + i)}: &{chr(98 + i)} [{','.join(['*' + chr(97 + i)] * 9)}]\n" for i in range(9)), "anchors"),
    ("a tag that runs a command", "id: !!python/object/apply:os.system ['touch owned']\n", "the tag"),
    ("a tag that opens a file", "id: !!python/object/new:open [/etc/passwd]\n", "the tag"),
    ("a merge key", "a: &x {b: c}\nd: {<<: *x}\n", "anchors"),
    ("lists nested 100,000 deep", "[" * 100_000, "nested more than"),
    ("mappings nested 50,000 deep", "{a: " * 50_000, "nested more than"),
    ("blocks nested 2,000 deep", "".join(" " * n + "a:\n" for n in range(2_000)), "nested more than"),
    ("dashes nested in a line", "- " * 100_000 + "x", "nested more than"),
    ("a scalar of 4.9 MB", "- id: " + "x" * 4_900_000, "4,900,000 characters|must be a mapping|list"),
    ("a scalar of 6 MB", "- id: " + "x" * 6_000_000, "6,000,006 bytes"),
    ("30,000 keys", "".join(f"- k{n}: v\n" for n in range(30_000)), "no field 'k29999'|must be a mapping|list"),
    ("one key 30,000 times", "k: v\n" * 30_000, "stands here again"),
    ("a key of 1 MB", "? " + "k" * 1_000_000 + "\n: v\n", "a key of 1,000,000 characters|could not find expected"),
    ("a list as a key", "? [a, b]\n: v\n", "a key must be a word"),
    ("a lone surrogate, escaped", '- id: AAA\n  name: "a\\uD800b"\n', "does not parse|an escape stands for"),
    ("a thousand documents", "--- a\n" * 1000, "a second document"),
    ("a directive", "%YAML 9.9\n---\nid: a\n", "does not parse"),
)  # fmt: skip


@trial
def seeds(folder: Path, quick: bool) -> Complaints:
    """YAML made to explode, to run code or to nest without end"""
    from positions.curate.seeds import checks

    for what, text, said in BOMBS:
        for name in ("actors.yaml", "events/humanitarian_visas/visas-2017.yaml", "codebook.yaml")[: 1 if quick else 3]:
            root = good_seeds(folder)
            (root / name).write_text(text, encoding="utf-8", errors="surrogatepass")
            ended = None
            with within() as late:
                try:
                    told = [str(problem) for problem in checks.check(root)[1]]
                except Exception as error:
                    told, ended = [], f"{type(error).__name__}"
            if not ended and not any(re.search(said, line) for line in told):
                ended = "the curator was told: " + (told[0][:100] if told else "nothing")
            elif not ended and (len(max(told, key=len)) > LONGEST_LINE or not all(map(str.isprintable, told))):
                ended = "told at length, or with what a terminal obeys"
            yield late.told(what) or (f"{what} in {name}: {ended}" if ended else None)


# Characters that nobody sees: of writing direction, of no width, of control, drawn as nothing, and tags.
HIDDEN = (
    *"\u202a\u202e\u2066\u2069\u200e\u061c\u200b\u200c\u200d\u2060\ufeff\u00ad\u180e\u3164\ufe0f\x00\x07\x1b\x7f\x9b\u2028\ufff9",
    "\U000e0041",
)
# Where a name or a text stands in the seeds.
FIELDS = (
    ("actors.yaml", "name: Lithuania"), ("groups/PAIR.yaml", "name: The pair"), ("codebook.yaml", "label: Humanitarian visas"),
    ("sources/press.yaml", "title: Two states and two visas"), ("events/humanitarian_visas/visas-2017.yaml", "title: Visas"),
    ("events/humanitarian_visas/visas-2017.yaml", "speaker: A. Minister"), ("dataset.yaml", "title: A small example"),
)  # fmt: skip


@trial
def hidden(folder: Path, quick: bool) -> Complaints:
    """Characters of writing direction, of no width and of control in names and texts, as they are and as escapes"""
    from positions.curate.seeds import checks

    for file, field in FIELDS[:1] if quick else FIELDS:
        for letter in HIDDEN:
            for written in (letter, f"\\U{ord(letter):08x}"):
                root = good_seeds(folder)
                text = (root / file).read_text("utf-8")
                assert field in text, f"{file} no longer holds {field}"
                key, _, value = field.partition(": ")
                # The rest of the line, if any, moves to a comment.
                text = text.replace(field, f'{key}: "{value}{written}x" #', 1)
                (root / file).write_text(text, encoding="utf-8", newline="")
                told = [problem for problem in checks.check(root)[1] if problem.place.path.as_posix().endswith(file)]
                line = text[: text.index(f'{key}: "{value}')].count("\n") + 1
                seen = any(problem.rule == "hidden" and problem.place.line == line for problem in told)
                yield (None if seen else f"U+{ord(letter):04X} in {field.partition(':')[0]} of {file}, as {written!a}")


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
        with within() as late:
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
    declared = schema.arrow_schema(schema.ACTORS)
    block = pa.table(
        [pa.nulls(1 << 22, pa.string()).fill_null("x").cast(field.type) for field in declared], schema=declared
    )
    right = folder / "right.parquet"
    with pq.ParquetWriter(right, declared, compression="zstd") as writer:
        for _ in range(12):
            writer.write_table(block)
    yield "50 million rows of the right columns", right
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


def _bound() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
    resource.setrlimit(resource.RLIMIT_CPU, (300, 300))


# Run before the commands and readings below; something is weakened there to see the trial complain.
PRELUDE = ""


def _in_a_process(what: str, arguments: list[str]) -> str | None:
    """Run a command with bounded memory and time; what is wrong with its end."""
    program = PRELUDE + "\nfrom positions.cli.main import main; main()"
    with tempfile.TemporaryFile() as told:
        process = subprocess.Popen(
            [sys.executable, "-c", program, *arguments], stdout=told, stderr=told, preexec_fn=_bound
        )
        # What this one took: the machine has other work, and other children took more.
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        told.seek(0)
        said = told.read().decode("utf-8", "replace")
    if process.returncode not in (0, 1, 2) or "Traceback" in said:
        return f"{what}: ended with {process.returncode}: {said.strip().splitlines()[-1:] or ''}"
    seconds, mib = used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
    if mib > MOST_MIB:
        return f"{what}: took {mib:,.0f} MiB"
    return f"{what}: took {seconds:.0f} s" if seconds > SECONDS * 3 else None


@trial
def parquet_fuzzed(folder: Path, quick: bool) -> Complaints:
    """Parquet files with random bytes changed, footers above all, read in a process of its own: an error, not a crash"""
    script = (
        PRELUDE + "\nimport sys, pathlib; from positions import parquet; from positions.errors import PositionsError\n"
        "from hardening.bombs import spoilt\n"
        "for n in range(int(sys.argv[2]), int(sys.argv[3])):\n"
        "    path = spoilt(pathlib.Path(sys.argv[1]), n); print(n, flush=True)\n"
        "    try: parquet.read(path).to_pylist()\n"
        "    except PositionsError: pass\n"
    )
    total, step = (200, 100) if quick else (20_000, 1_000)
    first = 0
    while first < total:
        end = min(total, first - first % step + step)
        ended = subprocess.run(
            [sys.executable, "-c", script, str(folder), str(first), str(end)],
            capture_output=True, text=True, timeout=1_800, preexec_fn=_bound,
        )  # fmt: skip
        if ended.returncode == 0:
            yield from [None] * (end - first)
            first = end
        else:
            # What crashed is told, and what comes after it is tried by another process.
            n = int((ended.stdout.split() or [str(first)])[-1])
            yield from [None] * (n - first)
            yield f"case {n}: {ended.stderr.strip().splitlines()[-1:]} {ended.returncode}"
            first = n + 1


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
