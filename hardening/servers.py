"""Servers that mean harm: redirects, escapes, floods and lies."""

from __future__ import annotations

import contextlib
import json
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unittest import mock

from hardening import poison
from hardening.shipped import ROOT
from hardening.trials import Complaints, trial, within
from positions.errors import PositionsError

# Where no redirect may lead: what is no address of the web, and what lies inside; PORT is that of a server that must not be asked.
NO_WEB = (
    "file:///etc/passwd",
    "ftp://example.org/x",
    "gopher://x",
    "javascript:alert(1)",
    "data:,x",
    "http://[",
    "http://\x1b[2J/",
)
PRIVATE = (
    "http://127.0.0.1:PORT/", "http://localhost:PORT/", "http://[::1]:PORT/", "http://0x7f000001:PORT/", "http://2130706433:PORT/", "http://127.1:PORT/",
    "http://0:PORT/", "http://[::ffff:127.0.0.1]:PORT/", "http://[::ffff:7f00:1]:PORT/", "http://user@127.0.0.1:PORT/", "//127.0.0.1:PORT/",
    "http://169.254.169.254/latest", "http://10.0.0.1/", "http://172.16.0.1/", "http://192.168.0.1/", "http://100.64.0.1/", "http://224.0.0.1/",
    "http://[fd00::1]/", "http://[fe80::1]/", "http://[64:ff9b::7f00:1]/", "http://[2002:7f00:1::]/", "http://[ff02::1]/",
)  # fmt: skip


def _redirect(to: str) -> Callable[[Any, bytes], None]:
    lines = (b"HTTP/1.1 302 Found", b"Location: " + to.encode(), b"Content-Length: 0", b"", b"")
    return lambda handler, _: handler.wfile.write(b"\r\n".join(lines)) and None


@contextlib.contextmanager
def _public(url: str) -> Iterator[None]:
    """Take one server of this machine for a public one."""
    from positions.share.download import address

    real = address._private
    with mock.patch.object(address, "_private", lambda asked: not asked.startswith(url) and real(asked)):
        yield


@trial
def redirects(folder: Path, quick: bool) -> Complaints:
    """Redirects from a public server to files, to other schemes, and to addresses inside a private network in every spelling"""
    from positions.share.download import web

    sys.path.insert(0, str(ROOT))
    from tests.unit.share.server import Server

    (folder / "in").mkdir()
    (folder / "in" / "index").write_text("secret", encoding="utf-8")
    impatient = web.Web(connect=0.5, read=0.5, attempts=1, pause=0.01)
    with Server(folder) as outside, Server(folder / "in") as inside, _public(outside.url):
        for to in (*NO_WEB, *PRIVATE[:8], PRIVATE[-2]) if quick else (*NO_WEB, *PRIVATE):
            told, asked = "", len(inside.asked)
            outside.tricks["/x"] = [_redirect(to.replace("PORT", inside.url.rpartition(":")[2]))]
            try:
                told = f"brought {impatient.text(f'{outside.url}/x', 100)!r}"
            except PositionsError as error:
                refused = r"private network" if to in PRIVATE else "no address"
                told = "" if re.search(refused, str(error)) and not poison.in_terminal(str(error)) else str(error)
            yield f"{to}: {told or 'was asked'}" if told or len(inside.asked) > asked else None


