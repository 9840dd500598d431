"""The files of one release, gathered from disk or over HTTP, each held against its hash, and put in place together."""

from __future__ import annotations

import json
import logging
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from positions import datapackage, staging, versions
from positions.errors import BundleRefused, DataMissing, MissingExtra
from positions.share import archive, description
from positions.share.download import address
from positions.share.download.web import Progress, Web
from positions.share.verify import check_file, verify

MOST_DESCRIPTION = 8 << 20


@dataclass(frozen=True)
class Downloaded:
    """Where a version lies now.

    Attributes
    ----------
    fetched
        How many files were fetched; none if they were there.
    """

    version: str
    folder: Path
    fetched: int


@dataclass(frozen=True)
class Fetching:
    """One download: how, what is expected, and where it goes."""

    web: Web
    progress: Callable[[str, int], Progress]
    hash: str | None
    dest: Path | None
    version: str | None

    def from_disk(self, path: Path) -> Downloaded:
        """A release from a folder or zip file of this machine."""
        for place in self._candidates(str(path)):
            found = Path(place)
            if found.is_file() and found.suffix == ".zip":
                self._expect(found.read_bytes() if self.hash else b"", found)
                return self._unpacked(found)
            folder = found.parent if found.name == datapackage.FILE else found
            if (folder / datapackage.FILE).is_file():
                return self._gathered((folder / datapackage.FILE).read_bytes(), str(folder), self._copier(folder))
        raise DataMissing(path, f"holds no {datapackage.FILE} and is no zip file of a release" + self._hint())

    def over_http(self, url: str) -> Downloaded:
        """A release from an address."""
        for place in self._candidates(url):
            if urlsplit(place).path.endswith(".zip"):
                found = self._zip(place)
                if found is not None:
                    return found
                continue
            base = place.removesuffix(datapackage.FILE).rstrip("/") + "/"
            try:
                described = self.web.text(base + datapackage.FILE, MOST_DESCRIPTION)
            except DataMissing:
                continue
            return self._gathered(described, base, self._fetcher(base))
        raise DataMissing(
            Path(address.shown(url)), f"no {datapackage.FILE} and no zip file of a release is there" + self._hint()
        )

    def _candidates(self, place: str) -> list[str]:
        """Where a release may lie: at the place itself, or beneath it under its version."""
        beneath = place.rstrip("/") + f"/positions-{self.version}"
        return [place, beneath, beneath + ".zip"] if self.version and not place.endswith(".zip") else [place]

    def _hint(self) -> str:
        return "" if self.version else "; if it holds several releases, name one with --version"

    def _copier(self, folder: Path) -> Callable[[dict[str, Any], Path, Path], None]:
        def copy(entry: dict[str, Any], target: Path, parts: Path) -> None:
            source = folder / entry["path"]
            if source.is_symlink() or not source.is_file():
                raise BundleRefused(
                    f"{source}: {'is a link' if source.is_symlink() else 'is missing'}; nothing was kept"
                )
            part = parts / "copy"
            shutil.copyfile(source, part)
            if "hash" in entry:
                _check(part, entry, str(source))
            part.replace(target)

        return copy

    def _fetcher(self, base: str) -> Callable[[dict[str, Any], Path, Path], None]:
        def fetch(entry: dict[str, Any], target: Path, parts: Path) -> None:
            # Named by hash: what is resumed is part of the same file, whatever the server calls it.
            part = parts / str(entry.get("hash", "listing")).removeprefix("sha256:")
            if "hash" not in entry:
                target.write_bytes(self.web.text(base + quote(entry["path"]), MOST_DESCRIPTION))
                return
            try:
                self._pooched(base, entry, target, part)
            except BundleRefused:
                # A part of an older file may have been continued with a newer one; once more from the start.
                part.unlink(missing_ok=True)
                self._pooched(base, entry, target, part)

        return fetch

    def _pooched(self, base: str, entry: dict[str, Any], target: Path, part: Path) -> None:
        """Fetch a file beside its place; pooch moves it there if its hash is right."""
        try:
            import pooch
        except ImportError:
            raise MissingExtra("pooch", "download", "downloading") from None
        pooch.get_logger().setLevel(logging.ERROR)

        def resume(url: str, output: str, _: Any) -> None:
            self.web.save(
                url,
                part,
                description.size(entry),
                archive.MOST_BYTES,
                self.progress(entry["path"], description.size(entry)),
            )
            _check(part, entry, address.shown(url))
            part.replace(output)

        folder = target.parents[len(Path(entry["path"]).parts) - 1]
        keeper = pooch.Pooch(folder, "", {entry["path"]: entry["hash"]}, {entry["path"]: base + quote(entry["path"])})
        keeper.fetch(entry["path"], downloader=resume)

    def _zip(self, url: str) -> Downloaded | None:
        with staging.staged(self._target(self.version or "zip"), keep=True) as stage:
            part = stage / "release.zip.part"
            try:
                self.web.save(url, part, None, archive.MOST_BYTES, self.progress(url.rpartition("/")[2], 0))
            except DataMissing:
                return None
            try:
                if self.hash:
                    self._expect(part.read_bytes(), Path(address.shown(url)))
                packed = part.replace(part.with_suffix(""))
                return self._place_unpacked(packed, stage, address.shown(url))
            finally:
                # A zip file that was refused is not resumed.
                part.unlink(missing_ok=True)
                part.with_suffix("").unlink(missing_ok=True)

    def _unpacked(self, path: Path) -> Downloaded:
        with staging.staged(self._target(self.version or "zip")) as stage:
            return self._place_unpacked(path, stage, str(path))

    def _place_unpacked(self, path: Path, stage: Path, told: str) -> Downloaded:
        inside = stage / "unpacked"
        if inside.exists():
            shutil.rmtree(inside)
        inside.mkdir()
        folder = archive.extract(path, inside)
        found = verify(folder)
        _refuse(found, told)
        assert found.version
        self._wanted(found.version, told)
        target = self._target(found.version)
        self._ready(target)
        target.parent.mkdir(parents=True, exist_ok=True)
        staging.place(folder, target)
        return Downloaded(found.version, target, found.files)

    def _gathered(self, text: bytes, told: str, get: Callable[[dict[str, Any], Path, Path], None]) -> Downloaded:
        """Every file that a description lists, then all of them verified, then put in place."""
        self._expect(text, Path(told) / datapackage.FILE)
        described = _parsed(text, told)
        version = str(described["version"])
        self._wanted(version, told)
        target = self._target(version)
        self._ready(target)
        fetched = 0
        with staging.staged(target, keep=True) as stage:
            if _same(target, text):
                # Another process was faster.
                return Downloaded(version, target, 0)
            files, parts = stage / "files", stage / "parts"
            parts.mkdir(exist_ok=True)
            # The list of hashes is described by no hash; it is held against all the others in the end.
            for entry in [*described["resources"], {"path": datapackage.SUMS}]:
                place = files / entry["path"]
                place.parent.mkdir(parents=True, exist_ok=True)
                if "hash" not in entry or check_file(place, entry):
                    get(entry, place, parts)
                    fetched += 1
            (files / datapackage.FILE).write_bytes(text)
            _clear(files, {entry["path"] for entry in described["resources"]})
            _refuse(verify(files), told)
            staging.place(files, target)
        return Downloaded(version, target, fetched)

    def _target(self, version: str) -> Path:
        return self.dest or versions.cache() / version

    def _ready(self, target: Path) -> None:
        """See to it that what will be replaced is a release, and nothing of the user's."""
        listing = target / datapackage.SUMS
        listed = (
            {line[66:] for line in listing.read_text("utf-8", "replace").splitlines()} if listing.is_file() else set()
        )
        there = {path.relative_to(target).as_posix() for path in target.rglob("*") if path.is_file()}
        ours = target.parent == versions.cache() or there <= {*listed, datapackage.SUMS}
        staging.refuse_foreign(target, ours, "name another folder with --dest")

    def _expect(self, content: bytes, told: Path) -> None:
        if self.hash is None:
            return
        import hashlib

        found = hashlib.sha256(content).hexdigest()
        if found != self.hash.removeprefix("sha256:").lower():
            raise BundleRefused(
                f"{told}: has the hash sha256:{found}, where {self.hash} was asked for; nothing was kept"
            )

    def _wanted(self, version: str, told: str) -> None:
        if self.version not in (None, version):
            raise BundleRefused(f"{told}: is version {version}, where {self.version} was asked for; nothing was kept")


