"""The forms for issues and the hooks: that they can be read, ask for what is needed, and offer what there is."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from positions.analyse.dataset import Dataset

ROOT = Path(__file__).parents[2]
FORMS = sorted(path for path in (ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml") if path.name != "config.yml")


def read(name):
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


def asked(name):
    """The parts of a form that ask for something, by id."""
    body = read(f".github/ISSUE_TEMPLATE/{name}.yml")["body"]
    return {part["id"]: part for part in body if part["type"] != "markdown"}


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_forms_have_the_shape_that_is_asked_of_them(path):
    """A form has a name, a line on what it is for, and parts of known kinds with an id of their own and a label."""
    form = yaml.safe_load(path.read_text(encoding="utf-8"))
    parts = [part for part in form["body"] if part["type"] != "markdown"]

    assert {"name", "description", "title", "labels", "body"} == form.keys()
    assert {part["type"] for part in parts} <= {"input", "textarea", "dropdown", "checkboxes"}
    assert len(parts) == len({part["id"] for part in parts})
    assert [] == [part for part in parts if not part["attributes"].get("label")]


def test_a_correction_asks_for_all_that_it_takes():
    """A correction cannot be sent without id, field, proposed value, source and passage."""
    parts = asked("correction")

    assert ["id", "field", "value", "source", "passage"] == [
        name for name, part in parts.items() if part.get("validations", {}).get("required")
    ]


def test_an_event_offers_the_topics_that_there_are():
    """The topics of the form are those of the data."""
    offered = asked("event")["topic"]["attributes"]["options"]

    assert set(Dataset(ROOT / "data").column("topics", "topic_id")) == set(offered[:-1])


def test_hooks_fetch_nothing():
    """Every hook is a program of the environment; none comes from elsewhere."""
    (hooks,) = read(".pre-commit-config.yaml")["repos"]

    assert "local" == hooks["repo"]
    assert {"system"} == {hook["language"] for hook in hooks["hooks"]}
