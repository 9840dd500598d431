"""Draw the pictures of the site anew: ``python -m tests.web.pictures SITE``, where SITE is a folder that `positions site` wrote."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from docs.pictures import IMAGES, lighter
from playwright.sync_api import sync_playwright
from tests.web.conftest import CHROMIUM, FLAGS

# File: the page, the window, and what else is asked of the browser.
PICTURES: dict[str, tuple[str, tuple[int, int], dict[str, Any]]] = {
    "site-explorer.png": ("index.html#group=EU", (1280, 900), {}),
    "site-agreement.png": ("index.html#view=agreement&group=NORDIC,BALTIC&details=1&sort=clusters", (1280, 900), {}),
    "site-events.png": ("index.html#group=EU&columns=event&topic=humanitarian_visas", (1280, 900), {}),
    "site-cell.png": ("index.html#group=EU&columns=topic&cell=LTU~humanitarian_visas", (1280, 900), {}),
    "site-dark.png": ("index.html#group=EU", (1280, 900), {"color_scheme": "dark"}),
    "site-actor.png": ("actor/LTU.html", (1280, 1400), {}),
    "site-event.png": ("event/chechnya-visas-2017.html", (1280, 1400), {}),
    "site-quality.png": ("quality.html", (1280, 1400), {}),
    "site-phone.png": ("index.html#group=EU", (320, 700), {"device_scale_factor": 2}),
    "site-phone-cell.png": ("index.html#columns=topic&cell=LTU~humanitarian_visas", (320, 700), {"device_scale_factor": 2}),
    # 200 %: half as many points of style, each twice as large.
    "site-zoom.png": ("index.html#group=EU", (640, 450), {"device_scale_factor": 2}),
    "site-print.png": ("index.html#group=EU&columns=issue", (794, 1123), {}),
}  # fmt: skip


def draw(browser: Any, site: Path, name: str) -> None:
    """Draw one picture as a reader with that browser would see it; the printed one as it lies on paper."""
    path, (width, height), options = PICTURES[name]
    context = browser.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce", **options)
    page = context.new_page()
    page.goto(f"{site.resolve().as_uri()}/{path}")
    if path.startswith("index.html"):
        page.wait_for_selector(".grid td.cell")
    if "cell=" in path:
        page.locator("dialog[open] article").first.wait_for()
    if "details=" in path:
        page.wait_for_timeout(3000)
    if "phone.png" in name or "zoom" in name:
        page.evaluate("document.querySelector('.told').scrollIntoView()")
    if "print" in name:
        page.emulate_media(media="print")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.screenshot(path=IMAGES / name)
    context.close()
    lighter(IMAGES / name)


def main(site: Path, *names: str) -> None:
    """Draw every picture, or those named."""
    with sync_playwright() as running:
        browser = running.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for name in names or PICTURES:
            draw(browser, site, name)
            sys.stderr.write(f"{name}\n")
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
