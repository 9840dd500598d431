"""Draw the pictures of the documentation anew from the shipped data: ``python docs/pictures.py``."""

from __future__ import annotations

import struct
import sys
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import positions
from positions import api

IMAGES = Path(__file__).parent / "images"

# File: the result, and the options with which it is drawn.
PICTURES: dict[str, tuple[Callable[[], Any], dict[str, Any]]] = {
    "stances-eu.png": (lambda: positions.matrix(group="EU"), {}),
    "issues-baltic-nordic.png": (lambda: positions.matrix(group=["BALTIC", "NORDIC"], columns="issue"), {}),
    "map-europe-asylum-rules.png": (
        lambda: positions.matrix(group="COE", topic="asylum_rules"),
        {"picture": "map", "layout": "europe"},
    ),
    "map-world-diplomatic-pressure.png": (
        lambda: positions.matrix(topic="diplomatic_pressure"),
        {"picture": "map", "layout": "world"},
    ),
    "distribution-by-region.png": (lambda: positions.matrix(), {"picture": "distribution"}),
    "agreement-eu.png": (lambda: api.agreement(group="EU"), {}),
    "agreement-with-lithuania.png": (lambda: api.agreement(group="EU", with_actor="LTU", interval=0.95), {}),
    "coverage-eu.png": (lambda: api.coverage(group="EU"), {}),
    "timeline-hungary-asylum-rules.png": (lambda: api.timeline("HUN", topic="asylum_rules", since="2014"), {}),
    "timeline-humanitarian-visas.png": (lambda: api.timeline("humanitarian_visas", since="2017"), {}),
    "compare-ltu-deu-usa.png": (lambda: api.compare("LTU", "DEU", "USA"), {}),
    "why-ltu-humanitarian-visas.png": (lambda: api.why("LTU", "humanitarian_visas"), {}),
}


def lighter(path: Path) -> None:
    """Pack a picture as tightly as zlib can, dot for dot the same: a repository keeps every version of it."""
    content, at, packed, chunks = path.read_bytes(), 8, b"", []
    while at < len(content):
        (size,), name = struct.unpack(">I", content[at : at + 4]), content[at + 4 : at + 8]
        data = content[at + 8 : at + 8 + size]
        packed, chunks = (packed + data, chunks) if name == b"IDAT" else (packed, [*chunks, (name, data)])
        at += 12 + size
    chunks.insert(-1, (b"IDAT", zlib.compress(zlib.decompress(packed), 9)))
    ends = (
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )
    path.write_bytes(content[:8] + b"".join(ends))


def main() -> None:
    """Draw every picture, or those named."""
    wanted = sys.argv[1:] or list(PICTURES)
    for name in wanted:
        result, options = PICTURES[name]
        lighter(result().save(IMAGES / name, **options))
        sys.stderr.write(f"{name}\n")


if __name__ == "__main__":
    main()
