"""The sources as a bibliography: items of the Citation Style Language, and BibTeX."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

Row = Mapping[str, Any]

# Types of the Citation Style Language that BibTeX has a name for; the rest are @misc.
_BIBTEX = {
    "article-journal": "article", "book": "book", "chapter": "incollection", "paper-conference": "inproceedings",
    "report": "techreport", "thesis": "phdthesis", "manuscript": "unpublished",
}  # fmt: skip
# Where these names keep the publisher.
_PUBLISHER = {"article": "journal", "techreport": "institution", "phdthesis": "school"}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_PARTS = {"year": 1, "month": 2, "day": 3}


def csl(rows: Iterable[Row]) -> list[dict[str, Any]]:
    """The rows of the table ``sources`` as CSL items."""
    return [_item(row) for row in rows]


def _item(row: Row) -> dict[str, Any]:
    item = {
        "id": row["source_id"],
        "type": row["type"],
        "title": row["title"],
        "author": [{"literal": name.strip()} for name in (row["author"] or "").split(";") if name.strip()],
        "publisher": row["publisher"],
        # A newspaper or journal is the container of its articles.
        "container-title": row["publisher"] if row["type"].startswith("article") else None,
        "issued": _issued(row),
        "URL": row["url"],
        "language": row["language"],
        "accessed": _parts(row["accessed"], 3) if row["accessed"] else None,
        "note": row["note"],
    }
    return {key: value for key, value in item.items() if value}


def _issued(row: Row) -> dict[str, Any] | None:
    if not row["issued"]:
        return None
    known = _PARTS.get(row["issued_precision"])
    made = _parts(row["issued"], known or 3)
    if known is None:
        made["date-parts"] += _parts(row["issued_end"], 3)["date-parts"]
    return {**made, "circa": True} if row["issued_inferred"] else made


def _parts(day: Any, parts: int) -> dict[str, Any]:
    return {"date-parts": [[day.year, day.month, day.day][:parts]]}


def bibtex(rows: Iterable[Row]) -> str:
    """The rows of the table ``sources`` as BibTeX, in plain ASCII keys and UTF-8 values."""
    return "\n".join(_record(row) for row in rows)


def _record(row: Row) -> str:
    kind = _BIBTEX.get(row["type"], "misc")
    parts = _PARTS.get(row["issued_precision"] or "", 3 if row["issued"] else 0)
    fields = {
        "title": "{" + escaped(row["title"]) + "}",
        "author": " and ".join(
            f"{{{escaped(name.strip())}}}" for name in (row["author"] or "").split(";") if name.strip()
        ),
        _PUBLISHER.get(kind, "publisher"): escaped(row["publisher"] or ""),
        "year": str(row["issued"].year) if parts else "",
        "month": _MONTHS[row["issued"].month - 1] if parts > 1 else "",
        "day": str(row["issued"].day) if parts > 2 else "",
        "url": _address(row["url"]),
        "urldate": str(row["accessed"] or ""),
        "langid": escaped(row["language"] or ""),
        "note": escaped(row["note"] or ""),
    }
    lines = [f"  {name} = {value if name == 'month' else '{' + value + '}'}" for name, value in fields.items() if value]
    return f"@{kind}{{{row['source_id']},\n" + ",\n".join(lines) + "\n}\n"


def escaped(text: str) -> str:
    """A text in which nothing speaks to TeX: no command, no comment, no unbalanced brace."""
    text = unicodedata.normalize("NFC", " ".join(text.split()))
    marks = {"\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
    return "".join(marks.get(letter, "\\" + letter if letter in "&%$#_" else letter) for letter in text)


def _address(url: str | None) -> str:
    """An address with what would end the field or the line of TeX percent-encoded."""
    return re.sub(
        r"[{}\\^~\s]", lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode()), url or ""
    ).replace("%", r"\%")
