"""The lock that keeps processes apart."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from positions.lock import locked


def test_one_process_at_a_time(tmp_path: Path) -> None:
    """A second process that asks for the lock waits until the first lets go of it."""
    script = (
        "import sys; from pathlib import Path; from positions.lock import locked\n"
        "with locked(Path(sys.argv[1]), lambda: print('waits', flush=True)): print('holds', flush=True)"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", script, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as other:
        assert other.stdout
        assert "holds\n" == other.stdout.read()
    with locked(tmp_path):
        other = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
        assert other.stdout
        assert "waits\n" == other.stdout.readline()
    with other:
        assert "holds\n" == other.stdout.read()
    assert 0 == other.returncode
    assert [] == list(tmp_path.iterdir())
