"""Sudden death: every writing command killed at random moments, on full and read-only disks, and beside others of its kind."""

from __future__ import annotations

import contextlib
import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hardening.shipped import ROOT

KILLS = 40
COMMANDS = ("build", "export", "release", "download", "site")


@dataclass
class Job:
    """A command that turns one state of a place into another, back and forth.

    Attributes
    ----------
    inputs
        What the command reads, for either state.
    target
        What it writes.
    """

    name: str
    root: Path
    states: dict[str, str] = field(default_factory=dict)
    zips: dict[str, int] = field(default_factory=dict)

    @property
    def target(self) -> Path:
        """What the command writes."""
        return self.root / "checkout" / "data" if self.name == "build" else self.root / "place" / "out"

    def arguments(self, state: str) -> list[str]:
        """The command that leads to a state."""
        data = str(self.root / state / "data")
        if self.name == "build":
            seeds = self.root / "checkout" / "seeds" / "dataset.yaml"
            text = (self.root / "dataset.yaml").read_text("utf-8")
            seeds.write_text(text.replace("description: ", f"description: {state} "), encoding="utf-8")
            return ["build", "--root", str(self.root / "checkout")]
        return {
            "export": ["export", str(self.target), "--format", "csv", "--folder", data, "--replace"],
            "release": ["release", str(self.target), "--first", "--folder", data, "--replace"],
            "download": ["download", "--from", data, "--dest", str(self.target)],
            "site": ["site", str(self.target), "--folder", data],
        }[self.name]

    def start(self, state: str, **more: Any) -> subprocess.Popen[str]:
        """Start the command."""
        environment = {
            **os.environ,
            "TMPDIR": str(self.root / "tmp"),
            "POSITIONS_CACHE": str(self.root / "cache"),
            "CI": "1",
        }
        return subprocess.Popen(
            [sys.executable, "-m", "positions.cli.main", *self.arguments(state)], env=environment, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True, **more,
        )  # fmt: skip

    def run(self, state: str, **more: Any) -> tuple[int, str]:
        """Run the command to its end: how it ended, and what it told."""
        process = self.start(state, **more)
        out, error = process.communicate(timeout=300)
        return process.returncode, out + error

    def digest(self) -> str:
        """What lies in the target; of a release, the zip file has to be whole, whichever of the two states it is of."""
        if self.name != "release":
            return digest(self.target)
        packed = sorted(self.target.glob("*.zip"))
        self.zips.setdefault("".join(hashlib.sha256(path.read_bytes()).hexdigest() for path in packed), len(self.zips))
        folders = (
            [path for path in self.target.iterdir() if path.is_dir() and not path.name.startswith(".")]
            if self.target.is_dir()
            else []
        )
        return "".join(digest(path) for path in folders) if len(self.zips) <= 2 else "another zip file"

    def litter(self) -> list[str]:
        """What lies about beside inputs and target."""
        return [path.name for path in self._left()]

    def traces(self) -> dict[str, tuple[int, int]]:
        """What lies about, told apart from what lay there under the same name before."""
        found = {}
        for path in self._left():
            with contextlib.suppress(OSError):
                told = path.stat()
                found[path.name] = told.st_ino, told.st_mtime_ns
        return found

    def _left(self) -> list[Path]:
        known = {"seeds", "expectations", "data", "out", "CHANGELOG.md"}
        beside, within, elsewhere = self.target.parent, self.target, self.root / "tmp"
        return [
            *(beside / name for name in _names(beside) if name not in known),
            *(within / name for name in _names(within) if name.startswith(".") and name.endswith((".part", ".old"))),
            *(elsewhere / name for name in _names(elsewhere) if not name.endswith(".lock")),
        ]


def _names(folder: Path) -> list[str]:
    """What lies in a folder, which may come and go at any moment."""
    try:
        return sorted(path.name for path in folder.iterdir())
    except OSError:
        return []


def digest(folder: Path) -> str:
    """A hash of names and bytes of all files below a folder; of nothing where it is not there."""
    hashed = hashlib.sha256()
    for path in sorted(folder.rglob("*")) if folder.is_dir() else []:
        if path.is_file():
            hashed.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return hashed.hexdigest()[:12] if folder.is_dir() else "nothing"


# Writes its files one by one into their place, as no command of ours may, and knows nothing of full disks.
CARELESS = """
import pathlib, sys, time
target = pathlib.Path(sys.argv[1]); target.mkdir(parents=True, exist_ok=True)
for n in range(40):
    (target / str(n)).write_text(sys.argv[2] * 9_999); (target.parent / "litter").write_text("x"); time.sleep(0.02)
(target.parent / "litter").unlink()
"""


class Careless(Job):
    """What any of the commands would be without its care: the trials have to see it fail."""

    def start(self, state: str, **more: Any) -> subprocess.Popen[str]:
        """Start the careless writer in the place of the command."""
        return subprocess.Popen([sys.executable, "-c", CARELESS, str(self.target), state], text=True,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True, **more)  # fmt: skip


