"""What `import positions` offers: each function opens what was named, resolves what was typed, and asks the reading wing."""

from positions.api.accounts import profile, report, timeline, why
from positions.api.comparisons import agreement, compare, coverage, matrix, sensitivity
from positions.api.tables import codebook, codes, info, inventory, load, open, search  # noqa: A004, as the public name

__all__ = [
    "agreement",
    "codebook",
    "codes",
    "compare",
    "coverage",
    "info",
    "inventory",
    "load",
    "matrix",
    "open",
    "profile",
    "report",
    "search",
    "sensitivity",
    "timeline",
    "why",
]