@trial
def servers(folder: Path, quick: bool) -> Complaints:
    """Servers that speak to the terminal, flood headers, lie about lengths, or describe files that leave the folder"""
    from click.testing import CliRunner

    from positions.cli.main import main
    from positions.share.download import web

    sys.path.insert(0, str(ROOT))
    from tests.unit.share.server import Handler, Server

    root, folder = folder, folder / "deep" / "er"
    (folder / "out").mkdir(parents=True)
    before = _all(root)
    patient = web.Web(connect=2, read=2, attempts=2, pause=0.01)

    def raw(*lines: bytes) -> Callable[[Handler, bytes], None]:
        return lambda handler, _: handler.wfile.write(b"\r\n".join(lines)) and None

    answers: dict[str, Callable[[Handler, bytes], None]] = {
        "a status that speaks to the terminal": raw(b"HTTP/1.1 499 \x1b]0;owned\x07\x1b[2J", b"Content-Length: 0", b"", b""),
        "a header of 1 MB": raw(b"HTTP/1.1 200 OK", b"X: " + b"a" * 1_000_000, b"", b"{}"),
        "100,000 headers": raw(b"HTTP/1.1 200 OK", *[b"X-%d: a" % n for n in range(100_000)], b"", b"{}"),
        "a negative length": raw(b"HTTP/1.1 200 OK", b"Content-Length: -5", b"", b"{}"),
        "a length of 10^30": raw(b"HTTP/1.1 200 OK", b"Content-Length: 1" + b"0" * 30, b"", b"{}"),
        "chunks that never end well": raw(b"HTTP/1.1 200 OK", b"Transfer-Encoding: chunked", b"", b"FFFFFFFFFFFFFFFFF", b"x"),
        "a status of nonsense": raw(b"HTTP/9.9 abc", b"", b""),
        "no HTTP at all": raw(b"SSH-2.0-OpenSSH_9.6", b""),
        "a cookie and a challenge": raw(b"HTTP/1.1 401 No", b'WWW-Authenticate: Basic realm="\x1b[2J"', b"Content-Length: 0", b"", b""),
        "a gzip bomb": raw(b"HTTP/1.1 200 OK", b"Content-Encoding: gzip", b"Content-Length: 20", b"", b"\x1f\x8b\x08" + bytes(17)),
        "a description of the wrong kind": raw(b"HTTP/1.1 200 OK", b"Content-Length: 40", b"", b'{"version": "2026.1\x1b[2J", "resources": 3}'),
        "JSON nested 100,000 deep": lambda handler, _: handler.answer(200, b"[" * 100_000),
        "a version that leaves the cache": lambda handler, _: handler.answer(200, b'{"version": "../../owned", "resources": []}'),
        "a table that leaves the folder": lambda handler, _: handler.answer(200, json.dumps({"version": "2026.1", "resources": [{"name": "x", "path": "../../owned", "hash": "sha256:" + "0" * 64, "size": 1}]}).encode()),
        "a table as a URL": lambda handler, _: handler.answer(200, json.dumps({"version": "2026.1", "resources": [{"name": "x", "path": "file:///etc/passwd", "hash": "sha256:" + "0" * 64, "size": 1}]}).encode()),
    }  # fmt: skip
    with Server(folder / "out") as server, _patience(patient):
        for what, answer in answers.items():
            server.tricks["/r/datapackage.json"] = [answer] * 60
            with within() as late:
                ended = CliRunner(env={"POSITIONS_CACHE": str(folder / "cache")}).invoke(
                    main, ["download", "--from", f"{server.url}/r"]
                )
            told = ended.output + (ended.stderr or "")
            left = sorted(name for name in _all(root) - before if not name.startswith("deep/er/cache"))
            if ended.exception and not isinstance(ended.exception, SystemExit):
                yield f"{what}: {type(ended.exception).__name__}: {ended.exception}"
            elif left:
                yield f"{what}: wrote {left[:3]}"
            elif ended.exit_code == 0:
                yield f"{what}: taken for a release"
            elif poison.in_terminal(told):
                yield f"{what}: the message holds {poison.in_terminal(told)}"
            else:
                yield late.told(what)


def _all(folder: Path) -> set[str]:
    """Everything below a folder, folders included."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


@contextlib.contextmanager
def _patience(web_: Any) -> Iterator[None]:
    """Ask with less patience than a user would."""
    from positions.share.download import download

    before = download.Web
    download.Web = lambda: web_  # type: ignore[assignment,misc]
    try:
        yield
    finally:
        download.Web = before  # type: ignore[misc]
