"""Listings that may be the one that somebody is about to propose."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from rapidfuzz import fuzz
from werkzeug.datastructures import MultiDict

from directory.search import find_first_ids, load_cards
from directory.suggesting.reading import folded

if TYPE_CHECKING:
    from directory.search.cards import Card

MOST_ALIKE = 3
MOST_LOOKED_AT = 15
SHORTEST_NAME = 3
# Of 100: "DBSA Lexington" and "DBSA Louisville" are two, "Larkspur Circle" and "The Larkspur Circle" one.
LEAST_LIKENESS = 82


def find_alike(name: str, now: dt.datetime) -> list[Card]:
    """A few published listings that are called about the same, found as any visitor would. Those
    that searches leave out because their check is old are among them: they are here all the same.

    now: as for load_cards()."""
    if len(folded(name)) < SHORTEST_NAME:
        return []
    cards = load_cards(find_first_ids(MultiDict({"q": name, "old": "yes"}), MOST_LOOKED_AT), now)
    return [card for card in cards if _is_called(card, folded(name))][:MOST_ALIKE]


def _is_called(card: Card, name: str) -> bool:
    names = (card.name, *card.aliases)
    return any(fuzz.token_set_ratio(folded(other), name) >= LEAST_LIKENESS for other in names)
