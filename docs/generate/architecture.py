"""``docs/architecture.md`` and its drawing: the layers, every module with its noun, and who uses whom."""

from __future__ import annotations

from collections.abc import Iterator

from docs.generate import drawing, house
from docs.generate.markdown import plain, table

INTRODUCTION = """\
# Architecture

<!-- Written by `python -m docs.generate architecture` from the modules and the import contract; do not edit. -->
Two wings on one ground floor. `curate` writes `data/` from `seeds/`; `analyse` and `render` read `data/`. They never import
each other: they meet in the declarations of the ground floor and in the files of `data/`. Whatever concerns tables, columns, keys and codes is
declared once, below, and everything above derives it.

```text
seeds/  -> curate -> data/ -> analyse -> render -> what you see
           expectations/             share -> releases, exports, the site
```

![The layers of the package and the modules of each](images/architecture.svg)

The layers are a contract in `pyproject.toml` that `lint-imports` holds the source against. A library that is heavy or
needs an extra is imported in one module only, when it is needed.

## Who uses whom

A package and the packages that it imports, late imports included.
"""


def files() -> dict[str, str]:
    """The page and the drawing."""
    return {"architecture.md": "\n".join(_lines()) + "\n", "images/architecture.svg": drawing.svg()}


def _lines() -> Iterator[str]:
    yield INTRODUCTION
    used = house.uses()
    yield from table(["package", "uses"], [[f"`{_short(home)}`", ", ".join(f"`{_short(other)}`" for other in others) or "nothing of the house"] for home, others in used.items()])  # fmt: skip
    yield from ["", "## Every module", "", "One noun a module; what stands here is the first sentence of each."]
    for home in used:
        inner = [module for module in house.within(home) if module.noun]
        yield from ["", f"### {_short(home)}", "", plain(house.modules()[home].noun)]
        if inner:
            yield ""
            yield from table(["module", ""], [[f"`{_short(module.name)}`", plain(module.noun)] for module in inner])


def _short(name: str) -> str:
    return name.removeprefix(f"{house.PACKAGE}.")
