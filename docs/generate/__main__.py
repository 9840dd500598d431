"""``python -m docs.generate [PAGE ...] [--check]``: write the pages that a program writes, or say which are not current."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from docs.generate import architecture, commands, public, reference

DOCS = Path(__file__).parents[1]

# Noun: the files that it writes, each with its content.
NOUNS: dict[str, Callable[[], Mapping[str, str]]] = {
    "architecture": architecture.files,
    "commands": lambda: {"commands.md": commands.page()},
    "public": public.files,
    "reference": reference.files,
}


def main() -> None:
    """Write what is asked for, by default all; with --check write nothing, and fail where something would change."""
    parser = argparse.ArgumentParser(prog="python -m docs.generate", description=__doc__)
    parser.add_argument("nouns", nargs="*", choices=[[], *NOUNS], help="by default all")
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 where a page is not current")
    given = parser.parse_args()
    changed = 0
    for noun in given.nouns or NOUNS:
        for name, content in NOUNS[noun]().items():
            target = DOCS / name
            if target.is_file() and target.read_text(encoding="utf-8") == content:
                continue
            changed += 1
            sys.stdout.write(f"docs/{name}\n")
            if not given.check:
                target.parent.mkdir(exist_ok=True)
                target.write_text(content, encoding="utf-8")
    sys.exit(1 if given.check and changed else 0)


if __name__ == "__main__":
    main()
