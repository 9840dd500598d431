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


SMALL = codebook.Codebook(
    {
        "branch": codebook.CodeList(
            "branch", "Of what.", (codebook.Code("a", "An Á", "First.", 0), codebook.Code("b", "B", "Second.", 1))
        ),
        "organ": codebook.CodeList("organ", "By whom.", (codebook.Code("x", "X", "One.", 0, "a"),), "branch"),
    },
    [codebook.Section("How", ("One paragraph.", "Another."))],
)
TEXT = """\
{
 "sections": [
  {
   "title": "How",
   "text": [
    "One paragraph.",
    "Another."
   ]
  }
 ],
 "lists": [
  {
   "name": "branch",
   "definition": "Of what.",
   "codes": [
    {
     "code": "a",
     "label": "An Á",
     "definition": "First."
    },
    {
     "code": "b",
     "label": "B",
     "definition": "Second."
    }
   ]
  },
  {
   "name": "organ",
   "definition": "By whom.",
   "parent": "branch",
   "codes": [
    {
     "code": "x",
     "label": "X",
     "definition": "One.",
     "parent": "a"
    }
   ]
  }
 ]
}
"""


def test_the_text_of_a_codebook() -> None:
    """Sections, then lists; letters as they are; parents where there are any; ranks are the order itself."""
    assert TEXT == SMALL.to_json()


def test_a_codebook_from_its_text() -> None:
    """Lists, codes with their ranks and parents, and sections are those that were written; a text without sections has none."""
    read = codebook.Codebook.from_json(TEXT)

    assert (dict(SMALL), SMALL.sections) == (dict(read), read.sections)
    assert [0, 1] == [code.rank for code in read["branch"]]
    assert (2, ["branch", "organ"], None, "branch") == (
        len(read),
        list(read),
        read["branch"].parent,
        read["organ"].parent,
    )
    assert () == codebook.Codebook.from_json('{"lists": []}').sections == codebook.Codebook({}).sections


LIST = '{"lists": [{"name": "x", "definition": "y", "codes": [%s]}], "sections": [%s]}'


@pytest.mark.parametrize(
    ("text", "error", "message"),
    [
        ("[" * 100_000, ValueError, "it is nested too deep"),
        (LIST % ("3", ""), TypeError, "3 stands where names and texts do"),
        (LIST % ('{"code": "a", "label": null, "definition": "z"}', ""), TypeError, "the label None is no text"),
        (LIST.replace('"y"', "[1]") % ("", ""), TypeError, "the definition [1] is no text"),
        (LIST.replace('"y"', '"y", "parent": 4') % ("", ""), TypeError, "the parent 4 is no text"),
        (LIST % ("", '{"title": 1, "text": []}'), TypeError, "the title 1 is no text"),
        (LIST % ("", '{"title": "t", "text": ["a", 2.5]}'), TypeError, "the 2 2.5 is no text"),
        (LIST % ("", '{"title": "t", "text": [%s]}' % ("9" * 80)), TypeError, f"the 1 {'9' * 50} is no text"),
    ],
)  # fmt: skip
def test_what_is_no_codebook_in_full(text: str, error: type[Exception], message: str) -> None:
    """What stands where is told, in no more than fifty letters."""
    with pytest.raises(error) as caught:
        codebook.Codebook.from_json(text)

    assert message == str(caught.value)


def test_names_that_nobody_knows_in_full() -> None:
    """A code of a list, and a list of the codebook, with the nearest."""
    with pytest.raises(UnknownName) as caught:
        LISTS["organ"]["courts"]
    assert "unknown organ 'courts'; did you mean 'court'?" == str(caught.value)
    with pytest.raises(UnknownName) as caught:
        LISTS["organs"]
    assert "unknown code list 'organs'; did you mean 'organ'?" == str(caught.value)


def test_a_folder_without_a_codebook_in_full(tmp_path: Path) -> None:
    """Missing or damaged: the file, what is wrong, what to do; without a folder it is that of the package."""
    path = tmp_path / "codebook.json"
    with pytest.raises(DataMissing) as missing:
        codebook.load(tmp_path)
    assert f"{path}: not found; run `positions build` in a checkout, or install the package again" == str(missing.value)
    path.write_text("{}", "utf-8")
    with pytest.raises(DataDamaged) as damaged:
        codebook.load(tmp_path)
    assert f"{path}: is not a codebook ('lists'); build or download the data again" == str(damaged.value)
    path.write_text(TEXT, "utf-8")
    assert "An Á" == codebook.load(tmp_path)["branch"]["a"].label
    assert ("branch" in codebook.load(), codebook.load()) == (True, codebook.load())
