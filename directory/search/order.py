"""The order of results: crisis lines for a crisis, how they serve the place, fit, check, distance, name."""

from __future__ import annotations

import datetime as dt
import heapq
import math
from collections.abc import Callable, Iterator
from itertools import groupby, islice
from operator import itemgetter

from pyroaring import BitMap

from directory.freshness import Age, cutoff
from directory.models import Kind
from directory.models.schedule import next_start
from directory.search.catalog import NOTHING, Catalog
from directory.search.criteria import Criteria
from directory.search.facts import name_key, pattern_from_json
from directory.search.matching import Levels
from directory.search.moments import meeting_in_turn
from directory.search.reach import Reach
from directory.search.understanding import Understanding
from directory.site_settings import current_crisis_lines

Rank = Callable[[int], tuple[float, float, float]]


def first_in_order(
    catalog: Catalog,
    criteria: Criteria,
    understanding: Understanding,
    levels: Levels,
    narrowed: BitMap,
    reach: Reach | None,
    now: dt.datetime,
    limit: int,
) -> list[int]:
    """The first *limit* of the listings that were found, in the order asked for.

    levels: listings by how well they meet the words. now: aware, in the visitor's zone.
    """
    today = now.date()
    if criteria.sort == "name":
        return _first_of(catalog, today, narrowed, limit, by_name=True)
    rank, near = _rank(catalog, reach, today), BitMap(reach.near) if reach else NOTHING
    if criteria.sort == "soonest":
        sets = _by_start(catalog, narrowed, now)
    else:
        sets = _by_fit(catalog, criteria, understanding, levels, narrowed, reach)
    found: list[int] = []
    for ids in sets:
        rest = limit - len(found)
        found += heapq.nsmallest(rest, ids, key=rank) if ids & near else _first_of(catalog, today, ids, rest)
        if len(found) >= limit:
            break
    return found


def _by_fit(
    catalog: Catalog,
    criteria: Criteria,
    understanding: Understanding,
    levels: Levels,
    narrowed: BitMap,
    reach: Reach | None,
) -> Iterator[BitMap]:
    """The listings in sets, the best first; those in one set fit equally well."""
    fits = _fits(catalog, criteria, levels)
    for group in _groups(catalog, criteria, understanding, narrowed):
        for area in reach.split(group) if reach else [group]:
            for ids in fits:
                yield area & ids


def _groups(
    catalog: Catalog, criteria: Criteria, understanding: Understanding, narrowed: BitMap
) -> tuple[BitMap, BitMap, BitMap]:
    """What stands before and behind the rest: crisis lines; ways to help, as help is sought or given."""
    meant = _meant(catalog, criteria, understanding)
    is_crisis = any(catalog.terms[id].is_crisis for id in meant)
    crisis = narrowed & catalog.having("crisis", True) if is_crisis else NOTHING
    roles = narrowed & catalog.having("kind", Kind.ROLE) - _called(catalog, criteria) - crisis if meant else NOTHING
    rest = narrowed - crisis - roles
    # Where both can be meant ("sponsor", "someone to listen"), it is sought.
    needs = {id for id in meant if catalog.terms[id].taxonomy_slug == "need"} or meant
    is_giving = bool(needs) and all(_is_giving(catalog, id) for id in needs)
    return (crisis, roles, rest) if is_giving else (crisis, rest, roles)


def _is_giving(catalog: Catalog, term_id: int) -> bool:
    """Whether a term is one of giving help: most of what carries it are roles."""
    carrying = catalog.having("term", term_id)
    return 2 * len(carrying & catalog.having("kind", Kind.ROLE)) > len(carrying)


def _meant(catalog: Catalog, criteria: Criteria, understanding: Understanding) -> set[int]:
    """The terms of the needs that were chosen and of what was typed."""
    chosen = {catalog.term_ids.get(("need", slug)) for slug in criteria.chosen("need")}
    meant = {id for unit in understanding.units for id in unit.term_ids}
    return {id for id in chosen | meant if id in catalog.terms}


