"""Values of the seeds that are not as they must be."""

from __future__ import annotations

from pathlib import Path

from positions.curate.seeds import reader, shape, values


def test_what_is_too_long_is_not_repeated() -> None:
    """A text of megabytes is told by its length in one short message."""
    reading = shape.Reading()
    node, _ = reader.parse("- " + "x" * 1_000_000, Path("a.yaml"))
    assert isinstance(node, reader.Items)

    values.name("[a-z]{3}", "an id")(node.items[0], "id", reading)
    values.name("[a-z]+", "an id")(reader.Text(node.place, "x" * 121), "id", reading)

    expected = ["has 1,000,000 characters; at most 5,000", "has 121 characters; an id has at most 120"]
    assert expected == [problem.message for problem in reading.problems]
