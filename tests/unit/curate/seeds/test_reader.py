"""YAML as the seeds use it: text stays text, every node knows its line, and what the seeds do not use is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from positions.curate.seeds import reader

NAME = Path("seeds/x.yaml")


def _values(text: str) -> dict[str, str | None]:
    root, problems = reader.parse(text, NAME)
    assert [] == problems
    assert isinstance(root, reader.Fields)
    return {name: node.value for name, node in root if isinstance(node, reader.Text)}


def test_nothing_is_guessed() -> None:
    """Norway, dates, numbers and flags are read as they were typed; only an empty value or a plain ~ is none."""
    text = "a: NO\nb: 2017-05-17\nc: 012\nd: yes\ne: ~\nf:\ng: '~'\nh: 1e3\ni: null\nj: \"\"\n"
    expected = {
        "a": "NO",
        "b": "2017-05-17",
        "c": "012",
        "d": "yes",
        "e": None,
        "f": None,
        "g": "~",
        "h": "1e3",
        "i": None,
        "j": "",
    }

    assert expected == _values(text)


def test_lines() -> None:
    """Each node and key knows its line."""
    root, _ = reader.parse("# a comment\na:\n- x\n\n- b: y\n", NAME)
    assert isinstance(root, reader.Fields)
    items = root.fields["a"]
    assert isinstance(items, reader.Items)
    inner = items.items[1]
    assert isinstance(inner, reader.Fields)

    assert (2, 3, 5) == (root.keys["a"].line, items.items[0].place.line, inner.keys["b"].line)


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("", 1, "is empty"),
        ("# only a comment\n", 1, "is empty"),
        ("a: 1\n\tb: 2\n", 2, "a tab indents this line"),
        ("a: &x 1\n", 1, "anchors"),
        ("a: 1\nb: !!int 2\n", 2, "the tag"),
        ("a: " + "[" * 13 + "]" * 13, 1, "nested more than 12 deep"),
        ("a: 1\n---\nb: 2\n", 2, "a second document"),
        ("a: 1\nb: c: d\n", 2, "quote a text that holds ': '"),
        ("a: @x\n", 1, "quote a text that begins with @"),
        ("a: [1\n", 2, "does not parse as YAML"),
        ("a: x\u202ey\n", 1, "invisible character U+202E at column 5"),
        ("a: x\U000e0041y\n", 1, "invisible character U+E0041 at column 5"),
        ('a: b\nc: "x\\u202Ey"\n', 2, "an escape stands for the invisible character U+202E"),
        ("a: b\n? " + "k" * 201 + "\n: c\n", 2, "a key of 201 characters"),
        ('"\\e[2J": b\n', 1, "an escape stands for the invisible character U+001B"),
    ],
)
def test_refused(text: str, line: int, said: str) -> None:
    """What cannot be read is one problem with its line and what to do."""
    root, problems = reader.parse(text, NAME)

    assert (None, [line]) == (root, [problem.place.line for problem in problems])
    assert said in problems[0].message


def test_keys() -> None:
    """A repeated key and a key that is no word are problems, and the rest is read."""
    root, problems = reader.parse("a: 1\na: 2\n? [b]\n: 3\nc: 4\n", NAME)

    assert isinstance(root, reader.Fields)
    assert ["a", "c"] == list(root.fields)
    assert [("repeated-key", 2), ("yaml", 3)] == [(problem.rule, problem.place.line) for problem in problems]


def test_files(tmp_path: Path) -> None:
    """A file that is missing, a folder, binary or too large is one problem."""
    (tmp_path / "binary").write_bytes(b"a: 1\nb: \xff\n")
    (tmp_path / "large").write_bytes(b"#" * (reader.MAX_BYTES + 1))
    told = {name: reader.read(tmp_path / name, NAME)[1] for name in ("missing", ".", "binary", "large")}

    assert {1} == {len(problems) for problems in told.values()}
    assert "seeds/x.yaml:2: is not UTF-8 text; is it a binary file, or saved in another encoding?" == str(
        told["binary"][0]
    )
    assert "at most 5,000,000" in told["large"][0].message


def test_a_name_of_a_file_speaks_to_no_terminal() -> None:
    """The place of a problem shows what a terminal would obey."""
    _, problems = reader.parse("", Path("a\x1b[2J.yaml"))

    assert r"a\u001b[2J.yaml:1: is empty" == str(problems[0])
