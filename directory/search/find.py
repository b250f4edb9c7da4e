"""find(criteria): the listings that help, in order, with the counts beside every filter.

Everything but words and cards is answered from the catalog in memory, so a search costs the same few
SQL statements whatever it finds: the catalog's generation, the place, the words, the cards.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from zoneinfo import ZoneInfo

from flask import current_app
from pyroaring import BitMap
from sqlalchemy import select

from directory.database import db, utc_now
from directory.models.schedule import next_start
from directory.search import cards, matching
from directory.search.catalog import NOTHING, Catalog, cell_of, days_since, get_catalog
from directory.search.criteria import FILTERS, Criteria
from directory.search.facets import Facet, make_facets, narrow, value_sets
from directory.search.facts import pattern_from_json
from directory.search.index import entry_table
from directory.search.places import PlaceFound, Spot, find_place, miles_between
from directory.search.understanding import Understanding, understand
from directory.search.words import indexed_words

PAGE_SIZE = 20
FRESH_DAYS, STALE_DAYS = 183, 548
MILES_PER_DEGREE = 69.0


@dataclass
class Results:
    """What find() answers. total: how many listings meet the criteria, not how many are on the page."""

    criteria: Criteria
    cards: list[cards.Card]
    total: int
    facets: list[Facet]
    understanding: Understanding
    place: PlaceFound | None
    zone: dt.tzinfo
    now: dt.datetime
    """Aware, on the visitor's clock."""
    loosened: bool = False
    """Whether no listing has all the words, and those with some are shown."""
    pages: int = 1
    terms: dict = field(default_factory=dict)

    @property
    def spot(self) -> Spot | None:
        """The place found, if one was asked for and is known."""
        return self.place.spot if self.place else None

    @property
    def is_own_clock(self) -> bool:
        """Whether the times are known to be on the visitor's clock, not just on the site's."""
        return bool(self.criteria.zone or (self.spot and self.spot.timezone))

    @property
    def has_more(self) -> bool:
        """Whether another page follows."""
        return self.criteria.page < self.pages


@dataclass(frozen=True)
class _Reach:
    """How listings serve a place, the nearest first. near: listing → miles."""

    near: dict[int, float]
    state: BitMap
    everywhere: BitMap

    @property
    def all(self) -> BitMap:
        return BitMap(self.near) | self.state | self.everywhere

    def group(self, listing_id: int) -> int:
        return 0 if listing_id in self.near else 1 if listing_id in self.state else 2


