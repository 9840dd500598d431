"""The same matrix under other rules of what counts, and how many cells change their side."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from positions.analyse.result import Caption, Composite, Head, Listing, Result
from positions.analyse.selection import Selection, loosened
from positions.analyse.stance.matrix import Matrix


@dataclass(frozen=True)
class Variant:
    """One other rule of what counts.

    Attributes
    ----------
    narrowed
        The selection under this rule; `attributions` holds every code of that list.
    """

    label: str
    narrowed: Callable[[Selection, tuple[str, ...]], Selection]


VARIANTS: tuple[Variant, ...] = (
    Variant("deeds only", lambda selection, _: loosened(selection, commitment="enacted")),
    Variant("words only", lambda selection, _: loosened(selection, commitment="declared")),
    Variant("high confidence only", lambda selection, _: loosened(selection, confidence="high")),
    Variant(
        "without third-party attribution",
        lambda selection, attributions: loosened(
            selection,
            attributions=tuple(code for code in selection.attributions or attributions if code != "third_party"),
        ),
    ),
)


def sensitivity(base: Matrix, make: Callable[[Selection], Matrix]) -> Composite:
    """A matrix beside its variants.

    Parameters
    ----------
    base
        The matrix as asked for.
    make
        Makes the same matrix from another selection.

    Returns
    -------
    Composite
        A listing of how many cells are filled, lost, and change sign under each rule, then the matrices. A cell
        changes sign where it was above 0 and is below, or the reverse; a change to or from 0 is none.
    """
    assert base.selected is not None
    codes = base.selected.dataset.codebook["attribution"].names
    matrices = {variant.label: make(variant.narrowed(base.selected.selection, codes)) for variant in VARIANTS}
    rows = [_row("as asked", base, base)] + [_row(label, base, other) for label, other in matrices.items()]
    heads = (
        Head("variant", "what counts"),
        Head("filled", "cells filled", "number"),
        Head("lost", "cells emptied", "number"),
        Head("changed", "cells that change sign", "number"),
        Head("shift", "mean change", "number"),
        Head("which", "which change sign"),
    )
    caption = Caption(
        f"{base.caption.title}: does it hold?",
        base.caption.filters,
        "A cell changes sign where it is above 0 under one rule and below 0 under the other.",
        base.caption.version,
    )
    parts: list[tuple[str, Result]] = [
        ("Summary", Listing(heads, tuple(rows), caption, "sensitivity")),
        ("as asked", base),
    ]
    return Composite((*parts, *matrices.items()), caption, "sensitivity")


def _row(label: str, base: Matrix, other: Matrix) -> dict[str, Any]:
    was, now = base.values, _aligned(base, other)
    both = ~np.isnan(was) & ~np.isnan(now)
    changed = both & (np.sign(was) * np.sign(now) < 0)
    named = [f"{base.rows[i]} {base.columns[j]}" for i, j in zip(*np.nonzero(changed), strict=True)]
    return {
        "variant": label,
        "filled": int((~np.isnan(now)).sum()),
        "lost": int((~np.isnan(was) & np.isnan(now)).sum()),
        "changed": int(changed.sum()),
        "shift": round(float(np.abs(was - now)[both].mean()), 3) if both.any() else None,
        "which": ", ".join(named) or None,
    }


def _aligned(base: Matrix, other: Matrix) -> np.ndarray:
    """The values of `other` in the rows and columns of `base`."""
    found = np.full(base.values.shape, np.nan)
    row_at, column_at = ({name: i for i, name in enumerate(names)} for names in (other.rows, other.columns))
    for i, row in enumerate(base.rows):
        for j, column in enumerate(base.columns):
            if row in row_at and column in column_at:
                found[i, j] = other.values[row_at[row], column_at[column]]
    return found
