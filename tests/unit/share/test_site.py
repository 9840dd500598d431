"""The static site as a folder of files: what is there, that it hangs together, and that nothing in the tables can break out of it."""

from __future__ import annotations

import filecmp
import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from tests.small import small_rows, write_tables

from positions.analyse.dataset import Dataset
from positions.errors import BadQuery
from positions.render.palette import contrast
from positions.share.site.building import MARK, build
from positions.share.site.writing import HERE, in_script

jinja2 = pytest.importorskip("jinja2")
HOSTILE = "</script><img src=x onerror=alert(1)>\"'&{{7*7}}"


class Tags(HTMLParser):
    """The tags of a page, and the ids on it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    @property
    def ids(self) -> list[str]:
        return [found["id"] for _, found in self.tags if found.get("id")]  # type: ignore[misc]


def published_rows() -> dict[str, list[dict[str, Any]]]:
    """The rows of the small dataset, its source with a publisher."""
    rows = small_rows()
    rows["sources"][0]["publisher"] = "A press"
    return rows


@pytest.fixture(name="tables", scope="module")
def _tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tables(tmp_path_factory.mktemp("tables"), published_rows())


@pytest.fixture(name="site", scope="module")
def _site(tables: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("web") / "site"
    build(Dataset(tables), out)
    return out


def pages(folder: Path) -> dict[str, str]:
    """The text of each page that this package writes, by its path."""
    found = (file for file in sorted(folder.rglob("*.html")) if "download" not in file.parts)
    return {file.relative_to(folder).as_posix(): file.read_text(encoding="utf-8") for file in found}


def test_pages(site: Path) -> None:
    """There is a page for each actor and each event, and one for each door of the house."""
    expected = {"actor/LTU.html", "actor/SWE.html", "actor/GBR.html", "actor/NOR.html", "actor/NAM.html"}
    expected |= {"event/visas-2017.html", "event/press-2017.html", "event/vote-2018.html", "event/law-2015.html"}
    expected |= {
        f"{name}.html"
        for name in (
            "index",
            "actors",
            "events",
            "codebook",
            "sources",
            "quality",
            "downloads",
            "changes",
            "cite",
            "report",
        )
    }

    assert expected == set(pages(site))


def test_links_lead_somewhere(site: Path) -> None:
    """Every link and every file that a page names is there, down to the anchor; all of them are relative."""
    texts = pages(site)
    ids = {path: set(Tags(text).ids) for path, text in texts.items()}
    lost = []
    for path, text in texts.items():
        for tag, found in Tags(text).tags:
            address = found.get("href") or found.get("src")
            if not address or address.startswith(("https://", "http://")) or tag == "rect":
                continue
            place, _, anchor = address.partition("#")
            target = (site / path).parent / unquote(place) if place else site / path
            name = target.resolve().relative_to(site.resolve()).as_posix()
            explorer = name in ("index.html", "report.html")
            if not target.is_file() or (anchor and not explorer and unquote(anchor) not in ids[name]):
                lost.append(f"{path}: {address}")

    assert [] == lost


def test_ids_are_unique(site: Path) -> None:
    """No page holds an id twice."""
    twice = {
        path: sorted({name for name in Tags(text).ids if Tags(text).ids.count(name) > 1})
        for path, text in pages(site).items()
    }

    assert {} == {path: found for path, found in twice.items() if found}


def test_nothing_inline(site: Path) -> None:
    """Pages hold no style, no handler and no script of their own, as the policy that each carries demands."""
    for path, text in pages(site).items():
        tags = Tags(text).tags
        policy = next(found["content"] for tag, found in tags if found.get("http-equiv") == "Content-Security-Policy")

        assert "default-src 'none'" in str(policy) and "unsafe" not in str(policy), path
        assert [] == [
            found for tag, found in tags if "style" in found or any(name.startswith("on") for name in found)
        ], path
        assert [] == [
            found
            for tag, found in tags
            if tag == "style" or (tag == "script" and "src" not in found and found.get("type") != "application/ld+json")
        ], path


def test_first_table_equals_the_library(site: Path) -> None:
    """The table that stands in the first page without any script tells the cells of the library's matrix."""
    text = pages(site)["index.html"]
    row = re.search(r'<tr><th scope="row"><a href="actor/LTU.html">.*?</tr>', text)

    assert row is not None
    assert ["+2", "+2", "+1"] == re.findall(r'class="cell t\d">(.\d)', row[0])
    assert 'class="cell blank not_found">·' in row[0]


