"""The locks: resolved with uv from pyproject.toml, and held against it.

A lock names versions and hashes and no address: it says what is to be installed, and each machine where from.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

FOLDER = Path(__file__).parent
ROOT = FOLDER.parent
PYTHON = "3.11"
_PIN = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)(?:\[[^]]*\])?==([^\s;\\]+)", re.MULTILINE)
_HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")
HEAD = "# {what}. Written by `nox -s lock`; no hand edits it.\n"


@dataclass(frozen=True)
class Lock:
    """A file of pinned versions.

    Attributes
    ----------
    what
        What it holds, in words.
    extras
        The extras of the package that it covers.
    options
        What uv is told beside that.
    hashed
        Whether every file is named by its hash, for ``pip install --require-hashes``.
    """

    name: str
    what: str
    extras: tuple[str, ...]
    options: tuple[str, ...]
    hashed: bool = True

    @property
    def path(self) -> Path:
        """Where it lies."""
        return FOLDER / f"{self.name}.txt"

    def requirements(self) -> tuple[Requirement, ...]:
        """What it has to satisfy, from pyproject.toml."""
        told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
        if self.name == "build":
            return tuple(Requirement(line) for line in told["build-system"]["requires"])
        lines = list(told["project"]["dependencies"])
        waiting, seen = list(self.extras), set()
        while waiting:
            extra = waiting.pop()
            if extra in seen:
                continue
            seen.add(extra)
            for line in told["project"]["optional-dependencies"][extra]:
                asked = Requirement(line)
                if asked.name == told["project"]["name"]:
                    waiting += asked.extras
                else:
                    lines.append(line)
        return tuple(Requirement(line) for line in lines)


UNIVERSAL = ("--universal", "--generate-hashes")
LOCKS = (
    Lock("test", "Every library of the package, its extras and its tests", ("develop",), UNIVERSAL),
    Lock("runtime", "The libraries that reading needs", (), (*UNIVERSAL, "--constraints", "constraints/test.txt")),
    Lock("build", "What makes the wheel", (), UNIVERSAL),
    Lock("lowest", "The lowest versions that the package and its extras work with", ("all", "spark"),
         ("--resolution", "lowest-direct", "--no-annotate"), hashed=False),
)  # fmt: skip


def write(upgrade: bool = False) -> None:
    """Resolve every lock anew; versions that still fit are kept unless `upgrade` is asked for."""
    for lock in LOCKS:
        asked = "\n".join(sorted(map(str, lock.requirements())))
        command = [
            sys.executable, "-m", "uv", "pip", "compile", "-", "--quiet", "--no-header", "--no-emit-index-url", "--no-emit-find-links",
            "--python-version", PYTHON, *lock.options, "--output-file", str(lock.path), *(["--upgrade"] if upgrade else []),
        ]  # fmt: skip
        subprocess.run(command, input=asked, text=True, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)  # noqa: S603 - uv, with words of ours
        lock.path.write_text(HEAD.format(what=lock.what) + lock.path.read_text(encoding="utf-8"), encoding="utf-8")


def findings() -> list[str]:
    """What is wrong with the locks, each by file."""
    return [f"{lock.path.name}: {finding}" for lock in LOCKS for finding in unfit(lock)]


def unfit(lock: Lock) -> Iterator[str]:
    """What a lock lacks of pyproject.toml, or holds that a lock may not."""
    if not lock.path.is_file():
        yield "is missing; run `nox -s lock`"
        return
    text = lock.path.read_text(encoding="utf-8")
    if "://" in text or "index-url" in text or "find-links" in text:
        yield "holds an address"
    pinned: dict[str, list[str]] = {}
    for name, version in _PIN.findall(text):
        pinned.setdefault(canonicalize_name(name), []).append(version)
    for asked in lock.requirements():
        versions = pinned.get(canonicalize_name(asked.name), [])
        if not versions:
            yield f"lacks {asked.name}, which pyproject.toml asks for; run `nox -s lock`"
        elif not all(asked.specifier.contains(version) for version in versions):
            yield f"has {asked.name} {', '.join(versions)}, where pyproject.toml asks for {asked.specifier}; run `nox -s lock`"
    if lock.hashed:
        blocks = re.split(r"\n(?=\S)", text)
        for block in blocks:
            if (pin := _PIN.match(block)) and not _HASH.search(block):
                yield f"has {pin[1]} without a hash"
