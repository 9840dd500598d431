"""A release: the bundle of one version as a folder and a zip file, made only where the rule of versions is kept.

Beside them lies the bill of materials of the programs that made them.
"""

from __future__ import annotations

import filecmp
from dataclasses import dataclass
from pathlib import Path

from positions import datapackage, staging
from positions.analyse.dataset import Dataset
from positions.errors import BadQuery, DataInvalid
from positions.files import replaced
from positions.share import bundle, changelog, changes, facts, rule, sbom
from positions.share.verify import verify


@dataclass(frozen=True)
class Released:
    """What a release wrote.

    Attributes
    ----------
    bill
        The bill of materials.
    ids
        Every position and event id that is now published.
    """

    version: str
    folder: Path
    archive: Path
    bill: Path
    files: int
    ids: tuple[str, ...]


def release(dataset: Dataset, out: Path, previous: Dataset | None = None, replace: bool = False) -> Released:
    """Write a release of a dataset into `out`, as ``positions-VERSION``, ``positions-VERSION.zip`` and its bill of materials.

    Parameters
    ----------
    previous
        The release before this one; without, this is the first.
    replace
        Whether a different release of the same version, made before, may be overwritten. Never after publication.

    Raises
    ------
    DataInvalid
        If the changes since `previous` break the rule of versions, or the changelog says nothing of this version.
    BundleRefused
        If the data are not what their description says.
    BadQuery
        If a different release of this version is there.
    """
    verify(dataset.folder).refuse()
    text = _changelog(dataset)
    if previous is not None:
        _keep_rule(previous, dataset)
    known = facts.of(dataset)
    folder, packed, bill = out / known.stem, out / f"{known.stem}.zip", out / f"{known.stem}{sbom.SUFFIX}"
    with staging.staged(folder) as stage:
        new, zipped = stage / "new", stage / "new.zip"
        new.mkdir()
        bundle.write(dataset, new, text)
        bundle.pack(new, zipped, known)
        (stage / "bill").write_text(sbom.text(known.version, zipped, packed.name), encoding="utf-8", newline="")
        if not replace:
            _refuse_other(new, folder)
        staging.place(new, folder)
        staging.place(zipped, packed)
        staging.place(stage / "bill", bill)
    files = sum(1 for path in folder.rglob("*") if path.is_file())
    return Released(known.version, folder, packed, bill, files, ids(dataset))


def ids(dataset: Dataset) -> tuple[str, ...]:
    """Every position and event id of a dataset, sorted."""
    return tuple(sorted({*dataset.column("positions", "position_id"), *dataset.column("events", "event_id")}))


def record(path: Path, published: tuple[str, ...]) -> int:
    """Add ids to the list of those that were ever released, one a line; tells how many were new."""
    known = set(path.read_text(encoding="utf-8").split()) if path.exists() else set()
    replaced(path, "".join(f"{name}\n" for name in sorted(known | set(published))).encode("utf-8"))
    return len(set(published) - known)


def _changelog(dataset: Dataset) -> str:
    text = changelog.near(dataset.folder)
    if not text:
        # Data without a checkout around them: the table `changes` is all that is known.
        return f"# Changelog\n\n## {dataset.version}\n\nSee the table `changes`.\n"
    if not changelog.sections(text).get(dataset.version):
        raise DataInvalid(
            f"{changelog.FILE}: says nothing of version {dataset.version}; add a section `## {dataset.version}` that tells what changed"
        )
    return text


def _keep_rule(previous: Dataset, dataset: Dataset) -> None:
    found = changes.compare(previous, dataset)
    broken = rule.breaches(previous, dataset, found)
    shipped = {(row["table"], row["row_id"], row["field"]) for row in dataset.rows("changes", version=dataset.version)}
    if shipped != {(change.table, change.row_id, change.field) for change in found.changes}:
        broken.append(
            f"changes: the table does not hold the {len(found.changes)} changes since {previous.version}; "
            f"run `positions changes {previous.version} --record` and build again"
        )
    if broken:
        told = "\n".join(broken)
        raise DataInvalid(
            f"{told}\nversion {dataset.version} breaks the rule of versions in {len(broken)} points; nothing was released"
        )


def _refuse_other(new: Path, folder: Path) -> None:
    if not folder.is_dir():
        return
    names = sorted(path.relative_to(new).as_posix() for path in new.rglob("*") if path.is_file())
    there = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    if names != there or filecmp.cmpfiles(new, folder, names, shallow=False)[0] != names:
        version = datapackage.read(new)["version"]
        raise BadQuery(
            f"{folder}: holds another release of {version}; a version that was published is never altered; "
            "raise the version in seeds/dataset.yaml, or overwrite an unpublished one with --replace"
        )
