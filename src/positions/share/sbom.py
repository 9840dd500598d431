"""The bill of materials of a release: the programs that made it, in CycloneDX 1.6.

It is written here in JSON rather than with the library of that format, which would bring four packages into every
installation for what is one mapping; a test holds it against the published schema. It lies beside the release and not in
it: the data have the same bytes wherever they are made, while this tells of one machine.
"""

from __future__ import annotations

import json
import uuid
from importlib.metadata import Distribution
from pathlib import Path
from typing import Any

from positions import datapackage
from positions.errors import PositionsError
from positions.share.requirement import FOR_DEVELOPERS, PACKAGE, installed, normal, of

SUFFIX = ".cdx.json"


def text(version: str, archive: Path, name: str) -> str:
    """The bill of materials of a release as JSON; the same installation and the same zip file give the same text.

    Parameters
    ----------
    version
        The version of the data.
    archive
        The zip file of the release, which is told with its hash.
    name
        What the zip file will be called.

    Raises
    ------
    PositionsError
        If the package itself is not installed, so that nothing is known of what it asks for.
    """
    package = installed(PACKAGE)
    if package is None:
        raise PositionsError(
            "the bill of materials of a release tells what is installed, and positions itself is not; "
            "run `pip install --editable .` in the checkout"
        )
    extras = frozenset(_told(package, "Provides-Extra")) - FOR_DEVELOPERS
    needed, wanted = _wanted(frozenset()), _wanted(extras)
    parts = {name: part for name in sorted(wanted) if (part := installed(name)) is not None}
    bill = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": _component(package, "application")},
        "components": [
            _data(version, archive, name),
            *(
                {**_component(part), "scope": "required" if name in needed else "optional"}
                for name, part in parts.items()
                if name != PACKAGE
            ),
        ],
        "dependencies": [
            {"ref": _ref(part), "dependsOn": [_ref(parts[asked]) for asked in _asked(part, wanted)]}
            for part in parts.values()
        ],
    }
    # No clock and no chance: the number follows from what the bill says.
    serial = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(bill, sort_keys=True))
    return json.dumps({**bill, "serialNumber": f"urn:uuid:{serial}"}, ensure_ascii=False, indent=2) + "\n"


def _wanted(extras: frozenset[str]) -> dict[str, frozenset[str]]:
    """What the package needs down to the last, itself included, as far as it is installed: names, with their extras."""
    found: dict[str, frozenset[str]] = {}
    waiting = [(PACKAGE, extras)]
    while waiting:
        name, asked = waiting.pop()
        part = installed(name)
        # A requirement for another system or another Python is not installed.
        if part is None or (name in found and asked <= found[name]):
            continue
        found[name] = found.get(name, frozenset()) | asked
        waiting += [(each.name, each.extras) for each in of(part) if not each.of or each.of & found[name]]
    return found


def _asked(part: Distribution, wanted: dict[str, frozenset[str]]) -> list[str]:
    """The names of what a package asks for itself."""
    own = normal(part.name)
    asked = {each.name for each in of(part) if not each.of or each.of & wanted[own]}
    return sorted(asked & wanted.keys() - {own})


def _component(part: Distribution, kind: str = "library") -> dict[str, Any]:
    licence = _licence(part)
    return {
        "type": kind,
        "bom-ref": _ref(part),
        "name": normal(part.name),
        "version": part.version,
        "purl": _ref(part),
        **({"licenses": [licence]} if licence else {}),
    }


def _ref(part: Distribution) -> str:
    return f"pkg:pypi/{normal(part.name)}@{part.version}"


def _licence(part: Distribution) -> dict[str, Any] | None:
    """The licence that a package gives itself, as far as it says so in a line."""
    if expression := _told(part, "License-Expression"):
        return {"expression": expression[0]}
    lines = [line for line in _told(part, "License") if line.strip() and "\n" not in line]
    classes = [line.rpartition(" :: ")[2] for line in _told(part, "Classifier") if line.startswith("License ::")]
    return next(({"license": {"name": name.strip()}} for name in [*lines, *classes]), None)


def _told(part: Distribution, field: str) -> list[str]:
    return part.metadata.get_all(field) or []


def _data(version: str, archive: Path, name: str) -> dict[str, Any]:
    return {
        "type": "data",
        "bom-ref": name,
        "name": name,
        "version": version,
        "hashes": [{"alg": "SHA-256", "content": datapackage.file_hash(archive).removeprefix("sha256:")}],
    }
