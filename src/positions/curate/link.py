"""The address that opens a page at a passage."""

from __future__ import annotations

from urllib.parse import quote


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
