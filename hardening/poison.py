"""A small dataset whose every text is meant to do harm, and what must hold of anything made of it."""

from __future__ import annotations

import itertools
import json
import re
import sys
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from unittest import mock

from hardening.shipped import ROOT
from positions import codebook, datapackage, schema
from positions.schema import Kind

# One text that is a formula, markup, a script, a template, a command of TeX, of a terminal, and of Markdown.
PAYLOADS = (
    "=cmd|'/C calc'!A0", "+1+1", "-1+cmd", "@SUM(1)", "</script><script>alert(1)</script>", "\"'><img src=x onerror=alert(1)>",
    "{{7*7}}${7*7}<%=7%>", "\\input{/etc/passwd}\\write18{id}", "[x](javascript:alert(1))", "| a | b |", "\x1b]0;owned\x07\x1b[2J",
    "\u202egnp.exe", "a\u2028b\u2029c", "]]><!--", "%s%n{0}", "'; drop table positions; --", "javascript:alert(1)", "a\r\nb: c", "\x00nul", "<svg/onload=alert(1)>",
)  # fmt: skip

URLS = ("javascript:alert(1)//", 'https://example.org/"onmouseover="alert(1)', "file:///etc/passwd", "data:text/html,<script>alert(1)</script>",
        "https://example.org/|=1+1}\\input{x}")  # fmt: skip
# Without the characters that a format may refuse to hold.
MILD = tuple(text for text in PAYLOADS if not re.search("[\x00-\x08\x0b-\x1f]", text))


def write(folder: Path, payloads: tuple[str, ...] = PAYLOADS) -> Path:
    """The poisoned tables and codebook, with right hashes: whoever means harm can reckon."""
    sys.path.insert(0, str(ROOT))
    import tests.small

    texts = (f"{text} {n}" for n, text in enumerate(itertools.cycle(payloads)))
    book = _poisoned(codebook.load(), texts)
    rows = tests.small.small_rows()
    rows["topics"] = [{"topic_id": name} for name in ("asylum_rules", "diplomatic_pressure", "humanitarian_visas")]
    for name, entries in rows.items():
        for n, row in enumerate(entries):
            for column in schema.table(name):
                if column.kind is Kind.TEXT and (row.get(column.name) is not None or column.required):
                    row[column.name] = next(texts)
                elif column.kind is Kind.URL and row.get(column.name) is not None:
                    row[column.name] = URLS[n % len(URLS)]
    with mock.patch.object(codebook, "load", lambda: book):
        tests.small.write_tables(folder, rows)
    described = json.loads((folder / datapackage.FILE).read_text(encoding="utf-8"))
    described["resources"].append(datapackage.file(folder, "codebook.json", "codebook", "application/json"))
    described["title"] = described["description"] = payloads[0] + payloads[4] + payloads[5]
    described["contributors"][0]["title"] = payloads[5]
    described["keywords"] = [payloads[4]]
    (folder / datapackage.FILE).write_text(datapackage.dumps(described), encoding="utf-8")
    (folder / datapackage.SUMS).write_text(datapackage.sums(folder), encoding="utf-8")
    return folder


def _poisoned(book: codebook.Codebook, texts: Iterator[str]) -> codebook.Codebook:
    """A codebook with the same codes, and with labels, definitions and rules that mean harm."""
    lists = {
        name: replace(
            codes,
            definition=next(texts),
            codes=tuple(replace(code, label=next(texts), definition=next(texts)) for code in codes),
        )
        for name, codes in book.items()
    }
    return codebook.Codebook(lists, [codebook.Section(next(texts), (next(texts), next(texts))) for _ in book.sections])


