"""A release held against the validators that others use, each in an environment of its own.

``python tests/validators/validate.py BUNDLE`` makes the environments where they are not there (some of these libraries
exclude each other, none of them is a dependency of this package), runs every check, and says what each found. The XSD
of DDI Codebook 2.5 is not ours to hand on: name a copy with --ddi, else that check is left out, and said to be.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import venv
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Check:
    """A validator: what it needs, and what is run in its environment."""

    name: str
    needs: tuple[str, ...]
    run: tuple[str, ...]
    wants_xsd: bool = False


CHECKS = (
    Check("frictionless", ("frictionless==5.*", "pandas", "fastparquet", "pyarrow"), ("{python}", "{here}/check_datapackage.py", "{bundle}")),
    Check("mlcroissant", ("mlcroissant==1.1.*", "pandas", "pyarrow"), ("{python}", "{here}/check_croissant.py", "{bundle}")),
    Check("csvw", ("csvw==4.*",), ("{python}", "{here}/check_csvw.py", "{bundle}")),
    Check("cffconvert", ("cffconvert==2.*",), ("{bin}/cffconvert", "--validate", "--infile", "{bundle}/CITATION.cff")),
    Check("lxml", ("lxml>=5",), ("{python}", "{here}/check_ddi.py", "{bundle}", "{ddi}"), wants_xsd=True),
)  # fmt: skip


def prepared(check: Check, into: Path) -> Path:
    """The folder of programs of a validator's environment, made if it is not there."""
    folder = into / check.name
    programs = folder / ("Scripts" if sys.platform == "win32" else "bin")
    if not (folder / "ready").exists():
        venv.create(folder, with_pip=True, clear=True)
        subprocess.run([programs / "python", "-m", "pip", "install", "--quiet", *check.needs], check=True)
        (folder / "ready").touch()
    return programs


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bundle", type=Path, help="the folder of a release")
    parser.add_argument("--into", type=Path, default=Path(".venv-validators"), help="where the environments lie")
    parser.add_argument("--ddi", type=Path, help="codebook.xsd of DDI Codebook 2.5, with the files that it includes")
    given = parser.parse_args()
    failed = []
    for check in CHECKS:
        if check.wants_xsd and not given.ddi:
            print(f"{check.name}: left out; name the XSD of DDI Codebook 2.5 with --ddi")
            continue
        programs = prepared(check, given.into)
        places = {
            "python": programs / "python",
            "bin": programs,
            "here": HERE,
            "bundle": given.bundle,
            "ddi": given.ddi,
        }
        done = subprocess.run([part.format(**places) for part in check.run], check=False)
        print(f"{check.name}: {'valid' if done.returncode == 0 else 'INVALID'}", flush=True)
        failed += [check.name] if done.returncode else []
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
