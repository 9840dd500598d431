"""Events, positions, actors and sources whose text holds some words, the likeliest first."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from positions import dates
from positions.analyse.account import issued
from positions.analyse.dataset import Dataset
from positions.analyse.result import Caption, Head, Listing
from positions.errors import BadQuery, UnknownName

KINDS = ("events", "positions", "actors", "sources")
HEADS = (
    Head("kind", "What", "code"), Head("id", "Id", "id"), Head("date", "Date"), Head("text", "Text"), Head("found_in", "Found in"),
    Head("link", "Address", "link"),
)  # fmt: skip
LIMIT = 50
# What a word found there is worth: a name or title says what a thing is about, a context only mentions it.
WORTH = {"name": 8, "title": 8, "question": 5, "summary": 4, "speaker": 4, "publisher": 2, "note": 1, "context": 1}
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Entry:
    """Something that can be found: what it is, and its texts by field."""

    kind: str
    id: str
    date: str | None
    texts: dict[str, str | None]
    link: str | None = None


def search(dataset: Dataset, text: str, kinds: Sequence[str] = (), limit: int = LIMIT) -> Listing:
    """What holds every word of a text, whatever its accents and capitals; a word may be the beginning of one.

    Parameters
    ----------
    kinds
        ``events``, ``positions``, ``actors``, ``sources``; by default all.
    limit
        The most to show; 0 for all.

    Raises
    ------
    BadQuery, UnknownName
    """
    for kind in kinds:
        if kind not in KINDS:
            raise UnknownName("kind of thing to search", kind, KINDS)
    words = _WORD.findall(folded(text))
    if not words:
        raise BadQuery(f"{text!r} holds no word to search for")
    entries = [
        (place, entry)
        for place, kind in enumerate(KINDS)
        if not kinds or kind in kinds
        for entry in _ENTRIES[kind](dataset)
    ]
    matches = ((place, entry, _match(entry, words)) for place, entry in entries)
    ranked = [(-found[0], place, entry.id, entry, found[1]) for place, entry, found in matches if found]
    ranked.sort(key=lambda each: each[:3])
    shown = ranked[:limit] if limit else ranked
    rows = tuple(_row(entry, where) for *_, entry, where in shown)
    caption = Caption(f"{text!r}: {len(ranked)} found", tuple(kinds), _cut(len(ranked), len(shown)), dataset.version)
    return Listing(heads=HEADS, rows=rows, caption=caption, shape="search")


def _cut(found: int, shown: int) -> str:
    told = "every word, whatever its accents and capitals; names and titles before questions, summaries and notes"
    return told if found == shown else f"{told}; the first {shown} of {found} are shown"


def _match(entry: Entry, words: Sequence[str]) -> tuple[int, str] | None:
    """What an entry is worth and the field that is worth most; None where a word is missing."""
    texts = {name: folded(text) for name, text in entry.texts.items() if text}
    # Most entries hold none of the words: a look at the whole text spares cutting it into words.
    whole = " ".join(texts.values())
    if not all(word in whole for word in words):
        return None
    tokens = {name: _WORD.findall(text) for name, text in texts.items()}
    worth, best = 0, ""
    for word in words:
        fields = [name for name, found in tokens.items() if any(token.startswith(word) for token in found)]
        if not fields:
            return None
        top = max(fields, key=WORTH.__getitem__)
        exact = word in tokens[top]
        worth += 2 * WORTH[top] + exact
        best = max(best or top, top, key=WORTH.__getitem__)
    return worth, best


def _row(entry: Entry, where: str) -> dict[str, Any]:
    text = (
        entry.texts[where]
        if where not in ("speaker", "note", "context", "publisher")
        else next(iter(entry.texts.values()))
    )
    return {"kind": entry.kind, "id": entry.id, "date": entry.date, "text": text, "found_in": where, "link": entry.link}


def _events(dataset: Dataset) -> Iterator[Entry]:
    for row in dataset.rows("events"):
        on = dates.written(row["date"], row["date_end"], row["date_precision"])
        context = " ".join(filter(None, (row["context"], row["beneficiaries"], row["event_id"])))
        yield Entry(
            "event", row["event_id"], on, {"title": row["title"], "question": row["question"], "context": context}
        )


def _positions(dataset: Dataset) -> Iterator[Entry]:
    names = dataset.labels("actors", "common_name")
    for row in dataset.rows("positions"):
        on = dates.written(row["date"], row["date_end"], row["date_precision"])
        speaker = " ".join(filter(None, (row["speaker"], row["speaker_role"], names[row["actor_id"]])))
        yield Entry(
            "position", row["position_id"], on, {"summary": row["summary"], "speaker": speaker, "note": row["note"]}
        )


def _actors(dataset: Dataset) -> Iterator[Entry]:
    others: dict[str, list[str]] = {}
    for row in dataset.rows("names"):
        others.setdefault(row["actor_id"], []).append(row["name"])
    for row in dataset.rows("actors"):
        note = " ".join([row["name"], row["actor_id"], row["iso2"] or "", *others.get(row["actor_id"], ())])
        yield Entry("actor", row["actor_id"], None, {"name": row["common_name"], "note": note})


def _sources(dataset: Dataset) -> Iterator[Entry]:
    for row in dataset.rows("sources"):
        texts = {
            "title": row["title"],
            "publisher": row["publisher"],
            "note": " ".join(filter(None, (row["author"], row["note"]))),
        }
        yield Entry("source", row["source_id"], issued(row), texts, row["url"])


_ENTRIES = {"events": _events, "positions": _positions, "actors": _actors, "sources": _sources}


def folded(text: str) -> str:
    """Text without accents and capitals, so that ``Linkevičius`` is found as ``linkevicius``."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.casefold().replace("ł", "l").replace("ø", "o").replace("đ", "d"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))
