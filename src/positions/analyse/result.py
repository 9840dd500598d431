"""What every comparison has in common: a caption that tells what was compared and how, and ways to be shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from positions.errors import UnknownName


@dataclass(frozen=True)
class Caption:
    """What stands under a result.

    Attributes
    ----------
    title
        What is compared, in words; the question where there is one.
    filters
        The filters in force, in words.
    rule
        How the values came about.
    version
        The version of the dataset; None for a user's own table.
    notes
        What else a reader has to know.
    """

    title: str
    filters: tuple[str, ...] = ()
    rule: str = ""
    version: str | None = None
    notes: tuple[str, ...] = ()

    def facts(self) -> dict[str, Any]:
        """The caption as plain values, for the ``attrs`` of frames and for files.

        Returns
        -------
        dict
            Title, filters, rule, version and notes.
        """
        return {
            "title": self.title,
            "filters": list(self.filters),
            "rule": self.rule,
            "version": self.version,
            "notes": list(self.notes),
        }

    @property
    def origin(self) -> str:
        """The dataset and its version, or that the table is the user's own."""
        return f"positions {self.version}" if self.version else "own table"

    def source_line(self) -> str:
        """Dataset, version and filters in one line.

        Returns
        -------
        str
            Parts that are set apart by semicolons.
        """
        return "; ".join([self.origin, *self.filters])


class Result:
    """A comparison that can be shown: in a notebook by itself, in a file by the renderer that its suffix names."""

    kind: ClassVar[str]
    caption: Caption

    # The methods below are the one place where the reading wing reaches for the renderers, and only when called.

    def render(self, format: str, **options: Any) -> str | bytes:
        """The result in a format of `positions.render.FORMATS`: text, or bytes for a binary format.

        Parameters
        ----------
        format
            ``text``, ``csv``, ``tsv``, ``json``, ``md``, ``tex``, ``html``, ``xlsx``, ``svg``, ``png`` or ``pdf``.
        **options
            What the format knows beside: ``lang`` for names of countries, ``picture`` and ``layout`` for pictures.

        Returns
        -------
        str or bytes
            The same for the same result, to the byte.

        Raises
        ------
        UnknownName
            If there is no such format.
        BadQuery
            If the format has no such option.
        MissingExtra
            If the format needs a library that is not installed.
        """
        from positions import render

        return render.render(self, format, **options)

    def save(self, path: str | Path, format: str | None = None, **options: Any) -> Path:
        """Write the result into a file, in the format that `format` or the suffix names.

        Parameters
        ----------
        path
            Where to; a file that is there is replaced.
        format
            By default what the suffix of `path` says.
        **options
            As in `render`.

        Returns
        -------
        Path
            The file.

        Raises
        ------
        UnknownName
            If the suffix names no format.
        """
        from positions import render

        return render.save(self, Path(path), format, **options)

    def to_markdown(self, **options: Any) -> str:
        """The result as a Markdown table.

        Parameters
        ----------
        **options
            As in `render`.

        Returns
        -------
        str
            A pipe table under its title.
        """
        return str(self.render("md", **options))

    def to_latex(self, **options: Any) -> str:
        """The result as a LaTeX table with the rules of booktabs.

        Parameters
        ----------
        **options
            As in `render`.

        Returns
        -------
        str
            To be put into a document that loads booktabs.
        """
        return str(self.render("tex", **options))

    def to_excel(self, path: str | Path, **options: Any) -> Path:
        """Write the result as a workbook, with the positions and sources behind it.

        Parameters
        ----------
        path
            Where to; a file that is there is replaced.
        **options
            As in `render`.

        Returns
        -------
        Path
            The file.
        """
        return self.save(path, "xlsx", **options)

    def plot(self, **options: Any) -> Any:
        """The result as an Altair chart.

        Parameters
        ----------
        **options
            As in `render`: ``picture`` and ``layout``.

        Returns
        -------
        altair.Chart
            It shows itself in a notebook, and can be changed before.
        """
        from positions import render

        return render.chart(self, **options)

    def _repr_html_(self) -> str:
        return str(self.render("html", fragment=True))

    def __repr__(self) -> str:
        # What was asked for is shown in a plain interpreter too, not the arrays that it is made of.
        return str(self)

    def __str__(self) -> str:
        return str(self.render("text"))


@dataclass(frozen=True)
class Head:
    """The head of a column of a listing.

    Attributes
    ----------
    name
        The key of the value in each row.
    label
        What stands above the column.
    kind
        ``text``, ``id``, ``code``, ``date``, ``number``, ``stance`` or ``link``.
    """

    name: str
    label: str
    kind: str = "text"


@dataclass(frozen=True, eq=False, repr=False)
class Listing(Result):
    """Rows under heads: a timeline, search hits, the events of a topic.

    Attributes
    ----------
    heads
        The columns, in order.
    rows
        Values by the name of their head; None where there is none.
    caption
        What was listed and how, in words.
    shape
        What is listed: ``timeline``, ``search``, ``events`` ...; a renderer may know a better form for it than a table.
    """

    heads: tuple[Head, ...]
    rows: tuple[Mapping[str, Any], ...]
    caption: Caption
    shape: str = "listing"

    kind = "listing"

    def to_frame(self) -> Any:
        """The rows as a pandas frame.

        Returns
        -------
        pandas.DataFrame
            A column a head; its ``attrs`` hold version, filters and rule.
        """
        import pandas as pd

        frame = pd.DataFrame([dict(row) for row in self.rows], columns=[head.name for head in self.heads])
        for head in self.heads:
            if head.kind == "date":
                frame[head.name] = pd.to_datetime(frame[head.name])
        frame.attrs.update(self.caption.facts())
        return frame


@dataclass(frozen=True, eq=False, repr=False)
class Composite(Result):
    """Several results that belong together: a comparison side by side, the profile of an actor.

    Attributes
    ----------
    parts
        Title and result, in the order shown.
    caption
        What was put together and how, in words.
    shape
        ``comparison``, ``profile`` or ``explanation``.
    """

    parts: tuple[tuple[str, Result], ...]
    caption: Caption
    shape: str = "composite"

    kind = "composite"

    def __getitem__(self, title: str) -> Result:
        """The part of a title.

        Raises
        ------
        UnknownName
            If there is none; it carries the nearest.
        """
        parts = dict(self.parts)
        if title not in parts:
            raise UnknownName("part", title, parts, f" (there are {', '.join(parts)})")
        return parts[title]

    def _ipython_key_completions_(self) -> list[str]:
        return [title for title, _ in self.parts]


Labels = Mapping[str, str]
