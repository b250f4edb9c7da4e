"""The filters beside the results: every value with how many listings it leads to under the others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from pyroaring import BitMap

from directory.models import KINDS
from directory.search.catalog import NOTHING, Catalog
from directory.search.criteria import FILTERS, MOMENTS, TAXONOMY_FILTERS, Criteria
from directory.search.moments import DAYS, meeting_in, meeting_on


@dataclass(slots=True)
class FacetValue:
    """One value of a filter. count: the listings it leads to if chosen, under the other filters."""

    value: str
    count: int
    is_chosen: bool
    term_id: int | None = None


@dataclass(frozen=True)
class Facet:
    """One filter and its values, those that lead nowhere left out."""

    name: str
    values: tuple[FacetValue, ...] = field(default=())

    @property
    def chosen_count(self) -> int:
        """How many values are in use."""
        return sum(value.is_chosen for value in self.values)


def known_values(catalog: Catalog, name: str) -> dict[str, int | None]:
    """Every value that a filter can have, in the order of the page, with its term's id if it has one."""
    if taxonomy := TAXONOMY_FILTERS.get(name):
        return catalog.remember(("values", taxonomy), lambda: _term_values(catalog, taxonomy))
    values = {"kind": KINDS, "when": MOMENTS, "day": DAYS, "free": ("yes",)}[name]
    return dict.fromkeys(values)


def _term_values(catalog: Catalog, taxonomy: str) -> dict[str, int | None]:
    return {
        term.slug: term.id
        for term in catalog.terms.values()
        if term.taxonomy_slug == taxonomy and (taxonomy != "need" or term.parent_id)
    }


def value_sets(catalog: Catalog, name: str, now: dt.datetime) -> dict[str, BitMap]:
    """The listings behind every value of a filter. now: aware, in the visitor's zone."""
    if name == "when":
        return {value: meeting_in(catalog, value, now) for value in MOMENTS}
    return catalog.remember(("sets", name), lambda: _lasting_sets(catalog, name))


def _lasting_sets(catalog: Catalog, name: str) -> dict[str, BitMap]:
    """The listings behind every value of a filter that does not depend on the time."""
    if name == "kind":
        return {value: catalog.having("kind", value) for value in KINDS}
    if name == "day":
        return {value: meeting_on(catalog, value) for value in DAYS}
    if name == "free":
        return {"yes": catalog.having("free", True)}
    return {slug: catalog.having("term", term_id) for slug, term_id in known_values(catalog, name).items()}


def narrow(
    base: BitMap, criteria: Criteria, sets: Mapping[str, Mapping[str, BitMap]]
) -> tuple[BitMap, dict[str, BitMap]]:
    """The listings that meet all filters, and for each filter those that meet all the others.

    Several values of one filter widen, several filters narrow.
    """
    chosen = {
        name: BitMap.union(BitMap(), *(sets[name][value] for value in criteria.chosen(name)))
        for name in FILTERS
        if criteria.chosen(name)
    }
    narrowed = base
    for ids in chosen.values():
        narrowed = narrowed & ids
    under_others: dict[str, BitMap] = {}
    for name in FILTERS:
        others = base
        for other, ids in chosen.items():
            if other != name:
                others = others & ids
        under_others[name] = others if name in chosen else narrowed
    return narrowed, under_others


def make_facets(
    catalog: Catalog,
    criteria: Criteria,
    sets: Mapping[str, Mapping[str, BitMap]],
    under_others: Mapping[str, BitMap],
    with_all_words: Mapping[str, BitMap] | None = None,
) -> list[Facet]:
    """Every filter with the counts of its values, in the order of the page.

    with_all_words: like under_others, when listings with some of the words are shown because none has
    all: a value under which some have all leads to those alone.
    """
    facets = []
    for name in FILTERS:
        ids, chosen, others = known_values(catalog, name), criteria.chosen(name), under_others[name]
        first = with_all_words[name] if with_all_words else NOTHING
        values = []
        for value, listings in sets[name].items():
            count = first.intersection_cardinality(listings) if first else 0
            count = count or others.intersection_cardinality(listings)
            if count or value in chosen:
                values.append(FacetValue(value, count, value in chosen, ids[value]))
        facets.append(Facet(name, tuple(values)))
    return facets