def _fits(catalog: Catalog, criteria: Criteria, levels: Levels) -> list[BitMap]:
    """Sets by fit, best first: called just so, the score of the words, a line that stands on every page, its needs.

    Its needs: the need asked for is its first or second.
    """
    needs = [catalog.term_ids.get(("need", slug)) for slug in criteria.chosen("need")]
    primary = BitMap.union(NOTHING, *(catalog.having("need_first", need) for need in needs))
    called, everywhere = _called(catalog, criteria), _shown_everywhere(catalog)
    fits: list[tuple[tuple[bool, int, bool, bool], BitMap]] = []
    for score, met in levels.items():
        for is_called, named in ((True, met & called), (False, met - called)):
            fits.append(((is_called, score, True, True), named & everywhere))
            fits.append(((is_called, score, False, True), named & primary - everywhere))
            fits.append(((is_called, score, False, False), named - primary - everywhere))
    return [ids for _, ids in sorted(fits, key=lambda one: one[0], reverse=True) if ids]


def _shown_everywhere(catalog: Catalog) -> BitMap:
    """The crisis lines whose numbers stand on every page: they are for everybody, others for some."""
    lines = current_crisis_lines()
    return catalog.having("number", lines.call) | catalog.having("number", lines.text)


def _called(catalog: Catalog, criteria: Criteria) -> BitMap:
    """The listings whose whole name, or other name, was typed."""
    return catalog.having("called", name_key(criteria.q)) if criteria.q else NOTHING


def _rank(catalog: Catalog, reach: Reach | None, today: dt.date) -> Rank:
    """The order of listings that fit equally well: checked lately, then near, then by name."""
    positions = _positions(catalog, today)
    near = reach.near if reach else {}
    entries, staleness = catalog.entries, _staleness(today)

    def rank(listing_id: int) -> tuple[float, float, float]:
        miles = near.get(listing_id)
        if miles is None:
            return positions[listing_id], 0.0, 0.0
        return staleness(entries[listing_id].checked), miles, positions[listing_id]

    return rank


def _first_of(catalog: Catalog, today: dt.date, ids: BitMap, limit: int, *, by_name: bool = False) -> list[int]:
    """The first of some listings in the order without a search.

    Many of them: the order is walked until enough of it are among them. Few: they alone are sorted.
    """
    positions = _positions(catalog, today, by_name=by_name)
    if len(ids) ** 2 > limit * len(positions):
        return list(islice(filter(ids.__contains__, positions), limit))
    return heapq.nsmallest(limit, ids, key=positions.__getitem__)


def _positions(catalog: Catalog, today: dt.date, *, by_name: bool = False) -> dict[int, int]:
    """Every listing's place in the order without a search: by check and name, or by name alone; the first first."""

    def sort() -> dict[int, int]:
        staleness = _staleness(today)
        keys = {
            id: (0 if by_name else staleness(entry.checked), entry.name, id) for id, entry in catalog.entries.items()
        }
        return {id: position for position, id in enumerate(sorted(keys, key=keys.__getitem__))}

    return catalog.remember(("positions", today, by_name), sort)


def _staleness(today: dt.date) -> Callable[[str], int]:
    """How a check counts in the order, from its day or "": the ages of freshness.py, 0 for fresh; never is the last."""
    limits = [limit.isoformat() for age in (Age.DUE, Age.OVERDUE, Age.OLD) if (limit := cutoff(age, today))]
    return lambda checked: sum(checked < limit for limit in limits) if checked else len(limits) + 1


def _by_start(catalog: Catalog, narrowed: BitMap, now: dt.datetime) -> Iterator[BitMap]:
    """The listings in sets by what starts next; what is going on now comes first, what has no dates last."""
    left = narrowed.copy()
    for ids in meeting_in_turn(catalog, now):
        due = left & ids
        yield due
        left -= due
    later = sorted((_next_start(catalog, id, now), id) for id in left)
    for _, together in groupby(later, key=itemgetter(0)):
        yield BitMap(id for _, id in together)


def _next_start(catalog: Catalog, listing_id: int, now: dt.datetime) -> float:
    """When a listing starts next, in POSIX seconds; infinity for one without dates."""
    patterns = [pattern_from_json(value) for group, value in catalog.entries[listing_id].values if group == "pattern"]
    occurrence = next_start(patterns, now)
    return occurrence.starts_at.timestamp() if occurrence else math.inf
