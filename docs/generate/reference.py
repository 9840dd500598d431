"""``docs/api/*.md``: what `import positions` offers, each name in a table for browsers of the repository, then in full."""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docs.generate import house
from docs.generate.markdown import anchor, plain, table

import positions


@dataclass(frozen=True)
class Group:
    """Names that are read together."""

    file: str
    title: str
    told: str
    names: tuple[str, ...]


GROUPS = (
    Group("tables", "Tables", "The tables as frames, what they hold, and where to find something in them.", ("load", "open", "codes", "inventory", "search", "info")),
    Group("comparisons", "Comparisons", "Each gives a result that shows itself in a terminal and in a notebook, and saves itself into a file.", ("matrix", "agreement", "coverage", "compare", "profile", "timeline", "sensitivity", "report", "why")),
    Group("structures", "Blocs, peers, cohesion, drift", "What follows from agreement and from dates.", ("blocs", "peers", "cohesion", "drift", "actor_map")),
    Group("sharing", "Citing and exporting", "The sources behind a selection, and the tables for another program.", ("cite", "export")),
    Group("values", "What you get back", "The values that the functions return. All are frozen: a result is never changed, another one is asked for.", ("Matrix", "Cell", "Agreement", "Pair", "Coverage", "Explanation", "Listing", "Composite", "Result", "Caption", "Head", "Citation", "Exported", "Dataset")),
    Group("errors", "Errors", "Whatever is raised on purpose is a `PositionsError`; its text says what would be right.", ("PositionsError", "UnknownName", "BadQuery", "MissingExtra", "DataMissing", "DataDamaged", "DataInvalid", "SeedsInvalid", "BundleRefused")),
)  # fmt: skip

INTRODUCTION = """\
# The library

<!-- Written by `python -m docs.generate reference` from the docstrings; do not edit. -->
```python
import positions
```

Every function takes names as people write them (`LTU`, `LT`, `Lithuania`), says in its errors what was probably meant, and gives a value that
knows its filters and the version of the data. What is public, and how long it stays, is told by [the policy on stability](../stability.md).
"""


def files() -> dict[str, str]:
    """The pages of the reference; none of the public names is left out."""
    left_out = sorted(set(positions.__all__) - {name for group in GROUPS for name in group.names})
    if left_out:
        raise SystemExit(f"these are public and in no group of docs/generate/reference.py: {', '.join(left_out)}")
    pages = {f"api/{group.file}.md": "\n".join(_page(group)) for group in GROUPS}
    return {"api/index.md": "\n".join(_index()), **pages}


def path(name: str) -> str:
    """Where a name is imported from: the root if it is there, else the module that defines it."""
    if name in positions.__all__:
        return f"positions.{name}"
    for module in house.modules().values():
        if name in module.classes:
            return f"{module.name}.{name}"
    raise LookupError(f"no module defines {name}")


def thing(name: str) -> Any:
    """What a name stands for."""
    where, _, last = path(name).rpartition(".")
    return getattr(pkgutil.resolve_name(where), last)


def _index() -> Iterator[str]:
    yield INTRODUCTION
    for group in GROUPS:
        yield from [f"## [{group.title}]({group.file}.md)", "", group.told, "", *_names(group, f"{group.file}.md"), ""]
    yield from ["```{toctree}", ":hidden:", "", *(group.file for group in GROUPS), "```", ""]


def _page(group: Group) -> Iterator[str]:
    yield from [
        f"# {group.title}",
        "",
        "<!-- Written by `python -m docs.generate reference`; do not edit. -->",
        group.told,
        "",
    ]
    yield from [*_names(group, ""), ""]
    for name in group.names:
        found = thing(name)
        directive = "autofunction" if inspect.isfunction(found) else "autoclass"
        members = [] if directive == "autofunction" or issubclass(found, Exception) else ["   :members:", *(["   :inherited-members:"] if name != "Result" else [])]  # fmt: skip
        yield from [f"## {name}", "", "```{eval-rst}", f".. {directive}:: {path(name)}", *members, "```", ""]


def _names(group: Group, page: str) -> list[str]:
    return table(
        ["name", ""], [[f"[`{path(name)}`]({page}#{anchor(name)})", plain(_first(name))] for name in group.names]
    )


def _first(name: str) -> str:
    """The first line of a docstring."""
    return (inspect.getdoc(thing(name)) or "").partition("\n")[0]
