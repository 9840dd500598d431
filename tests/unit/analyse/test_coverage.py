"""What was looked at and found, or found empty."""

from __future__ import annotations

import numpy as np

import positions


def test_cells_tell_what_they_are(small):
    """Each cell holds a number of positions, or the reason why there is none."""
    found = positions.coverage(data=small, columns="event", actor=["LTU", "SWE", "GBR", "NOR"])
    expected = {
        "LTU": {"recorded": 3, "left_out": 0, "absent": 0, "not_found": 1, "not_asked": 0},
        "SWE": {"recorded": 3, "left_out": 1, "absent": 0, "not_found": 0, "not_asked": 0},
        "GBR": {"recorded": 1, "left_out": 1, "absent": 0, "not_found": 1, "not_asked": 1},
        "NOR": {"recorded": 1, "left_out": 0, "absent": 0, "not_found": 2, "not_asked": 1},
    }

    assert expected == found.by_row()
    assert found.by_column()["vote-2018"] == {"recorded": 2, "left_out": 0, "absent": 0, "not_found": 0, "not_asked": 2}


def test_share_is_of_what_was_asked(small):
    """An actor is held against the events that were put to it, not against those of a body without its seat."""
    found = positions.coverage(data=small, columns="topic", actor=["LTU", "GBR"])
    assert found.share_by_row() == {"LTU": 3 / 4, "GBR": 1 / 3}


def test_share_without_a_question_is_undefined(small):
    """Where nothing was put to an actor there is no share."""
    found = positions.coverage(data=small, columns="event", event="vote-2018", actor="NOR")

    assert np.isnan(found.share).all()


def test_frame_has_a_row_for_each_cell(small):
    """The frame tells the state of every cell as a category."""
    frame = positions.coverage(data=small, actor=["LTU", "SWE"]).to_frame()

    assert frame.columns.tolist() == ["actor", "issue", "n", "events", "asked", "share", "state"]
    assert 2 * frame["issue"].nunique() == len(frame)
