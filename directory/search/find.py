"""find(criteria): the listings that help, in order, with the counts beside every filter.

Everything but words and cards is answered from the catalog in memory, so a search costs the same few
SQL statements whatever it finds: the catalog's generation, the place, the words, the cards.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from zoneinfo import ZoneInfo

from flask import current_app
from pyroaring import BitMap

from directory.database import utc_now
from directory.freshness import Age, cutoff
from directory.pages import page_locale
from directory.search import matching
from directory.search.cards import Card
from directory.search.catalog import NOTHING, Catalog, get_catalog
from directory.search.criteria import FILTERS, Criteria
from directory.search.facets import Facet, make_facets, narrow, value_sets
from directory.search.fragments import Fragments
from directory.search.guides import GuideEntry, find_guides, guides_in
from directory.search.order import first_in_order
from directory.search.places import PlaceFound, Spot, find_place
from directory.search.reach import find_reach
from directory.search.reading import explain, read_cards
from directory.search.understanding import Understanding, Unit, understand

PAGE_SIZE = 20
# What is at the heart of a search, whatever else was typed: who somebody is and what they live with. It counts double.
CENTRAL, CENTRAL_WEIGHT = frozenset({"need", "condition", "audience"}), 2


@dataclass
class Results:
    """What find() answers. total: how many listings meet the criteria, not how many are on the page."""

    criteria: Criteria
    cards: list[Card]
    total: int
    facets: list[Facet]
    understanding: Understanding
    place: PlaceFound | None
    now: dt.datetime
    """Aware, on the visitor's clock."""
    left_out: int = 0
    """How many more meet the criteria, but were not checked for so long that only a search that asks has them."""
    old: int = 0
    """How many of those that were found are such, because the search asks for them."""
    loosened: bool = False
    """Whether no listing has all the words, and those with some are shown."""
    pages: int = 1
    terms: dict = field(default_factory=dict)
    guides: list[GuideEntry] = field(default_factory=list)
    """Guides that meet the words and needs, for beside the listings."""
    fragments: Fragments = field(default_factory=Fragments)

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


