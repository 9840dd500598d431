"""Addresses of the web: which of them are followed, and how they are told."""

from __future__ import annotations

import ipaddress
import socket
from urllib.parse import urljoin, urlsplit, urlunsplit

from positions.errors import BundleRefused

_SCHEMES = ("http", "https")
# What a translator between IPv6 and IPv4 answers to (RFC 6052).
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")


def refuse(url: str) -> None:
    """See to it that an address is one of http or https.

    Raises
    ------
    BundleRefused
        If it is not.
    """
    try:
        parts = urlsplit(url)
        usable = parts.scheme in _SCHEMES and bool(parts.hostname)
    except ValueError as error:
        raise BundleRefused(f"{url!r}: is no address ({error})") from error
    if not usable:
        raise BundleRefused(f"{shown(url)}: is no address of http or https")


def joined(here: str, location: str) -> str:
    """Where a redirect leads.

    Raises
    ------
    BundleRefused
        If that is no address.
    """
    try:
        return urljoin(here, location)
    except ValueError as error:
        raise BundleRefused(f"{shown(here)}: redirects to what is no address ({error})") from error


def refuse_redirect(here: str, there: str) -> None:
    """See to it that a redirect leaves neither the web nor encryption, and enters no private network.

    Raises
    ------
    BundleRefused
        If it does.
    """
    refuse(there)
    if urlsplit(here).scheme == "https" and urlsplit(there).scheme != "https":
        raise BundleRefused(f"{shown(here)}: redirects from https to {shown(there)}, which is not encrypted")
    if _private(there) and not _private(here):
        raise BundleRefused(f"{shown(here)}: redirects to {shown(there)}, an address inside a private network")


def _private(url: str) -> bool:
    """Whether a host is this machine or lies in a private network; a name that cannot be resolved does not."""
    host = urlsplit(url).hostname or ""
    try:
        found = {entry[4][0] for entry in socket.getaddrinfo(host, None)}
    except (OSError, UnicodeError):
        return False
    return any(_inside(ipaddress.ip_address(str(address).partition("%")[0])) for address in found)


def _inside(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    """Whether an address is no public one, or carries one that is not: some of IPv6 lead on to an address of IPv4."""
    if not address.is_global or address.is_multicast:
        return True
    if isinstance(address, ipaddress.IPv4Address):
        return False
    carried = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if address in _TRANSLATED:
        carried.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return any(_inside(inner) for inner in carried if inner is not None)


def shown(url: str) -> str:
    """An address without user, password and query, to be told."""
    parts = urlsplit(url)
    return printable(urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", "")))


def printable(text: str | None) -> str:
    """What a server says, without the characters that a terminal obeys, and not at length."""
    return "".join(letter for letter in text or "" if letter.isprintable())[:500]
