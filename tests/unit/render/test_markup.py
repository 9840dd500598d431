"""Markdown, LaTeX and html: no name can become markup."""

from __future__ import annotations

import re
import shutil
import subprocess
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from tests.unit.render.results import HOSTILE, RESULTS

from positions.analyse.dataset import Dataset
from positions.analyse.result import Listing, Result
from positions.analyse.selection import resolve
from positions.analyse.stance.comparison import matrix as compared
from positions.analyse.stance.matrix import Matrix
from positions.render.formats.html import MOST
from positions.render.formats.latex import escape as tex
from positions.render.formats.markdown import escape as md


@pytest.mark.parametrize("kind", RESULTS)
@pytest.mark.parametrize("format_", ["md", "tex"])
def test_snapshot(kind: str, format_: str, snapshot: SnapshotAssertion) -> None:
    """Every kind as it is written."""
    assert snapshot == RESULTS[kind]().render(format_)


@pytest.mark.parametrize("kind", ["stance", "listing"])
def test_page_snapshot(kind: str, snapshot: SnapshotAssertion) -> None:
    """A page without its style and script, which are the same for all."""
    page = str(RESULTS[kind]().render("html"))

    bare = re.sub("(?s)<(style|script)>.*?</", r"<\1></", page)

    assert snapshot == re.sub("sha256-[^']*", "sha256-", bare)


def test_markdown_tables_keep_their_columns(result: Result) -> None:
    """Every row of a table has as many cells as its head."""
    widths: list[int] = []
    for line in str(result.render("md")).splitlines():
        if not line.startswith("|"):
            assert len(set(widths)) <= 1
            widths = []
        else:
            widths.append(len(re.findall(r"(?<!\\)\|", line)))


def test_markdown_links_only_to_the_web(listing: Listing) -> None:
    """An address that is a script stays text."""
    shown = str(listing.render("md"))

    assert "](<https://example.org/a?b=1&c=2#:~:text=visas%20to>)" in shown
    assert "](<javascript" not in shown


def test_latex_rows_keep_their_columns(result: Result) -> None:
    """Every row of a table has as many cells as its first; no brace is left open."""
    shown = str(result.render("tex"))
    counts: list[int] = []
    for line in shown.splitlines():
        if line.endswith(r"\\") and not line.startswith(r"\caption"):
            counts.append(len(re.findall(r"(?<!\\)&", line)))
        elif line.startswith((r"\begin{tabular}", r"\begin{longtable}")):
            counts = []
        assert len(set(counts)) <= 1
    bare = re.sub(r"\\[{}]", "", shown)
    assert bare.count("{") == bare.count("}")


# How far a word that cannot be parted, such as a name made of signs, stands out of its cell at most, in points.
LONG_WORD = 15
PREAMBLE = r"""\documentclass{article}
\usepackage[T1]{fontenc}
\usepackage{textcomp,amssymb,array,booktabs,graphicx,longtable,lscape,hyperref}
\begin{document}
"""


@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="LaTeX is not on this machine")
@pytest.mark.parametrize("kind", RESULTS)
def test_latex_stays_on_the_page(kind: str, tmp_path: Path) -> None:
    """A class with narrow lines sets every kind without an error, and nothing but a long word in a cell stands out."""
    (tmp_path / "page.tex").write_text(
        f"{PREAMBLE}{RESULTS[kind]().render('tex')}\\end{{document}}\n", encoding="utf-8"
    )
    command = ["pdflatex", "-interaction=nonstopmode", "-no-shell-escape", "page.tex"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    told = done.stdout.decode("utf-8", "replace")

    assert [] == [line for line in told.splitlines() if line.startswith("!")]
    assert [] == [points for points in re.findall(r"Overfull \\hbox \(([\d.]+)pt", told) if float(points) > LONG_WORD]


def test_escapes() -> None:
    """The special letters of each language are plain."""
    assert tex(r"\a_b%") == r"\textbackslash{}a\_b\%"
    assert md("<b>|*x*[l](u)") == r"&lt;b&gt;\|\*x\*\[l\](u)"


class _Tags(HTMLParser):
    """Every tag and attribute of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def test_page_runs_only_its_own(result: Result) -> None:
    """A page has one script and one style, both allowed by hash, no handler, and nothing from elsewhere."""
    page = str(result.render("html"))
    tags = _Tags(page).tags
    (script,), (style,) = (re.findall(f"(?s)<{name}>(.*?)</{name}>", page) for name in ("script", "style"))
    policy = next(str(given["content"]) for tag, given in tags if given.get("http-equiv") == "Content-Security-Policy")

    assert policy.startswith("default-src 'none'")
    for text in (script, style):
        assert "'sha256-" + b64encode(sha256(text.encode()).digest()).decode() + "'" in policy
    assert [] == [name for _, given in tags for name in given if name.startswith("on") or name in ("src", "style")]
    assert {"script", "style"} == {
        tag for tag, _ in tags if tag in ("script", "style", "link", "iframe", "object", "img")
    }
    links = {str(given["href"]) for tag, given in tags if tag == "a"}
    assert all(link.startswith(("#", "https://", "http://")) for link in links)


def test_page_hover_and_blanks(matrix: Matrix) -> None:
    """A cell tells on hovering what it rests on; a blank tells why."""
    page = str(matrix.render("html"))

    assert "Lithuania, Humanitarian visas: 3 positions on 3 events; newest 2017-05-17" in page
    assert "asked in a recorded vote, and absent" in page


def test_fragment_is_a_part(matrix: Matrix) -> None:
    """A notebook gets the table alone, the same that html has."""
    shown = str(matrix.render("html", fragment=True))

    assert shown == matrix._repr_html_()
    assert not re.search("<(html|body|script|meta)", shown)


def test_page_links_to_evidence(small: Dataset) -> None:
    """Each cell of a matrix of a dataset leads to its positions, and these to their sources."""
    made = compared(small, resolve(small))
    page = str(made.render("html"))
    tags = _Tags(page).tags
    wanted = {str(given["href"])[1:] for tag, given in tags if tag == "a" and str(given["href"]).startswith("#")}

    assert wanted
    assert wanted == {str(given["id"]) for tag, given in tags if tag == "details"}
    assert MOST > 0


def test_hostile_name_is_text() -> None:
    """A name that is markup comes out as text."""
    page = str(RESULTS["stance"]().render("html"))

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert HOSTILE not in page
