"""Every passage that the seeds name, and where they do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from positions.curate.seeds.problem import Place
from positions.curate.seeds.seeds import Seeds


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
