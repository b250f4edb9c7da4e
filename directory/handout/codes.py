"""How a hand-out is written in an address: the ids of its listings in base 36, joined by dots.

Short, so that twenty listings fit one text message; without meaning, so that an address tells nobody
what the listings are about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

MOST_LISTINGS = 40
# More codes than these are not even looked at: an address is not a way to make us work.
MOST_READ = 500
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
# The largest id that both databases can be asked for.
_LARGEST_ID = 2**31 - 1
_CODE = re.compile(r"[0-9a-z]{1,7}")


@dataclass(frozen=True)
class Codes:
    """What an address asks for. ids: in order, each once. unread: how many parts cannot be a code."""

    ids: tuple[int, ...] = ()
    unread: int = 0


def write_code(listing_id: int) -> str:
    """The short code of a listing: 46655 → "zzz"."""
    code = ""
    while listing_id:
        listing_id, digit = divmod(listing_id, 36)
        code = DIGITS[digit] + code
    return code or "0"


def read_code(code: str) -> int | None:
    """The id behind a code, also in capitals; None for what is no code."""
    code = code.lower()
    if not _CODE.fullmatch(code):
        return None
    listing_id = int(code, 36)
    return listing_id if 0 < listing_id <= _LARGEST_ID else None


def write_codes(listing_ids: Iterable[int]) -> str:
    """The parameter `list` for some listings, in their order."""
    return ".".join(map(write_code, listing_ids))


def read_codes(text: str) -> Codes:
    """The listings that the parameter `list` asks for; nothing in it is an error."""
    parts = [part.strip() for part in text.split(".") if part.strip()]
    ids = [read_code(part) for part in parts[:MOST_READ]]
    unread = ids.count(None) + len(parts[MOST_READ:])
    return Codes(tuple(dict.fromkeys(id for id in ids if id is not None)), unread)
