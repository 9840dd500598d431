"""Kinds of values that options and arguments take: each checks what was typed and completes it in the shell."""

from __future__ import annotations

from typing import Any

import click

from positions import codebook
from positions.errors import PositionsError


class CodeChoice(click.ParamType[str]):
    """A code of a code list; the list is read when a value is given, completed or shown."""

    name = "code"

    def __init__(self, codes: str) -> None:
        self.codes = codes

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:
        return "[" + "|".join(self._names()) + "]" if len(self._names()) <= 6 else self.codes.upper()

    def _names(self) -> tuple[str, ...]:
        try:
            return codebook.load()[self.codes].names
        except PositionsError:
            return ()

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        return codebook.load()[self.codes][value].code

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:
        from click.shell_completion import CompletionItem

        return [
            CompletionItem(code.code, help=code.definition)
            for code in codebook.load()[self.codes]
            if code.code.startswith(incomplete)
        ]


class Version(click.ParamType[str]):
    """A version on this machine."""

    name = "version"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:
        from click.shell_completion import CompletionItem

        from positions import versions

        known = [*filter(None, [versions.shipped()]), *versions.cached()]
        return [CompletionItem(version) for version in known if version.startswith(incomplete)]


class FormatChoice(click.ParamType[str]):
    """The name of an output format."""

    name = "format"

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:
        return "FORMAT"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from positions.render import FORMATS

        if value == "table":
            return "text"
        if value not in FORMATS:
            self.fail(f"{value!r} is none of {', '.join(FORMATS)}", param, ctx)
        return value

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:
        from click.shell_completion import CompletionItem

        from positions.render import FORMATS

        return [CompletionItem(name) for name in FORMATS if name.startswith(incomplete)]


class ExportFormat(click.ParamType[str]):
    """The name of a format of export; the formats are loaded when a value is given or completed."""

    name = "format"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from positions.share.export import FORMATS

        if value not in FORMATS:
            self.fail(f"{value!r} is none of {', '.join(FORMATS)}", param, ctx)
        return value

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:
        from click.shell_completion import CompletionItem

        from positions.share.export import FORMATS

        return [CompletionItem(name, help=form.says) for name, form in FORMATS.items() if name.startswith(incomplete)]


class MeasureChoice(click.ParamType[str]):
    """The name of a measure, or all of them."""

    name = "measure"

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:
        from positions.analyse.pairwise.measures import MEASURES

        return "[" + "|".join([*MEASURES, "all"]) + "]"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:
        from click.shell_completion import CompletionItem

        from positions.analyse.pairwise.measures import MEASURES

        labels = {name: measure.label for name, measure in MEASURES.items()} | {"all": "every measure side by side"}
        return [CompletionItem(name, help=label) for name, label in labels.items() if name.startswith(incomplete)]
