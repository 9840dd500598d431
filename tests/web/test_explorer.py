"""The explorer as people use it: choosing, opening, following, sharing, taking away; by mouse, by keyboard, on a phone."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from positions.analyse.dataset import Dataset
from positions.analyse.selection import resolve
from positions.analyse.stance import comparison

Visit = Callable[..., Any]


@pytest.mark.parametrize("how", ["file", "http"])
def test_first_view(visit: Visit, served: str, how: str) -> None:
    """Opened by a double click or from a server under a path, the explorer shows every actor, and asks nobody else for anything."""
    page = visit(None if how == "file" else served).open()

    assert "Where countries stand" == page.locator("h1").inner_text()
    assert page.locator(".grid td.cell").count() > 100
    assert page.locator("#plain").count() == 0


def test_filter(visit: Visit, dataset: Dataset) -> None:
    """Choosing a group, a topic and deeds leaves the library's rows and cells, and the address says so."""
    page = visit().open()
    page.get_by_label("Add an actor, a group or a region").fill("European Union")
    page.get_by_label("Add an actor, a group or a region").press("Enter")
    page.get_by_label("Humanitarian visas").check()
    page.get_by_label("deeds only").check()
    page.get_by_label("To", exact=True).fill("2018-12-31")
    page.get_by_label("To", exact=True).press("Enter")
    matrix = comparison.matrix(
        dataset,
        resolve(dataset, group="EU", topic="humanitarian_visas", commitment="enacted", as_of="2018-12-31"),
        columns="issue",
    )

    assert f"{len(matrix.rows)} actors × {len(matrix.columns)} issues" in page.locator(".told").inner_text()
    assert {"group=EU", "topic=humanitarian_visas", "as-of=2018-12-31", "commitment=enacted"} == set(
        page.evaluate("location.hash.slice(1)").split("&")
    )
    assert (
        "positions matrix --columns issue --group EU --topic humanitarian_visas --as-of 2018-12-31 --commitment enacted"
        == page.locator(".code-line").inner_text()
    )


def test_groups_add_up(visit: Visit, dataset: Dataset) -> None:
    """Groups and regions are ticked by keyboard or mouse, add up as in the library, and each is taken away by its token."""
    page = visit().open()
    for box, name in (("Groups", "Baltic states"), ("Regions", "Southern Europe")):
        page.locator("summary", has_text=box).click()
        page.get_by_label(name, exact=True).check()
    rows = comparison.matrix(dataset, resolve(dataset, group=["BALTIC", "SOUTHERN-EUROPE"])).rows

    assert "#group=BALTIC,SOUTHERN-EUROPE" == page.evaluate("location.hash")
    assert f"{len(rows)} actors" in page.locator(".told").inner_text()
    page.get_by_role("button", name="Remove Southern Europe").click()
    assert "#group=BALTIC" == page.evaluate("location.hash")
    assert "3 actors" in page.locator(".told").inner_text()
    assert not page.get_by_label("Southern Europe", exact=True).is_checked()


def test_slider(visit: Visit) -> None:
    """The period moves with the slider, by keyboard too."""
    page = visit().open()
    slider = page.get_by_label("From the year")
    slider.focus()
    slider.press("End")
    slider.press("ArrowLeft")

    assert re.fullmatch(r"#since=\d{4}", page.evaluate("location.hash"))
    assert "since" in page.locator(".told").inner_text()


def test_cell_opens_its_evidence(visit: Visit, dataset: Dataset) -> None:
    """A click on a cell tells every position behind it: who, when, what, side, organ, attribution, confidence, and each source at its passage."""
    page = visit().open("index.html#actor=LTU&event=chechnya-visas-2017&columns=event")
    page.locator("td.cell").first.click()
    dialog = page.locator("dialog[open]")
    dialog.locator("article").first.wait_for()
    ids = [row["position_id"] for row in dataset.rows("positions", event_id="chechnya-visas-2017", actor_id="LTU")]
    links = {row["link"] for row in dataset.rows("evidence", position_id=ids) if row["link"]}
    shown = {link.get_attribute("href") for link in dialog.locator(".sources a").all()}

    assert set(ids) == set(dialog.locator("article code").all_inner_texts())
    assert "+2 acts for" in dialog.inner_text()
    assert links and links <= shown
    assert any(":~:text=" in str(link) for link in shown)
    assert "cell=LTU~chechnya-visas-2017" in page.evaluate("location.hash")


