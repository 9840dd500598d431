"""Odd input that learns: libFuzzer, through Atheris, changes what reached new branches; for what is pure Python and quick."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from hardening.shipped import ROOT

# Each is fed bytes, and may end in a value or in the error named.
TARGETS = {
    "a file of seeds": (
        "positions.curate.seeds.reader",
        "node, problems = positions.curate.seeds.reader.parse(data.decode('utf-8', 'replace'), Path('x.yaml')); assert node is not None or problems",
    ),
    "dates": (
        "positions.dates",
        "try: positions.dates.parse(data.decode('utf-8', 'replace'))\n    except ValueError as error: assert str(error)",
    ),
    "passages": (
        "positions.curate.evidence.copies",
        """text, _, words = data.decode('utf-8', 'replace').partition('|')
    found = positions.curate.evidence.copies.Copy.of(text).find(words[:9] or 'x', words[9:] or None)
    assert 0 <= found.begin <= found.end""",
    ),
}
PROGRAM = """
import sys
from pathlib import Path
import atheris
with atheris.instrument_imports(include=["positions", "yaml"]):
    import {module}
def one(data):
    {body}
atheris.Setup([sys.argv[0], "-max_total_time={seconds}", "-max_len=400", "-rss_limit_mb=2000", "-timeout=10", "-seed=1", *sys.argv[1:]], one)
atheris.Fuzz()
"""
CORPUS = ("id: LTU\nnames: {alias: [Lithuania]}\n- a: 'b'\n", "2017-05-17/2018", "the words of a text|the words")


def run(seconds: int) -> list[dict[str, Any]]:
    """Inputs and findings of each target; nothing where Atheris, of the extra `hardening`, is not installed."""
    if find_spec("atheris") is None:
        return []
    return [_fed(name, module, body, seconds) for name, (module, body) in TARGETS.items()]


def _fed(name: str, module: str, body: str, seconds: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as corpus:
        for number, text in enumerate(CORPUS):
            (Path(corpus) / str(number)).write_text(text, encoding="utf-8")
        ended = subprocess.run(
            [sys.executable, "-c", PROGRAM.format(module=module, body=body, seconds=seconds), corpus],
            capture_output=True, text=True, errors="replace", check=False, cwd=corpus, env={"PYTHONPATH": f"{ROOT / 'src'}", "PATH": ""},
        )  # fmt: skip
    runs = re.search(r"Done (\d+) runs", ended.stderr)
    reached = re.findall(r"cov: (\d+)", ended.stderr)
    wrong = re.findall(r"=== Uncaught Python exception: ===\n(.*)|ERROR: (libFuzzer: .*)", ended.stderr)
    return {
        "target": name,
        "cases": int(runs[1]) if runs else 0,
        "branches": int(reached[-1]) if reached else 0,
        "findings": ["".join(found) for found in wrong] or ([] if runs else [f"ended with {ended.returncode}"]),
    }
