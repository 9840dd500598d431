"""The documentation, built once for all the tests that look at it."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.fixture(name="built", scope="session")
def _built(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the built pages; where tests run side by side, the first to come builds for all."""
    pytest.importorskip("sphinx")
    base = tmp_path_factory.getbasetemp()
    shared = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "documentation"
    shared.mkdir(exist_ok=True)
    with (shared / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / "told").exists():
            asked = [
                "-W",
                "--keep-going",
                "-q",
                "-b",
                "html",
                "-d",
                shared / "doctrees",
                root / "docs",
                shared / "html",
            ]
            done = subprocess.run(
                [sys.executable, "-m", "sphinx", *map(str, asked)],
                env={**os.environ, "HOME": str(shared), "IPYTHONDIR": str(shared), "NO_COLOR": "1"},
                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
            )  # fmt: skip
            (shared / "told").write_text(f"{done.returncode}\n{done.stdout}", encoding="utf-8")
    return shared
