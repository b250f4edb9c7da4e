"""The cards of some listings: read, seen from a moment, with what of a search each one met."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from typing import Any

from pyroaring import BitMap
from sqlalchemy import bindparam, select

from directory.database import db
from directory.search import matching
from directory.search.cards import Card, Reason, Times, times_seen
from directory.search.catalog import Catalog
from directory.search.index import entry_table
from directory.search.reach import Reach
from directory.search.understanding import Understanding, Unit
from directory.search.words import FIELDS, indexed_words

MOST_CARDS = 4_000
_CARDS = select(entry_table.c.listing_id, entry_table.c.card).where(
    entry_table.c.listing_id.in_(bindparam("ids", expanding=True))
)


def read_cards(catalog: Catalog, ids: Sequence[int], now: dt.datetime) -> list[Card]:
    """The cards of published listings, in the order given. now: aware, in the zone to show times in.

    One SQL statement, or none where all of them were read since the catalog was made.
    """
    stored = _find_stored(catalog, ids)
    # To the minute, like everything that depends on the time (moments.py): cards of one minute share their times.
    minute, zone = now.replace(second=0, microsecond=0), str(now.tzinfo)
    seen: dict[tuple[str, ...], Times] = catalog.remember(("seen", minute.timestamp(), zone), dict)
    return [_load(id, stored[id], seen, minute, (now.date(), zone)) for id in ids if id in stored]


def _find_stored(catalog: Catalog, ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    # Taken before the memory is emptied, perhaps by another thread.
    known = {id: card for id in ids if (card := catalog.cards.get(id))}
    missing = [id for id in ids if id not in known]
    if missing:
        found = {id: json.loads(text) for id, text in db.session.execute(_CARDS, {"ids": missing}) if text}
        if len(catalog.cards) > MOST_CARDS:
            catalog.cards = {}
        catalog.cards.update(found)
        known.update(found)
    return known


def _load(
    id: int,
    stored: dict[str, Any],
    seen: dict[tuple[str, ...], Times],
    minute: dt.datetime,
    seen_on: tuple[dt.date, str],
) -> Card:
    patterns = tuple(stored["patterns"])
    if patterns not in seen:
        seen[patterns] = times_seen(patterns, minute)
    times = seen[patterns]
    return Card(id, stored, times.next, times.is_open_now, times.is_always_open, seen_on=seen_on)


def explain(
    catalog: Catalog,
    loaded: list[Card],
    understanding: Understanding,
    reach: Reach | None,
) -> list[Card]:
    """Say on each card why it was found and how far it is."""
    places = [(unit, matching.phrase_places(catalog, unit)) for unit in understanding.units]
    for card in loaded:
        reasons = (reason for unit, phrases in places if (reason := _why(unit, phrases, card)))
        # Two things that were typed may have met one and the same.
        card.why = list({(one.alias, one.term_id) if one.kind != "text" else one: one for one in reasons}.values())
        if reach:
            card.reach = reach.word(card.id)
            card.miles = reach.near.get(card.id)
    return loaded


def _why(unit: Unit, phrases: list[tuple[BitMap, list[matching.Place]]], card: Card) -> Reason | None:
    """What of a unit of the search a listing met. Names speak for themselves."""
    met = [
        (field, word)
        for having, places in phrases
        if card.id in having
        for field, word, ids in places
        if card.id in ids
    ]
    field, word = min(met, key=lambda place: FIELDS.index(place[0]), default=("", ""))
    if field == "aliases":
        return Reason("alias", unit.meant, _alias_with(card, word))
    if field in ("names", "organization"):
        return None
    if carried := next((id for id in card.terms if id in unit.term_ids), None):
        return Reason("term", unit.meant, term_id=carried)
    return Reason("text", unit.meant) if field else None


def _alias_with(card: Card, word: str) -> str:
    return next((alias for alias in card.aliases if word in indexed_words(alias)), "")