def test_source_opens_at_the_passage(visit: Visit) -> None:
    """Following a source opens its address in a page of its own, which cannot reach back, with the words of the passage."""
    watched = visit()
    page = watched.open("index.html#actor=LTU&event=chechnya-visas-2017&columns=event&cell=LTU~chechnya-visas-2017")
    link = page.locator("dialog[open] .sources a").first
    link.wait_for()
    wanted = link.get_attribute("href").split("#")[0]
    with page.expect_popup() as opened:
        link.click()
    opened.value.wait_for_load_state()

    assert "noopener" in link.get_attribute("rel") and "_blank" == link.get_attribute("target")
    assert [wanted] == [url.split("#")[0] for url in watched.outside]
    # The one request that leaves is the one that the reader asked for.
    watched.outside.clear()
    watched.errors.clear()


def test_blank_cell_says_why(visit: Visit, dataset: Dataset) -> None:
    """A blank cell opens too, and tells which positions the filters leave out, with the reason."""
    deeds: dict[str, set[str]] = {}
    for row in dataset.rows("positions", actor_id="LTU"):
        deeds.setdefault(row["event_id"], set()).add(row["commitment"])
    event = min(event for event, found in deeds.items() if found == {"enacted"})
    page = visit().open(f"index.html#actor=LTU&commitment=declared&event={event}&columns=event&empty=1")
    cell = page.locator("td.cell").first

    assert "left_out" in str(cell.get_attribute("class"))
    cell.click()
    page.locator("dialog[open] article").first.wait_for()
    assert "Does not count here: a deed, not a word" in page.locator("dialog[open]").inner_text()


def test_shared_address_shows_the_same(visit: Visit) -> None:
    """The address of a view, opened elsewhere, shows the same rows, order, cells and the same open cell."""
    first = visit().open("index.html#group=NORDIC&columns=topic&since=2010&sort=-column%3Aasylum_rules")
    first.locator("td.cell").nth(1).click()
    first.locator("dialog[open] article").first.wait_for()
    address = first.evaluate("location.hash")
    second = visit().open("index.html" + address)
    second.locator("dialog[open] article").first.wait_for()

    assert first.locator("dialog h2").inner_text() == second.locator("dialog h2").inner_text()
    assert first.locator("dialog article").all_inner_texts() == second.locator("dialog article").all_inner_texts()
    assert first.locator(".grid tbody").inner_text() == second.locator(".grid tbody").inner_text()


def test_strange_address_is_told(visit: Visit) -> None:
    """What an address names and this version does not know is told and left out."""
    page = visit().open("index.html#group=ATLANTIS&since=yesterday&actor=LTU,<b>x")

    assert "group ATLANTIS" in page.locator("[role=alert]").first.inner_text()
    assert "<b>x" in page.locator("[role=alert]").first.inner_text()
    assert "Lithuania" in page.locator(".told").inner_text()


def test_agreement(visit: Visit) -> None:
    """The agreement matrix tells measure, n and interval, in the cells and behind each pair."""
    watched = visit()
    page = watched.open("index.html#view=agreement&group=NORDIC&details=1&measure=kappa")
    watched.until("![...document.querySelectorAll('td.cell small')].some((cell) => cell.textContent.endsWith('…'))")
    small = page.locator("td.cell:not(.self) [aria-hidden]").first.inner_text()
    page.locator("td.cell:not(.self)").first.click()
    dialog = page.locator("dialog[open]")

    assert re.search(r"n \d+\s+−?[.\d]+–[.\d]+", small)
    assert re.search(
        r"Cohen’s kappa, linear weights: -?\d\.\d\d, 95 % interval -?\d\.\d\d to \d\.\d\d, n \d+ shared events",
        dialog.locator(".head").inner_text(),
    )
    dialog.locator("details summary").first.click()
    dialog.locator("details[open] article").first.wait_for()


@pytest.mark.parametrize("order", ["positions", "region", "clusters", "column:visas"])
def test_sorted(visit: Visit, order: str) -> None:
    """Every order shows the same actors in another order."""
    watched = visit(viewport={"width": 1280, "height": 3000})
    page = watched.open("index.html#group=EU")
    names = page.locator(".grid tbody th").all_inner_texts()
    again = watched.at(f"group=EU&sort={order}").locator(".grid tbody th").all_inner_texts()

    assert names != again and sorted(names) == sorted(again)


