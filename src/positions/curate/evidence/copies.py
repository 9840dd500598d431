"""Copies of sources that a curator has: their text, and whether it holds a passage once."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from positions.curate.seeds.seeds import Seeds
from positions.errors import DataDamaged, DataMissing

_QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "«": '"', "»": '"', "\u00a0": " ", "–": "-", "—": "-"})


@dataclass(frozen=True)
class Copy:
    """The text of a source, prepared for finding passages in it: blanks folded, quotation marks and dashes made plain."""

    words: str

    @classmethod
    def of(cls, raw: str) -> Copy:
        """A copy of this text, as it was saved."""
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


def held(folder: Path, seeds: Seeds) -> dict[str, Copy]:
    """The copies in a folder: ``SOURCE_ID.txt``; a copy serves every source that has the same address.

    Raises
    ------
    DataMissing, DataDamaged
        If there is no such folder, or a copy is no UTF-8 text.
    """
    if not folder.is_dir():
        raise DataMissing(folder, "name the folder of the copies with --sources; each is called SOURCE_ID.txt")
    urls = {source["id"]: source["URL"] for source in seeds.sources}
    by_id = {path.stem: Copy.of(read(path)) for path in sorted(folder.glob("*.txt")) if path.stem in urls}
    by_url = {urls[name]: copy for name, copy in by_id.items() if urls[name]}
    return {name: by_id.get(name) or by_url[url] for name, url in urls.items() if name in by_id or url in by_url}


def read(path: Path) -> str:
    """The text of a copy.

    Raises
    ------
    DataMissing, DataDamaged
        If there is none, or it is no UTF-8 text.
    """
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise DataMissing(path, "name a file that holds the text of a source") from None
    except (OSError, UnicodeDecodeError) as error:
        raise DataDamaged(path, "is not UTF-8 text", "save the copy as plain text") from error
