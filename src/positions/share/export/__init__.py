"""The dataset as files of other programs: one format a module, all of them in `FORMATS`."""

from __future__ import annotations

from positions.share.export.formats import FORMATS, Exported, Format, export

__all__ = ["FORMATS", "Exported", "Format", "export"]