def _parsed(text: bytes, told: str) -> dict[str, Any]:
    try:
        described = json.loads(text)
        if not isinstance(described["resources"], list) or not isinstance(described["version"], str):
            raise TypeError("resources or version have another form")
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise BundleRefused(f"{told}: {datapackage.FILE} is not a Data Package ({error}); nothing was kept") from error
    if doubts := description.doubts(described):
        raise BundleRefused("\n".join(f"{told}: {datapackage.FILE}: {doubt}" for doubt in doubts))
    return dict(described)


def _same(target: Path, text: bytes) -> bool:
    """Whether a folder holds this very release, whole."""
    described = target / datapackage.FILE
    return described.is_file() and described.read_bytes() == text and verify(target).ok


def _check(path: Path, entry: dict[str, Any], told: str) -> None:
    wrong = check_file(path, entry)
    if wrong:
        raise BundleRefused(f"{told}: {wrong}; nothing was kept, get it from another place")


def _refuse(found: Any, told: str) -> None:
    if not found.ok:
        raise BundleRefused("\n".join(f"{told}: {finding}" for finding in found.findings) + "\nnothing was kept")


def _clear(folder: Path, listed: set[str]) -> None:
    """Remove what an earlier attempt at another release of this version left."""
    for path in sorted(folder.rglob("*"), reverse=True):
        name = path.relative_to(folder).as_posix()
        if path.is_dir():
            if not any(path.iterdir()):
                path.rmdir()
        elif name not in listed and name not in (datapackage.FILE, datapackage.SUMS):
            path.unlink()
