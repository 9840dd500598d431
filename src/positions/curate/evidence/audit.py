"""Whether the whole of a source was read: its sentences that name an actor, and what became of each."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from positions.curate.evidence.copies import Copy, plain
from positions.curate.evidence.passages import passages
from positions.curate.seeds.seeds import Seeds
from positions.errors import UnknownName

# A list item begins a sentence of its own although no full stop ends the one before it.
_ITEM = re.compile(r"\s*(?:\d{1,3}[.)]|[•*–-])\s")
_END = re.compile(r"""(?<=[.!?])(?:["')\]]*)\s+(?=["'(\[]*[A-Z0-9])""")
_ABBREVIATED = re.compile(r"(?:^\d{1,3}|\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|St|No|vs|e\.g|i\.e|art|Art))\.$")


@dataclass(frozen=True)
class Sentence:
    """A sentence of a source.

    Attributes
    ----------
    line
        The line of the copy on which it begins.
    begin, end
        Where it lies in the plain text.
    actors
        The actors that it names.
    """

    line: int
    text: str
    begin: int
    end: int
    actors: tuple[str, ...]


@dataclass(frozen=True)
class Audit:
    """What became of the sentences of a source that name an actor.

    Attributes
    ----------
    sentences
        The number of all sentences.
    coded, not_coded, unaccounted
        Those that name an actor: touched by a passage of a position or event, by one left out with a reason, by none.
    """

    sentences: int
    coded: tuple[Sentence, ...]
    not_coded: tuple[Sentence, ...]
    unaccounted: tuple[Sentence, ...]

    def count(self) -> str:
        """The line that ends a report."""
        naming = len(self.coded) + len(self.not_coded) + len(self.unaccounted)
        return (
            f"{self.sentences} sentences, {naming} name an actor: {len(self.coded)} coded, "
            f"{len(self.not_coded)} considered and not coded, {len(self.unaccounted)} unaccounted for"
        )


def audit(raw: str, seeds: Seeds, source_ids: Sequence[str]) -> Audit:
    """Hold every sentence that names an actor against the passages that the seeds name in it.

    Parameters
    ----------
    raw
        The text of the source, as it was saved.
    source_ids
        The sources that it is a copy of; those with the same address are of the same page.

    Raises
    ------
    UnknownName
        If there is no such source.
    """
    read = _of_page(seeds, source_ids)
    text = Copy.of(raw)
    spans: dict[str, list[tuple[int, int]]] = {"coded": [], "event": [], "not coded": []}
    for passage in passages(seeds):
        if passage.source_id in read and (found := text.find(passage.start, passage.end)).outcome == "found once":
            spans[passage.role].append((found.begin, found.end))
    every = list(sentences(raw, Names(seeds)))
    sorted_out: dict[str, list[Sentence]] = {"coded": [], "not coded": [], "unaccounted": []}
    for sentence in every:
        if sentence.actors:
            fate = "coded" if _touched(sentence, spans["coded"] + spans["event"]) else "unaccounted"
            if fate == "unaccounted" and _touched(sentence, spans["not coded"]):
                fate = "not coded"
            sorted_out[fate].append(sentence)
    return Audit(len(every), *(tuple(sorted_out[fate]) for fate in ("coded", "not coded", "unaccounted")))


def _of_page(seeds: Seeds, source_ids: Sequence[str]) -> set[str]:
    urls = {source["id"]: source["URL"] for source in seeds.sources}
    for source_id in source_ids:
        if source_id not in urls:
            raise UnknownName("source", source_id, urls)
    pages = {urls[source_id] for source_id in source_ids} - {None}
    return set(source_ids) | {source_id for source_id, url in urls.items() if url in pages}


def _touched(sentence: Sentence, spans: Iterable[tuple[int, int]]) -> bool:
    return any(begin < sentence.end and sentence.begin < end for begin, end in spans)


class Names:
    """The names of the actors, found in a text as whole words, the longest first, so that South Sudan is not Sudan."""

    def __init__(self, seeds: Seeds) -> None:
        self.actors: dict[str, set[str]] = {}
        for actor in seeds.actors:
            further = (name for names in (actor["names"] or {}).values() for name in names or ())
            for name in (actor["name"], actor["common_name"], *further):
                if name:
                    self.actors.setdefault(plain(name), set()).add(actor["id"])
        longest_first = sorted(self.actors, key=lambda name: (-len(name), name))
        # Without any name the pattern must match nothing.
        self._pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first)) or '(?!)'})(?!\w)")

    def within(self, text: str) -> tuple[str, ...]:
        """The actors that a text names, sorted; a name that two share gives both."""
        return tuple(sorted({actor for match in self._pattern.finditer(text) for actor in self.actors[match[0]]}))


def sentences(raw: str, names: Names) -> Iterator[Sentence]:
    """The sentences of a text; a blank line or a list item ends one as a full stop does."""
    offset = 0
    for block in _blocks(raw):
        starts = [at for at, _ in block]
        whole = " ".join(words for _, (_, words) in block)
        for begin, end in _split(whole):
            line = block[bisect.bisect_right(starts, begin) - 1][1][0]
            words = whole[begin:end]
            yield Sentence(line, words, offset + begin, offset + end, names.within(words))
        offset += len(whole) + 1


def _blocks(raw: str) -> Iterator[list[tuple[int, tuple[int, str]]]]:
    """Runs of lines that belong together: each line with its offset in the run, its number and its plain text."""
    block: list[tuple[int, tuple[int, str]]] = []
    at = 0
    for number, line in enumerate(raw.splitlines(), 1):
        words = plain(line)
        if block and (not words or _ITEM.match(line)):
            yield block
            block, at = [], 0
        if words:
            block.append((at, (number, words)))
            at += len(words) + 1
    if block:
        yield block


def _split(text: str) -> Iterator[tuple[int, int]]:
    begin = 0
    for match in _END.finditer(text):
        if not _ABBREVIATED.search(text[begin : match.start()]):
            yield begin, match.start()
            begin = match.end()
    yield begin, len(text)
