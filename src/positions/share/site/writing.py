"""Pages and data files into a folder: templates that escape everything, and JSON that no page can be left with."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from positions.errors import BundleRefused, MissingExtra
from positions.share import archive
from positions.share.site import tones

HERE = Path(__file__).parent


class Writer:
    """Writes into a folder.

    Parameters
    ----------
    folder
        Where to.
    common
        What every template is given.
    """

    def __init__(self, folder: Path, common: Mapping[str, Any]) -> None:
        self.folder = folder
        self.common = dict(common)
        self.pages: list[str] = []

    @cached_property
    def _templates(self) -> Any:
        try:
            import jinja2
            import markupsafe
        except ImportError as error:
            raise MissingExtra("Jinja", "site", "the web site") from error
        found = jinja2.Environment(
            loader=jinja2.FileSystemLoader(HERE / "templates"),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        found.filters |= {
            "thousands": lambda number: f"{number:,}".replace(",", "\N{NARROW NO-BREAK SPACE}"),
            # An address that a reader may follow; whatever else it is stays text.
            "web": lambda url: url if str(url).startswith(("https://", "http://")) else None,
            "percent": _percent,
            "size": _size,
            "words": lambda text: str(text).replace("_", " "),
            "signed": tones.number,
            "tone": tones.tone,
            "side": tones.side,
            "json_text": lambda value: markupsafe.Markup(in_script(value)),  # nosec B704  # noqa: S704 - nothing in it can end the script
            "plural": lambda n, word: f"{n:,} {word if n == 1 else word + 's'}".replace(
                ",", "\N{NARROW NO-BREAK SPACE}"
            ),
        }
        found.globals |= {"SIDES": tones.SIDES, "BLANKS": tones.BLANKS}
        return found

    def page(self, path: str, template: str, context: Mapping[str, Any]) -> None:
        """Write a page at `path`, whose template is told the way back to the root."""
        root = "../" * path.count("/")
        text = self._templates.get_template(template).render(self.common | dict(context), root=root, path=path)
        self.text(path, text)
        self.pages.append(path)

    def data(self, path: str, value: Any) -> None:
        """Write a value as a script that hands it to the page: a file opened by a double click may fetch no other way."""
        name = path.removeprefix("data/").removesuffix(".js")
        self.text(path, f"Positions.receive({in_script(name)},{in_script(value)});\n")

    def text(self, path: str, text: str) -> None:
        """Write a file of text."""
        self.bytes(path, text.encode())

    def bytes(self, path: str, content: bytes) -> None:
        """Write a file."""
        # An id of a table is part of the name; tables come from anywhere.
        if not archive.safe_name(path):
            raise BundleRefused(f"{path!r}: an id in the tables cannot be the name of a file; nothing was written")
        place = self.folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)


def in_script(value: Any) -> str:
    """JSON that can stand inside a script element: no character in it can end the element or a line of script.

    >>> in_script("</script>")
    '"\\\\u003c/script\\\\u003e"'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _percent(share: float) -> str:
    """A share as per cent; what is not none or all is not rounded to it."""
    if 0 < share < 0.005:
        return "under 1 %"
    return "over 99 %" if 0.995 < share < 1 else f"{100 * share:.0f} %"


def _size(count: int) -> str:
    return f"{count / 1e6:.1f} MB" if count >= 1e6 else f"{max(count / 1e3, 0.1):.1f} kB"