def test_downloads(visit: Visit, dataset: Dataset) -> None:
    """csv and json hold exactly the view, its cells equal to the library's; the sources come as BibTeX."""
    page = visit().open("index.html#group=BALTIC&columns=topic&as-of=2018")
    matrix = comparison.matrix(dataset, resolve(dataset, group="BALTIC", as_of="2018"))
    taken = {}
    for button, ending in (("Download csv", "csv"), ("Download json", "json"), ("Sources as BibTeX", "bib")):
        with page.expect_download() as download:
            page.get_by_role("button", name=button).click()
        assert download.value.suggested_filename.endswith(ending)
        taken[ending] = Path(download.value.path()).read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(taken["csv"])))
    told = json.loads(taken["json"])

    assert [(row, column) for row in matrix.rows for column in matrix.columns] == [
        (row["actor_id"], row["topic"]) for row in rows
    ]
    for row in rows:
        cell = matrix.cell(row["actor_id"], row["topic"])
        assert (cell.n, cell.events, cell.missing or "") == (int(row["n"]), int(row["events"]), row["missing"])
        assert (None if cell.value is None else round(cell.value, 9)) == (
            round(float(row["stance"]), 9) if row["stance"] else None
        )
        assert set(cell.ids) == set(row["position_ids"].split())
    assert (len(rows), dataset.version, "columns=topic&group=BALTIC&as-of=2018") == (
        len(told["rows"]),
        told["version"],
        told["view"],
    )
    sources = {
        row["source_id"]
        for row in dataset.rows("evidence", position_id={name for row in rows for name in row["position_ids"].split()})
    }
    assert sources == set(re.findall(r"^@\w+\{([^,]+),", taken["bib"], re.MULTILINE))


def test_workbook(visit: Visit, dataset: Dataset) -> None:
    """The workbook opens with the table as it is seen, its records, and what they are; numbers are numbers, blanks blank."""
    openpyxl = pytest.importorskip("openpyxl", reason="the workbook is read with openpyxl")
    page = visit().open("index.html#group=BALTIC&columns=topic&as-of=2018")
    matrix = comparison.matrix(dataset, resolve(dataset, group="BALTIC", as_of="2018"))
    with page.expect_download() as download:
        page.get_by_role("button", name="Download xlsx").click()
    book = openpyxl.load_workbook(io.BytesIO(Path(download.value.path()).read_bytes()))
    seen = [list(row) for row in book["View"].iter_rows(min_row=2, min_col=2, values_only=True)]
    heads, *records = book["Records"].values

    assert ["View", "Records", "About"] == book.sheetnames
    assert [[matrix.cell(row, column).value for column in matrix.columns] for row in matrix.rows] == [
        [None if value is None else pytest.approx(value) for value in row] for row in seen
    ]
    assert matrix.cells.n.ravel().tolist() == [record[heads.index("n")] for record in records]
    assert dict(book["About"].values)["command"] == page.locator(".code-line").inner_text()


def test_workbook_keeps_text_text(visit: Visit) -> None:
    """Text that looks like a formula or like markup, or holds what XML cannot, comes out of the workbook as text."""
    openpyxl = pytest.importorskip("openpyxl", reason="the workbook is read with openpyxl")
    texts = ["=1+1", "</t><x>", 'a & "b"', "  two\nlines ", "Zoë 😀", "bell\u0007"]
    made = (
        visit()
        .open()
        .evaluate(
            "async texts => Array.from(new Uint8Array(await new Blob(Positions.workbook({ One: [texts, [1.5, -0.25, true, null]] })).arrayBuffer()))",
            texts,
        )
    )
    sheet = openpyxl.load_workbook(io.BytesIO(bytes(made)))["One"]

    assert [*texts[:-1], "bell"] == [cell.value for cell in sheet[1]]
    assert {"s"} == {cell.data_type for cell in sheet[1]}
    assert [1.5, -0.25, True, None] == [cell.value for cell in sheet[2][:4]]


def test_focus_outlives_scrolling(visit: Visit) -> None:
    """A cell in focus that is scrolled out of sight and back has the focus again, and no other cell has taken its place."""
    page = visit().open("index.html#columns=event&empty=1")
    place = "[document.activeElement.closest('tr')?.ariaRowIndex, document.activeElement.ariaColIndex].join()"
    page.locator("td.cell").first.focus()
    first = page.evaluate(place)
    scrolled = "([x, y]) => new Promise((done) => { document.querySelector('.scroller').scrollTo(x, y); setTimeout(done, 100); })"
    page.evaluate(scrolled, [5000, 3000])
    away = page.evaluate("document.activeElement.className")
    page.evaluate(scrolled, [0, 0])

    assert "2,2" == first and "scroller" == away
    assert first == page.evaluate(place)


