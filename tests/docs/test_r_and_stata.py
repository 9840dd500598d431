"""The page for users of R and Stata: its lines run, and print what the page shows."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from positions.share.export import FORMATS, export

BLOCK = re.compile(r"^```(r|r-arrow|r-haven|python)\n(.*?)^```\n(?:\n```text\n(.*?)^```\n)?", re.MULTILINE | re.DOTALL)
# What a block needs beside R, and the format of the files that it reads.
NEEDS = {"r": ("base", "csv"), "r-arrow": ("arrow", "parquet"), "r-haven": ("haven", "dta")}


@pytest.fixture(name="page", scope="module")
def _page(root: Path) -> str:
    return (root / "docs" / "r-and-stata.md").read_text(encoding="utf-8")


def has(library: str) -> bool:
    """Whether R can load a library."""
    asked = ["Rscript", "-e", f"quit(status = !requireNamespace('{library}', quietly = TRUE))"]
    return subprocess.run(asked, capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize("kind", NEEDS)
def test_the_lines_for_r_print_what_the_page_shows(page: str, root: Path, tmp_path: Path, kind: str) -> None:
    """All blocks of a kind run in one session of R, in a folder of files as the page has them exported."""
    library, form = NEEDS[kind]
    if not shutil.which("Rscript"):
        pytest.skip("R is not on this machine; in Debian it is r-base-core")
    if not has(library):
        pytest.skip(f"R has no {library} on this machine")
    export(tmp_path / "files", form, data=root / "data")
    blocks = [(code, shown or "") for found, code, shown in BLOCK.findall(page) if found == kind]
    (tmp_path / "lines.R").write_text("".join(code for code, _ in blocks), encoding="utf-8")
    done = subprocess.run(
        ["Rscript", "--vanilla", str(tmp_path / "lines.R")],
        cwd=tmp_path / "files",
        capture_output=True,
        text=True,
        check=False,
    )

    printed = "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines())

    assert ("".join(shown for _, shown in blocks), 0) == (printed, done.returncode), done.stderr


def test_the_lines_for_python_run(page: str, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """pandas alone reads the CSV files, and Namibia keeps its code."""
    export(tmp_path / "files", "csv", tables=["actors"], data=root / "data")
    monkeypatch.chdir(tmp_path / "files")
    for found, code, _ in BLOCK.findall(page):
        if found == "python":
            exec(compile(code, "page", "exec"), {})


def test_the_page_names_every_format(page: str) -> None:
    """No format is left out."""
    assert [] == [
        name for name in FORMATS if f"--format {name}" not in page and name not in ("parquet", "jsonl", "duckdb")
    ]
