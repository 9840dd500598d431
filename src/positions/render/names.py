"""Names of actors in the reader's language: countries as CLDR has them, all else in English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from positions.errors import BadQuery, MissingExtra


def in_language(lang: str, english: Mapping[str, str], iso2: Mapping[str, str | None]) -> dict[str, str]:
    """The names of actors in a language.

    Parameters
    ----------
    lang
        A language as CLDR codes it: ``lt``, ``de``, ``pt-BR``.
    english
        The English name of each actor, which stays where CLDR has none.
    iso2
        The two-letter code of each actor; None for institutions.

    Raises
    ------
    BadQuery
        If CLDR does not know the language.
    MissingExtra
        If Babel is not installed.
    """
    territories = _territories(lang)
    return {actor: territories.get(iso2.get(actor) or "", name) for actor, name in english.items()}


def of_dataset(lang: str, dataset: Any) -> dict[str, str]:
    """The names of the actors of a dataset in a language."""
    return in_language(lang, dataset.labels("actors", "common_name"), dataset.labels("actors", "iso2"))


def _territories(lang: str) -> Mapping[str, str]:
    try:
        from babel import Locale, UnknownLocaleError
    except ImportError as error:
        raise MissingExtra("Babel", "report", "naming countries in another language") from error
    try:
        found: Mapping[str, str] = Locale.parse(lang.replace("-", "_")).territories
        return found
    except (UnknownLocaleError, ValueError, TypeError) as error:
        raise BadQuery(
            f"no names of countries in the language {lang!r}; give a code such as lt, de, fr or pt-BR"
        ) from error
