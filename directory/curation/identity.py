"""By what a listing is known: the folded words of its names, its numbers, pages, mail and addresses, as keys."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import select

from directory.database import db
from directory.dialling import dialled
from directory.models import Alias, Listing, Location, Phone
from directory.search import split_words

# Words that name no one: a group is the same with and without them.
_GENERAL_WORDS = """
    a an and at for in of on the to with inc incorporated llc group groups support meeting meetings program programs
    organization org
"""
_GENERAL = frozenset(_GENERAL_WORDS.split())
_SHORTEST_NUMBER = 7  # 988 and 741741 are everybody's
_SHORT = {"street": "st", "avenue": "ave", "road": "rd", "drive": "dr", "boulevard": "blvd", "lane": "ln",
          "court": "ct", "suite": "ste", "north": "n", "south": "s", "east": "e", "west": "w"}  # fmt: skip
_INDEX = re.compile(r"/(?:index|home|default)\.\w+$")


@dataclass(frozen=True)
class Identity:
    """By what a listing is known. names: the telling words of each, the listing's own name first; keys: "phone:…",
    "page:…", "mail:…", "address:…" and "name:…" for what is compared; towns: where it is, folded."""

    id: int
    kind: str
    organization_id: int | None
    names: tuple[tuple[str, ...], ...]
    keys: frozenset[str]
    towns: frozenset[str]


def load_identities(listing_ids: Iterable[int] | None = None) -> list[Identity]:
    """Those of some listings, or of all that are not closed; four statements, however many they are."""
    wanted = select(Listing.id, Listing.kind, Listing.organization_id, Listing.name, Listing.url, Listing.email)
    if listing_ids is None:
        wanted = wanted.where(Listing.publication != "closed")
    else:
        wanted = wanted.where(Listing.id.in_(set(listing_ids)))
    aliases = _by_listing(db.session.execute(select(Alias.listing_id, Alias.name)))
    phones = _by_listing(db.session.execute(select(Phone.listing_id, Phone.number, Phone.extension)))
    places = _by_listing(
        db.session.execute(select(Location.listing_id, Location.address_1, Location.city, Location.state))
    )
    return [
        _identity(row, aliases.get(row.id, []), phones.get(row.id, []), places.get(row.id, []))
        for row in db.session.execute(wanted.order_by(Listing.id))
    ]


def telling_words(name: str) -> tuple[str, ...]:
    """The folded words of a name that tell it from others, in their order; all of them if none does."""
    words = split_words(name)
    return tuple(word for word in words if word not in _GENERAL) or tuple(words)


def page_key(url: str | None) -> str | None:
    """A web page without what is the same for two ways to write it: "https://www.x.org/a/" → "x.org/a"."""
    try:
        parts = urlsplit((url or "").strip())
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return None
    path = _INDEX.sub("", parts.path.rstrip("/").casefold())
    return f"{host}{path}{'?' + parts.query if parts.query else ''}" if host else None


def phone_key(number: str | None, extension: str | None = None) -> str | None:
    """A number as it is dialled, with its extension; None for a short code."""
    digits = dialled(number or "").lstrip("+")
    if len(digits) < _SHORTEST_NUMBER:
        return None
    return f"{digits}x{extension}" if extension else digits


def address_key(address: str | None, city: str | None) -> str | None:
    """A street address, folded: "12 Elm Street", "Lexington" → "12 elm st lexington"; None without a street."""
    street = [_SHORT.get(word, word) for word in split_words(address or "")]
    return " ".join((*street, *split_words(city or ""))) if street else None


def _identity(listing: Any, aliases: list[Any], phones: list[Any], places: list[Any]) -> Identity:
    names = dict.fromkeys(telling_words(name) for name in (listing.name, *(alias.name for alias in aliases)))
    mail = listing.email.casefold() if listing.email else None
    found: dict[str, list[str | None]] = {
        "phone": [phone_key(phone.number, phone.extension) for phone in phones],
        "address": [address_key(place.address_1, place.city) for place in places],
        "page": [page_key(listing.url)],
        "mail": [mail],
        "name": [*chain.from_iterable(_name_keys(words) for words in names)],
    }
    keys = frozenset(f"{sort}:{key}" for sort, values in found.items() for key in values if key)
    towns = frozenset(" ".join(split_words(f"{place.city} {place.state}")) for place in places)
    return Identity(listing.id, listing.kind, listing.organization_id, tuple(names), keys, towns)


def _name_keys(words: tuple[str, ...]) -> Iterator[str]:
    """Keys that two names share if they are the same but for a slip in one word: each word left out in turn, with how
    it begins, and with how it ends. One of the two is without the slip."""
    ordered = sorted(words)
    yield " ".join(ordered)
    for number, word in enumerate(ordered):
        rest = " ".join((*ordered[:number], *ordered[number + 1 :]))
        yield f"{rest}/{word[:3]}"
        yield f"{rest}/…{word[-3:]}"


def _by_listing(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(row.listing_id, []).append(row)
    return found
