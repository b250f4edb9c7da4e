"""What is looked for, as a value: the criteria of one search, and how they are written in an address."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from urllib.parse import urlencode

# The parameter of each filter and the taxonomy behind it. The order is that of the page.
TAXONOMY_FILTERS = {
    "need": "need",
    "audience": "audience",
    "condition": "condition",
    "format": "format",
    "role": "role_type",
    "platform": "platform",
    "language": "language",
    "preference": "preference",
    "place": "place",
}
# Every filter with values, in the order in which they stand on the page.
FILTERS = (
    "kind",
    "when",
    "day",
    "format",
    "need",
    "condition",
    "audience",
    "free",
    "language",
    "role",
    "platform",
    "preference",
    "place",
)
MOMENTS = ("today", "tonight", "week")
DISTANCES = (5, 10, 25, 50, 100)
DEFAULT_DISTANCE = 25
SORTS = ("best", "soonest", "name")


@dataclass(frozen=True)
class Criteria:
    """One search. filters: parameter → chosen values, in the order chosen, without doubles."""

    q: str = ""
    near: str = ""
    within: int = DEFAULT_DISTANCE
    filters: dict[str, tuple[str, ...]] = field(default_factory=dict)
    exact: bool = False
    """Take the words as typed: no correction, no synonyms."""
    old: bool = False
    """Also what has not been checked for so long that it is left out (directory/freshness.py)."""
    zone: str = ""
    """The visitor's IANA time zone as their browser tells it; a place typed goes before."""
    sort: str = "best"
    page: int = 1

    def chosen(self, name: str) -> tuple[str, ...]:
        """The values chosen for one filter."""
        return self.filters.get(name, ())

    def with_value(self, name: str, value: str) -> Criteria:
        """The same search with one more value of a filter, from its first page."""
        values = dict.fromkeys((*self.chosen(name), value))
        return replace(self, filters={**self.filters, name: tuple(values)}, page=1)

    def without_value(self, name: str, value: str) -> Criteria:
        """The same search without one value of a filter, from its first page."""
        values = tuple(other for other in self.chosen(name) if other != value)
        return replace(self, filters={**self.filters, name: values}, page=1)

    def without_filter(self, name: str) -> Criteria:
        """The same search without a filter, from its first page."""
        return replace(self, filters={**self.filters, name: ()}, page=1)

    def query_string(self, *, sort: str | None = None, page: int | None = None) -> str:
        """The search as the part of an address behind the question mark; defaults are left out.

        sort, page: another order or page of the same search.
        """
        sort, page = sort or self.sort, page or self.page
        own = [("sort", sort)] if sort != "best" else []
        own += [("page", str(page))] if page > 1 else []
        return "&".join(part for part in (self._asked, urlencode(own)) if part)

    @cached_property
    def _asked(self) -> str:
        """What stays the same on every page and in every order, as part of an address."""
        pairs: list[tuple[str, str]] = []
        if self.q:
            pairs.append(("q", self.q))
        if self.near:
            pairs.append(("near", self.near))
            if self.within != DEFAULT_DISTANCE:
                pairs.append(("within", str(self.within)))
        for name in FILTERS:
            pairs.extend((name, value) for value in self.chosen(name))
        if self.exact:
            pairs.append(("exact", "yes"))
        if self.old:
            pairs.append(("old", "yes"))
        if self.zone:
            pairs.append(("zone", self.zone))
        return urlencode(pairs)


def make_filters(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Filters from (name, value) pairs, each value once, in the order given."""
    filters: dict[str, dict[str, None]] = {}
    for name, value in pairs:
        filters.setdefault(name, {})[value] = None
    return {name: tuple(values) for name, values in filters.items()}
