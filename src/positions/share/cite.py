"""How to cite: this version of the dataset, and the sources behind exactly the positions that a comparison counts."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from positions.analyse.dataset import Dataset
from positions.analyse.selection import resolve, select
from positions.errors import UnknownName
from positions.share import facts
from positions.share.describe import citation, sources, yaml_text
from positions.share.facts import Facts

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Citation:
    """A version, and the sources behind a subset of it.

    Attributes
    ----------
    version
        The facts of the version that is cited.
    sources
        Rows of the table ``sources``; empty where the whole is cited.
    filters
        The subset in words.
    """

    version: Facts
    sources: tuple[Row, ...] = ()
    filters: tuple[str, ...] = ()

    def render(self, format: str = "text") -> str:
        """The citation in a format of `FORMATS`.

        Parameters
        ----------
        format
            ``text``, ``bibtex``, ``csl``, ``csl-yaml`` or ``cff``.

        Returns
        -------
        str
            With a line end.

        Raises
        ------
        UnknownName
            If there is no such format.
        """
        if format not in FORMATS:
            raise UnknownName("format", format, FORMATS, f" (there are {', '.join(FORMATS)})")
        return FORMATS[format](self)

    def __str__(self) -> str:
        return self.render()


def cite(data: Any = None, matrix: Any = None, **filters: Any) -> Citation:
    """How to cite this version, and with filters or a matrix the sources behind exactly that subset.

    Parameters
    ----------
    data
        A folder of tables or a `Dataset`; by default the tables that came with the package.
    matrix
        A `Matrix` of this package, whose cells know the positions that they come from.
    **filters
        As for `positions.matrix`.

    Returns
    -------
    Citation
        It prints itself as text; `Citation.render` gives BibTeX, CSL or CFF.

    Raises
    ------
    UnknownName
        If a name is not known; it carries the nearest.

    Examples
    --------
    >>> import positions
    >>> print(positions.cite().render("bibtex").partition("-")[0])
    @misc{positions
    >>> [source["source_id"] for source in positions.cite(actor="LTU", event="chechnya-visas-2017").sources][:1]
    ['euobserver-2017-05-19-lithuania-chechens']
    """
    dataset = data if isinstance(data, Dataset) else Dataset(data)
    known = facts.of(dataset)
    if matrix is not None:
        ids = [name for names in matrix.ids.values() for name in names]
        return Citation(known, behind(dataset, ids), tuple(matrix.caption.filters))
    if not filters:
        return Citation(known)
    selected = select(dataset, resolve(dataset, **filters))
    positions = dataset.column("positions", "position_id")
    counted = [name for name, keep in zip(positions, selected.keep, strict=True) if keep]
    return Citation(known, behind(dataset, counted), tuple(selected.selection.told()))


def behind(dataset: Dataset, positions: Iterable[str]) -> tuple[Row, ...]:
    """The sources that tell of, or dispute, the positions named, by id."""
    ids = set(positions)
    pairs = zip(dataset.column("evidence", "position_id"), dataset.column("evidence", "source_id"), strict=True)
    cited = {source for position, source in pairs if position in ids}
    return tuple(dataset.rows("sources", source_id=sorted(cited))) if cited else ()


def _text(cited: Citation) -> str:
    lines = [cited.version.citation()]
    if cited.filters:
        lines += ["", f"Sources ({len(cited.sources)}) behind: {'; '.join(cited.filters)}", ""]
    return "\n".join([*lines, *sorted(map(_in_words, cited.sources), key=str.casefold)]) + "\n"


def _in_words(row: Row) -> str:
    """Author or publisher, year, title, publisher, address; as in APA the title comes first where nobody is named."""
    when = f"({row['issued'].year if row['issued'] else 'n.d.'})."
    who, title = row["author"] or row["publisher"], row["title"].rstrip(".") + "."
    publisher = f"{row['publisher']}." if row["author"] and row["publisher"] else None
    return " ".join(filter(None, [*((who, when, title) if who else (title, when)), publisher, row["url"]]))


def _bibtex(cited: Citation) -> str:
    known = cited.version
    year, month, day = known.released.split("-")
    fields = {
        "title": "{" + sources.escaped(known.title) + "}",
        "author": " and ".join("{" + sources.escaped(name) + "}" for name in known.creators),
        "year": year,
        "month": str(int(month)),
        "day": str(int(day)),
        "version": known.version,
        "note": f"Data set, version {known.version}, {known.licence}",
    }
    own = f"@misc{{{known.stem},\n" + ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items()) + "\n}\n"
    return "\n".join(filter(None, [own, sources.bibtex(cited.sources)]))


def _items(cited: Citation) -> list[dict[str, Any]]:
    return [citation.csl(cited.version), *sources.csl(cited.sources)]


def _csl_json(cited: Citation) -> str:
    return json.dumps(_items(cited), ensure_ascii=False, indent=2) + "\n"


def _csl_yaml(cited: Citation) -> str:
    return yaml_text.dumps({"references": _items(cited)})


def _cff(cited: Citation) -> str:
    return citation.cff(cited.version, cited.sources)


FORMATS: dict[str, Callable[[Citation], str]] = {
    "text": _text,
    "bibtex": _bibtex,
    "csl": _csl_json,
    "csl-yaml": _csl_yaml,
    "cff": _cff,
}
