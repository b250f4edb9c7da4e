"""Small questions that other pages ask of the index: similar listings, crisis lines, how many there are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from flask import Flask
from pyroaring import BitMap
from werkzeug.datastructures import MultiDict

from directory.database import db
from directory.models import KINDS, Listing, Term
from directory.models.schedule import Pattern
from directory.pages import page_locale
from directory.search.cards import Card, card_of, times_seen
from directory.search.catalog import NOTHING, Catalog, get_catalog
from directory.search.criteria import DEFAULT_DISTANCE, Criteria
from directory.search.facts import pattern_from_json
from directory.search.find import Results, find
from directory.search.forms import SearchForm, clean_text
from directory.search.guides import GuideEntry, guides_before, guides_in
from directory.search.index import is_index_current
from directory.search.places import find_place
from directory.search.reach import find_reach
from directory.search.reading import read_cards
from directory.search.understanding import understand

MOST_SIMILAR = 3


def load_cards(listing_ids: list[int], now: dt.datetime) -> list[Card]:
    """The cards of published listings, in the order given. now: aware, in the zone to show times in."""
    return read_cards(get_catalog(), listing_ids, now)


def card_before_saving(listing: Listing, now: dt.datetime) -> Card:
    """The card that a listing in no session would have; its terms are set. now: as for load_cards()."""
    stored = card_of(listing)
    times = times_seen(tuple(stored["patterns"]), now)
    return Card(listing.id, stored, times.next, times.is_open_now, times.is_always_open)


def find_terms_meant(typed: str, taxonomy: str) -> list[Term]:
    """The terms of a taxonomy that words lead to, as a search understands them; each once, in their order."""
    catalog = get_catalog()
    units = understand(typed, catalog.vocabulary).units
    ids = dict.fromkeys(id for unit in units for id in sorted(unit.term_ids))
    found = (catalog.terms[id] for id in ids if id in catalog.terms)
    return [term for term in found if term.taxonomy_slug == taxonomy]


def card_patterns(card: Card) -> list[Pattern]:
    """When a listing meets or is open, as values."""
    return [pattern_from_json(text) for text in card.patterns]


def find_first_ids(arguments: MultiDict[str, str], most: int, *, with_dates: bool = False) -> list[int]:
    """The first listings of a search, in its order. arguments: those of /find; with_dates: that have dates to come."""
    catalog = get_catalog()
    criteria = replace(SearchForm(arguments, catalog).criteria(), page=1)
    among = _with_dates(catalog) if with_dates else None
    return [card.id for card in find(criteria, page_size=most, catalog=catalog, among=among).cards]


def find_similar(listing: Listing, now: dt.datetime) -> list[Card]:
    """A few published listings of the same kind for the same first need."""
    needs = listing.terms_of("need")[:1]
    if not needs:
        return []
    criteria = Criteria(filters={"need": (needs[0].slug,), "kind": (listing.kind,)})
    results = find(criteria, now, page_size=MOST_SIMILAR + 1)
    return [card for card in results.cards if card.id != listing.id][:MOST_SIMILAR]


def all_guides() -> list[GuideEntry]:
    """Every guide in the page's language, in the order of the page of guides."""
    return guides_in(get_catalog().guides, page_locale())


def guides_to_read_before(listing: Listing) -> list[GuideEntry]:
    """What to read before going to a listing."""
    return guides_before(all_guides(), listing.kind, [need.id for need in listing.terms_of("need")])


def find_for_needs(needs: Sequence[str], *, near: str = "", kinds: Sequence[str] = (), limit: int = 4) -> Results:
    """The listings for any of some needs, near a place if one was typed. needs, kinds: values of the filters."""
    filters = {"need": tuple(needs), "kind": tuple(kinds)}
    return find(Criteria(near=near, filters=filters), page_size=limit)


def find_local(near: str) -> tuple[str | None, Sequence[int]]:
    """What a place as typed is called, and the listings near it or for its state; None for one that is not known."""
    catalog = get_catalog()
    spot = find_place(clean_text(near)).spot
    if spot is None:
        return None, []
    reach = find_reach(catalog, spot, DEFAULT_DISTANCE)
    return spot.label, list(BitMap(reach.near) | reach.state)


def warm_up(app: Flask) -> None:
    """Make the catalog now, so that no visitor waits for it and processes forked from this one share it.

    Stops the program with a plain message if the index was written by another version.
    """
    with app.app_context():
        if not is_index_current():
            raise SystemExit(
                "The directory cannot start.\nThe search index is of another version. Run `flask rebuild-index`."
            )
        # Also what happens in the coming days: with many schedules that takes a second the first time.
        find(Criteria(filters={"when": ("week",)}), catalog=get_catalog())
        db.session.remove()
        # A connection must not be carried into a forked process.
        db.engine.dispose()


def all_terms() -> dict[int, Term]:
    """Every term by its id, with its labels."""
    return get_catalog().terms


def find_crisis_lines(now: dt.datetime) -> list[Card]:
    """Every published crisis line, those for everybody first. now: as for load_cards()."""
    catalog = get_catalog()
    lines = catalog.having("crisis", True)
    audiences = {id for id, term in catalog.terms.items() if term.taxonomy_slug == "audience"}
    order = sorted(
        lines,
        key=lambda id: (_carries(catalog, id, audiences), catalog.entries[id].name),
    )
    return read_cards(catalog, order, now)


def count_published() -> dict[str, int]:
    """Kind → how many listings visitors can see."""
    catalog = get_catalog()
    return {kind: len(catalog.having("kind", kind)) for kind in KINDS}


def _with_dates(catalog: Catalog) -> BitMap:
    """The listings with a schedule that can be in a calendar: what is always open has no dates."""
    patterns = catalog.patterns()
    dated, always = (
        BitMap.union(NOTHING, *(ids for pattern, ids in patterns if pattern.is_always_open is is_always))
        for is_always in (False, True)
    )
    return dated - always


def _carries(catalog: Catalog, listing_id: int, term_ids: set[int]) -> bool:
    return any(listing_id in catalog.having("term", term_id) for term_id in term_ids)
