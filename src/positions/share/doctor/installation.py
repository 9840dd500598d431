"""The installation: what is missing or too old, and which extras could be added."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import Distribution

from positions import versions
from positions.share.doctor.finding import Finding, fault, from_checkout, install, note
from positions.share.requirement import PACKAGE, Requirement, installed, of

WHERE = "installation"
# What each extra is for, as the end of "needed for".
EXTRAS = {
    "curate": "validating tables, building them and computing reliability",
    "report": "pictures, workbooks and the names of countries in other languages",
    "export": "files for SPSS, DuckDB databases and tables as workbooks",
    "download": "fetching a release from an address",
    "structure": "resampling on several processors without their getting in each other's way",
    "frames": "frames of polars, and SQL over the tables",
    "site": "the web site",
    "spark": "tables of your own that one machine does not hold",
    "mcp": "answering an assistant",
}


def findings() -> Iterator[Finding]:
    """What is wrong with the package and the libraries around it."""
    package = installed(PACKAGE)
    if package is None:
        yield fault(WHERE, "positions runs from a folder without being installed", install())
        return
    yield from _version(package)
    asked = of(package)
    for each in asked:
        if not each.of:
            yield from _needed(each)
    for extra, task in EXTRAS.items():
        yield from _extra(extra, task, [each for each in asked if extra in each.of])


def _version(package: Distribution) -> Iterator[Finding]:
    shipped = versions.shipped()
    if shipped not in (None, package.version):
        what = f"the package is installed as version {package.version}, and the data that came with it are of {shipped}"
        yield fault(WHERE, what, install() if from_checkout() else f"{install()} --force-reinstall")


def _needed(asked: Requirement) -> Iterator[Finding]:
    part = installed(asked.name)
    if part is None:
        yield fault(WHERE, f"{asked.name} is not installed; nothing works without it", f"pip install '{asked}'")
    elif not asked.met_by(part.version):
        yield _outside(asked, part)


def _extra(extra: str, task: str, asked: list[Requirement]) -> Iterator[Finding]:
    parts = {each: installed(each.name) for each in asked}
    missing = [each.name for each, part in parts.items() if part is None]
    if missing:
        yield note(WHERE, f"the extra {extra} lacks {', '.join(missing)}, needed for {task}", install(extra))
    for each, part in parts.items():
        if part is not None and not each.met_by(part.version):
            yield _outside(each, part)


def _outside(asked: Requirement, part: Distribution) -> Finding:
    return fault(
        WHERE, f"{asked.name} is of version {part.version}, where {asked} is asked for", f"pip install '{asked}'"
    )
