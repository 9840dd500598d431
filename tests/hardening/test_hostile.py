"""A sample of the attempts to harm, and that each of them can succeed against something weaker."""

from __future__ import annotations

from pathlib import Path

import pytest

from hardening import hostile, kill, poison
from positions.share import archive
from positions.share.site import writing

QUICK = (
    hostile.seeds,
    hostile.names_in_tables,
    hostile.zips,
    hostile.injection,
    hostile.injection_into_files,
    hostile.servers,
    hostile.parquet_fuzzed,
)


@pytest.mark.parametrize("trial", QUICK, ids=lambda trial: trial.__name__)
@pytest.mark.filterwarnings("ignore")
def test_turned_away(trial, tmp_path: Path) -> None:
    """No attempt succeeds."""
    assert [] == list(filter(None, trial(tmp_path, True)))


def test_a_zip_that_is_believed_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without its guard, what unpacks zip files fails the trial."""
    monkeypatch.setattr(archive, "_refuse", lambda path, entries: None)

    assert [] != list(filter(None, hostile.zips(tmp_path, True)))


@pytest.mark.filterwarnings("ignore")
def test_a_site_that_believes_ids_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without its guard, the site writes where an id leads it, and that is seen."""
    monkeypatch.setattr(writing.archive, "safe_name", lambda name: True)

    assert [] != list(filter(None, hostile.names_in_tables(tmp_path, True)))


@pytest.mark.parametrize(
    ("judge", "text"),
    [
        (poison.in_html, "<p onclick=x>"), (poison.in_html, "<script>alert(1)</script>"), (poison.in_html, "<a href='javascript:x'>"),
        (poison.in_terminal, "\x1b[2J"), (poison.in_terminal, "\u202e"), (poison.in_tex, "\\input{x}"), (poison.in_markdown, "<script>"),
        (poison.in_markdown, "[x](javascript:alert(1))"), (poison.in_csv, "=1+1,b\n"), (poison.in_svg, "<svg><script/></svg>"),
    ],
)  # fmt: skip
def test_judges_see_harm(judge, text: str) -> None:
    """Each judge of a product finds what it is there for."""
    assert judge(text)


def test_a_half_written_folder_is_seen(tmp_path: Path) -> None:
    """Two states are told apart, and so is what is neither."""
    (tmp_path / "a").mkdir()
    empty = kill.digest(tmp_path / "a")
    (tmp_path / "a" / "x").write_bytes(b"1")

    assert 3 == len({empty, kill.digest(tmp_path / "a"), kill.digest(tmp_path / "b")})
