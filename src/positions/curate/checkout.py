"""The checkout: the folder that holds ``seeds/``, ``expectations/`` and ``data/``, found from where one stands."""

from __future__ import annotations

from pathlib import Path

from positions.errors import PositionsError

ADVICE = "run this in a checkout of the project, or name one with --root"


def find(root: Path | None = None) -> Path:
    """The checkout that `root` names, or else the nearest folder upwards from here that holds ``seeds/``.

    Parameters
    ----------
    root
        The checkout, or its folder ``seeds``.

    Raises
    ------
    PositionsError
        If there is none.
    """
    if root is None:
        here = Path.cwd()
        for folder in (here, *here.parents):
            if (folder / "seeds" / "codebook.yaml").is_file():
                return folder
        raise PositionsError(f"{here}: neither this folder nor one above it holds seeds/; {ADVICE}")
    if not root.is_dir():
        raise PositionsError(f"{root}: is not a folder; {ADVICE}")
    if (root / "seeds").is_dir():
        return root
    if root.name == "seeds":
        return root.parent
    raise PositionsError(f"{root}: holds no seeds/; {ADVICE}")
