"""References as the pages offer them: BibTeX of sources and dataset, and the dataset as schema.org describes it."""

from __future__ import annotations

from typing import Any

from positions.share.describe import schemaorg
from positions.share.describe.sources import bibtex, escaped
from positions.share.site.material import Material


def entries(material: Material) -> dict[str, str]:
    """The BibTeX entry of each source."""
    rows = material.dataset.rows("sources")
    return {row["source_id"]: bibtex([row]) for row in sorted(rows, key=lambda row: row["source_id"])}


def dataset_bibtex(material: Material) -> str:
    """The BibTeX entry of this version."""
    facts = material.facts
    fields = {
        "title": "{" + escaped(facts.title) + "}",
        "author": " and ".join("{" + escaped(name) + "}" for name in facts.creators),
        "year": facts.year,
        "version": facts.version,
        "note": f"Data set, version {facts.version}, {facts.licence}",
    }
    body = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    return f"@misc{{{facts.stem},\n{body}\n}}\n"


def schema_org(material: Material, base_url: str | None) -> dict[str, Any]:
    """The dataset in the words of schema.org, its files where this site has them."""
    described = schemaorg.describe(material.facts) | ({"url": base_url} if base_url else {})
    for part in described["hasPart"]:
        for file in part["distribution"]:
            file["contentUrl"] = f"{base_url or ''}download/{file['contentUrl']}"
    return described
