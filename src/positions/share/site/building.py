"""The site put together: every page, data file and download, written beside its place and then moved into it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from positions import staging
from positions.analyse.dataset import Dataset
from positions.analyse.stance.comparison import RULE
from positions.errors import BadQuery
from positions.share import bundle, changelog
from positions.share.site import actors, citing, events, evidence, explorer, llms, reference, reliability
from positions.share.site.material import LEVEL, Material
from positions.share.site.writing import HERE, Writer

MARK = "positions-site.txt"
# Nothing but what lies beside the page is loaded; no script is made of text, save the names of data files.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; "
    "require-trusted-types-for 'script'; trusted-types positions-data"
)
# The scripts of the explorer, each after those that it needs as it is read.
SCRIPTS = (
    "dates", "dataset", "selection", "stances", "matrix", "agreement", "draws", "interval", "clusters",
    "elements", "words", "state", "columns", "order", "evidence", "pairs", "stancegrid", "pairgrid", "caption",
    "reel", "cells", "rows", "sight", "grid", "controls", "who", "period", "filters", "toolbar", "behind",
    "sheet", "files", "zip", "workbook", "sharing", "explorer",
)  # fmt: skip
Progress = Callable[[int, int], object]
"""Called with the number of files written and the number of all."""


@dataclass(frozen=True)
class Site:
    """A site as it was built.

    Attributes
    ----------
    pages
        How many pages it has.
    size
        Its bytes.
    sitemap
        Whether it has a sitemap; that takes the address under which it will stand.
    """

    folder: Path
    pages: int
    size: int
    sitemap: bool


def build(dataset: Dataset, out: Path, base_url: str | None = None, progress: Progress | None = None) -> Site:
    """Write the site of a dataset into a folder.

    Parameters
    ----------
    dataset
        The tables.
    out
        A folder that is not there yet, is empty, or holds a site made by this function.
    base_url
        The address under which the site will stand, for the sitemap; pages work under any address without it.
    progress
        Called as pages are written.

    Raises
    ------
    BadQuery
        If `out` holds something else, or `base_url` is no address.
    MissingExtra
        If Jinja is not installed.
    """
    base = _base(base_url)
    _free(out)
    material = Material(dataset)
    with staging.staged(out) as beside:
        writer = _written(material, beside, base, progress or (lambda *_: None))
        size = sum(file.stat().st_size for file in beside.rglob("*") if file.is_file())
        staging.place(beside, out)
    return Site(out, len(writer.pages), size, base is not None)


def _base(base_url: str | None) -> str | None:
    if base_url is None:
        return None
    if not base_url.startswith(("http://", "https://")) or any(c in base_url for c in " \"'<>#?"):
        raise BadQuery(f"the address of the site is like https://example.org/positions/, not {base_url!r}")
    return base_url.rstrip("/") + "/"


def _free(out: Path) -> None:
    if out.exists() and (not out.is_dir() or (any(out.iterdir()) and not (out / MARK).is_file())):
        raise BadQuery(f"{out} holds something that is not a site of positions; name a new or empty folder")


def _written(material: Material, folder: Path, base: str | None, progress: Progress) -> Writer:
    writer = Writer(
        folder,
        {
            "policy": POLICY,
            "facts": material.facts,
            "base_url": base,
            "names": material.names,
            "topics": material.topics,
            "issues": material.issues,
            "all_events": material.events,
            "rule": RULE[0].upper() + RULE[1:],
            "level": LEVEL,
        },
    )
    _assets(writer)
    files = _downloads(material, writer)
    pages = [
        *_reference(material, files, base),
        *((path, "actor.html", context) for path, context in actors.pages(material)),
        *((path, "event.html", context) for path, context in events.pages(material)),
    ]
    total = len(pages) + len(material.by_actor)
    for done, (path, template, context) in enumerate(pages, start=1):
        writer.page(path, template, context)
        progress(done, total)
    writer.data("data/explorer.js", explorer.tables(material))
    writer.data("data/sources.js", evidence.citations(material))
    for done, actor in enumerate(material.by_actor, start=len(pages) + 1):
        writer.data(f"data/{actor}.js", evidence.of_actor(material, actor))
        progress(done, total)
    _indexes(material, writer, files, base)
    return writer


def _reference(material: Material, files: list[Path], base: str | None) -> Iterator[tuple[str, str, dict[str, Any]]]:
    yield "index.html", "index.html", _index(material, base)
    yield "actors.html", "actors.html", {"title": "Actors", "actors": actors.listed(material)}
    yield "events.html", "events.html", {"title": "Events", "events": events.listed(material)}
    yield "codebook.html", "codebook.html", reference.codebook(material)
    yield "sources.html", "sources.html", reference.sources(material)
    yield (
        "quality.html",
        "quality.html",
        reference.quality(material) | {"reliability": reliability.reliability(material)},
    )
    yield "downloads.html", "downloads.html", reference.downloads(material, files[0].parent, files)
    yield "changes.html", "changes.html", reference.changes(material)
    cited = {"title": "How to cite", "citation": material.facts.citation(), "bibtex": citing.dataset_bibtex(material)}
    yield "cite.html", "cite.html", cited
    yield "report.html", "report.html", {"title": "Report an error"}


def _index(material: Material, base: str | None) -> dict[str, Any]:
    """The first view: every actor on every issue."""
    matrix = material.matrices["issue"]
    topics = [{**row, "issues": []} for row in material.topics.values()]
    for topic in topics:
        topic["issues"] = [
            material.issues[issue] for issue in matrix.columns if material.issues[issue]["topic"] == topic["topic_id"]
        ]
    rows = [
        {
            "actor": actor,
            "name": material.names[actor],
            "cells": [actors.cell(material, actor, issue, "issue") for issue in matrix.columns],
        }
        for actor in matrix.rows
    ]
    counts = {"actors": len(material.by_actor), "events": len(material.by_event), "positions": len(material.accounts)}
    return {
        "title": "Compare",
        "scripts": SCRIPTS,
        "topics": topics,
        "rows": rows,
        "counts": counts,
        "schema_org": citing.schema_org(material, base),
    }


def _assets(writer: Writer) -> None:
    for file in sorted((HERE / "assets").iterdir()):
        writer.bytes(f"assets/{file.name}", file.read_bytes())


def _downloads(material: Material, writer: Writer) -> list[Path]:
    """The release of this version: the same files as `positions release` makes, and all of them as one."""
    target = writer.folder / "download"
    target.mkdir()
    nothing = f"# Changelog\n\n## {material.facts.version}\n\nSee the table `changes`.\n"
    known = bundle.write(material.dataset, target, changelog.near(material.dataset.folder) or nothing)
    packed = writer.folder / f"{known.stem}.zip"
    bundle.pack(target, packed, known)
    packed = packed.rename(target / packed.name)
    others = (file for file in target.rglob("*") if file.is_file() and file != packed)
    return [packed, *sorted(others, key=lambda file: (file.suffix != ".parquet", file.parent != target, file.name))]


def _indexes(material: Material, writer: Writer, files: list[Path], base: str | None) -> None:
    """What machines read first, and the mark by which the folder is known as a site."""
    facts = material.facts
    writer.text(MARK, f"Site of {facts.name} {facts.version}, made by `positions site`.\n")
    writer.text("llms.txt", llms.told(material, files, base))
    if base:
        places = "".join(f"<url><loc>{base}{path}</loc></url>\n" for path in sorted(writer.pages))
        head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        writer.text("sitemap.xml", f"{head}{places}</urlset>\n")
