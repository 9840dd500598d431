"""What lies in a release and how to read it, for whoever unpacks it."""

from __future__ import annotations

from positions.share.describe import package
from positions.share.facts import Facts

_SAYS = {
    "codebook": "the code lists, for programs",
    "codebook-md": "every table, column and code, with what it means",
    "codebook-html": "the same, for a browser",
    "readme": "this page",
    "changelog": "what changed, and why",
    "licence": "the licence",
    "citation": "how to cite this version (Citation File Format)",
    "zenodo": "the same for a deposit",
    "schema-org": "description for search engines (schema.org)",
    "croissant": "description for loaders of data sets (Croissant 1.1)",
    "ddi": "description for archives of social science (DDI Codebook 2.5)",
    "sources-bib": "the sources, in BibTeX",
    "sources-csl-json": "the sources, in CSL-JSON",
    "sources-csl-yaml": "the sources, in CSL-YAML",
    "csvw": "types, keys and references of the CSV files (CSV on the Web)",
}


def _plain(text: str) -> str:
    """A text in which no tag begins."""
    return text.replace("&", "&amp;").replace("<", "&lt;")


def text(facts: Facts) -> str:
    """The text of ``README.md``."""
    tables = "".join(
        f"| {table.path}, csv/{table.name}.csv | {table.declared.row} | {table.rows} |\n" for table in facts.tables
    )
    files = "".join(f"- `{path}`: {_SAYS[name]}\n" for name, (path, _) in package.FILES.items())
    return f"""# {_plain(facts.title)}

Version {facts.version}, released {facts.released}. {facts.licence_title} ({facts.licence}).

{_plain(facts.description)}

Cite as: {_plain(facts.citation())}

## Tables

| files | one row is | rows |
| --- | --- | --- |
{tables}
In the CSV files every text stands in quotes and what is missing is nothing at all: the text "NA" is the code of Namibia.

## Other files

{files}- `datapackage.json`: all of this for programs, with the hash of every file (Data Package 2)
- `SHA256SUMS`: the hashes alone

## Reading

With Python, in this folder:

```python
import pandas as pd
positions = pd.read_parquet("positions.parquet")
actors = pd.read_csv("csv/actors.csv", keep_default_na=False, na_values=[""])
```

With R, in this folder:

```r
positions <- arrow::read_parquet("positions.parquet")
actors <- read.csv("csv/actors.csv", na.strings = "", encoding = "UTF-8", colClasses = c(m49 = "character"))
```

Whether the files are what they were: `sha256sum -c SHA256SUMS`, or `positions verify .`
"""


def licence(facts: Facts) -> str:
    """The text of ``LICENSE.txt``."""
    return (
        f"{facts.title}, version {facts.version}, is licensed under\n{facts.licence_title} ({facts.licence}):\n"
        f"{facts.licence_url}\n\nCite as: {_plain(facts.citation())}\n"
    )
