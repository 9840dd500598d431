"""Every passage that the seeds name, looked for in the copies of the sources that a curator has."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from positions.curate.passages import Found, Text
from positions.curate.problem import Place
from positions.curate.seeds import Seeds
from positions.errors import DataDamaged, DataMissing

RECORD = "passages.yaml"
_HEAD = "# Passages found once in a copy of their source. Written by `positions evidence --record`.\n"


@dataclass(frozen=True)
class Passage:
    """A passage that the seeds name, and where they do.

    Attributes
    ----------
    role
        ``coded`` where a position rests on it, ``event`` where it is about the event, ``not coded`` where it was left out.
    """

    place: Place
    role: str
    source_id: str
    start: str
    end: str | None


@dataclass(frozen=True)
class Looked:
    """The outcome of looking for the passages.

    Attributes
    ----------
    outcomes
        Each passage of which there is a copy, with what was found.
    without_copy
        For each source without a copy, the number of its passages.
    """

    outcomes: tuple[tuple[Passage, Found], ...]
    without_copy: dict[str, int]

    def counts(self) -> dict[str, Counter[str]]:
        """For each source with a copy, how often each outcome came."""
        counted: dict[str, Counter[str]] = {}
        for passage, found in self.outcomes:
            counted.setdefault(passage.source_id, Counter())[found.outcome] += 1
        return dict(sorted(counted.items()))

    def having(self, outcome: str) -> list[Passage]:
        """The passages with an outcome."""
        return [passage for passage, found in self.outcomes if found.outcome == outcome]


def passages(seeds: Seeds) -> Iterator[Passage]:
    """Every passage that the seeds name, in the order of files and lines."""
    for event in seeds.events:
        for cited in event["sources"] or ():
            if cited.start:
                yield Passage(cited.place, "event", cited.source_id, cited.start, cited.end)
        for entry in event["positions"] or ():
            for cited in entry["sources"] or ():
                if cited.start:
                    yield Passage(cited.place, "coded", cited.source_id, cited.start, cited.end)
        for claim in event["not_coded"] or ():
            start, end = claim["find"] or (None, None)
            if claim["source"] and start:
                yield Passage(claim.at("find"), "not coded", claim["source"], start, end)


def copies(folder: Path, seeds: Seeds) -> dict[str, Text]:
    """The copies in a folder: ``SOURCE_ID.txt``; a copy serves every source that has the same address.

    Raises
    ------
    DataMissing, DataDamaged
        If there is no such folder, or a copy is no UTF-8 text.
    """
    if not folder.is_dir():
        raise DataMissing(folder, "name the folder of the copies with --sources; each is called SOURCE_ID.txt")
    urls = {source["id"]: source["URL"] for source in seeds.sources}
    held = {path.stem: Text.of(read(path)) for path in sorted(folder.glob("*.txt")) if path.stem in urls}
    by_url = {urls[name]: copy for name, copy in held.items() if urls[name]}
    return {name: held.get(name) or by_url[url] for name, url in urls.items() if name in held or url in by_url}


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


def look(seeds: Seeds, held: Mapping[str, Text]) -> Looked:
    """Look for every passage in the copy of its source."""
    outcomes, without = [], Counter[str]()
    for passage in passages(seeds):
        if passage.source_id in held:
            outcomes.append((passage, held[passage.source_id].find(passage.start, passage.end)))
        else:
            without[passage.source_id] += 1
    return Looked(tuple(outcomes), dict(sorted(without.items())))


def record(root: Path, seeds: Seeds, looked: Looked) -> int:
    """Write the passages that were found once into ``passages.yaml``; those of sources without a copy here are kept.

    Returns
    -------
    int
        How many passages are on record.
    """
    named = {(passage.source_id, passage.start, passage.end) for passage in passages(seeds)}
    kept = {
        (entry["source"], *entry["find"]) for entry in seeds.checked if entry["source"] in looked.without_copy
    } & named
    found = {(passage.source_id, passage.start, passage.end) for passage in looked.having("found once")}
    rows = sorted(kept | found, key=lambda row: (row[0], row[1], row[2] or ""))
    lines = [f"- source: {source}\n  find: {_written(start, end)}\n" for source, start, end in rows]
    path = root / "seeds" / RECORD
    if lines:
        path.write_text(_HEAD + "".join(lines), encoding="utf-8")
    else:
        path.unlink(missing_ok=True)
    return len(rows)


def _written(start: str, end: str | None) -> str:
    # A JSON text is a YAML text, quoted, whatever it holds.
    return json.dumps(start if end is None else [start, end], ensure_ascii=False)
