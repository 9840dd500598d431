"""What holds of any seeds, tried on what nobody would write by hand."""

from __future__ import annotations

import random
import shutil
import tempfile
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from positions.curate import build
from positions.curate.seeds import checks, seeds

GOOD = Path(__file__).parents[3] / "seeds" / "good"
FILES = sorted(path.relative_to(GOOD).as_posix() for path in GOOD.rglob("*") if path.is_file())
EVENT = "events/humanitarian_visas/visas-2017.yaml"
# Bytes that mean something to YAML, so that chance finds its corners sooner.
_PIECES = st.sampled_from(
    [b"\n", b"  ", b"- ", b": ", b"{", b"}", b"[", b"]", b"&a ", b"*a", b"!!str ", b"|", b">", b"'", b'"', b"~", b"#",
     b"?", b"\t", b"---\n", b"...", b"<<", b"\xff", b"\x00", b"id", b"codes", b"topics", b"lists", b"positions", b"null"]
)  # fmt: skip
_BYTES = st.one_of(st.binary(max_size=200), st.lists(_PIECES, max_size=40).map(b"".join))


def _checked(name: str, content: bytes) -> tuple[seeds.Seeds, list[checks.Problem]]:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "seeds"
        shutil.copytree(GOOD, root)
        (root / name).write_bytes(content)
        return checks.check(root)


@settings(max_examples=150, deadline=None)
@given(name=st.sampled_from(FILES), content=_BYTES)
@example(name="codebook.yaml", content=b"topics: []\nlists: {organ: {definition: x, parent: branch}}\n")
@example(name="codebook.yaml", content=b"topics:\n- {id: a}\nlists:\n  organ: ~\n")
@example(name="released.txt", content=b"\xff")
@example(name="dataset.yaml", content=b"[]")
def test_any_bytes(name: str, content: bytes) -> None:
    """Any bytes in the place of a seed file give problems with file and line, or seeds; never an exception."""
    _, problems = _checked(name, content)

    assert [] == [problem for problem in problems if problem.place.line < 1 or not problem.place.path.name]


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_any_edit(data: st.DataObject) -> None:
    """A file with any of its lines taken out, doubled or replaced gives problems or seeds that build."""
    name = data.draw(st.sampled_from(FILES))
    lines = (GOOD / name).read_bytes().split(b"\n")
    at = data.draw(st.integers(0, len(lines) - 1))
    lines[at : at + data.draw(st.integers(0, 3))] = data.draw(
        st.sampled_from(
            [[], [lines[at]] * 2, [lines[at].split(b":")[0] + b":"], [lines[at] + b"x"], [b"  " + lines[at]]]
        )
    )

    read, problems = _checked(name, b"\n".join(lines))

    if not problems:
        with tempfile.TemporaryDirectory() as folder:
            build.make(read, Path(folder))
    assert all(problem.place.line >= 1 for problem in problems)


@settings(max_examples=5, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_order_of_files(seed: int) -> None:
    """The order of the files and of the entries in them changes no byte of the build."""
    shuffle = random.Random(seed).shuffle
    first, _ = checks.check(GOOD)
    second, _ = checks.check(GOOD)
    for entries in (second.actors, second.groups, second.sources, second.events, second.codings):
        shuffle(entries)
    for event in second.events:
        shuffle(event["positions"])

    assert _bytes(first) == _bytes(second)


def _bytes(read: seeds.Seeds) -> dict[str, bytes]:
    with tempfile.TemporaryDirectory() as folder:
        build.make(read, Path(folder))
        return {path.name: path.read_bytes() for path in Path(folder).iterdir()}
