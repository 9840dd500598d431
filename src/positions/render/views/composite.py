"""Several results that belong together as one document with others inside."""

from __future__ import annotations

from dataclasses import replace

from positions.analyse.result import Caption, Composite
from positions.render.document import Document, Options


def view(composite: Composite, options: Options) -> Document:
    """The document of a composite: each part under its own title, what the captions share told once."""
    from positions.render.views import document

    parts = []
    for title, result in composite.parts:
        part = document(result, options)
        parts.append(replace(part, caption=_told_once(part.caption, title, composite.caption)))
    return Document(composite.kind, composite.caption, tuple(parts), {"shape": composite.shape})


def _told_once(caption: Caption, title: str, outer: Caption) -> Caption:
    return Caption(
        title=title,
        filters=tuple(words for words in caption.filters if words not in outer.filters),
        rule="" if caption.rule == outer.rule else caption.rule,
        version=None if caption.version == outer.version else caption.version,
        notes=tuple(note for note in caption.notes if note not in outer.notes),
    )
