"""`llms.txt`: what an assistant that comes to the site is told first, how to read it and where everything stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote

from positions.render.formats.markdown import escape
from positions.share.site.material import Material

PAGES = {
    "actors.html": ("Actors", "a page for each, with every position and its sources"),
    "events.html": ("Events", "a page for each question, with who stood where"),
    "codebook.html": ("Codebook", "what is coded and how; every code, table and column"),
    "quality.html": ("Data quality", "coverage, reliability, limits"),
    "sources.html": ("Sources", "every source, with the events that it tells of"),
    "changes.html": ("Changes", "what each version changed, and why"),
    "downloads.html": ("Downloads", "the tables as files, with their checksums"),
    "cite.html": ("How to cite", "the dataset and its sources"),
}


def told(material: Material, files: Iterable[Path], base: str | None = None) -> str:
    """The text of ``llms.txt``.

    Parameters
    ----------
    files
        The files of the downloads.
    base
        The address of the site, which then begins each link.
    """
    facts, root = material.facts, base or ""
    counts = f"{len(material.accounts):,} positions of {len(material.by_actor):,} actors on {len(material.by_event):,} events"
    return "\n".join(
        [
            f"# {escape(facts.title)}",
            "",
            f"> {escape(facts.description)}",
            "",
            f"Version {escape(facts.version)}, released {facts.released}, {escape(facts.licence)}: {counts}.",
            "",
            *_how_to_read(material),
            "",
            "## Pages",
            "",
            *(f"- [{name}]({root}{path}): {says}" for path, (name, says) in PAGES.items()),
            "",
            "## Data",
            "",
            *_data(material, files, root),
            "",
            "## Actors",
            "",
            *_actors(material, root),
            "",
        ]
    )


def _how_to_read(material: Material) -> Iterator[str]:
    yield "- A stance runs from -2 (acts against) over -1 (speaks against), 0 (takes no side) and +1 (speaks for) to +2 (acts for)."
    yield "- A blank is a missing value, never a stance of 0. It says why there is none:"
    for code in material.dataset.codebook["missing"]:
        yield f"  - `{code.code}`: {escape(code.definition)}"
    yield (
        "- The events are a selection, not all that governments said and did. Agreement over them is not agreement in general,"
        " and a blank does not show that nothing happened."
    )
    yield (
        "- Ids of positions, events, actors and sources keep their meaning from version to version and are never used again;"
        " one that was given up stands in the table `retired` with the reason. Pages are named by them:"
        " `actor/ID.html`, `event/ID.html`."
    )
    yield "- Quote a position with its id, its date and its source. Summaries are the coders' words, not quotations."
    yield (
        "- `positions mcp`, a command of the package that made this site, answers from the same tables over the Model Context"
        " Protocol: stances, agreement, the evidence behind each, and how to cite it."
    )


def _data(material: Material, files: Iterable[Path], root: str) -> Iterator[str]:
    tables = {table.name: table for table in material.facts.tables}
    named = {file.name: file for file in files}
    for name in named:
        if name.endswith(".zip"):
            yield f"- [{name}]({root}download/{quote(name)}): all of it, also as CSV and with its descriptions"
    yield f"- [datapackage.json]({root}download/datapackage.json): every file, table and column described, with hashes"
    for name, file in named.items():
        if file.suffix == ".parquet" and file.stem in tables:
            table = tables[file.stem]
            says = table.declared.row.rstrip(".")
            yield f"- [{name}]({root}download/{quote(name)}): {table.rows:,} rows. {escape(says)}."


def _actors(material: Material, root: str) -> Iterator[str]:
    for actor in material.actors:
        count = len(material.by_actor.get(actor, ()))
        name = escape(material.names[actor])
        yield f"- [{name}]({root}actor/{quote(actor)}.html): `{actor}`, {count:,} position{'' if count == 1 else 's'}"
