"""How to cite this version: as CITATION.cff, BibTeX, CSL and text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from positions.share.describe import yaml_text
from positions.share.facts import Facts

Row = Mapping[str, Any]
_CFF_TYPES = {
    "article": "article", "article-journal": "article", "article-magazine": "magazine-article", "report": "report",
    "article-newspaper": "newspaper-article", "bill": "bill", "book": "book", "chapter": "generic", "legal_case": "legal-case",
    "legislation": "statute", "regulation": "legal-rule", "speech": "generic", "treaty": "generic", "webpage": "website",
}  # fmt: skip


def cff(facts: Facts, sources: Iterable[Row] = ()) -> str:
    """The text of ``CITATION.cff`` (Citation File Format 1.2.0), with the sources as its references if there are any."""
    references = [_reference(row) for row in sources]
    return yaml_text.dumps(
        {
            "cff-version": "1.2.0",
            "message": "If you use this dataset, please cite it as below, with its version.",
            "type": "dataset",
            "title": facts.title,
            "abstract": facts.description,
            "authors": [{"name": name} for name in facts.creators],
            "version": facts.version,
            "date-released": yaml_text.Plain(facts.released),
            "license": facts.licence,
            "keywords": list(facts.keywords),
            **({"references": references} if references else {}),
        }
    )


def _reference(row: Row) -> dict[str, Any]:
    # CFF alone demands an author of every reference; BibTeX, CSL and words leave out one who is not known.
    names = [name.strip() for name in (row["author"] or row["publisher"] or "Anonymous").split(";") if name.strip()]
    return {
        "type": _CFF_TYPES.get(row["type"], "generic"),
        "title": row["title"],
        "authors": [{"name": name} for name in names],
        **({"publisher": {"name": row["publisher"]}} if row["publisher"] else {}),
        **({"year": row["issued"].year} if row["issued"] else {}),
        **({"url": row["url"]} if row["url"] else {}),
    }


def csl(facts: Facts) -> dict[str, Any]:
    """The version as an item of the Citation Style Language."""
    year, month, day = (int(part) for part in facts.released.split("-"))
    return {
        "id": facts.stem,
        "type": "dataset",
        "title": facts.title,
        "author": [{"literal": name} for name in facts.creators],
        "issued": {"date-parts": [[year, month, day]]},
        "version": facts.version,
        "language": "en",
        "note": facts.licence,
    }


def zenodo(facts: Facts) -> dict[str, Any]:
    """What ``.zenodo.json`` holds, for a deposit of the release."""
    return {
        "upload_type": "dataset",
        "title": facts.title,
        "description": facts.description,
        "version": facts.version,
        "publication_date": facts.released,
        "creators": [{"name": name} for name in facts.creators],
        "access_right": "open",
        "license": facts.licence.lower(),
        "keywords": list(facts.keywords),
        "language": "eng",
    }
