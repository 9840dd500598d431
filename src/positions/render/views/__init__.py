"""From a kind of result to the document that every format renders. A new kind is one function, registered here."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from positions.errors import UnknownName
from positions.render.document import Document, Options

View = Callable[[Any, Options], Document]

# Kind of result: the module of its view, imported when such a result is shown.
_MODULES = {
    "stance": "positions.render.views.stance",
    "coverage": "positions.render.views.coverage",
    "agreement": "positions.render.views.agreement",
    "listing": "positions.render.views.listing",
    "composite": "positions.render.views.composite",
    "explanation": "positions.render.views.explanation",
}
_VIEWS: dict[str, View] = {}


def register(kind: str, view: View) -> None:
    """Let results of a kind be shown by `view`."""
    _VIEWS[kind] = view


def kinds() -> tuple[str, ...]:
    """Every kind of result that can be shown."""
    return tuple(dict.fromkeys((*_MODULES, *_VIEWS)))


def kind_of(result: Any) -> str:
    """The kind of a result; a result that names none is known by its class."""
    return str(getattr(result, "kind", None) or type(result).__name__.casefold())


def document(result: Any, options: Options) -> Document:
    """The document of a result.

    Raises
    ------
    UnknownName
        If no view is known for its kind.
    """
    kind = kind_of(result)
    if kind not in _VIEWS:
        if kind not in _MODULES:
            raise UnknownName("kind of result", kind, kinds())
        _VIEWS[kind] = import_module(_MODULES[kind]).view
    return _VIEWS[kind](result, options)
