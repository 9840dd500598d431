"""Passages of sources: the address that opens a page at a passage, and whether a copy of the text holds it once."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import quote

_QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "«": '"', "»": '"', "\u00a0": " ", "–": "-", "—": "-"})


def link(url: str | None, start: str | None, end: str | None) -> str | None:
    """The address that opens a page at a passage, as a URL text fragment.

    Parameters
    ----------
    url
        Address of the page; a fragment of its own is kept in front of the text directive.
    start, end
        First and last words of the passage; with `start` alone the words themselves are the passage.

    Returns
    -------
    str or None
        None without an address; the plain address without words.

    Notes
    -----
    The form ``#:~:text=start,end`` is that of the W3C's draft "URL Fragment Text Directives".

    >>> link("https://example.org/a", "The first words", "the last words.")
    'https://example.org/a#:~:text=The%20first%20words,the%20last%20words.'
    """
    if not url or not start:
        return url
    base, hash_, fragment = url.partition("#")
    directive = ":~:text=" + ",".join(_escaped(words) for words in (start, end) if words)
    return f"{base}#{fragment if hash_ else ''}{directive}"


def _escaped(words: str) -> str:
    # A hyphen separates a text directive's context from its text, so it is escaped although URLs allow it.
    return quote(words, safe=".!~*'()").replace("-", "%2D")


@dataclass(frozen=True)
class Text:
    """A source's text, prepared for finding passages in it: blanks folded, quotation marks and dashes made plain."""

    words: str

    @classmethod
    def of(cls, raw: str) -> Text:
        """The text of a copy, as it was saved."""
        return cls(plain(raw))

    def places(self, words: str) -> list[int]:
        """Where the words begin, each time that they occur."""
        return [match.start() for match in re.finditer(re.escape(plain(words)), self.words)]

    def find(self, start: str, end: str | None) -> Found:
        """Whether a passage is there, and where.

        The first words are what must be found once; the last words count from there on, where they may occur again later.
        """
        starts = self.places(start)
        if len(starts) != 1:
            return Found("ambiguous" if starts else "not found", start)
        stop = starts[0] + len(plain(start))
        if end is None:
            return Found("found once", start, starts[0], stop)
        last = plain(end)
        begin = self.words.find(last, starts[0])
        if begin < 0:
            return Found("not found", end)
        return Found("found once", start, starts[0], begin + len(last))


@dataclass(frozen=True)
class Found:
    """The outcome of looking for a passage.

    Attributes
    ----------
    outcome
        ``found once``, ``not found`` or ``ambiguous``.
    words
        The words that the outcome is about.
    begin, end
        Where the passage lies in the plain text; both 0 unless found.
    """

    outcome: str
    words: str
    begin: int = 0
    end: int = 0


def plain(raw: str) -> str:
    """A text as it is compared: blanks folded, quotation marks and dashes made plain, letters composed."""
    return " ".join(unicodedata.normalize("NFC", raw).translate(_QUOTES).split())