def test_event_tells_all(site: Path) -> None:
    """The page of an event holds the question, each actor under its stance, the recorded tally, the passage, and what was not coded."""
    vote, visas = pages(site)["event/vote-2018.html"], pages(site)["event/visas-2017.html"]

    assert "Should vote-2018 be?" in vote
    assert "1 for, 0 abstaining, 1 against" in vote
    assert 'href="https://example.org/a#:~:text=some%20words,last%20words"' in vote
    assert "looked at it" in visas and "no side was taken" in visas
    assert "contested" in visas


def test_absent_member_is_told(tables_of: Callable[[dict[str, list[dict[str, Any]]]], Dataset], tmp_path: Path) -> None:
    """A member of the body that was asked, without an answer, stands on the page of the event as such."""
    rows = published_rows()
    rows["positions"] = [row for row in rows["positions"] if row["position_id"] != "vote-2018:SWE"]
    rows["evidence"] = [row for row in rows["evidence"] if row["position_id"] != "vote-2018:SWE"]
    build(tables_of(rows), tmp_path / "out")
    text = (tmp_path / "out/event/vote-2018.html").read_text()

    assert re.search(r'Asked, no answer recorded</h3>\s*<ul class="names"><li><a href="../actor/SWE.html">Sweden', text)


def test_same_bytes(tables: Path, site: Path, tmp_path: Path) -> None:
    """The same tables give the same bytes, wherever the site is written, and over an older site too."""
    again = tmp_path / "elsewhere"
    build(Dataset(tables), again)
    (again / "stray.html").write_text("from an older version")
    build(Dataset(tables), again)
    names = sorted(file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file())

    assert names == sorted(file.relative_to(again).as_posix() for file in again.rglob("*") if file.is_file())
    assert ([], []) == filecmp.cmpfiles(site, again, names, shallow=False)[1:]


def test_escaped(tables_of: Callable[[dict[str, list[dict[str, Any]]]], Dataset], tmp_path: Path) -> None:
    """Text of the tables stays text: in pages, in scripts of data, and in what search engines read."""
    rows = published_rows()
    for table, columns in {
        "positions": ("summary", "speaker", "note"), "events": ("title", "question", "context", "beneficiaries", "doubts"), "actors": ("common_name", "name", "subregion"),
        "groups": ("name",), "sources": ("title", "publisher"), "evidence": ("find_start",), "not_coded": ("claim", "reason", "actor"),
    }.items():  # fmt: skip
        for place, row in enumerate(rows[table]):
            row.update(dict.fromkeys(columns, f"{HOSTILE}{place}"))
    build(tables_of(rows), tmp_path / "out")
    for path, text in pages(tmp_path / "out").items():
        tags = Tags(text).tags

        assert [] == [tag for tag, _ in tags if tag == "img"], path
        assert "49" not in re.findall(r"\{\{7\*7\}\}|(?<=&amp;)49", text), path
    for file in (tmp_path / "out/data").glob("*.js"):
        assert "<" not in file.read_text(), file


def test_dangerous_address_is_no_link(
    tables_of: Callable[[dict[str, list[dict[str, Any]]]], Dataset], tmp_path: Path
) -> None:
    """An address that is no web address is shown, not linked."""
    rows = published_rows()
    rows["sources"][0]["url"] = "javascript:alert(1)"
    for row in rows["evidence"]:
        row["link"] = "javascript:alert(1)"
    build(tables_of(rows), tmp_path / "out")
    links = [found.get("href") or "" for text in pages(tmp_path / "out").values() for _, found in Tags(text).tags]

    assert [] == [link for link in links if link.startswith("javascript:")]


