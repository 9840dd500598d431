"""What a notebook completes: keys of results, and texts within the quotes of arguments."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import Any, get_args

import pytest

import positions
from positions import errors
from positions.analyse import frames
from positions.analyse.dataset import Dataset
from positions.analyse.overview import inventory
from positions.analyse.pairwise import answers as agreements
from positions.analyse.pairwise.measures import MEASURES
from positions.analyse.pairwise.resampling import METHODS
from positions.analyse.selection import resolve
from positions.analyse.stance import comparison
from positions.analyse.stance.cells import VALUES
from positions.api import choices, notebook


@pytest.mark.parametrize(
    ("type_", "declared"),
    [
        (choices.Rows, comparison.ROWS),
        (choices.Columns, comparison.COLUMNS),
        (choices.Value, VALUES),
        (choices.Measure, [*MEASURES, "all"]),
        (choices.Method, METHODS),
        (choices.Blocks, agreements.BLOCKS),
        (choices.Order, agreements.ORDERS),
        (choices.Backend, frames.BACKENDS),
        (choices.Listed, inventory.KINDS),
    ],
)
def test_types_are_the_declared_choices(type_: Any, declared: Any) -> None:
    """A type for editors names what the library takes, no more and no less."""
    assert set(get_args(type_)) == set(declared)


def test_every_filter_is_completed(small: Dataset) -> None:
    """Whatever a selection takes that is no date or flag has its words."""
    resolvable = ["actor", "group", "topic", "issue", "event", "commitment", "branches", "organs", "instruments", "confidence", "attributions"]  # fmt: skip
    for name in resolvable:
        word = next(iter(choices.CHOICES[name](small)))
        assert resolve(small, **{name: word}) is not None


def test_placed_arguments_are_those_of_the_functions() -> None:
    """An argument that is completed by its place stands there, or where any number may."""
    for function, places in notebook.PLACED.items():
        parameters = list(inspect.signature(getattr(positions, function)).parameters.values())
        placed = [p for p in parameters if p.kind in (p.POSITIONAL_OR_KEYWORD, p.POSITIONAL_ONLY, p.VAR_POSITIONAL)]
        assert len(places) <= len(placed)


@pytest.mark.parametrize(
    ("code", "typed", "word"),
    [
        ('positions.matrix(rows="', "", "group"),
        ("m = positions.matrix(columns='ev", "ev", "event"),
        ('positions.matrix(actor=["LTU", "Ger', "Ger", "Germany"),
        ('positions.matrix(\n    group="EU",\n    topic="hum', "hum", "humanitarian_visas"),
        ('positions.agreement(group="EU", measure="al', "al", "alpha"),
        ('positions.why("LTU", "chechnya-v', "chechnya-v", "chechnya-visas-2017"),
        ('positions.compare("LTU", "DEU", "US', "US", "USA"),
        ('positions.codes("comm', "comm", "commitment"),
        ('positions.load(actor="lith', "lith", "Lithuania"),
        ('positions.load("positions", backend="po', "po", "polars"),
        ('positions.inventory("to', "to", "topics"),
    ],
)
def test_words_in_quotes(code: str, typed: str, word: str) -> None:
    """Names, ids and codes are offered where they can stand."""
    found = notebook.words(code)

    assert found is not None
    assert found[0] == typed
    assert word in found[1]


@pytest.mark.parametrize(
    "code",
    ['open("', 'positions.matrix(rows="group"', 'positions.search("', 'positions.matrix(data="', "positions.matrix(", 'x = "'],
)  # fmt: skip
def test_nothing_elsewhere(code: str) -> None:
    """Outside of known quotes IPython completes as it would."""
    assert notebook.words(code) is None


def test_in_ipython(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a shell of IPython arguments are completed within quotes, and keys of results."""
    shells = pytest.importorskip("IPython.core.interactiveshell")
    completer = pytest.importorskip("IPython.core.completer")
    config = pytest.importorskip("traitlets.config").Config()
    config.HistoryManager.enabled = False
    (tmp_path / "ipython").mkdir()
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    shell = shells.InteractiveShell(config=config)
    positions.load_ipython_extension(shell)
    positions.load_ipython_extension(shell)
    shell.user_ns |= {
        "positions": positions,
        "m": positions.matrix(group="BALTIC"),
        "c": positions.compare("LTU", "DEU"),
    }
    shell.Completer.use_jedi = False

    def offered(code: str) -> list[str]:
        with completer.provisionalcompleter():
            return [each.text for each in shell.Completer.completions(code, len(code))]

    assert offered('positions.matrix(rows="') == ["actor", "group"]
    assert offered('positions.matrix(actor="United K')[0] == "United Kingdom"
    assert offered('m["LTU", "hum') == ["humanitarian_visas"]
    assert "LTU" in offered('m["L')
    assert "Agreement" in offered('c["A')


def test_a_cell_by_its_key(small: Dataset) -> None:
    """``matrix[row, column]`` is the cell; a key of another form is told what it should be."""
    made = positions.matrix(data=small)

    assert made["LTU", "humanitarian_visas"] == made.cell("LTU", "humanitarian_visas")
    with pytest.raises(errors.UnknownName, match="did you mean 'LTU'"):
        made["LTX", "humanitarian_visas"]
    with pytest.raises(errors.BadQuery, match=r"matrix\[row, column\]"):
        made["LTU"]  # type: ignore[index]


def test_a_part_by_its_title(small: Dataset) -> None:
    """A part that is not there is told with those that are."""
    with pytest.raises(errors.UnknownName, match=r"did you mean 'Stances'.*there are Stances, Agreement"):
        positions.compare("LTU", "SWE", data=small)["Stance"]
