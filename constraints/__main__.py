"""``python -m constraints``: whether the locks fit pyproject.toml; with ``--write`` they are resolved anew."""

from __future__ import annotations

import argparse
import sys

from constraints import lock


def main() -> None:
    """Tell what does not fit, one finding a line, and fail if anything does not."""
    parser = argparse.ArgumentParser(prog="python -m constraints", description=__doc__)
    parser.add_argument("--write", action="store_true", help="resolve anew with uv, which has to be installed")
    parser.add_argument(
        "--upgrade", action="store_true", help="take the newest versions, rather than keep what still fits"
    )
    given = parser.parse_args()
    if given.write:
        lock.write(upgrade=given.upgrade)
    findings = lock.findings()
    for finding in findings:
        sys.stdout.write(f"{finding}\n")
    sys.exit(1 if findings else 0)


if __name__ == "__main__":
    main()
