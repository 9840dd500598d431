"""Files over HTTP, the one place of the package that touches the network: bounded, resumed, retried with a limit."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from positions.errors import BundleRefused, DataMissing, MissingExtra, PositionsError
from positions.share.download import address

_BLOCK = 1 << 16
_REDIRECTS = (301, 302, 303, 307, 308)
_RETRIED = (408, 425, 429, 500, 502, 503, 504)
Progress = Callable[[int], None]


class Interrupted(PositionsError):
    """The server cut, stalled or failed; asking again may help."""


@dataclass(frozen=True)
class Web:
    """How patiently files are asked for.

    Attributes
    ----------
    connect, read
        Seconds until a connection, and until the next bytes.
    attempts
        How often in a row nothing may come before it is given up.
    pause
        Seconds before the second attempt; each later pause is twice as long.
    slowest
        Bytes a second below which, over `read` seconds, a server counts as stalled.
    """

    connect: float = 10.0
    read: float = 30.0
    attempts: int = 5
    pause: float = 0.5
    slowest: int = 256

    def text(self, url: str, most: int) -> bytes:
        """A small file, whole.

        Raises
        ------
        DataMissing
            If there is no such file.
        BundleRefused
            If it is larger than `most` bytes, or the address leads elsewhere than to http or https.
        PositionsError
            If the server cannot be reached, or fails again and again.
        """

        def once() -> bytes:
            found = bytearray()
            with self._opened(url, {}) as response:
                for block in self._blocks(response):
                    found += block
                    if len(found) > most:
                        raise BundleRefused(f"{address.shown(url)}: is larger than {most} bytes")
                _complete(response, len(found), url)
            return bytes(found)

        return bytes(self._retried(url, once, lambda: 0))

    def save(self, url: str, path: Path, size: int | None, most: int, progress: Progress | None = None) -> None:
        """A file, into `path`; what `path` holds of it already is not asked for again.

        Parameters
        ----------
        size
            Its size in bytes, where it is known; never more than this is taken.
        most
            The limit where it is not known.

        Raises
        ------
        DataMissing, BundleRefused, PositionsError
            As `text`.
        """

        def have() -> int:
            return path.stat().st_size if path.exists() else 0

        def once() -> None:
            if size is not None and have() > size:
                path.unlink()
            if size is not None and have() == size and path.exists():
                return
            self._append(url, path, have(), size, most, progress)

        self._retried(url, once, have)

    def _append(self, url: str, path: Path, start: int, size: int | None, most: int, progress: Progress | None) -> None:
        with self._opened(url, {"Range": f"bytes={start}-"} if start else {}) as response:
            if start and not _continues(response, start):
                start = 0
            if response.status_code == 416:
                path.unlink()
                raise Interrupted("the server no longer has the file as it was")
            taken = start
            with path.open("ab" if start else "wb") as file:
                for block in self._blocks(response):
                    taken += len(block)
                    if taken > (most if size is None else size):
                        file.close()
                        path.unlink()
                        raise BundleRefused(
                            f"{address.shown(url)}: sends more than the {most if size is None else size} bytes declared"
                        )
                    file.write(block)
                    if progress:
                        progress(len(block))
            _complete(response, taken - start, url)
            if size is not None and taken < size:
                raise Interrupted(f"sent {taken} of {size} bytes")

    def _retried(self, url: str, once: Callable[[], Any], have: Callable[[], int]) -> Any:
        """Ask until it is there; an attempt that brought something does not count, but no server is asked without end."""
        failed, last = 0, ""
        for _ in range(self.attempts * 10):
            before = have()
            try:
                return once()
            except Interrupted as error:
                last = str(error)
            failed = 1 if have() > before else failed + 1
            if failed >= self.attempts:
                break
            time.sleep(min(self.pause * 2 ** (failed - 1), 10.0))
        raise PositionsError(
            f"{address.shown(url)}: {last}; given up after {failed} attempts; what came so far is kept, try again later"
        )

    @contextmanager
    def _opened(self, url: str, headers: dict[str, str]) -> Iterator[Any]:
        try:
            import requests
            from urllib3.exceptions import HTTPError
        except ImportError:
            raise MissingExtra("requests", "download", "downloading") from None
        with requests.Session() as session:
            try:
                response = self._followed(session, url, headers)
                with response:
                    _refuse_status(response, url)
                    yield response
            except (requests.RequestException, HTTPError, TimeoutError, ConnectionError) as error:
                raise Interrupted(_said(error)) from error

    def _followed(self, session: Any, url: str, headers: dict[str, str]) -> Any:
        """The response at the end of all redirects, each of which is looked at before it is followed."""
        here = url
        for _ in range(6):
            address.refuse(here)
            response = self._answer(session, here, headers)
            if response.status_code not in _REDIRECTS:
                return response
            there = address.joined(here, response.headers.get("Location", ""))
            response.close()
            address.refuse_redirect(here, there)
            here = there
        raise BundleRefused(f"{address.shown(url)}: redirects again and again")

    def _answer(self, session: Any, url: str, headers: dict[str, str]) -> Any:
        # Nothing packed: a few bytes could unpack to more than any disk holds.
        asked = {"Accept-Encoding": "identity", "User-Agent": "positions", **headers}
        try:
            return session.get(
                url, headers=asked, timeout=(self.connect, self.read), stream=True, allow_redirects=False
            )
        except ValueError as error:
            # What requests says of an address, or of one that it reads in a redirect although it may not follow.
            raise BundleRefused(f"{address.shown(url)}: leads to what is no address of a server ({error})") from error

    def _blocks(self, response: Any) -> Iterator[bytes]:
        since, came = time.monotonic(), 0
        while block := response.raw.read1(_BLOCK, decode_content=False):
            yield block
            came += len(block)
            if (passed := time.monotonic() - since) > self.read:
                if came < self.slowest * passed:
                    raise Interrupted("the server has all but stalled")
                since, came = time.monotonic(), 0


def _refuse_status(response: Any, url: str) -> None:
    status = response.status_code
    if status in (404, 410):
        raise DataMissing(Path(address.shown(url)), "the server has no such file")
    if status in _RETRIED:
        raise Interrupted(f"the server answers {status}")
    if status not in (200, 206, 416):
        raise PositionsError(f"{address.shown(url)}: the server answers {status} {address.printable(response.reason)}")


def _continues(response: Any, start: int) -> bool:
    told = re.match(r"bytes (\d+)-", response.headers.get("Content-Range", ""))
    return response.status_code == 206 and bool(told) and int(told[1]) == start  # type: ignore[index]


def _complete(response: Any, taken: int, url: str) -> None:
    told = response.headers.get("Content-Length", "")
    if told.isdigit() and taken < int(told):
        raise Interrupted(f"sent {taken} of {told} bytes")


def _said(error: Exception) -> str:
    """What went wrong, without addresses that may hold a password."""
    name = type(error).__name__
    return {
        "ConnectTimeout": "no connection in time",
        "ReadTimeout": "the server has stalled",
        "ReadTimeoutError": "the server has stalled",
        "ConnectionError": "no connection",
        "ProxyError": "no connection to the proxy",
        "SSLError": "no secure connection",
    }.get(name, f"the connection broke ({name})")
