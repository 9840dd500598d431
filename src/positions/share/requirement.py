"""What an installed package asks for: names, bounds and extras, as its own metadata tell them."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution

PACKAGE = "positions"
# The extras of those who work on the package; they have no part in what it makes.
FOR_DEVELOPERS = frozenset({"develop", "docs", "hardening", "test"})
_FORM = re.compile(r"\s*([A-Za-z0-9][A-Za-z0-9._-]*)\s*(?:\[([^]]*)\])?\s*([^;]*)(?:;(.*))?", re.DOTALL)
_BOUND = re.compile(r"(>=|<=|==|!=|>|<)\s*(\d[^\s,)]*)")
_OF_EXTRA = re.compile(r"extra\s*==\s*['\"]([^'\"]+)['\"]")
_COMPARE: Mapping[str, Callable[[tuple[int, ...], tuple[int, ...]], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    "==": operator.eq,
    "!=": operator.ne,
    ">": operator.gt,
    "<": operator.lt,
}


@dataclass(frozen=True)
class Requirement:
    """A package that another asks for.

    Attributes
    ----------
    name
        As registries compare names: lower case, with hyphens.
    extras
        The extras of it that are asked for.
    bounds
        Operators and versions, as ``(">=", "2.0")``.
    of
        The extras of the package that asks; empty where it always asks.
    """

    name: str
    extras: frozenset[str]
    bounds: tuple[tuple[str, str], ...]
    of: frozenset[str]

    def __str__(self) -> str:
        return self.name + ",".join(f"{sign}{version}" for sign, version in self.bounds)

    def met_by(self, version: str) -> bool:
        """Whether a version lies within the bounds; what is not a number in it plays no part.

        >>> read("numpy>=2.0").met_by("2.10.1"), read("numpy>=2.0").met_by("1.26")
        (True, False)
        """
        return all(_within(version, sign, bound) for sign, bound in self.bounds)


def read(text: str) -> Requirement:
    """The requirement that a line of metadata is.

    >>> read("pyarrow>=20; extra == 'curate'").of
    frozenset({'curate'})
    """
    found = _FORM.match(text)
    assert found, text
    name, extras, bounds, marker = found.groups()
    return Requirement(
        normal(name),
        frozenset(extra.strip() for extra in (extras or "").split(",") if extra.strip()),
        tuple((sign, version) for sign, version in _BOUND.findall(bounds)),
        frozenset(_OF_EXTRA.findall(marker or "")),
    )


def of(package: Distribution) -> tuple[Requirement, ...]:
    """What an installed package asks for."""
    return tuple(read(text) for text in package.requires or ())


def installed(name: str) -> Distribution | None:
    """An installed package; None where there is none of that name."""
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


def normal(name: str) -> str:
    """A name as registries compare it.

    >>> normal("Great_Expectations")
    'great-expectations'
    """
    return re.sub(r"[-_.]+", "-", name).lower()


def _within(version: str, sign: str, bound: str) -> bool:
    here, there = _numbers(version), _numbers(bound)
    length = max(len(here), len(there))
    return _COMPARE[sign](here + (0,) * (length - len(here)), there + (0,) * (length - len(there)))


def _numbers(version: str) -> tuple[int, ...]:
    release = re.match(r"\d+(?:\.\d+)*", version)
    return tuple(int(part) for part in release[0].split(".")) if release else ()
