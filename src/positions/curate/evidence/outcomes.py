"""The outcome of looking for every passage in the copies of the sources, and the record of those that were found."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from positions.curate.evidence.copies import Copy, Found
from positions.curate.evidence.passages import Passage, passages
from positions.curate.seeds.seeds import Seeds
from positions.files import replaced

RECORD = "passages.yaml"
_HEAD = "# Passages found once in a copy of their source. Written by `positions evidence --record`.\n"


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


def look(seeds: Seeds, copies: Mapping[str, Copy]) -> Looked:
    """Look for every passage in the copy of its source."""
    outcomes, without = [], Counter[str]()
    for passage in passages(seeds):
        if passage.source_id in copies:
            outcomes.append((passage, copies[passage.source_id].find(passage.start, passage.end)))
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
        replaced(path, (_HEAD + "".join(lines)).encode("utf-8"))
    else:
        path.unlink(missing_ok=True)
    return len(rows)


def _written(start: str, end: str | None) -> str:
    # A JSON text is a YAML text, quoted, whatever it holds.
    return json.dumps(start if end is None else [start, end], ensure_ascii=False)
