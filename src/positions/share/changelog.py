"""The changelog, read for the reasons that it gives: which rows changed, and why."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

FILE = "CHANGELOG.md"
_VERSION = re.compile(r"## \[?(\d{4}\.\d+)\]?(?:\s|$)")
# - `id`, `id`: the reason
_ITEM = re.compile(r"[-*] ((?:`[^`]+`(?:, | and )?)+): (.+)")


def sections(text: str) -> dict[str, str]:
    """What the changelog says of each version, newest first as written."""
    found: dict[str, list[str]] = {}
    here: list[str] | None = None
    for line in text.splitlines():
        if match := _VERSION.match(line):
            here = found.setdefault(match[1], [])
        elif line.startswith("## "):
            here = None
        elif here is not None:
            here.append(line)
    return {version: "\n".join(lines).strip() for version, lines in found.items()}


def reasons(text: str, version: str) -> dict[str, str]:
    """For each id (of a row, an event, a table) that the section of a version names, the reason that it gives."""
    found: dict[str, str] = {}
    for item in _items(sections(text).get(version, "")):
        if match := _ITEM.fullmatch(item):
            found |= dict.fromkeys(re.findall(r"`([^`]+)`", match[1]), match[2])
    return found


def _items(section: str) -> list[str]:
    """The points of a list, each on one line."""
    items: list[str] = []
    for line in section.splitlines():
        if line.startswith(("- ", "* ")):
            items.append(line)
        elif line.startswith("  ") and items:
            items[-1] += " " + line.strip()
    return items


def reason(of: Mapping[str, str], table: str, row_id: str) -> str | None:
    """The reason for a change of a row: its own, else that of its event or of its table."""
    for name in (row_id, row_id.split(" ")[0], row_id.split(" ")[0].partition(":")[0], table):
        if name in of:
            return of[name]
    return None


def near(folder: Path) -> str:
    """The changelog that lies in a release, or in the checkout around a folder of data; empty where there is none."""
    for place in (folder, folder.parent):
        if (place / FILE).is_file():
            return (place / FILE).read_text(encoding="utf-8")
    return ""
