"""``python -m hardening [data|laws|code|fuzz|hostile|kill|load|page] [--quick]``: run trials, keep figures, write the page."""

from __future__ import annotations

import argparse
import time
from importlib import import_module

from hardening import figures, page

NOUNS = ("data", "laws", "code", "fuzz", "hostile", "kill", "load")


def main() -> None:
    """Run what is asked for; a quick run keeps no figures."""
    parser = argparse.ArgumentParser(prog="python -m hardening", description=__doc__)
    parser.add_argument("nouns", nargs="*", choices=[[], *NOUNS, "page"], help="by default all")
    parser.add_argument("--quick", action="store_true", help="a sample of the trials; the page stays as it is")
    given = parser.parse_args()
    for noun in given.nouns or NOUNS:
        if noun == "page":
            continue
        begun = time.perf_counter()
        found = import_module(f"hardening.{noun}").run(quick=given.quick)
        if not given.quick:
            figures.keep(noun, found, time.perf_counter() - begun)
    if not given.quick:
        page.write()


if __name__ == "__main__":
    main()
