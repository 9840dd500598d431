"""The tasks: ``nox --list`` names them, ``nox -s NAME`` runs one; what follows ``--`` is handed on to the program behind it.

Tasks of every day run in the environment that nox stands in, which ``pip install --editable '.[develop]'`` makes. Those that
are about an environment (other Pythons, lowest versions, the lock, a release) make one of their own.

nox, because these are Python already, and because it alone among the runners makes an environment for each Python.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import nox

ROOT = Path(__file__).parent
LOCKS = ROOT / "constraints"
PYTHONS = ["3.11", "3.12", "3.13", "3.14"]
# The oldest Python: what is locked or resolved for it holds for the others too.
OLDEST = PYTHONS[0]
LOWEST_TOOLS = ["cyclonedx-python-lib[json-validation]", "hypothesis", "openpyxl", "pytest", "pytest-randomly", "pytest-socket", "pytest-xdist", "scikit-learn", "scipy", "syrupy"]  # fmt: skip

nox.options.sessions = ["lint", "types", "test"]
nox.options.error_on_missing_interpreters = False


def here(session: nox.Session, *arguments: str) -> None:
    """Run a module in the environment that nox stands in."""
    session.run(sys.executable, "-m", *arguments, external=True)


@nox.session(python=False)
def test(session: nox.Session) -> None:
    """The tests; `nox -s test -- tests/unit/share` for some of them."""
    here(session, "pytest", "-q", "-n", "auto", "--dist", "worksteal", *session.posargs)


@nox.session(python=False)
def lint(session: nox.Session) -> None:
    """Style, format, layers, and what is known to be unsafe."""
    here(session, "ruff", "check", ".")
    here(session, "ruff", "format", "--check", ".")
    session.run("lint-imports", external=True)
    here(session, "bandit", "--quiet", "--recursive", "src", "-c", "pyproject.toml")


@nox.session(python=False)
def types(session: nox.Session) -> None:
    """Types, strictly."""
    here(session, "mypy", *session.posargs)


@nox.session(python=False)
def data(session: nox.Session) -> None:
    """The seeds, the data built from them, and the expectations on them."""
    for command in (["check"], ["build", "--check"], ["validate"]):
        here(session, "positions.cli.main", *command)


@nox.session(python=False)
def docs(session: nox.Session) -> None:
    """The pages: generated parts current, every block run, the site built with each warning an error."""
    here(session, "docs.generate", "--check")
    here(session, "pytest", "-q", "tests/docs")
    here(session, "sphinx", "-W", "docs", "docs/_build/html")


@nox.session(python=False)
def links(session: nox.Session) -> None:
    """Whether the addresses that the pages name still answer; needs a network."""
    here(session, "sphinx", "-q", "-b", "linkcheck", "docs", "docs/_build/linkcheck")


@nox.session(python=False)
def benchmarks(session: nox.Session) -> None:
    """The benchmarks; takes long, and wants a machine with nothing else to do."""
    here(session, "benchmarks", *session.posargs)


@nox.session(python=False)
def hardening(session: nox.Session) -> None:
    """What the data and the programs withstand; takes long."""
    here(session, "hardening", *session.posargs)


@nox.session(python=PYTHONS, venv_backend="venv")
def pythons(session: nox.Session) -> None:
    """The unit tests on each Python that is on this machine, with the locked libraries."""
    locked(session, "test")
    session.run("python", "-m", "pytest", "-q", "-n", "auto", *(session.posargs or ["tests/unit"]))


@nox.session(python=OLDEST, venv_backend="venv")
def lowest(session: nox.Session) -> None:
    """The unit tests with the lowest versions that pyproject.toml allows."""
    session.install("--requirement", str(LOCKS / "lowest.txt"), *LOWEST_TOOLS)
    session.install("--no-deps", "--editable", ".")
    # Great Expectations before 1.24 leaves a temporary folder to the garbage collector, which says so and removes it.
    late = "ignore:Exception ignored in. <finalize object:pytest.PytestUnraisableExceptionWarning"
    options = ["-q", "-n", "auto", "-o", f"filterwarnings=error\n{late}"]
    session.run("python", "-m", "pytest", *options, *(session.posargs or ["tests/unit"]))


@nox.session(python=OLDEST, venv_backend="venv")
def audit(session: nox.Session) -> None:
    """Known weaknesses of the locked libraries, from the service that pip-audit asks; what it cannot look up is a failure."""
    session.install("pip-audit>=2.9")
    for name in ("runtime", "test", "build"):
        lock = str(LOCKS / f"{name}.txt")
        # Without --strict a library that the service does not answer for counts as sound.
        session.run(
            "pip-audit", "--strict", "--disable-pip", "--require-hashes", "--requirement", lock, *session.posargs
        )


@nox.session(python=OLDEST, venv_backend="venv")
def lock(session: nox.Session) -> None:
    """Resolve the constraints anew: newest and lowest versions, with hashes and without addresses."""
    session.install("packaging", "uv>=0.7")
    session.run("python", "-m", "constraints", "--write", *session.posargs)


@nox.session(python=OLDEST, venv_backend="venv")
def release(session: nox.Session) -> None:
    """Wheel and data bundle in dist/, made with the locked libraries alone: `nox -s release -- --previous 2026.1`, or `-- --first`."""
    session.install(
        "--require-hashes", "--requirement", str(LOCKS / "runtime.txt"), "--requirement", str(LOCKS / "build.txt")
    )
    wheels = ROOT / "dist"
    session.run("pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", str(wheels), ".")
    version = json.loads((ROOT / "data" / "datapackage.json").read_text(encoding="utf-8"))["version"]
    session.install("--no-deps", "--force-reinstall", *map(str, wheels.glob(f"positions-{version}-*.whl")))
    session.run("pip", "check")
    session.run("positions", "release", "dist", "--folder", "data", *(session.posargs or ["--first"]))


def locked(session: nox.Session, name: str) -> None:
    """Install what a lock says, each file held against its hash, and the package without asking for more."""
    session.install("--require-hashes", "--requirement", str(LOCKS / f"{name}.txt"))
    session.install("--no-deps", "--editable", ".")