def test_cells_stand_where_they_belong(visit: Visit) -> None:
    """However far and however often it is scrolled, each cell in sight tells what the model has for its row and column, in reading order."""
    page = visit().open("index.html#columns=event&empty=1")
    wrong = page.evaluate("""async () => {
      const box = document.querySelector(".scroller"), wrong = [];
      for (const [x, y] of [[90, 40], [300, 200], [200, 90], [4000, 1500], [3900, 1400], [0, 1450], [1e6, 1e6], [0, 0]]) {
        box.scrollTo(x, y);
        await new Promise((done) => setTimeout(done, 60));
        const top = box.getBoundingClientRect(), rows = [...document.querySelectorAll(".grid tr")], numbers = rows.map((row) => Number(row.ariaRowIndex));
        if (numbers.some((n, i) => i && n <= numbers[i - 1])) wrong.push(["rows", x, y]);
        for (const row of rows) {
          const columns = [...row.querySelectorAll("[aria-colindex]")].map((cell) => Number(cell.ariaColIndex));
          if (columns.some((n, i) => i && n <= columns[i - 1])) wrong.push(["columns", x, y, row.ariaRowIndex]);
        }
        const cell = document.elementFromPoint(top.x + top.width / 2, top.y + top.height / 2).closest("td.cell"), head = document.querySelector(`.grid thead [aria-colindex="${cell.ariaColIndex}"]`);
        if (Math.abs(cell.getBoundingClientRect().x - head.getBoundingClientRect().x) > 1) wrong.push(["place", x, y]);
      }
      return wrong;
    }""")

    assert [] == wrong


def test_keyboard_only(visit: Visit) -> None:
    """Without a mouse: into the grid, along it, into a cell, out again to the same cell; a column is sorted from its head."""
    page = visit().open("index.html#group=EU")
    place = "[document.activeElement.closest('tr').ariaRowIndex - 2, document.activeElement.ariaColIndex - 2].join()"
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('.grid') !== null"):
            break
    page.keyboard.press("Control+Home")
    for key in ("ArrowDown", "ArrowDown", "ArrowRight"):
        page.keyboard.press(key)
    assert "2,1" == page.evaluate(place)
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog[open]")
    assert page.evaluate("document.activeElement.closest('dialog') !== null")
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog:not([open])", state="attached")
    assert "2,1" == page.evaluate(place)
    page.keyboard.press("Control+End")
    last = "[document.querySelector('.grid').ariaRowCount - 2, document.querySelector('.grid').ariaColCount - 2].join()"
    assert page.evaluate(last) == page.evaluate(place)
    page.keyboard.press("Control+Home")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    assert "sort=column%3Avisas" in page.evaluate("location.hash").replace(":", "%3A")
    assert "descending" == page.evaluate("document.activeElement.getAttribute('aria-sort')")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert "none" != outline


def test_far_rows_are_made_when_seen(visit: Visit) -> None:
    """Of every actor on every event only the cells in sight exist, and scrolling brings the others."""
    page = visit().open("index.html#columns=event&empty=1")
    last = page.evaluate("Number(document.querySelector('.grid').getAttribute('aria-rowcount'))")
    page.evaluate("document.querySelector('.scroller').scrollTo(1e6, 1e6)")
    page.wait_for_selector(f".grid tr[aria-rowindex='{last}']")

    assert page.locator(".grid td.cell").count() < 4000


def test_without_script(visit: Visit, dataset: Dataset) -> None:
    """Without JavaScript the first page holds the whole table, and links lead to all evidence."""
    watched = visit(java_script_enabled=False)
    page = watched.page
    page.goto(watched.base + "index.html")
    matrix = comparison.matrix(dataset, resolve(dataset), columns="issue")

    assert page.locator("#plain").is_visible() and not page.locator("#explorer").is_visible()
    assert len(matrix.rows) == page.locator("#plain tbody tr").count()
    page.get_by_role("link", name="Lithuania", exact=True).click()
    assert "Lithuania" == page.locator("h1").inner_text()
    assert page.locator("article.position").count() == len(dataset.rows("positions", actor_id="LTU"))


