"""Pictures: what stands in their specifications, and the tiles of maps."""

from __future__ import annotations

from itertools import chain

import pytest
from tests.unit.render.results import NAMES, RESULTS, agreement, stance_matrix, timeline

from positions import codebook
from positions.analyse.dataset import Dataset
from positions.errors import BadQuery, UnknownName
from positions.render import charts
from positions.render.charts import tilemap
from positions.render.document import Options


def _texts(spec: charts.Spec) -> list[str]:
    parts = spec.get("vconcat", [spec])
    layers = chain.from_iterable(part["layer"] for part in parts)
    return [str(row["text"]) for layer in layers for row in layer["data"]["values"] if "text" in row]


@pytest.mark.parametrize("layout", tilemap.LAYOUTS)
def test_no_two_share_a_tile(layout: str) -> None:
    """Every actor of a layout has one tile of its own."""
    rows = (tilemap.TILES / f"{layout}.txt").read_text(encoding="ascii").splitlines()
    actors = [actor for row in rows for actor in row.split() if actor != "..."]

    assert len(set(actors)) == len(actors)
    assert len(set(tilemap.layout(layout).values())) == len(actors)
    assert len({len(row.split()) for row in rows}) == 1


def test_every_state_has_a_tile() -> None:
    """Every state of the shipped dataset is on the map of the world, and Europe is a part of it."""
    data = Dataset(codebook.shipped_data())
    states = {row["actor_id"] for row in data.rows("actors", kind="state")}
    world, europe = tilemap.layout("world"), tilemap.layout("europe")

    assert set() == states - set(world)
    assert set() == set(europe) - set(world)


def test_neighbours_of_the_baltic() -> None:
    """Estonia lies above Latvia, and Latvia above Lithuania, on both maps."""
    for layout in tilemap.LAYOUTS:
        places = tilemap.layout(layout)
        (a, x), (b, y), (c, z) = (places[actor] for actor in ("EST", "LVA", "LTU"))
        assert (b - a, c - b, x - y, y - z) == (1, 1, 0, 0)


def test_heatmap_labels_directly() -> None:
    """A heatmap names rows and columns, tells each value, and says source and version."""
    texts = _texts(charts.specification(stance_matrix(), Options()))

    assert {"Lithuania", "Namibia", "+2.0", "-0.5 ±", "·", "×", "–"} - set(texts) in (set(), {"-0.5 ±"})
    assert any("positions 2026.1" in text for text in texts)


def test_title_is_the_question() -> None:
    """The title of a picture is that of the result."""
    assert charts.specification(stance_matrix(), Options())["title"]["text"] == ["Who is let in?"]


def test_timeline_names_events() -> None:
    """A timeline names its events and dates them."""
    texts = _texts(charts.specification(timeline(), Options()))

    assert {"chechnya visas 2017", "2017-05"} <= set(texts)


def test_map_of_one_column() -> None:
    """A map shows one column where one is named, and says who has no tile."""
    texts = _texts(charts.specification(stance_matrix(), Options(), "map", layout="world", column="asylum_rules"))

    assert texts.count("LTU") == 1
    assert any(text.startswith("Without a tile:") and "European Parliament" in text for text in texts)


def test_pictures_ask_for_what_they_need() -> None:
    """A picture that does not suit a result says what it needs."""
    with pytest.raises(BadQuery, match="a map needs a matrix"):
        charts.specification(agreement(), Options(), "map")
    with pytest.raises(BadQuery, match="dates and stances"):
        charts.specification(stance_matrix(), Options(), "timeline")
    with pytest.raises(UnknownName, match="asylum_rules"):
        charts.specification(stance_matrix(), Options(), "map", column="asylum_rule")
    with pytest.raises(UnknownName, match="world"):
        charts.specification(stance_matrix(), Options(), "map", layout="wrold")


def test_distribution_counts_every_row() -> None:
    """Every actor with a stance is counted once in each column."""
    texts = _texts(charts.specification(stance_matrix(), Options(), "distribution"))

    assert "All" in texts
    assert "4" in texts


@pytest.mark.parametrize("kind", RESULTS)
def test_altair_takes_it(kind: str) -> None:
    """Every picture is a chart that Altair validates."""
    made = RESULTS[kind]().plot()

    assert (
        made.to_dict()["$schema"].endswith("vega-lite/v6.json")
        or "layer" in made.to_dict()
        or "vconcat" in made.to_dict()
    )


def test_names_in_another_language() -> None:
    """Rows bear names in the language asked for."""
    assert NAMES["LTU"] == "Lithuania"
    assert "Litauen" in _texts(charts.specification(stance_matrix(), Options(lang="de")))
