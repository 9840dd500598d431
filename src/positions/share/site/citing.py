"""References as the pages offer them: BibTeX of sources and dataset, and the dataset as schema.org describes it."""

from __future__ import annotations

from typing import Any

from positions.share.site.material import Material


def entries(material: Material) -> dict[str, str]:
    """The BibTeX entry of each source."""
    return {source: _entry(row) for source, row in sorted(material.sources.items())}


def _entry(row: Any) -> str:
    fields = {
        "title": "{" + _plain(row["title"]) + "}",
        "author": "{" + _plain(row["author"]) + "}" if row["author"] else None,
        "publisher": _plain(row["publisher"]),
        "date": row["when"],
        "url": row["url"],
        "langid": row["language"],
    }
    body = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@misc{{{row['source_id']},\n{body}}}\n"


def _plain(text: str) -> str:
    return "".join("\\" + c if c in "#$%&_" else "" if c in "{}\\" else c for c in text)


def dataset_bibtex(material: Material) -> str:
    """The BibTeX entry of this version."""
    facts = material.facts
    return (
        f"@dataset{{{facts.name}-{facts.version},\n  title = {{{{{facts.title}}}}},\n"
        f"  author = {{{' and '.join('{' + name + '}' for name in facts.creators)}}},\n"
        f"  date = {{{facts.released}}},\n  version = {{{facts.version}}},\n}}\n"
    )


def schema_org(material: Material, base_url: str | None) -> dict[str, Any]:
    """The dataset in the words of schema.org."""
    facts = material.facts
    dates = sorted(account.day for account in material.accounts)
    return {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": facts.title,
        "description": facts.description,
        "version": facts.version,
        "datePublished": facts.released,
        "license": facts.licence_url,
        "keywords": list(facts.keywords),
        "creator": [{"@type": "Organization", "name": name} for name in facts.creators],
        "isAccessibleForFree": True,
        "temporalCoverage": f"{dates[0]}/{dates[-1]}" if dates else None,
        "variableMeasured": ["direction", "commitment", "stance"],
        "distribution": [
            {
                "@type": "DataDownload",
                "name": table.path,
                "contentUrl": f"{base_url or ''}download/{table.path}",
                "encodingFormat": "application/vnd.apache.parquet",
                "sha256": table.hash.removeprefix("sha256:"),
            }
            for table in facts.tables
        ],
    } | ({"url": base_url} if base_url else {})