def prepare(name: str, root: Path, place: Path | None = None, kind: type[Job] = Job) -> Job:
    """A job with its inputs, whose target holds the first state."""
    sys.path.insert(0, str(ROOT))
    from tests.small import small_rows, write_tables
    from tests.unit.share.files import as_built

    for state in ("one", "other"):
        rows = small_rows()
        rows["positions"][0]["summary"] = f"The {state} state."
        rows["sources"][0]["publisher"] = "A paper"
        as_built(write_tables(root / state / "data", rows))
    (root / "tmp").mkdir()
    if place is None:
        (root / "place").mkdir()
    else:
        (root / "place").symlink_to(place)
    if name == "build":
        checkout = root / "checkout"
        shutil.copytree(ROOT / "tests" / "seeds" / "good", checkout / "seeds")
        shutil.copy(ROOT / "seeds" / "codebook.yaml", checkout / "seeds" / "codebook.yaml")
        shutil.copytree(ROOT / "expectations", checkout / "expectations")
        shutil.copy(checkout / "seeds" / "dataset.yaml", root / "dataset.yaml")
    return kind(name, root)


def learn(job: Job) -> tuple[float, float]:
    """Run to both states, so that they are known; the seconds that a run takes, and those of them spent on writing."""
    seconds = writing = 0.0
    for state in ("other", "one"):
        begun = time.monotonic()
        before = job.traces()
        process = job.start(state)
        _until_writing(job, process, before)
        writing = time.monotonic()
        # It is done when nothing lies about any more; the interpreter takes its time to end.
        while process.poll() is None and job.traces():
            time.sleep(0.002)
        writing = time.monotonic() - writing
        out, error = process.communicate(timeout=300)
        assert process.returncode == 0, f"{job.name}: {out + error}"
        seconds = time.monotonic() - begun
        job.states[job.digest()] = state
    assert len(job.states) == 2, f"{job.name}: both states are the same"
    return seconds, writing


def _until_writing(job: Job, process: subprocess.Popen[str], before: dict[str, tuple[int, int]]) -> None:
    """Wait until a command has begun to write, or has ended; what an earlier one left does not count."""
    while process.poll() is None and (not (now := job.traces()) or now == before):
        time.sleep(0.002)


def killed(name: str, kills: int, kind: type[Job] = Job) -> dict[str, Any]:
    """Kill a command at random moments; how often the old state was found, the new one, and something else.

    Reading and importing take most of a run: every other moment is chosen after the writing has begun.
    """
    with tempfile.TemporaryDirectory() as temporary:
        job = prepare(name, Path(temporary), kind=kind)
        seconds, writing = learn(job)
        rng = random.Random(name)
        found = {
            "command": name,
            "kills": 0,
            "writing": 0,
            "before": 0,
            "after": 0,
            "else": [],
            "litter": [],
            "finished": 0,
        }
        here = "one"
        while found["kills"] < kills:
            goal = "other" if here == "one" else "one"
            before = job.traces()
            process = job.start(goal)
            if found["kills"] % 2:
                _until_writing(job, process, before)
                time.sleep(rng.uniform(0, 1.2) * writing)
            else:
                time.sleep(rng.uniform(0, 1) * seconds)
            alive = process.poll() is None
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            found["kills" if alive else "finished"] += 1
            if not alive and found["finished"] > kills:
                seconds, writing = seconds * 0.9, writing * 0.9
            now = job.states.get(job.digest())
            if alive:
                # What lies about now tells that it died while it wrote.
                found["writing"] += bool(job.traces()) and job.traces() != before
                found["before"] += now == here
                found["after"] += now == goal
            if now is None:
                found["else"].append(job.digest())
                code, told = job.run(here)
                now = job.states.get(job.digest())
                if now != here:
                    found["else"].append(f"not mended: {code} {told[-200:]}")
                    break
            here = now
        goal = "other" if here == "one" else "one"
        code, told = job.run(goal)
        if code or job.states.get(job.digest()) != goal:
            found["else"].append(f"the next run ended with {code}: {told[-200:]}")
        found["litter"] = job.litter()
        return found


@contextlib.contextmanager
def _disk(size: str) -> Iterator[Path]:
    """A small disk of its own."""
    with tempfile.TemporaryDirectory() as temporary:
        place = Path(temporary)
        subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)], check=True, capture_output=True
        )
        try:
            yield place
        finally:
            subprocess.run(["umount", str(place)], check=False, capture_output=True)


def may_mount() -> bool:
    """Whether this process may make a small disk."""
    try:
        with _disk("64k"):
            return True
    except (OSError, subprocess.CalledProcessError):
        return False