class _Page(HTMLParser):
    """What a browser would run of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.wrong: list[str] = []
        self._script = False

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self._script = tag == "script"
        for name, value in attributes:
            if name.startswith("on"):
                self.wrong.append(f"<{tag} {name}>")
            if name in ("href", "src", "action", "xlink:href") and re.match(
                r"\s*(javascript|data|vbscript|file):", value or "", re.I
            ):
                self.wrong.append(f"<{tag} {name}={value!r}>")
        if tag in ("iframe", "object", "embed", "base") or (tag == "img" and dict(attributes).get("src") == "x"):
            self.wrong.append(f"<{tag}>")

    def handle_data(self, data: str) -> None:
        if self._script and data.strip().startswith("alert("):
            self.wrong.append(f"script {data[:40]!r}")

    def handle_endtag(self, tag: str) -> None:
        self._script = False


def in_html(text: str) -> list[str]:
    """What a page would run that it should not."""
    page = _Page()
    page.feed(text)
    return page.wrong


def in_terminal(text: str) -> list[str]:
    """Characters that a terminal obeys or that turn a line around."""
    return [
        f"U+{ord(found):04X}"
        for found in sorted(set(re.findall("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)))
    ]


def in_svg(text: str) -> list[str]:
    """What a picture would run."""
    found = []
    for element in ET.fromstring(text).iter():
        name = str(element.tag).rpartition("}")[2]
        found += [f"<{name}>"] if name in ("script", "foreignObject") else []
        found += [f"<{name} {key}>" for key in element.attrib if key.rpartition("}")[2].startswith("on")]
        found += [
            f"<{name} {key}={value}>"
            for key, value in element.attrib.items()
            if key.endswith("href") and value.lower().startswith("javascript")
        ]
    return found


def in_xlsx(path: Path) -> list[str]:
    """Formulas, and links that lead to no web page."""
    found = []
    with zipfile.ZipFile(path) as book:
        for name in book.namelist():
            text = book.read(name).decode("utf-8", "replace")
            if re.search(r"<f[ >]", text):
                found.append(f"{name}: a formula")
            found += [f"{name}: {target}" for target in re.findall(r'Target="((?:javascript|file|\\\\)[^"]*)"', text)]
            if "externalLink" in name or "vbaProject" in name:
                found.append(name)
    return found


def in_tex(text: str) -> list[str]:
    """Commands that TeX would obey."""
    return re.findall(r"\\(?:input|write18|include|immediate)\b", text)


def in_markdown(text: str) -> list[str]:
    """Tags and links that a renderer would let through."""
    return re.findall(r"(?<!\\)<(?:script|img|svg)\b", text) + re.findall(
        r"(?<!\\)\]\((?:javascript|file):[^)]*\)", text
    )


def in_csv(text: str) -> list[str]:
    """Cells that a spreadsheet would take for a formula."""
    import csv
    import io

    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    return sorted(
        {cell[:20] for cell in cells if cell[:1] in ("=", "+", "@", "\t", "\r") or re.match(r"-(?![\d.])|-1\+", cell)}
    )


JUDGES: dict[str, Any] = {
    "text": in_terminal, "md": in_markdown, "tex": in_tex, "html": in_html, "svg": in_svg, "csv": in_csv, "tsv": in_terminal, "json": lambda text: json.loads(text) and [],
}  # fmt: skip


def files(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """What is wrong with the files of a site or a release, by name."""
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        name = path.relative_to(folder).as_posix()
        if path.suffix == ".html":
            yield name, in_html(path.read_text("utf-8"))
        elif path.suffix == ".js" and "data" in path.parts:
            text = path.read_text("utf-8")
            yield name, [c for c in ("</", "<!--", "\u2028") if c in text]
        elif path.suffix == ".md":
            yield name, in_markdown(path.read_text("utf-8"))
        elif path.suffix in (".json", ".jsonld"):
            json.loads(path.read_text("utf-8"))
            yield name, []
        elif path.suffix == ".xml":
            ET.fromstring(path.read_text("utf-8"))
            yield name, []
        elif path.suffix in (".yaml", ".cff"):
            import yaml

            yaml.safe_load(path.read_text("utf-8"))
            yield name, []
        elif path.suffix == ".xlsx":
            yield name, in_xlsx(path)