def find(criteria: Criteria, now: dt.datetime | None = None, *, page_size: int = PAGE_SIZE) -> Results:
    """The listings that meet *criteria*, the best first.

    now: aware datetime, for "today" and the next starts; by default this moment. A page beyond the end
    is answered with the last one.
    """
    catalog = get_catalog()
    place = find_place(criteria.near) if criteria.near else None
    spot = place.spot if place else None
    zone = zone_of(criteria, spot)
    now = (now or utc_now()).astimezone(zone)
    reach = _reach(catalog, spot, criteria.within) if spot else None

    understanding = understand(criteria.q, catalog.vocabulary, exact=criteria.exact)
    sets = {name: value_sets(catalog, name, now) for name in FILTERS}
    base = reach.all & catalog.everything if reach else catalog.everything
    levels, with_all = _match(catalog, understanding, base, criteria, sets)
    met = BitMap.union(NOTHING, *levels.values())
    narrowed, under_others = narrow(base & met, criteria, sets)
    with_all_words = None if with_all is None else narrow(base & with_all, criteria, sets)[1]

    pages = max(1, -(-len(narrowed) // page_size))
    criteria = replace(criteria, page=min(criteria.page, pages))
    order = _in_order(catalog, criteria, levels, narrowed, reach, now)
    ids = _page_of(order, criteria.page, page_size)
    return Results(
        criteria=criteria,
        cards=_explain(catalog, read_cards(ids, now), understanding, reach),
        total=len(narrowed),
        facets=make_facets(catalog, criteria, sets, under_others, with_all_words),
        understanding=understanding,
        place=place,
        zone=zone,
        now=now,
        loosened=with_all is not None and bool(narrowed),
        pages=pages,
        terms=catalog.terms,
    )


def count(criteria: Criteria, now: dt.datetime | None = None) -> int:
    """How many listings meet the criteria, as cheaply as can be. now: as for find()."""
    catalog = get_catalog()
    place = find_place(criteria.near) if criteria.near else None
    now = (now or utc_now()).astimezone(zone_of(criteria, place.spot if place else None))
    base = catalog.everything
    if place and place.spot:
        base = base & _reach(catalog, place.spot, criteria.within).all
    understanding = understand(criteria.q, catalog.vocabulary, exact=criteria.exact)
    sets = {name: value_sets(catalog, name, now) for name in FILTERS if criteria.chosen(name)}
    if understanding.units:
        levels = matching.meeting_all(matching.match_units(catalog, understanding.units))
        base = base & BitMap.union(NOTHING, *levels.values())
    for name, values in sets.items():
        base = base & BitMap.union(NOTHING, *(values[value] for value in criteria.chosen(name)))
    return len(base)


def zone_of(criteria: Criteria, spot: Spot | None) -> dt.tzinfo:
    """The visitor's zone: that of the place typed, else of the browser, else of the site."""
    return ZoneInfo((spot and spot.timezone) or criteria.zone or current_app.config["SITE_TIMEZONE"])


def _match(
    catalog: Catalog,
    understanding: Understanding,
    base: BitMap,
    criteria: Criteria,
    sets: dict,
) -> tuple[matching.Levels, BitMap | None]:
    """The listings by how well they meet the words, or all of them at one level without words.

    Where none meets all the words under the filters, those that meet some; then also those that meet
    all the words without the filters, else None.
    """
    if not understanding.units:
        return ({1: base} if base else {}), None
    levels = matching.match_units(catalog, understanding.units)
    every = matching.meeting_all(levels)
    met = BitMap.union(NOTHING, *every.values())
    if len(understanding.units) > 1 and not narrow(base & met, criteria, sets)[0]:
        return matching.meeting_some(levels), met
    return every, None


def _in_order(
    catalog: Catalog,
    criteria: Criteria,
    levels: matching.Levels,
    narrowed: BitMap,
    reach: _Reach | None,
    now: dt.datetime,
) -> Iterator[int]:
    """The listings in order: crisis lines for a crisis need, how they serve the place, fit, check, distance."""
    if criteria.sort == "name":
        yield from sorted(narrowed, key=lambda id: (catalog.entries[id].name, id))
        return
    within = _ranker(catalog, reach, now.date())
    if criteria.sort == "soonest":
        yield from sorted(narrowed, key=_soonest(catalog, now, within))
        return
    first = catalog.having("crisis", True) if _is_crisis_search(catalog, criteria, levels) else NOTHING
    for group in (narrowed & first, narrowed - first):
        for area in _areas(group, reach):
            for _, ids in _by_fit(catalog, criteria, levels, area):
                yield from sorted(ids, key=within)


def _areas(ids: BitMap, reach: _Reach | None) -> list[BitMap]:
    if reach is None:
        return [ids]
    near = BitMap(reach.near)
    return [ids & near, (ids & reach.state) - near, ids - near - reach.state]


def _by_fit(catalog: Catalog, criteria: Criteria, levels: matching.Levels, ids: BitMap) -> list[tuple[int, BitMap]]:
    """Sets by fit, best first: the score of the words, then whether the need asked for is its first."""
    needs = [catalog.term_ids.get(("need", slug)) for slug in criteria.chosen("need")]
    primary = BitMap.union(NOTHING, *(catalog.having("need_first", need) for need in needs))
    fits: dict[int, BitMap] = {}
    for score, met in levels.items():
        common = ids & met
        for bonus, part in ((1, common & primary), (0, common - primary)):
            if part:
                fits[2 * score + bonus] = part
    return sorted(fits.items(), reverse=True)


def _is_crisis_search(catalog: Catalog, criteria: Criteria, levels: matching.Levels) -> bool:
    chosen = (catalog.term_ids.get(("need", slug)) for slug in criteria.chosen("need"))
    return any(catalog.terms[id].is_crisis for id in chosen if id) or (
        criteria.q != "" and _typed_crisis(catalog, criteria)
    )


def _typed_crisis(catalog: Catalog, criteria: Criteria) -> bool:
    units = understand(criteria.q, catalog.vocabulary, exact=criteria.exact).units
    return any(catalog.terms[id].is_crisis for unit in units for id in unit.term_ids)


def _ranker(catalog: Catalog, reach: _Reach | None, today: dt.date) -> Callable[[int], tuple]:
    """The order of listings that fit equally well: checked lately, then near, then by name."""

    def rank(listing_id: int) -> tuple:
        entry = catalog.entries[listing_id]
        miles = reach.near.get(listing_id, 0.0) if reach else 0.0
        return (_freshness(entry.checked, today), miles, entry.name, listing_id)

    return rank


def _freshness(checked: str, today: dt.date) -> int:
    """0 checked within half a year, 1 within a year and a half, 2 longer ago, 3 never."""
    days = days_since(checked, today)
    if days is None:
        return 3
    return 0 if days <= FRESH_DAYS else 1 if days <= STALE_DAYS else 2


def _soonest(catalog: Catalog, now: dt.datetime, within: Callable[[int], tuple]) -> Callable[[int], tuple]:
    starts: dict[str, float] = {}

    def start_of(text: str) -> float:
        pattern = pattern_from_json(text)
        if cards.is_on([pattern], now):
            return now.timestamp()
        occurrence = next_start([pattern], now)
        return occurrence.starts_at.timestamp() if occurrence else float("inf")

    def rank(listing_id: int) -> tuple:
        own = [value for group, value in catalog.entries[listing_id].values if group == "pattern"]
        for text in own:
            if text not in starts:
                starts[text] = start_of(text)
        return (
            min((starts[text] for text in own), default=float("inf")),
            *within(listing_id),
        )

    return rank


def _reach(catalog: Catalog, spot: Spot, within: int) -> _Reach:
    """The listings that serve a place: near it, its state, or the whole country."""
    near = _near(catalog, spot.point, within) if spot.point else {}
    served = catalog.having("area", f"US-{spot.state}")
    if spot.point is None:
        served = served | catalog.having("state", spot.state)
    return _Reach(near, served, catalog.having("area", "US") | catalog.having("area", "worldwide"))


def _near(catalog: Catalog, point: tuple[float, float], within: int) -> dict[int, float]:
    """Listings within so many miles of a point, with the miles to their nearest place."""
    latitude, longitude = point
    high = within / MILES_PER_DEGREE
    wide = high / max(0.2, math.cos(math.radians(latitude)))
    south, west = cell_of(latitude - high, longitude - wide)
    north, east = cell_of(latitude + high, longitude + wide)
    cells = ((row, column) for row in range(south, north + 1) for column in range(west, east + 1))
    candidates = BitMap.union(NOTHING, *(catalog.having("cell", cell) for cell in cells))
    miles = {id: min(miles_between(point, own) for own in catalog.entries[id].points) for id in candidates}
    return {id: distance for id, distance in miles.items() if distance <= within}


def _page_of(order: Iterator[int], page: int, page_size: int) -> list[int]:
    start = (page - 1) * page_size
    return [id for number, id in zip(range(start + page_size), order, strict=False) if number >= start]


def read_cards(ids: Sequence[int], now: dt.datetime) -> list[cards.Card]:
    """The cards of published listings, in the order given. now: aware, in the zone to show times in."""
    rows = db.session.execute(
        select(entry_table.c.listing_id, entry_table.c.card).where(entry_table.c.listing_id.in_(ids))
    )
    stored = {listing_id: card for listing_id, card in rows if card}
    return [cards.load_card(id, stored[id], now) for id in ids if id in stored]


def _explain(
    catalog: Catalog,
    loaded: list[cards.Card],
    understanding: Understanding,
    reach: _Reach | None,
) -> list[cards.Card]:
    """Say on each card why it was found and how far it is."""
    for card in loaded:
        card.why = _why(catalog, understanding, card)
        if reach:
            card.reach = ("near", "state", "everywhere")[reach.group(card.id)]
            card.miles = reach.near.get(card.id)
    return loaded


def _why(catalog: Catalog, understanding: Understanding, card: cards.Card) -> list[cards.Reason]:
    """What of the search a listing met. Names speak for themselves."""
    reasons = []
    for unit in understanding.units:
        carried = [id for id in card.terms if id in unit.term_ids]
        fields = matching.fields_met(catalog, unit, card.id)
        if fields and fields[0][0] == "aliases":
            reasons.append(cards.Reason("alias", unit.meant, _alias_with(card, fields[0][1])))
        elif fields and fields[0][0] in ("names", "organization"):
            continue
        elif carried:
            label = catalog.terms[carried[0]].label_in("en")
            reasons.append(cards.Reason("term", unit.meant, label.short or label.label))
        elif fields:
            reasons.append(cards.Reason("text", unit.meant))
    return reasons


def _alias_with(card: cards.Card, word: str) -> str:
    return next((alias for alias in card.aliases if word in indexed_words(alias)), "")
