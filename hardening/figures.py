"""The figures of each sort of trial, kept between runs, with the machine and the versions that they hold for."""

from __future__ import annotations

import json
import os
import platform
from importlib.metadata import version
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "figures"
LIBRARIES = ("pyarrow", "pandas", "great-expectations", "hypothesis", "click", "requests")


def machine() -> dict[str, str]:
    """What a figure of time or memory holds for."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "cores": str(os.cpu_count()),
        "memory": f"{memory:.0f} GiB",
        **{name: version(name) for name in LIBRARIES},
    }


def keep(noun: str, found: dict[str, Any], seconds: float) -> None:
    """Keep the figures of a sort of trial."""
    FOLDER.mkdir(exist_ok=True)
    text = json.dumps({"machine": machine(), "seconds": round(seconds), **found}, ensure_ascii=False, indent=1)
    (FOLDER / f"{noun}.json").write_text(text + "\n", encoding="utf-8")


def kept(noun: str) -> dict[str, Any] | None:
    """The figures of the last whole run; None before the first."""
    path = FOLDER / f"{noun}.json"
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else None
