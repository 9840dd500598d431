"""How long the explorer takes from a choice to a painted grid, in Chromium on this machine.

Run it on a quiet machine: ``python tests/web/measure.py SITE``, where SITE is a folder that `positions site` wrote.
"""

from __future__ import annotations

import os
import statistics
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
VIEWS = [
    "", "group=EU", "group=EU&as-of=2018-12-31", "commitment=enacted", "confidence=high", "since=2015", "columns=topic",
    "columns=event&empty=1", "columns=event&empty=1&commitment=declared", "view=agreement", "view=agreement&group=EU", "sort=clusters",
]  # fmt: skip
# From the change of the address to the frame in which the browser has laid out and painted the answer.
ONCE = """hash => new Promise((done) => {
  const began = performance.now();
  location.hash = hash;
  addEventListener("hashchange", () => { document.body.offsetHeight; done([Positions.took, performance.now() - began]); }, { once: true });
})"""
SCROLL = """async () => {
  const box = document.querySelector(".scroller"), frames = [];
  box.scrollTo(0, 0);
  await new Promise(requestAnimationFrame);
  let last = performance.now();
  for (let i = 0; i < 60; i++) {
    box.scrollBy(90, 45);
    await new Promise(requestAnimationFrame);
    frames.push(performance.now() - last);
    last = performance.now();
  }
  return frames;
}"""


def main(site: Path) -> None:
    """Print the median and the longest of nine runs of each view, and the frames of a scroll through all events."""
    with sync_playwright() as running:
        browser = running.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        page = browser.new_page(viewport={"width": 1400, "height": 950})
        page.goto(site.resolve().as_uri() + "/index.html")
        page.wait_for_selector(".grid td.cell")
        # Processor time of the page's main thread, which other programs on the machine do not lengthen as they do the clock.
        session = page.context.new_cdp_session(page)
        session.send("Performance.enable", {"timeDomain": "threadTicks"})

        def busy() -> float:
            metrics = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
            return 1000 * float(metrics["TaskDuration"])

        print(f"{'view':44} {'compute+DOM ms':>15} {'to layout ms':>13} {'longest':>8} {'processor ms':>13}")
        for view in VIEWS:
            runs, cpu = [], []
            for _ in range(9):
                page.evaluate(ONCE, "group=OCEANIA")
                before = busy()
                runs.append(page.evaluate(ONCE, view or "view=stance"))
                cpu.append(busy() - before)
            took, whole = zip(*runs, strict=True)
            print(
                f"{view or 'everything':44} {statistics.median(took):15.0f} {statistics.median(whole):13.0f} {max(whole):8.0f} {statistics.median(cpu):13.0f}"
            )
        page.evaluate(ONCE, "columns=event&empty=1")
        # The first time, code is compiled.
        page.evaluate(SCROLL)
        before = busy()
        frames = sorted(page.evaluate(SCROLL))
        print(
            f"scrolling all actors x all events: median frame {statistics.median(frames):.0f} ms, 95th percentile {frames[int(len(frames) * 0.95)]:.0f} ms, processor {(busy() - before) / len(frames):.0f} ms a frame"
        )
        print(f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
