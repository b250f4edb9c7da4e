"""What to offer when nothing was found: the nearest wider searches, with their counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from flask_babel import gettext as _

from directory.search.catalog import get_catalog
from directory.search.criteria import DISTANCES, FILTERS, Criteria
from directory.search.find import Results, count
from directory.search.labels import filter_label

MOST_OFFERS = 5


@dataclass(frozen=True)
class Offer:
    """A wider search: what is let go, how many listings it has, and the search itself."""

    label: str
    count: int
    criteria: Criteria


def loosened_searches(results: Results) -> list[Offer]:
    """The wider searches that lead somewhere, those that change least first."""
    criteria = replace(results.criteria, page=1)
    candidates: list[tuple[str, Criteria]] = []
    if results.spot:
        wider = next((miles for miles in DISTANCES if miles > criteria.within), None)
        if wider:
            candidates.append(
                (
                    _("Within %(miles)s miles", miles=wider),
                    replace(criteria, within=wider),
                )
            )
        candidates.append((_("Anywhere, also online and by phone"), replace(criteria, near="")))
    for name in FILTERS:
        if criteria.chosen(name):
            label = _("Without the filter “%(name)s”", name=filter_label(name))
            candidates.append((label, criteria.without_filter(name)))
    if criteria.q and any(criteria.filters.values()):
        candidates.append((_("These words, without any filter"), replace(criteria, filters={})))
    if criteria.q and (any(criteria.filters.values()) or criteria.near):
        candidates.append((_("These filters, without the words"), replace(criteria, q="")))
    catalog = get_catalog()  # once for all, so that a page without results takes no more statements than another
    offers = [
        Offer(label, count(wider, results.now, catalog=catalog, place=results.place), wider)
        for label, wider in _each_once(candidates)
    ]
    return [offer for offer in offers if offer.count][:MOST_OFFERS]


def _each_once(candidates: list[tuple[str, Criteria]]) -> Iterator[tuple[str, Criteria]]:
    """The first of those that lead to the same address: without its only filter a search is without any."""
    addresses: set[str] = set()
    for label, wider in candidates:
        address = wider.query_string()
        if address not in addresses:
            addresses.add(address)
            yield label, wider
