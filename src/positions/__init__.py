"""Where countries stand on humanitarian visas, asylum rules and diplomatic pressure, with the evidence behind every cell.

>>> import positions
>>> frame = positions.load()
>>> eu = positions.matrix(group="EU")
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

# Public name: the module that holds it. Loaded when first used, so that `import positions` costs nothing.
_PUBLIC = {
    "agreement": "positions.api.comparisons",
    "sensitivity": "positions.api.comparisons",
    "matrix": "positions.api.comparisons",
    "why": "positions.api.accounts",
    "load": "positions.api.tables",
    "codes": "positions.api.tables",
    "open": "positions.api.tables",
    "compare": "positions.api.comparisons",
    "profile": "positions.api.accounts",
    "timeline": "positions.api.accounts",
    "search": "positions.api.tables",
    "report": "positions.api.accounts",
    "coverage": "positions.api.comparisons",
    "blocs": "positions.api.structure",
    "peers": "positions.api.structure",
    "cohesion": "positions.api.structure",
    "drift": "positions.api.structure",
    "actor_map": "positions.api.structure",
    "inventory": "positions.api.tables",
    "info": "positions.api.tables",
    "cite": "positions.share.cite",
    "export": "positions.share.export.formats",
    "Dataset": "positions.analyse.dataset",
    "Matrix": "positions.analyse.stance.matrix",
    "Agreement": "positions.analyse.pairwise.agreement",
    "Coverage": "positions.analyse.stance.coverage",
    "Explanation": "positions.analyse.stance.explanation",
    "Listing": "positions.analyse.result",
    "Composite": "positions.analyse.result",
    "PositionsError": "positions.errors",
}
__all__ = list(_PUBLIC)

if TYPE_CHECKING:
    from positions.analyse.dataset import Dataset
    from positions.analyse.pairwise.agreement import Agreement
    from positions.analyse.result import Composite, Listing
    from positions.analyse.stance.coverage import Coverage
    from positions.analyse.stance.explanation import Explanation
    from positions.analyse.stance.matrix import Matrix
    from positions.api import (
        agreement,
        codes,
        compare,
        coverage,
        info,
        inventory,
        load,
        matrix,
        open,  # noqa: A004, as in `positions.open()`
        profile,
        report,
        search,
        sensitivity,
        timeline,
        why,
    )
    from positions.api.structure import actor_map, blocs, cohesion, drift, peers
    from positions.errors import PositionsError
    from positions.share.cite import cite
    from positions.share.export import export


def __getattr__(name: str) -> Any:
    if name in _PUBLIC:
        value = getattr(import_module(_PUBLIC[name]), name)
        globals()[name] = value
        return value
    raise AttributeError(f"module 'positions' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *_PUBLIC])


def load_ipython_extension(shell: Any) -> None:
    """``%load_ext positions``: complete actors, topics, events and codes within quotes."""
    from positions.api.notebook import load

    load(shell)
