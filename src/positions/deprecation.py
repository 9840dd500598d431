"""Public things that go: what replaces each, since which version it is told, and the warning that tells it.

Whoever uses something that goes is warned for one release at least; docs/stability.md says what is public.
"""

from __future__ import annotations

import functools
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

Function = TypeVar("Function", bound=Callable[..., Any])


@dataclass(frozen=True)
class Deprecation:
    """A public thing that goes.

    Attributes
    ----------
    thing
        The thing as docs/public.txt writes it: ``name positions.inventory``, ``option positions matrix --value``.
    instead
        What to use in its place.
    since
        The first version that warns; the thing may go in a later one.
    """

    thing: str
    instead: str
    since: str


# The newest last. A line stays for as long as a release that had the thing is in use.
DEPRECATIONS: tuple[Deprecation, ...] = ()


def warn(old: str, instead: str, since: str, stacklevel: int = 3) -> None:
    """Tell the caller's caller that something goes.

    A FutureWarning, because Python shows it to whoever uses the package and not to programmers alone.
    """
    warnings.warn(f"{old} is deprecated since {since}; use {instead}", FutureWarning, stacklevel=stacklevel)


def renamed(since: str, **arguments: str) -> Callable[[Function], Function]:
    """A function that still takes arguments under their old names, and warns.

    Parameters
    ----------
    since
        The first version that warns.
    **arguments
        The new name by the old one.

    Examples
    --------
    >>> import warnings
    >>> @renamed("2027.1", until="as_of")
    ... def matrix(*, as_of=None):
    ...     return as_of
    >>> with warnings.catch_warnings(record=True) as told:
    ...     warnings.simplefilter("always")
    ...     matrix(until="2018")
    '2018'
    >>> print(told[0].message)
    matrix(until=...) is deprecated since 2027.1; use as_of
    """

    def wrap(function: Function) -> Function:
        @functools.wraps(function)
        def called(*given: Any, **options: Any) -> Any:
            for old, new in arguments.items():
                if old not in options:
                    continue
                if new in options:
                    raise TypeError(f"{function.__name__}() got {old} and {new}, which are one argument; give {new}")
                warn(f"{function.__name__}({old}=...)", new, since)
                options[new] = options.pop(old)
            return function(*given, **options)

        return called  # type: ignore[return-value]

    return wrap
