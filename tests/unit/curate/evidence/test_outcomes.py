"""Passages looked for in copies, and put on record where they were found once."""

from __future__ import annotations

from pathlib import Path

import pytest

from positions.curate.evidence.copies import held
from positions.curate.evidence.outcomes import Looked, look, record
from positions.curate.seeds import checks
from positions.errors import DataDamaged, DataMissing

COPY = "Two states and more. The minister said that it was time – “two visas”. Both until the summer. Two visas."


@pytest.fixture(name="copies")
def copies_(tmp_path: Path) -> Path:
    """A folder with a copy of one source and a file that is none."""
    folder = tmp_path / "copies"
    folder.mkdir()
    (folder / "paper-2017-05-19.txt").write_text(COPY, "utf-8")
    (folder / "unknown.txt").write_bytes(b"\xff")
    return folder


def _looked(tree: Path, copies: Path) -> Looked:
    seeds, _ = checks.check(tree / "seeds")
    return look(seeds, held(copies, seeds))


def test_outcomes(tree: Path, copies: Path) -> None:
    """A passage is found once, not found, or its first words stand there more than once."""
    event = tree / "seeds" / "events" / "humanitarian_visas" / "visas-2017.yaml"
    event.write_text(event.read_text("utf-8").replace("[Two states and, until", "[Two, until"), "utf-8")

    outcomes = [(passage.role, found.outcome) for passage, found in _looked(tree, copies).outcomes]

    assert [("event", "ambiguous"), ("coded", "not found"), ("not coded", "not found")] == outcomes


def test_quotes_and_dashes(tree: Path, copies: Path) -> None:
    """Quotation marks and dashes match whatever their form."""
    event = tree / "seeds" / "events" / "humanitarian_visas" / "visas-2017.yaml"
    event.write_text(event.read_text("utf-8").replace("two visas.]", "'time - \"two visas\".']"), "utf-8")

    looked = _looked(tree, copies)

    assert {"found once": 2, "not found": 1} == looked.counts()["paper-2017-05-19"]


def test_record(tree: Path, copies: Path) -> None:
    """What was found once is recorded; a passage that is not found any more loses its record."""
    seeds, _ = checks.check(tree / "seeds")
    n = record(tree, seeds, _looked(tree, copies))

    assert 1 == n
    again, problems = checks.check(tree / "seeds")
    assert [] == problems
    assert [("paper-2017-05-19", ("Two states and", "until the summer."))] == [
        (entry["source"], entry["find"]) for entry in again.checked
    ]


def test_record_is_kept_without_a_copy(tree: Path, tmp_path: Path) -> None:
    """A record stays where no copy is at hand to look again."""
    (tmp_path / "none").mkdir()
    seeds, _ = checks.check(tree / "seeds")
    looked = _looked(tree, tmp_path / "none")

    assert ({"paper-2017-05-19": 3}, 1) == (looked.without_copy, record(tree, seeds, looked))


def test_no_folder(tree: Path) -> None:
    """A folder that is not there is named, with what to do."""
    with pytest.raises(DataMissing, match="--sources"):
        _looked(tree, tree / "nowhere")


def test_binary_copy(tree: Path, copies: Path) -> None:
    """A copy that is no text is named."""
    (copies / "record-2018.txt").write_bytes(b"\xff\x00")
    with pytest.raises(DataDamaged, match=r"record-2018\.txt: is not UTF-8 text"):
        _looked(tree, copies)
