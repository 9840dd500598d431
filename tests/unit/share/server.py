"""A server on the loopback that serves a folder, and cuts, stalls, lies or redirects where it is told to."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

Trick = Callable[["Handler", bytes], None]


class Server:
    """Serves `folder`; `tricks` holds by path a list of what to do instead, one a request."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.tricks: dict[str, list[Trick]] = {}
        self.asked: list[tuple[str, str | None]] = []

    def __enter__(self) -> Server:
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (Handler,), {"server_of": self}))
        self._http.daemon_threads = True
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._http.server_port}"


class Handler(BaseHTTPRequestHandler):
    server_of: Server
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        wanted = self.headers.get("Range")
        self.server_of.asked.append((self.path, wanted))
        tricks = self.server_of.tricks.get(self.path, [])
        file = self.server_of.folder / self.path.lstrip("/")
        content = file.read_bytes() if file.is_file() else b""
        try:
            if tricks:
                tricks.pop(0)(self, content)
            elif not file.is_file():
                self.answer(404, b"")
            else:
                serve(self, content)
        except (BrokenPipeError, ConnectionResetError):
            pass
        self.close_connection = True

    def answer(self, status: int, content: bytes, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Length", headers.pop("length", str(len(content))))
        self.send_header("Connection", "close")
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        pass


def serve(handler: Handler, content: bytes) -> None:
    """What an honest server does, ranges included."""
    wanted = handler.headers.get("Range")
    if wanted:
        start = int(wanted.removeprefix("bytes=").removesuffix("-"))
        handler.answer(206, content[start:], Content_Range=f"bytes {start}-{len(content) - 1}/{len(content)}")
    else:
        handler.answer(200, content)


def cut(handler: Handler, content: bytes) -> None:
    """Half of what was promised, then nothing."""
    wanted = handler.headers.get("Range")
    start = int(wanted.removeprefix("bytes=").removesuffix("-")) if wanted else 0
    left = content[start:]
    more = {"Content_Range": f"bytes {start}-{len(content) - 1}/{len(content)}"} if wanted else {}
    handler.answer(206 if wanted else 200, left[: max(1, len(left) // 2)], length=str(len(left)), **more)


def cut_silently(handler: Handler, content: bytes) -> None:
    """Half of it, as if that were all."""
    handler.answer(200, content[: len(content) // 2])


def stall(handler: Handler, content: bytes) -> None:
    """A few bytes, and then silence."""
    handler.answer(200, content[:10], length=str(len(content)))
    handler.wfile.flush()
    time.sleep(2)


def drip(handler: Handler, content: bytes) -> None:
    """One byte now and then, so that no wait is long."""
    handler.answer(200, b"", length=str(len(content)))
    for byte in content[:40]:
        handler.wfile.write(bytes([byte]))
        handler.wfile.flush()
        time.sleep(0.1)


def lie(handler: Handler, content: bytes) -> None:
    """As many bytes as promised, but others."""
    handler.answer(200, bytes(255 - byte for byte in content))


def flood(handler: Handler, content: bytes) -> None:
    """More than was declared."""
    handler.answer(200, content + b"x" * 100_000)


def ignore_range(handler: Handler, content: bytes) -> None:
    """All of it, whatever part was asked for."""
    handler.answer(200, content)


def fail(handler: Handler, content: bytes) -> None:
    handler.answer(503, b"busy")


def redirect(to: str) -> Trick:
    return lambda handler, _: handler.answer(302, b"", Location=to)
