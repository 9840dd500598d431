"""A checkout: whether the data are what the seeds give, suites and pages are current, and nothing was left behind."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import positions
from positions import schema
from positions.analyse.dataset import Dataset
from positions.analyse.overview import datareport
from positions.curate import checkout
from positions.errors import MissingExtra, PositionsError, SeedsInvalid
from positions.share.describe import codebook
from positions.share.doctor.finding import Finding, fault, install, note, remove
from positions.share.requirement import PACKAGE, Requirement, installed, of, read
from positions.staging import REPLACED, UNFINISHED

PAGES: dict[str, tuple[Callable[[Dataset], str], str]] = {
    "docs/data.md": (datareport.page, "positions build"),
    "docs/codebook.md": (lambda dataset: codebook.markdown(*codebook.of(dataset)), "positions codebook --page -o docs/codebook.md"),
}  # fmt: skip


def near(root: Path | None) -> Path | None:
    """The checkout that `root` names or that one stands in; None where there is none to be found.

    Raises
    ------
    PositionsError
        If `root` is none.
    """
    try:
        return checkout.find(root)
    except PositionsError:
        if root is not None:
            raise
        return None


def findings(root: Path, say: Callable[[str], None] = lambda _: None) -> Iterator[Finding]:
    """What is wrong with a checkout."""
    yield from _package(root)
    missing = [name for name in schema.TABLES if not (root / "expectations" / f"{name}.json").is_file()]
    for name in missing:
        yield fault(root / "expectations" / f"{name}.json", "is missing", "git restore expectations")
    say("building the tables to compare")
    try:
        yield from _litter(root)
        yield from _built(root, {f"expectations/{name}.json" for name in missing})
        yield from _pages(root)
    except MissingExtra as error:
        yield note(
            root / "seeds", f"cannot be held against data/: {error.library} is not installed", install(error.extra)
        )


def _litter(root: Path) -> Iterator[Finding]:
    for pattern in (f".*{UNFINISHED}", f".*{REPLACED}", f"expectations/**/*{UNFINISHED}"):
        for path in sorted(root.glob(pattern)):
            if path.stem == ".data":
                yield fault(path, "is what a build left that did not end", "positions build")
            else:
                yield fault(path, "is what a command left that did not end", remove(path))


def _package(root: Path) -> Iterator[Finding]:
    """Whether it is this checkout that runs, and whether it was installed as it now asks to be."""
    project = root / "pyproject.toml"
    if not project.is_file():
        return
    if not Path(positions.__file__).resolve().is_relative_to((root / "src").resolve()):
        what = f"is not what runs, but {Path(positions.__file__).parent}"
        yield note(root / "src", what, "pip install --editable .")
        return
    package = installed(PACKAGE)
    if package is not None and _asked(project) != frozenset(of(package)):
        yield fault(project, "asks for other libraries than when the package was installed", install("test"))


def _asked(project: Path) -> frozenset[Requirement]:
    told = tomllib.loads(project.read_text(encoding="utf-8"))["project"]
    extras = told.get("optional-dependencies", {})
    lines = [f'{line}; extra == "{extra}"' for extra in extras for line in _spelt_out(extra, extras)]
    return frozenset(read(line) for line in [*told["dependencies"], *lines])


def _spelt_out(extra: str, extras: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """What an extra asks for, other extras of the package spelt out as the metadata of a package have them."""
    for line in extras[extra]:
        asked = read(line)
        if asked.name != PACKAGE:
            yield line
            continue
        for other in asked.extras:
            yield from _spelt_out(other, extras)


def _built(root: Path, told: set[str]) -> Iterator[Finding]:
    from positions.curate import build

    try:
        changed = build.build(root, check_only=True).changed
    except SeedsInvalid as error:
        number = len(error.problems)
        yield fault(root / "seeds", f"{number} problem{'s' * (number > 1)}: {error.problems[0]}", "positions check")
    except MissingExtra:
        raise
    except PositionsError as error:
        yield fault(root, str(error), "positions build")
    else:
        for name in changed:
            if name not in told:
                what = "is not what the seeds give" if name.startswith("data/") else "is not what the schema gives"
                yield fault(root / name, what, "positions build")


def _pages(root: Path) -> Iterator[Finding]:
    if installed("krippendorff") is None:
        return  # without it the report on the data leaves reliability out
    for name, (made, remedy) in PAGES.items():
        path = root / name
        if not path.parent.is_dir():
            continue
        try:
            stale = not path.is_file() or path.read_text(encoding="utf-8") != made(Dataset(root / "data"))
        except PositionsError:
            return  # the tables have findings of their own
        if stale:
            yield fault(path, "is not what the data give", remedy)