def unwritable(name: str, how: str, kind: type[Job] = Job) -> str | None:
    """Run a command on a disk that is full or read-only; what is wrong with how it ended."""
    with tempfile.TemporaryDirectory() as temporary, _disk("40m") as disk:
        root = Path(temporary)
        job = prepare(name, root, None if name == "build" else disk, kind)
        if name == "build":
            shutil.move(root / "checkout", disk / "checkout")
            (root / "checkout").symlink_to(disk / "checkout")
        code, told = job.run("one")
        assert code == 0, told
        before = job.digest()
        if how == "full":
            with contextlib.suppress(OSError), (disk / "filler").open("wb") as file:
                while True:
                    file.write(bytes(4096))
                    file.flush()
        else:
            job.arguments("other")
            subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True, capture_output=True)
        if name == "build":
            # The seeds lie on the same disk: they were changed before it was full.
            code, told = _as_it_is(job)
        else:
            code, told = job.run("other")
        (disk / "filler").unlink(missing_ok=True) if how == "full" else None
        after = job.digest()
        if "Traceback" in told or code not in (1, 2):
            return f"{name}, {how}: ended with {code}: {told.strip().splitlines()[-1:]}"
        if not told.strip():
            return f"{name}, {how}: said nothing"
        return None if before == after else f"{name}, {how}: {before} became {after}"


def _as_it_is(job: Job) -> tuple[int, str]:
    ended = subprocess.run(
        [sys.executable, "-m", "positions.cli.main", "build", "--root", str(job.root / "checkout")], capture_output=True, text=True,
        env={**os.environ, "TMPDIR": str(job.root / "tmp"), "CI": "1"}, timeout=300,
    )  # fmt: skip
    return ended.returncode, ended.stdout + ended.stderr


def together(name: str, kind: type[Job] = Job) -> list[str]:
    """Two of a command at once; what is wrong with what they leave."""
    with tempfile.TemporaryDirectory() as temporary:
        job = prepare(name, Path(temporary), kind=kind)
        learn(job)
        wrong = []
        for _ in range(3):
            first, second = job.start("one"), job.start("one" if name == "build" else "other")
            for process in (first, second):
                out, error = process.communicate(timeout=300)
                if process.returncode:
                    wrong.append(f"{name}: ended with {process.returncode}: {(out + error)[-200:]}")
            if job.digest() not in job.states:
                wrong.append(f"{name}: two at once left something else")
        return wrong + [f"{name}: left {left}" for left in job.litter()]


# What keeps one reading from mixing two builds; a reader without it has to be seen mixing.
UNGUARDED = "Dataset._of_one_build = lambda self, read: read()"
READER = """
import sys, time
from pathlib import Path
from positions.analyse.dataset import Dataset
from positions.errors import PositionsError
exec(sys.argv[3])
torn = missing = 0
until = time.monotonic() + float(sys.argv[2])
reads = 0
while time.monotonic() < until:
    reads += 1
    try:
        data = Dataset(Path(sys.argv[1]))
        told = {data.table(name).schema.metadata[b"digest"] for name in ("positions", "events", "evidence")}
        declared = {entry["digest"].encode() for entry in data.described["resources"] if "digest" in entry}
        torn += not told <= declared
    except (PositionsError, OSError) as error:
        missing += 1
print(reads, torn, missing)
"""


def read_while_written(name: str = "download", seconds: float = 20, before: str = "") -> dict[str, int]:
    """Read a place again and again while it is replaced again and again; how many reads mixed two states or found nothing."""
    with tempfile.TemporaryDirectory() as temporary:
        job = prepare(name, Path(temporary))
        learn(job)
        reader = subprocess.Popen(
            [sys.executable, "-c", READER, str(job.target), str(seconds), before], stdout=subprocess.PIPE, text=True
        )
        written = 0
        while reader.poll() is None:
            job.run("other" if written % 2 else "one")
            written += 1
        reads, torn, missing = map(int, reader.communicate()[0].split())
        return {"reads": reads, "written": written, "torn": torn, "missing": missing}


def seen_failing(quick: bool = False) -> list[dict[str, Any]]:
    """The same trials of what takes no care: each has to complain."""
    found = [("killed at a random moment", len(killed("export", 4, Careless)["else"]))]
    found.append(("two at once", len(together("download", Careless))))
    if may_mount():
        found.append(("a full disk", int(unwritable("export", "full", Careless) is not None)))
        found.append(("a read-only disk", int(unwritable("export", "read-only", Careless) is not None)))
    torn = read_while_written("download", 5 if quick else 20, UNGUARDED)
    found.append(("read without the guard against two builds in one reading", torn["torn"]))
    return [{"trial": trial, "complaints": complaints} for trial, complaints in found]


def run(quick: bool = False, tell: Callable[[object], object] = print) -> dict[str, Any]:
    """The figures of all of it."""
    found: dict[str, Any] = {"killed": [], "unwritable": [], "together": [], "disks": may_mount()}
    for name in COMMANDS:
        found["killed"].append(killed(name, 2 if quick else KILLS))
        tell(found["killed"][-1])
    for name in COMMANDS if found["disks"] else ():
        for how in ("full", "read-only"):
            wrong = unwritable(name, how)
            tell(f"{name} {how}: {wrong or 'told, and all as it was'}")
            found["unwritable"].append({"command": name, "how": how, "wrong": wrong})
    for name in ("build", "download", "site"):
        wrong_ = together(name)
        tell(f"two {name} at once: {wrong_ or 'well'}")
        found["together"].append({"command": name, "wrong": wrong_})
    found["read"] = {name: read_while_written(name, 5 if quick else 20) for name in ("download", "build")}
    tell(found["read"])
    found["seen_failing"] = seen_failing(quick)
    tell(found["seen_failing"])
    return found
