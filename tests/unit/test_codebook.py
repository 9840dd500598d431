"""Code lists, the scale that follows from them, and the file that carries them."""

from __future__ import annotations

from pathlib import Path

import pytest

from positions import codebook, schema
from positions.errors import DataDamaged, DataMissing, UnknownName

LISTS = codebook.Codebook(
    {
        "organ": codebook.CodeList(
            "organ",
            "Who spoke.",
            (
                codebook.Code("court", "court", "A court.", 0, "judiciary"),
                codebook.Code("party", "party", "A party.", 1, "party"),
            ),
            "branch",
        )
    }
)


@pytest.mark.parametrize(
    ("direction", "commitment", "expected"),
    [("for", "enacted", 2), ("for", "declared", 1), ("neutral", "enacted", 0), ("neutral", "declared", 0),
     ("against", "declared", -1), ("against", "enacted", -2)],
)  # fmt: skip
def test_stance(direction: str, commitment: str, expected: int) -> None:
    """The stance is the side times the weight of the commitment."""
    assert expected == codebook.stance(direction, commitment)


def test_list() -> None:
    """A list knows its codes in order, and those that belong to a parent."""
    organ = LISTS["organ"]

    assert ("court", "party") == organ.names
    assert ("party",) == organ.having({"party"})
    assert "A court." == organ["court"].definition
    assert "court" in organ
    assert "courts" not in organ


def test_unknown() -> None:
    """An unknown code or list is answered with the nearest."""
    with pytest.raises(UnknownName, match="unknown organ 'courts'; did you mean 'court'"):
        LISTS["organ"]["courts"]
    with pytest.raises(UnknownName, match="unknown code list 'organs'; did you mean 'organ'"):
        LISTS["organs"]
    assert LISTS.get("organs") is None


def test_json_and_back() -> None:
    """What is written as JSON is read as the same lists."""
    text = LISTS.to_json()

    assert text == codebook.Codebook.from_json(text).to_json()
    assert LISTS["organ"].codes == codebook.Codebook.from_json(text)["organ"].codes


def test_load(tmp_path: Path) -> None:
    """A codebook that is missing or damaged is named with what to do."""
    with pytest.raises(DataMissing, match="positions build"):
        codebook.load(tmp_path / "missing")
    code = '{"lists": [{"name": %s, "definition": "x", "codes": [%s]}]}'
    damaged = (
        "", "[]", '{"lists": [{"name": "x"}]}', '{"lists": 3}', "[" * 100_000, code % ("1.5", ""), code % ('"x"', "3"),
        code % ('"x"', '{"code": "a", "label": null, "definition": "x"}'), '{"lists": [], "sections": [{"title": "x", "text": [1]}]}',
    )  # fmt: skip
    for number, text in enumerate(damaged):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "codebook.json").write_text(text, "utf-8")
        with pytest.raises(DataDamaged, match="is not a codebook"):
            codebook.load(folder)


def test_every_list_is_used() -> None:
    """Each shipped code list is that of a column, the parent of another one, or told of cells."""
    shipped = codebook.load()
    used = {column.codes for table in schema.TABLES.values() for column in table} | {
        each.parent for each in shipped.values()
    }

    assert {"missing"} >= set(shipped) - used
    assert set() == {name for name in used if name} - set(shipped) - {"topic"}


def test_scale_agrees_with_the_shipped_lists() -> None:
    """The directions, commitments and stances of the code lists are those of the scale."""
    shipped = codebook.load()
    stances = sorted({codebook.stance(d, c) for d in shipped["direction"].names for c in shipped["commitment"].names})

    assert [str(stance) for stance in stances] == list(shipped["stance"].names)


def test_lists_are_looked_for_by_name() -> None:
    """A codebook holds the lists that it has, and no other; codes whose order means something are told."""
    book = codebook.load()

    assert ("organ" in book, "organs" in book) == (True, False)
    assert (True, False) == (book["confidence"].ordered, book["organ"].ordered)


def test_the_tables_lie_in_the_package_or_beside_the_sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An installed package holds its tables; in a checkout they lie beside `src`."""
    monkeypatch.setattr(codebook, "__file__", str(tmp_path / "src" / "positions" / "codebook.py"))
    beside = codebook.shipped_data()
    (tmp_path / "src" / "positions" / "data").mkdir(parents=True)

    assert (tmp_path / "data", tmp_path / "src" / "positions" / "data") == (beside, codebook.shipped_data())
