"""The documentation as a site: it builds without a warning, loads nothing from elsewhere, and no link leads nowhere."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from docs.generate.markdown import anchor
from syrupy.assertion import SnapshotAssertion

ROOT = Path(__file__).parents[2]
WRITTEN = [ROOT / "README.md", *sorted(path for path in ROOT.glob("*.md") if path.name != "README.md")]
WRITTEN += sorted(path for path in (ROOT / "docs").rglob("*.md") if "_build" not in path.parts)
CODE = re.compile(r"^```.*?^```$|`[^`\n]*`", re.MULTILINE | re.DOTALL)
LOADS = {
    "script": "src",
    "img": "src",
    "link": "href",
    "iframe": "src",
    "source": "src",
    "object": "data",
    "embed": "src",
}


class Page(HTMLParser):
    """What a page links to, loads, and can be linked to at."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.anchors: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        self.anchors |= {given[name] for name in ("id", "name") if name in given}
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        if LOADS.get(tag) in given:
            self.loaded.append(given[LOADS[tag]])


@pytest.fixture(name="pages", scope="module")
def _pages(built: Path) -> dict[Path, Page]:
    return {path: Page(path.read_text(encoding="utf-8")) for path in sorted((built / "html").rglob("*.html"))}


def is_elsewhere(address: str) -> bool:
    """Whether an address leads out of the site."""
    return bool(urlsplit(address).netloc) or urlsplit(address).scheme in ("http", "https", "mailto")


def test_builds_without_a_warning(built: Path) -> None:
    """Every page is in a table of contents, every reference is found, every notebook runs."""
    code, _, told = (built / "told").read_text(encoding="utf-8").partition("\n")

    assert "0" == code, told


def test_nothing_is_loaded_from_elsewhere(built: Path, pages: dict[Path, Page]) -> None:
    """No font, script, style or picture comes over the network, so nobody learns who reads."""
    styles = {path: path.read_text(encoding="utf-8") for path in (built / "html").rglob("*.css")}

    assert [] == [
        (path.name, address) for path, page in pages.items() for address in page.loaded if is_elsewhere(address)
    ]
    assert [] == [
        path.name for path, text in styles.items() if re.search(r"(url\(|@import)\s*['\"]?(https?:)?//", text)
    ]


def test_no_page_names_this_machine(built: Path) -> None:
    """Paths of the machine that built are in no page."""
    named = [path.name for path in (built / "html").rglob("*.html") if str(ROOT) in path.read_text(encoding="utf-8")]

    assert [] == named


def test_links_of_the_site(built: Path, pages: dict[Path, Page]) -> None:
    """Each link within the site leads to a file that is there, at an anchor that it has."""
    lost = []
    for path, page in pages.items():
        for link in page.links:
            where = urlsplit(link)
            target = (path.parent / unquote(where.path)).resolve() if where.path else path
            if is_elsewhere(link):
                continue
            if not target.is_file() or (
                where.fragment and target in pages and unquote(where.fragment) not in pages[target].anchors
            ):
                lost.append((path.name, link))

    assert [] == lost


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_of_the_sources(path: Path) -> None:
    """The same page as plain Markdown: each link leads to a file of the repository, at a heading that it has."""
    lost = []
    for link in re.findall(r"\]\(<?([^)\s>]+)>?\)", CODE.sub("", path.read_text(encoding="utf-8"))):
        where = urlsplit(link)
        target = (path.parent / unquote(where.path)) if where.path else path
        if is_elsewhere(link):
            continue
        if not target.exists() or (where.fragment and where.fragment not in anchors(target)):
            lost.append(link)

    assert [] == lost


def anchors(path: Path) -> set[str]:
    """The anchors that the headings of a page get where it is browsed."""
    text = re.sub(r"^```.*?^```$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    return {anchor(re.sub(r"[`*\\]", "", heading)) for heading in re.findall(r"^#+ (.+)$", text, re.MULTILINE)}


NOTEBOOKS = sorted(path.stem for path in (ROOT / "docs" / "notebooks").glob("*.md"))


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_notebooks_answer_as_before(built: Path, name: str, snapshot: SnapshotAssertion) -> None:
    """Each cell of a notebook, run in a kernel, shows what it showed."""
    (made,) = (built / "jupyter_execute").rglob(f"{name}.ipynb")
    cells = [cell for cell in json.loads(made.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == "code"]

    assert "\n\n".join(map(shown, cells)) == snapshot


def shown(cell: dict) -> str:
    """A cell and what it shows: the words of a page where it shows itself as one, else its text."""
    return "\n".join([">>> " + "".join(cell["source"]).replace("\n", "\n... "), *map(answer, cell["outputs"])])


def answer(output: dict) -> str:
    """One output."""
    data = output.get("data", {})
    return (
        words("".join(data["text/html"]))
        if "text/html" in data
        else "".join(output.get("text", data.get("text/plain", "")))
    )


def words(page: str) -> str:
    """The words of a page in a line."""
    return " ".join(re.sub(r"<style.*?</style>|<[^>]+>", " ", page, flags=re.DOTALL).split())
