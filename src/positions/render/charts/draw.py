"""From a specification to a drawing, by vl-convert: no browser, no display, no network."""

from __future__ import annotations

from typing import Any

from positions.errors import MissingExtra
from positions.render.charts import Spec

VERSION = "6.4"
# Dots for each point of the picture, and the density told to programs that print it.
SCALE, DENSITY = 2.0, 144.0


def converter() -> Any:
    """The module vl_convert."""
    try:
        import vl_convert
    except ImportError as error:
        raise MissingExtra("vl-convert-python", "report", "drawing a picture") from error
    return vl_convert


def svg(spec: Spec) -> str:
    """The drawing as svg."""
    return str(converter().vegalite_to_svg(spec, vl_version=VERSION, allowed_base_urls=[]))


def png(spec: Spec) -> bytes:
    """The drawing as png."""
    return bytes(converter().svg_to_png(svg(spec), scale=SCALE))


def pdf(spec: Spec) -> bytes:
    """The drawing as pdf, on a page of its own size."""
    return pdf_of(svg(spec))


def pdf_of(svg: str) -> bytes:
    """A drawing that is svg already, as pdf."""
    return bytes(converter().svg_to_pdf(svg))