def test_foreign_folder_is_refused(tables: Path, tmp_path: Path) -> None:
    """A folder with anything else in it is left alone."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/thesis.txt").write_text("ten years of work")

    with pytest.raises(BadQuery, match="not a site of positions"):
        build(Dataset(tables), tmp_path / "mine")
    assert ["thesis.txt"] == [file.name for file in (tmp_path / "mine").iterdir()]


def test_sitemap(tables: Path, tmp_path: Path) -> None:
    """With the address under which it will stand a site has a sitemap of all its pages, and without it none."""
    made = build(Dataset(tables), tmp_path / "out", "https://example.org/p")
    text = (tmp_path / "out/sitemap.xml").read_text()

    assert made.sitemap
    assert "<loc>https://example.org/p/event/vote-2018.html</loc>" in text
    assert made.pages == text.count("<loc>")


@pytest.mark.parametrize(
    "address", ["example.org", "javascript:alert(1)", 'https://example.org/"><script>', "https://example.org/?a=1"]
)
def test_bad_address(tables: Path, tmp_path: Path, address: str) -> None:
    """An address that no site can stand under is refused before anything is written."""
    with pytest.raises(BadQuery, match="the address of the site"):
        build(Dataset(tables), tmp_path / "out", address)
    assert not (tmp_path / "out").exists()


def test_schema_org(site: Path) -> None:
    """The first page tells search engines what the dataset is, with the files that are really there."""
    text = re.search(r'<script type="application/ld\+json">(.*?)</script>', pages(site)["index.html"], re.DOTALL)
    assert text is not None
    told = json.loads(text[1])
    files = [file["contentUrl"] for part in told["hasPart"] for file in part["distribution"]]

    assert ("Dataset", "2026.1") == (told["@type"], told["version"])
    assert files and all((site / file).is_file() for file in files)


def test_downloads_are_told(site: Path) -> None:
    """Every file offered stands on the page with its checksum."""
    import hashlib

    text = pages(site)["downloads.html"]
    files = [file for file in (site / "download").rglob("*") if file.is_file()]

    assert [] == [file.name for file in files if hashlib.sha256(file.read_bytes()).hexdigest() not in text]


def test_json_cannot_leave_its_script() -> None:
    """No value ends the element or the line in which it stands."""
    text = in_script({"a": "</script><!--\u2028\u2029&"})

    assert not set("<>&\u2028\u2029") & set(text)
    assert {"a": "</script><!--\u2028\u2029&"} == json.loads(text)


def test_tones_can_be_read() -> None:
    """In light and in dark, text on each tone reaches the contrast of 4.5 that the guidelines ask for, and so does quiet text on paper."""
    light, dark = (dict(re.findall(r"(--[a-z]+-?\d?): (#[0-9a-f]{6})", block)) for block in _schemes())
    for scheme in (light, dark):
        found = {step: contrast(scheme[f"--t{step}"], scheme[f"--i{step}"]) for step in range(-4, 5)}

        assert {} == {step: ratio for step, ratio in found.items() if ratio < 4.5}
        for paper in ("--paper", "--raised", "--sunk"):
            assert min(contrast(scheme[ink], scheme[paper]) for ink in ("--ink", "--dim", "--link", "--warn")) >= 4.5


def _schemes() -> tuple[str, str]:
    css = (HERE / "assets" / "site.css").read_text(encoding="utf-8")
    light, dark = css.split(":root {")[1:3]
    return light, dark


def test_assistants_are_told(site: Path) -> None:
    """`llms.txt` says why a blank is one, that events are a selection, that ids stay, and leads to files that are there."""
    text = (site / "llms.txt").read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)]+)\)", text)

    assert [] == [link for link in links if not (site / unquote(link)).is_file()]
    assert {"actor/LTU.html", "download/positions.parquet", "download/small-2026.1.zip"} - set(links) == set()
    for word in (
        "`absent`",
        "`not_asked`",
        "`not_found`",
        "`left_out`",
        "are a selection",
        "never used again",
        "`positions mcp`",
    ):
        assert word in text


def test_assistants_are_told_addresses(tables: Path, tmp_path: Path) -> None:
    """Where the address of the site is known, each link is whole."""
    build(Dataset(tables), tmp_path / "site", base_url="https://example.org/positions")
    links = re.findall(r"\]\(([^)]+)\)", (tmp_path / "site" / "llms.txt").read_text(encoding="utf-8"))

    assert [] == [link for link in links if not link.startswith("https://example.org/positions/")]


def test_mark(site: Path) -> None:
    """A site is known by the file that says what it is."""
    assert "2026.1" in (site / MARK).read_text()
