"""Addresses of the web as values, and which computers may be reached: pure questions, nothing is asked of a network.

How an address is spelled proves nothing (127.1, 0x7f000001, ①②⑦.⓪.⓪.①): only what its name resolves to is judged.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from werkzeug.urls import iri_to_uri

MOST_LETTERS = 2000
PORTS = {"http": 80, "https": 443}
# What programs read differently, above all http://evil\@127.0.0.1/: no address of a page needs it.
_AMBIGUOUS = re.compile(r"[\x00-\x20\x7f-\xa0\\]")
_HOST = re.compile(r"[a-z0-9._-]+|[0-9a-f:.]+", re.ASCII)
_GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")
# Global to Python, and yet a way to another computer than the one named, or to none.
# Source: https://www.iana.org/assignments/iana-ipv6-special-registry, RFC 6052, RFC 8215, RFC 7526, RFC 9637
_NEVER = tuple(
    ipaddress.ip_network(network)
    for network in (
        "64:ff9b::/96",
        "64:ff9b:1::/48",
        "2001::/32",
        "2002::/16",
        "3fff::/20",
        "192.88.99.0/24",
    )
)


class BadAddress(ValueError):
    """What is no address of the web; the message is a sentence."""


@dataclass(frozen=True)
class WebAddress:
    """An address taken apart once, so that what is judged is what is connected to. All of it is ASCII.

    host: in lower case, an IPv6 address without brackets; target: path and query, as they are sent.
    """

    scheme: str
    host: str
    port: int
    target: str

    @property
    def netloc(self) -> str:
        """The host as it is written in an address and in the Host header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    def __str__(self) -> str:
        return f"{self.scheme}://{self.netloc}{self.target}"

    def joined(self, location: str) -> WebAddress:
        """The address that a Location header of this one's answer names. Raises BadAddress."""
        try:
            return read_address(urljoin(str(self), location.strip(" ")))
        except ValueError as error:
            raise BadAddress(str(error) if isinstance(error, BadAddress) else _NOT_READABLE) from None


_NOT_READABLE = "The address cannot be read."


def read_address(text: str) -> WebAddress:
    """An address of the web, taken apart. Raises BadAddress, which says what is wrong with it."""
    if len(text) > MOST_LETTERS:
        raise BadAddress(f"The address is longer than {MOST_LETTERS} letters.")
    if _AMBIGUOUS.search(text):
        raise BadAddress("The address has a space, a backslash or an invisible letter in it.")
    try:
        parts = urlsplit(iri_to_uri(text))
        port = parts.port
    except ValueError:  # Also UnicodeError: a name that there cannot be.
        raise BadAddress(_NOT_READABLE) from None
    if parts.scheme not in PORTS:
        raise BadAddress("The address does not start with https:// or http://.")
    if "@" in parts.netloc:
        raise BadAddress("The address has a name or a password before the host.")
    host = (parts.hostname or "").removesuffix(".")
    if not _HOST.fullmatch(host):
        raise BadAddress("The address names no host.")
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return WebAddress(parts.scheme, host, PORTS[parts.scheme] if port is None else port, target)


def is_public(ip: str) -> bool:
    """Whether a numeric address is that of a computer on the open internet.

    An allow-list: what is not known to be global unicast is not public. ip: as a resolver gives it.
    """
    try:
        number = ipaddress.ip_address(ip)
    except ValueError:
        return False
    if isinstance(number, ipaddress.IPv6Address):
        if number.ipv4_mapped:
            number = number.ipv4_mapped
        elif number not in _GLOBAL_UNICAST:
            return False
    is_ordinary = number.is_global and not number.is_multicast and not number.is_reserved
    return is_ordinary and not any(number in network for network in _NEVER)