def find(
    criteria: Criteria,
    now: dt.datetime | None = None,
    *,
    page_size: int = PAGE_SIZE,
    catalog: Catalog | None = None,
    among: BitMap | None = None,
) -> Results:
    """The listings that meet *criteria*, the best first.

    now: aware datetime, for "today" and the next starts; by default this moment. A page beyond the end
    is answered with the last one. catalog: what the caller has at hand already.
    among: only these.
    """
    catalog = catalog or get_catalog()
    place = find_place(criteria.near) if criteria.near else None
    spot = place.spot if place else None
    now = (now or utc_now()).astimezone(zone_of(criteria, spot))
    reach = find_reach(catalog, spot, criteria.within) if spot else None

    understanding = understand(criteria.q, catalog.vocabulary, exact=criteria.exact)
    sets = {name: value_sets(catalog, name, now) for name in FILTERS}
    served = reach.all & catalog.everything if reach else catalog.everything
    if among is not None:
        served = served & among
    old = _old(catalog, now)
    base = served if criteria.old else served - old
    levels, with_all = _match(catalog, understanding, base, criteria, sets)
    met = BitMap.union(NOTHING, *levels.values())
    narrowed, under_others = narrow(base & met, criteria, sets)
    # Without words all are meant, and `met` has only those of base.
    meant = met if understanding.units else served
    with_all_words = None if with_all is None else narrow(base & with_all, criteria, sets)[1]

    pages = max(1, -(-len(narrowed) // page_size))
    criteria = replace(criteria, page=min(criteria.page, pages))
    limit = criteria.page * page_size
    ids = first_in_order(catalog, criteria, understanding, levels, narrowed, reach, now, limit)[limit - page_size :]
    return Results(
        criteria=criteria,
        cards=explain(catalog, read_cards(catalog, ids, now), understanding, reach),
        total=len(narrowed),
        facets=make_facets(catalog, criteria, sets, under_others, with_all_words),
        understanding=understanding,
        place=place,
        now=now,
        loosened=with_all is not None and bool(narrowed),
        pages=pages,
        left_out=len(narrow(served & meant & old - base, criteria, sets)[0]),
        old=len(narrowed & old),
        terms=catalog.terms,
        guides=_guides(catalog, criteria, understanding),
        fragments=catalog.fragments,
    )


def count(
    criteria: Criteria,
    now: dt.datetime | None = None,
    *,
    catalog: Catalog | None = None,
    place: PlaceFound | None = None,
) -> int:
    """How many listings meet the criteria, as cheaply as can be.

    now: as for find(). catalog, place: what the caller has at hand already; place is that of criteria.near.
    """
    catalog = catalog or get_catalog()
    place = (place or find_place(criteria.near)) if criteria.near else None
    now = (now or utc_now()).astimezone(zone_of(criteria, place.spot if place else None))
    base = catalog.everything if criteria.old else catalog.everything - _old(catalog, now)
    if place and place.spot:
        base = base & find_reach(catalog, place.spot, criteria.within).all
    understanding = understand(criteria.q, catalog.vocabulary, exact=criteria.exact)
    sets = {name: value_sets(catalog, name, now) for name in FILTERS if criteria.chosen(name)}
    if understanding.units:
        meeting = value_sets(catalog, "when", now)
        levels = matching.match_units(catalog, understanding.asked, meeting)
        base = base & BitMap.union(NOTHING, *_meeting_all(catalog, understanding, levels).values())
    for name, values in sets.items():
        base = base & BitMap.union(NOTHING, *(values[value] for value in criteria.chosen(name)))
    return len(base)


def _old(catalog: Catalog, now: dt.datetime) -> BitMap:
    """What a search leaves out unless it asks for it: listings that were checked, but too long ago."""
    return catalog.unchecked_since(cutoff(Age.OLD, now.date()))


def _guides(catalog: Catalog, criteria: Criteria, understanding: Understanding) -> list[GuideEntry]:
    needs = (catalog.term_ids["need", slug] for slug in criteria.chosen("need"))
    return find_guides(guides_in(catalog.guides, page_locale()), understanding, needs)


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
    levels = matching.match_units(catalog, understanding.asked, sets["when"])
    early = BitMap.union(NOTHING, *(sets["when"][moment] for moment in understanding.lifting))
    every = matching.lifted(_meeting_all(catalog, understanding, levels), early)
    met = BitMap.union(NOTHING, *every.values())
    if len(understanding.asked) > 1 and not narrow(base & met, criteria, sets)[0]:
        some = _match_some(catalog, understanding, levels, lambda ids: bool(narrow(base & ids, criteria, sets)[0]))
        return matching.lifted(some, early), met
    return every, None


def _meeting_all(catalog: Catalog, understanding: Understanding, levels: list[matching.Levels]) -> matching.Levels:
    """Those that meet all the words, and the crisis lines for a danger that is among them: no word takes them away."""
    every = matching.meeting_all(levels)
    dangers = (had for unit, had in zip(understanding.asked, levels, strict=True) if _is_danger(catalog, unit))
    lines = BitMap.union(NOTHING, *(ids for had in dangers for ids in had.values())) & catalog.having("crisis", True)
    besides = lines - BitMap.union(NOTHING, *every.values())
    return {**every, 0: besides} if besides else every


def _is_danger(catalog: Catalog, unit: Unit) -> bool:
    return any(catalog.terms[id].is_crisis for id in unit.term_ids if id in catalog.terms)


def _match_some(
    catalog: Catalog, understanding: Understanding, levels: list[matching.Levels], leads: Callable[[BitMap], bool]
) -> matching.Levels:
    """Those that meet some of the words: of what somebody lives with, if that leads anywhere; else any of them."""
    weights = [CENTRAL_WEIGHT if _is_central(catalog, unit) else 1 for unit in understanding.asked]
    some = matching.meeting_some(levels, weights)
    central = BitMap.union(
        NOTHING, *(ids for unit, weight in zip(levels, weights, strict=True) if weight > 1 for ids in unit.values())
    )
    if not leads(central):
        return some
    return {score: left for score, ids in some.items() if (left := ids & central)}


def _is_central(catalog: Catalog, unit: Unit) -> bool:
    return any(catalog.terms[id].taxonomy_slug in CENTRAL for id in unit.term_ids if id in catalog.terms)
