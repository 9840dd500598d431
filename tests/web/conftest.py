"""The site of the shipped tables in Debian's Chromium: opened from a folder and from a server, watched for errors and requests."""

from __future__ import annotations

import functools
import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from positions.analyse.dataset import Dataset

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
# No display, no sandbox (tests may run as root), and nothing that Chromium asks of its maker.
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip
ROOT = Path(__file__).parents[2]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.web)


@dataclass
class Watched:
    """A page with what it said and what it asked for."""

    page: Any
    base: str
    errors: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)

    def open(self, path: str = "index.html") -> Any:
        """Open a page of the site and wait until its scripts have run."""
        self.page.goto(self.base + path)
        if path.startswith("index.html"):
            self.page.wait_for_selector("#explorer .grid td.cell")
        return self.page

    def at(self, hash: str) -> Any:
        """Change the address of the explorer and wait until it shows that view."""
        self.page.evaluate("hash => { Positions.took = null; location.hash = hash; }", hash)
        return self.until("Positions.took !== null")

    def until(self, expression: str, seconds: float = 30) -> Any:
        """Wait until an expression holds; asked from here, since the policy of the page forbids Playwright's own waiting."""
        for _ in range(int(seconds * 20)):
            if self.page.evaluate(expression):
                return self.page
            self.page.wait_for_timeout(50)
        raise AssertionError(f"after {seconds:g} s still not: {expression}")


@pytest.fixture(name="dataset", scope="session")
def _dataset() -> Dataset:
    return Dataset()


@pytest.fixture(name="site", scope="session")
def _site(dataset: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("jinja2", reason="the site is written with Jinja")
    from positions.share.site.building import build

    out = tmp_path_factory.mktemp("site") / "a folder with blanks"
    build(dataset, out)
    return out


@pytest.fixture(name="browser", scope="module")
def _browser() -> Iterator[Any]:
    """A browser for one module: while it is open, nothing else in this process can have an event loop."""
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    if not Path(CHROMIUM).exists():
        pytest.skip(f"no Chromium at {CHROMIUM}; apt-get install chromium, or name one in CHROMIUM")
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(name="served", scope="session")
def _served(site: Path) -> Iterator[str]:
    """The site under a path of a server on this machine."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(site.parent)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/{site.name.replace(' ', '%20')}/"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(name="visit")
def _visit(browser: Any, site: Path) -> Iterator[Callable[..., Watched]]:
    """Opens a watched page; whatever it logs as an error or asks for elsewhere fails the test."""
    opened: list[Watched] = []
    contexts: list[Any] = []

    def visit(base: str | None = None, **options: Any) -> Watched:
        context = browser.new_context(
            **{"viewport": {"width": 1280, "height": 900}, "accept_downloads": True, **options}
        )
        contexts.append(context)
        watched = Watched(context.new_page(), base or site.as_uri() + "/")
        here = watched.base

        def route(route: Any) -> None:
            if route.request.url.startswith((here, "data:", "blob:")):
                route.continue_()
            else:
                watched.outside.append(route.request.url)
                route.abort()

        context.route("**/*", route)
        watched.page.on(
            "console", lambda said: watched.errors.append(said.text) if said.type in ("error", "warning") else None
        )
        watched.page.on("pageerror", lambda error: watched.errors.append(str(error)))
        opened.append(watched)
        return watched

    yield visit
    for context in contexts:
        context.close()
    assert ([], []) == (
        [error for watched in opened for error in watched.errors],
        [url for watched in opened for url in watched.outside],
    )


@pytest.fixture(name="axe", scope="session")
def _axe() -> str:
    """The text of axe-core, from a folder node_modules beside or above the checkout, or where AXE_CORE says."""
    named = os.environ.get("AXE_CORE")
    places = (
        [Path(named)] if named else [folder / "node_modules/axe-core/axe.min.js" for folder in (ROOT, *ROOT.parents)]
    )
    found = next((place for place in places if place.is_file()), None)
    if found is None:
        pytest.skip("axe-core is not here; npm install axe-core in the checkout, or name axe.min.js in AXE_CORE")
    return found.read_text(encoding="utf-8")
