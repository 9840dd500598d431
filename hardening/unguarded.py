"""The guards that turn ill will away, taken away one at a time: each trial has to succeed in doing harm then."""

from __future__ import annotations

import json
import re
from typing import Any

import jinja2

from hardening import bombs
from hardening.weakened import NEVER, Weakening, both, put
from positions.curate.seeds import reader, shape
from positions.render import sheets
from positions.render.formats import csv, html, latex, markdown, text
from positions.render.terminal import grid, table
from positions.share import archive, description, facts
from positions.share.download import address
from positions.share.export import xlsx
from positions.share.site import writing


def _same(value: str) -> str:
    return value


def _tell_all_but_ids(self: shape.Reading, place: Any, where: str, rule: str, message: str) -> None:
    if rule != "bad-id":
        self.problems.append(shape.Problem(place, where, rule, message))


def _formula(self: sheets.Sheet, value: str) -> Any:
    cell = self._next()
    cell.value = sheets.clipped(value)
    return cell


_environment = jinja2.Environment
_trusting = put(description, "doubts", lambda described: [])
_careless = put(
    bombs,
    "PRELUDE",
    "import pyarrow.parquet as pq, positions.parquet as p; p.read = lambda path, columns=None: pq.read_table(path)",
)
_unpacking = put(bombs, "PRELUDE", "import positions.parquet as p; p._refuse_more = lambda metadata, path: None")
# For each trial: what is taken away, and how.
GUARDS: dict[str, tuple[tuple[str, Weakening], ...]] = {
    "seeds": (
        ("the refusal of anchors, tags and depth", put(reader._Tree, "_refuse", lambda self, event, depth: None)),
        ("the limit of a file", put(reader, "MAX_BYTES", 1 << 40)),
        ("the limit of a key", put(reader, "MAX_KEY", 1 << 40)),
    ),
    "hidden": (("the list of invisible characters", put(reader, "_HIDDEN", NEVER)),),
    "names_in_seeds": (("the form of ids", put(shape.Reading, "tell", _tell_all_but_ids)),),
    "names_in_tables": (("the look at names of pages", put(archive, "safe_name", lambda name: True)),),
    "names_in_descriptions": (
        ("the form of the name", put(facts, "_NAME", re.compile(".*", re.DOTALL))),
        ("the look at a description before it is followed", _trusting),
    ),
    "injection": (
        ("the apostrophe before a formula in csv", put(csv, "harmless", _same)),
        ("escaping in Markdown", put(markdown, "escape", _same)),
        ("escaping in LaTeX", put(latex, "escape", _same)),
        ("escaping in HTML", put(html, "escape", _same)),
        ("cleaning for the terminal", both(*(put(module, "clean", _same) for module in (text, grid, table)))),
        ("the type of a text in a workbook", put(sheets.Sheet, "text", _formula)),
    ),
    "injection_into_files": (
        ("escaping in scripts of the site", put(writing, "in_script", json.dumps)),
        (
            "escaping in pages of the site",
            put(jinja2, "Environment", lambda **more: _environment(**{**more, "autoescape": False})),
        ),
        ("the type of a text in a workbook", put(xlsx, "_OPTIONS", {**xlsx._OPTIONS, "strings_to_formulas": True})),
    ),
    "zips": (
        ("the look at a list of files", put(archive, "_refuse", lambda path, entries: None)),
        ("the limit of how far a file unpacks", put(archive, "MOST_RATIO", 1 << 40)),
    ),
    "parquet": (("the limit of rows, looked at before they are unpacked", _unpacking),),
    "parquet_fuzzed": (("errors told with their place", _careless),),
    "redirects": (
        ("the look at where a redirect leads", put(address, "refuse_redirect", lambda here, there: None)),
        ("the look at what an address of IPv6 carries", put(address, "_inside", lambda told: not told.is_global)),
    ),
    "servers": (
        ("the filter of what a server says", put(address, "printable", lambda said: said or "")),
        ("the look at a description before it is followed", _trusting),
    ),
}
