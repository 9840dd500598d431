"""The registry of formats, and files written whole or not at all."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from positions import render
from positions.analyse.result import Result
from positions.analyse.stance.matrix import Matrix
from positions.errors import BadQuery, UnknownName

PICTURES = ("svg", "png", "pdf")
BEGINS = {"xlsx": b"PK", "png": b"\x89PNG", "pdf": b"%PDF"}


@pytest.mark.parametrize("format_", [name for name in render.FORMATS if name not in PICTURES])
def test_every_kind_in_every_format(result: Result, format_: str) -> None:
    """Every format renders every kind of result, binary ones as bytes with their mark, the others as text ending in a line."""
    shown = result.render(format_)

    if render.FORMATS[format_].binary:
        assert isinstance(shown, bytes) and shown.startswith(BEGINS[format_])
    else:
        assert isinstance(shown, str) and shown.endswith("\n")


@pytest.mark.parametrize("format_", [name for name in render.FORMATS if name not in PICTURES])
def test_same_bytes(result: Result, format_: str) -> None:
    """The same result gives the same bytes."""
    assert result.render(format_) == result.render(format_)


def test_pictures(result: Result) -> None:
    """Every kind has a picture, the same each time."""
    drawn = result.render("svg")

    assert isinstance(drawn, str) and drawn.startswith("<svg")
    assert drawn == result.render("svg")


def test_binary_pictures(matrix: Matrix) -> None:
    """png and pdf are what they say."""
    for name in ("png", "pdf"):
        assert bytes(matrix.render(name)).startswith(BEGINS[name])  # type: ignore[arg-type]


def test_suffixes_are_of_one_format_each() -> None:
    """No two formats share a suffix, and a name is its own key."""
    suffixes = [suffix for format_ in render.FORMATS.values() for suffix in format_.suffixes]

    assert len(set(suffixes)) == len(suffixes)
    assert list(render.FORMATS) == [format_.name for format_ in render.FORMATS.values()]


@pytest.mark.parametrize("suffix", [suffix for format_ in render.FORMATS.values() for suffix in format_.suffixes])
def test_suffix_chooses(suffix: str) -> None:
    """A suffix names its format in any case of letters."""
    name = render.of_suffix(Path(f"matrix{suffix.upper()}"))

    assert suffix in render.FORMATS[name].suffixes


def test_unknown_suffix(matrix: Matrix, tmp_path: Path) -> None:
    """An unknown suffix is told with the nearest, and nothing is written."""
    with pytest.raises(UnknownName, match=r"did you mean '\.xlsx'"):
        matrix.save(tmp_path / "eu.xslx")

    assert list(tmp_path.iterdir()) == []


def test_unknown_names(matrix: Matrix) -> None:
    """Unknown formats, options and pictures are told."""
    with pytest.raises(UnknownName, match="html"):
        matrix.render("htlm")
    with pytest.raises(BadQuery, match="widht"):
        matrix.render("text", widht=80)
    with pytest.raises(UnknownName, match="heatmap"):
        matrix.render("svg", picture="heatmpa")


def test_table_is_text(matrix: Matrix) -> None:
    """``table`` is another word for text."""
    assert matrix.render("text") == matrix.render("table")


def test_save_replaces_whole(matrix: Matrix, tmp_path: Path) -> None:
    """A file is replaced by one write, nothing else is left, and it holds what `render` gives."""
    path = tmp_path / "eu.md"
    path.write_text("old", encoding="utf-8")

    assert path == matrix.save(path)
    assert [path] == list(tmp_path.iterdir())
    assert matrix.render("md") == path.read_bytes().decode()


def test_save_keeps_old_on_error(matrix: Matrix, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where writing fails the old file stays and no part is left."""
    path = tmp_path / "eu.md"
    path.write_text("old", encoding="utf-8")

    def full(self: Path, target: Path) -> Path:
        raise OSError("no space left")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="no space"):
        matrix.save(path)

    assert [path] == list(tmp_path.iterdir())
    assert path.read_text(encoding="utf-8") == "old"


def test_save_into_nowhere(matrix: Matrix, tmp_path: Path) -> None:
    """A folder that is not there, or a folder in place of a file, is told."""
    with pytest.raises(BadQuery, match="is the folder there"):
        matrix.save(tmp_path / "none" / "eu.md")
    with pytest.raises(BadQuery, match="is a folder"):
        matrix.save(tmp_path, "md")


@pytest.mark.parametrize("format_", ["text", "csv", "tsv", "json", "md", "html", "tex"])
def test_no_pandas(format_: str) -> None:
    """Formats of text load neither pandas nor what other formats need."""
    code = (
        "import sys; from tests.unit.render.results import stance_matrix\n"
        f"stance_matrix().render({format_!r})\n"
        "print([m for m in ('pandas', 'rich', 'altair', 'openpyxl', 'vl_convert', 'babel') if m in sys.modules])"
    )
    root = str(Path(__file__).parents[3])
    environment = {"PYTHONPATH": f"{root}/src:{root}", "PATH": "", "LC_ALL": "C.UTF-8"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)

    assert done.stdout.strip() == "[]"
