"""Pictures on pages of one size, to print: part after part, what is too long in pieces, a foot on each, links that lead."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree  # nosec B405 - it reads drawings that were made here, no file of anybody else

from positions.analyse.result import Caption
from positions.errors import BadQuery, MissingExtra
from positions.render import charts
from positions.render.charts import draw, frame, table, timeline
from positions.render.charts.frame import QUIET, Spec
from positions.render.charts.table import ROW
from positions.render.document import Document, Grid, Options, Table
from positions.render.measure import clean

# A4, turned, in points.
WIDE, HIGH, MARGIN, FOOT, GAP = 842.0, 595.0, 36.0, 22.0, 6.0
ACROSS, DOWN = WIDE - 2 * MARGIN, HIGH - 2 * MARGIN - FOOT
# Drawings are laid out for screens; on paper they are read from nearer.
LARGEST = 0.8
# Rows that a picture of its own shows at most; on pages there is room for all.
MOST = {"table": table.MOST, "timeline": timeline.MOST}
_SVG, _HREF = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}href"
_MOVED = re.compile(r"translate\(([-\d.]+),\s*([-\d.]+)\)")


@dataclass(frozen=True)
class Drawing:
    """A picture as it will stand on a page.

    Attributes
    ----------
    svg
        The drawing.
    wide, high
        Its own size, in points.
    scale
        How much of its size it has on the page.
    links
        What leads where: left, top, right and bottom from its upper left corner, and the address.
    """

    svg: str
    wide: float
    high: float
    scale: float
    links: tuple[tuple[float, float, float, float, str], ...]

    @property
    def takes(self) -> float:
        """How much of the page's height it takes."""
        return self.high * self.scale


def needs_pages(document: Document) -> bool:
    """Whether one picture would not hold all of a document: it has several parts, or more rows than a picture shows."""
    blocks = [block for _, block in document.blocks()]
    return len(blocks) > 1 or any(len(block.rows) > MOST.get(charts.default(block), math.inf) for block in blocks)


def printed(document: Document, options: Options) -> bytes:
    """A document of several parts, or of one long table, as pages to print.

    Raises
    ------
    BadQuery
        If it has no part.
    MissingExtra
    """
    parts = list(_parts(document, options))
    if not parts:
        raise BadQuery("there is nothing to draw: the result has no part")
    pages = list(_laid(parts))
    left = f"{document.caption.title} · {document.caption.origin}"
    sheets = [_sheet(page, left, f"{number} / {len(pages)}") for number, page in enumerate(pages, 1)]
    return _bound(sheets, pages, document.caption.title)


def _bound(sheets: Sequence[str], pages: Sequence[Sequence[tuple[Drawing, float]]], title: str) -> bytes:
    """The pages as one file, each link where its words are."""
    try:
        from pypdf import PdfReader, PdfWriter
        from pypdf.annotations import Link
    except ImportError as error:
        raise MissingExtra("pypdf", "report", "laying out pages") from error
    writer = PdfWriter()
    for number, (sheet, page) in enumerate(zip(sheets, pages, strict=True)):
        writer.append(PdfReader(io.BytesIO(draw.pdf_of(sheet))))
        for drawing, y in page:
            for left, upper, right, lower, address in drawing.links:
                top, scale = HIGH - MARGIN - y, drawing.scale
                place = (MARGIN + left * scale, top - lower * scale, MARGIN + right * scale, top - upper * scale)
                writer.add_annotation(number, Link(rect=place, border=[0, 0, 0], url=address))
    writer.add_metadata({"/Title": title, "/Producer": "positions"})
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def _sheet(page: Sequence[tuple[Drawing, float]], left: str, right: str) -> str:
    """A page as one drawing that holds the others, with its foot."""
    inner = "".join(
        f'<g transform="translate({MARGIN},{MARGIN + y:.2f}) scale({drawing.scale:.4f})">{drawing.svg}</g>'
        for drawing, y in page
    )
    foot = "".join(
        f'<text x="{x}" y="{HIGH - MARGIN}" text-anchor="{anchor}" font-family="{frame.FONT}" font-size="8" fill="{QUIET}">'
        f"{escape(clean(words))}</text>"
        for x, anchor, words in ((MARGIN, "start", left), (WIDE - MARGIN, "end", right))
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDE}" height="{HIGH}" viewBox="0 0 {WIDE} {HIGH}">{inner}{foot}</svg>'


