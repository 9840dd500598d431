"""A release fetched from an address, a folder or a zip file, and kept by version; nothing takes its place unverified."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from positions import versions
from positions.errors import BadQuery, BundleRefused
from positions.share.download import address
from positions.share.download.fetching import Downloaded, Fetching
from positions.share.download.web import Progress, Web
from positions.share.verify import verify


def download(
    source: str | Path | None = None,
    version: str | None = None,
    dest: Path | None = None,
    *,
    offline: bool = False,
    hash: str | None = None,
    web: Web | None = None,
    progress: Callable[[str, int], Progress] | None = None,
) -> Downloaded:
    """Fetch a release, verify it, and keep it.

    Parameters
    ----------
    source
        The address of a release (a folder with its ``datapackage.json``, or its zip file), of a folder that holds
        ``positions-VERSION``, or a path to one of these; ``{version}`` in it stands for the version.
    version
        The version wanted; by default that of the source.
    dest
        A folder of its own; by default it is kept by version, for `positions.load(version=...)`.
    offline
        Never touch the network: only tell where the version lies, after verifying it.
    hash
        The SHA-256 that ``datapackage.json``, or the zip file, must have.
    progress
        Called with the name and size of each file; what it gives is called with the number of each bytes that come.

    Raises
    ------
    BundleRefused
        If anything is not what it says it is; what was there before is as it was.
    DataMissing
        If there is no such release.
    PositionsError
        If the network or the disk fails; what came so far is kept for the next attempt.
    """
    if version is not None:
        versions.number(version)
    if offline:
        return _at_hand(version)
    kept = versions.cached().get(version or "") if dest is None else None
    if version is not None and kept is not None and verify(kept).ok:
        return Downloaded(version, kept, 0)
    if source is None:
        raise BadQuery("name an address, a folder or a zip file with --from; none is known by default")
    place = str(source).replace("{version}", version or "")
    remote = place.lower().startswith(("http:", "https:"))
    if remote:
        address.refuse(place)
    if "://" in place and not remote:
        raise BundleRefused(f"{address.shown(place)}: is no address of http or https, nor a folder")
    fetching = Fetching(web or Web(), progress or (lambda name, size: lambda count: None), hash, dest, version)
    return fetching.over_http(place) if remote else fetching.from_disk(Path(place))


def _at_hand(version: str | None) -> Downloaded:
    if version is None:
        raise BadQuery("offline, name a version with --version")
    folder = versions.folder(version)
    verify(folder).refuse()
    return Downloaded(version, folder, 0)
