"""Pages whose code blocks run: each block in order, its output held against what the page shows.

A ``python`` block shows what it prints in a ``text`` block right after it; all of a page share one namespace. A
``console`` block holds commands after ``$``, each followed by its output. A ``yaml`` block whose first line is a comment that
names a file is written into that file. ``python -m tests.docs.pages --update PAGE FILE ...`` writes the outputs anew, with
copies of the files and folders in the folder that the blocks run in.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import positions

BLOCK = re.compile(r"^```(python|console|yaml)\n(.*?)^```\n(?:\n```text\n(.*?)^```\n)?", re.MULTILINE | re.DOTALL)

FILE = re.compile(r"# (\S+\.yaml)\n")


def rewritten(page: str, folder: Path) -> str:
    """The page with the output that its blocks have when they run in a folder."""
    names: dict[str, Any] = {"__name__": "page"}
    with contextlib.chdir(folder):
        return BLOCK.sub(lambda block: _run(block, names, folder), page)


def _run(block: re.Match[str], names: dict[str, Any], folder: Path) -> str:
    kind, code, _ = block.groups()
    if kind == "yaml":
        _write(code, folder)
        return block[0]
    if kind == "console":
        return "```console\n" + "".join(f"$ {told}\n{_shell(told, folder)}" for told in commands(code)) + "```\n"
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(code, "page", "exec"), names)
    shown = "\n".join(line.rstrip() for line in out.getvalue().rstrip().splitlines())
    return f"```python\n{code}```\n" + (f"\n```text\n{shown}\n```\n" if shown else "")


def _write(code: str, folder: Path) -> None:
    named = FILE.match(code)
    if named:
        path = folder / named[1]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(code[named.end() :], encoding="utf-8")


def commands(code: str) -> Iterator[str]:
    """The commands of a block, each on one line or on several that end with a backslash."""
    lines = iter(code.splitlines())
    for line in lines:
        if line.startswith("$ "):
            whole = [line[2:]]
            while whole[-1].endswith("\\"):
                whole.append(next(lines))
            yield "\n".join(whole)


def _shell(command: str, folder: Path) -> str:
    """What a command prints, errors included, in a terminal of 100 columns without colour."""
    programs = folder / ".bin"
    programs.mkdir(exist_ok=True)
    started = programs / "positions"
    started.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m positions.cli.main "$@"\n', encoding="utf-8")
    started.chmod(0o755)
    environment = {
        **os.environ,
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(Path(positions.__file__).parents[1]),
        "COLUMNS": "100",
        "NO_COLOR": "1",
    }
    done = subprocess.run(
        ["bash", "-c", command], env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )  # fmt: skip
    shown = "\n".join(line.rstrip() for line in done.stdout.rstrip().splitlines())
    return f"{shown}\n" if shown else ""


def copied(path: Path, folder: Path) -> None:
    """A copy of a file, or of a folder with all that is in it."""
    if path.is_dir():
        shutil.copytree(path, folder / path.name)
    else:
        shutil.copy(path, folder)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("page", type=Path)
    parser.add_argument("files", type=Path, nargs="*")
    parser.add_argument("--update", action="store_true", help="write the outputs into the page")
    given = parser.parse_args()
    page = given.page.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        for file in given.files:
            copied(file, Path(folder))
        found = rewritten(page, Path(folder))
    if given.update:
        given.page.write_text(found, encoding="utf-8")
    elif found != page:
        sys.exit(f"{given.page}: its blocks print something else; see --update")


if __name__ == "__main__":
    main()
