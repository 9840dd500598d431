"""Formats: a result as text or bytes, into a file, or as a chart. A format is one small module of `formats`, registered here.

Every format renders a `Document`, which `views` makes of each kind of result.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Any

from positions.errors import BadQuery, UnknownName


@dataclass(frozen=True)
class Format:
    """One format.

    Attributes
    ----------
    name
        The word for it in options.
    suffixes
        Suffixes of files that mean it.
    binary
        Whether it is bytes rather than text.
    module
        The module of `formats` that writes it, imported when it is asked for: ``write(result, document, options)``,
        or ``draw(result, options)`` where it is a picture of the result itself.
    label
        What it is, for help.
    """

    name: str
    suffixes: tuple[str, ...]
    binary: bool
    module: str
    label: str


_ALL = (
    Format("text", (".txt",), False, "text", "text for a terminal"),
    Format("csv", (".csv",), False, "csv", "comma-separated values"),
    Format("tsv", (".tsv", ".tab"), False, "tsv", "tab-separated values"),
    Format("json", (".json",), False, "json", "JSON with every fact of every cell"),
    Format("md", (".md", ".markdown"), False, "markdown", "Markdown"),
    Format("tex", (".tex",), False, "latex", "LaTeX with booktabs"),
    Format("html", (".html", ".htm"), False, "html", "one web page"),
    Format("xlsx", (".xlsx",), True, "xlsx", "workbook with the positions and sources behind it"),
    Format("svg", (".svg",), False, "svg", "drawing"),
    Format("png", (".png",), True, "png", "picture"),
    Format("pdf", (".pdf",), True, "pdf", "pages to print"),
)
FORMATS: Mapping[str, Format] = MappingProxyType({each.name: each for each in _ALL})


def render(result: Any, format: str, **options: Any) -> str | bytes:
    """A result in a format.

    Parameters
    ----------
    result
        Any kind that `views` knows: a matrix, an agreement, a listing, a composite.
    format
        A name of `FORMATS`.
    **options
        The attributes of `document.Options`; for pictures also those of the chart.

    Returns
    -------
    str or bytes
        Bytes for a binary format.

    Raises
    ------
    UnknownName, BadQuery, MissingExtra
    """
    module = import_module(f"positions.render.formats.{named(format).module}")
    shown, drawn = _options(options, charts=hasattr(module, "draw"))
    if hasattr(module, "draw"):
        return module.draw(result, shown, **drawn)  # type: ignore[no-any-return]
    from positions.render.views import document

    return module.write(result, document(result, shown), shown)  # type: ignore[no-any-return]


def save(result: Any, path: str | Path, format: str | None = None, **options: Any) -> Path:
    """Write a result into a file, whole or not at all.

    Raises
    ------
    UnknownName
        If neither `format` nor the suffix names a format.
    BadQuery
        If the folder of the file is not there.
    """
    from positions.files import replaced

    path = Path(path)
    name = format or of_suffix(path)
    content = render(result, name, **options)
    # Text is encoded here, so that lines end alike on every system.
    return replaced(path, content if isinstance(content, bytes) else content.encode("utf-8"))


def chart(result: Any, **options: Any) -> Any:
    """A result as an Altair chart.

    Raises
    ------
    UnknownName, BadQuery, MissingExtra
    """
    from positions.render import charts

    shown, drawn = _options(options, charts=True)
    return charts.chart(result, shown, **drawn)


def named(format: str) -> Format:
    """The format of a name; ``table`` is text."""
    name = "text" if format == "table" else format
    if name not in FORMATS:
        raise UnknownName("format", format, FORMATS, f" (formats: {', '.join(FORMATS)})")
    return FORMATS[name]


def of_suffix(path: Path) -> str:
    """The name of the format that the suffix of a file means.

    Raises
    ------
    UnknownName
        With the nearest suffixes.
    """
    by_suffix = {suffix: each.name for each in FORMATS.values() for suffix in each.suffixes}
    suffix = path.suffix.casefold()
    if suffix not in by_suffix:
        hint = f" in {path.name!r} (known: {' '.join(by_suffix)}; or name a format)"
        raise UnknownName("suffix", path.suffix, by_suffix, hint)
    return by_suffix[suffix]


def _options(given: Mapping[str, Any], charts: bool) -> tuple[Any, dict[str, Any]]:
    """The options that every format knows, and those that only charts do."""
    from positions.render.document import Options

    known = {field.name for field in fields(Options)}
    rest = {name: value for name, value in given.items() if name not in known}
    if rest and not charts:
        raise BadQuery(f"unknown option {', '.join(sorted(rest))}; known: {', '.join(sorted(known))}")
    return Options(**{name: value for name, value in given.items() if name in known}), rest