@pytest.mark.parametrize(
    "path",
    [
        "index.html",
        "actor/LTU.html",
        "events.html",
        "sources.html",
        "codebook.html",
        "downloads.html",
        "quality.html",
        "event/chechnya-visas-2017.html",
    ],
)
@pytest.mark.parametrize("width", [320, 640])
def test_narrow(visit: Visit, path: str, width: int) -> None:
    """At 320 pixels, and at 640 (1280 at 200 %), no page is wider than the window; wide tables scroll inside."""
    page = visit(viewport={"width": width, "height": 700}).open(path)

    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_phone(visit: Visit) -> None:
    """On a phone the filters wait behind a button, and a tap opens a cell whose evidence fits."""
    page = visit(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True).open(
        "index.html#actor=LTU&columns=topic"
    )

    picker = page.get_by_label("Add an actor, a group or a region")

    assert not picker.is_visible()
    page.locator("summary", has_text="Filters").tap()
    assert picker.is_visible()
    page.locator("summary", has_text="Filters").first.tap()
    page.locator("td.cell").first.tap()
    page.locator("dialog[open] article").first.wait_for()
    box = page.locator("dialog[open]").bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 360


LIGHT = [
    "actors.html",
    "events.html",
    "sources.html",
    "codebook.html",
    "downloads.html",
    "changes.html",
    "cite.html",
    "report.html",
]
BOTH = [
    "index.html",
    "index.html#view=agreement&group=NORDIC&details=1",
    "index.html#actor=LTU&columns=topic&cell=LTU~humanitarian_visas",
    "actor/LVA.html",
    "event/chechnya-visas-2017.html",
    "quality.html",
]


@pytest.mark.parametrize(
    ("path", "scheme"),
    [*((path, "light") for path in LIGHT), *((path, scheme) for path in BOTH for scheme in ("light", "dark"))],
)
def test_axe(visit: Visit, axe: str, path: str, scheme: str) -> None:
    """axe finds no violation, in light and in dark."""
    watched = visit(color_scheme=scheme)
    page = watched.open(path)
    if "cell=" in path:
        page.locator("dialog[open] article").first.wait_for()
    page.evaluate(axe)
    # Long lists are tables of like rows: some of them say as much as all.
    page.evaluate(
        "document.querySelectorAll('main tbody').forEach((body) => [...body.rows].slice(40).forEach((row) => row.remove()))"
    )
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'], preload: false })")
    # What axe itself tries, the policy of the page may forbid.
    watched.errors.clear()

    assert [] == [
        (one["id"], one["nodes"][0]["html"][:200], one["nodes"][0].get("failureSummary")) for one in found["violations"]
    ]


def test_dark(visit: Visit) -> None:
    """Who asks for dark gets dark paper."""
    page = visit(color_scheme="dark").open()
    paper = re.findall(r"\d+", page.evaluate("getComputedStyle(document.documentElement).backgroundColor"))

    assert max(map(int, paper)) < 60


def test_report_holds_the_id(visit: Visit) -> None:
    """The link “Report an error” brings the id of the position into the template; nothing else gets in."""
    page = visit().open("report.html#chechnya-visas-2017:LTU")
    assert "Position or event id: chechnya-visas-2017:LTU" in page.locator("textarea").input_value()
    page = visit().open("report.html#<img src=x>")
    assert "POSITION-ID" in page.locator("textarea").input_value()


def test_print(visit: Visit) -> None:
    """On paper the controls are gone and every row is there."""
    page = visit().open("index.html#group=EU")
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")

    assert not page.locator(".filters").is_visible()
    assert page.locator(".grid tbody th").count() == page.evaluate(
        "Number(document.querySelector('.grid').getAttribute('aria-rowcount')) - 1"
    )


def test_policy_holds(visit: Visit) -> None:
    """Script that slips into a page does not run: neither inline, nor from elsewhere, nor as text made markup."""
    watched = visit()
    page = watched.open()
    tried = page.evaluate("""() => {
      const said = [];
      document.addEventListener("securitypolicyviolation", (event) => said.push(event.effectiveDirective));
      const inline = document.createElement("script"); try { inline.text = "window.hacked = 1"; document.body.append(inline); } catch { said.push("text"); }
      const far = document.createElement("script"); try { far.src = "https://example.org/x.js"; document.body.append(far); } catch { said.push("src"); }
      try { document.body.insertAdjacentHTML("beforeend", "<img src=x onerror='window.hacked = 1'>"); } catch { said.push("html"); }
      return said;
    }""")
    page.wait_for_timeout(200)

    assert page.evaluate("window.hacked") is None
    assert {"text", "src", "html"} <= set(tried)
    watched.errors.clear()


def test_weight(site: Path) -> None:
    """The first view, everything that it loads together, is under 500 KB compressed."""
    page = (site / "index.html").read_text(encoding="utf-8")
    files = ["index.html", *re.findall(r'(?:src|href)="((?:assets|data)/[^"]+)"', page)]
    sizes = {name: len(gzip.compress((site / name).read_bytes(), 6)) for name in files}

    assert sum(sizes.values()) < 500_000, sizes
