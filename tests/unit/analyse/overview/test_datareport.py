"""The report on a dataset, counted from its tables."""

from __future__ import annotations

from positions.analyse.overview.datareport import datareport, page, parts


def test_parts(small):
    """Coverage by topic, issue, region and year comes first, known gaps last."""
    titles = [title for title, _ in parts(small)]

    assert ["Topics", "Issues", "Regions", "Years"] == titles[:4]
    assert "Known gaps" == titles[-1]


def test_counts_add_up(small):
    """Positions counted by topic, issue, region or year are all positions."""
    total = small.table("positions").num_rows
    for title, part in parts(small)[:4]:
        assert (title, total) == (title, sum(row["positions"] for row in part.rows))


def test_page(small):
    """The page holds every part under a heading of its own, and no path of this machine."""
    text = page(small)

    assert [f"## {title}" for title, _ in datareport(small).parts] == [
        line for line in text.splitlines() if line.startswith("## ")
    ]
    assert str(small.folder) not in text


def test_page_is_repeatable(small):
    """The same tables give the same page."""
    assert page(small) == page(small)