def _parts(document: Document, options: Options) -> Iterator[Drawing]:
    """The title of the whole, then each part, in as many pieces as it needs."""
    blocks = list(document.blocks())
    if any(titles for titles, _ in blocks):
        yield _drawing(frame.framed([], frame.LEAST_WIDTH, 1, document.caption))
    for titles, block in blocks:
        caption = frame.part_caption(document, titles) if titles else document.caption
        yield from _pieces(document.kind, block, caption, options)


def _pieces(kind: str, block: Grid | Table, caption: Caption, options: Options) -> Iterator[Drawing]:
    """A part as one drawing, or as several that each fit a page."""
    picture = charts.default(block)
    most = MOST.get(picture, len(block.rows))
    laid = {"laid": table.columns(block, block.rows)} if isinstance(block, Table) and picture == "table" else {}

    def drawn(place: int, first: int, last: int) -> tuple[Spec, Drawing]:
        spec = charts.picture_of(
            Document(kind, _continued(caption, place), (_between(block, first, last),)), options, **laid
        )
        return spec, _drawing(spec)

    # How much a page holds is told by the first piece: what is around the rows, and the rows.
    spec, first = drawn(0, 0, most)
    around = first.high - spec["height"]
    high = spec["height"] * max(1.0, len(block.rows) / max(most, 1))
    holds = DOWN / min(LARGEST, ACROSS / first.wide) - around
    # A square compares its rows with its columns: cut, it would tell nothing.
    if picture == "square" or high <= holds:
        yield first
        return
    for place, ends in enumerate(pairwise(_cuts(block, math.ceil(high / max(holds, ROW))))):
        yield drawn(place, *ends)[1]


def _cuts(block: Grid | Table, count: int) -> list[int]:
    """Where a part is cut; the positions of one event on one day stay together."""
    rows = len(block.rows)
    cuts = {0, rows}
    for place in range(1, count):
        cut = round(rows * place / count)
        while isinstance(block, Table) and 0 < cut < rows and _moment(block, cut) == _moment(block, cut - 1):
            cut += 1
        cuts.add(cut)
    return sorted(cuts) if rows else [0, 0]


def _moment(table: Table, row: int) -> object:
    """What keeps rows of a timeline together; of any other table each row stands by itself."""
    if table.shape != "timeline":
        return row
    return [
        cell.text for head, cell in zip(table.heads, table.rows[row], strict=True) if head.name in ("date", "event_id")
    ]


def _between(block: Grid | Table, first: int, last: int) -> Grid | Table:
    if isinstance(block, Grid):
        return replace(block, rows=block.rows[first:last], cells=block.cells[first:last])
    return replace(block, rows=block.rows[first:last])


def _continued(caption: Caption, place: int) -> Caption:
    return replace(caption, title=f"{caption.title}, continued") if place else caption


def _drawing(spec: Spec) -> Drawing:
    svg = draw.svg(spec)
    tree = ElementTree.fromstring(svg)  # nosec B314  # noqa: S314 - a drawing that was made here
    wide, high = float(tree.get("width", "0")), float(tree.get("height", "0"))
    return Drawing(svg, wide, high, min(LARGEST, ACROSS / wide, DOWN / high), tuple(_links(tree, 0.0, 0.0, None)))


def _links(node: Any, x: float, y: float, address: str | None) -> Iterator[tuple[float, float, float, float, str]]:
    """The words of a drawing that lead somewhere."""
    for dx, dy in _MOVED.findall(node.get("transform", "")):
        x, y = x + float(dx), y + float(dy)
    if node.tag == f"{_SVG}a":
        address = node.get(_HREF)
    if node.tag == f"{_SVG}text" and address:
        size = float(node.get("font-size", "10px").removesuffix("px"))
        yield x, y - size, x + frame.room("".join(node.itertext()), size), y + size * 0.3, address
    for child in node:
        yield from _links(child, x, y, address)


def _laid(drawings: Sequence[Drawing]) -> Iterator[list[tuple[Drawing, float]]]:
    """The drawings by page, each with how far below the upper margin it begins."""
    page: list[tuple[Drawing, float]] = []
    y = 0.0
    for drawing in drawings:
        if page and y + drawing.takes > DOWN:
            yield page
            page, y = [], 0.0
        page.append((drawing, y))
        y += drawing.takes + GAP
    yield page
