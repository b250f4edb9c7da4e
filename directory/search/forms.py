"""What a visitor asks, read from the address: the vocabulary of the search page."""

from __future__ import annotations

import re
import unicodedata
import zoneinfo
from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Form, IntegerField, SearchField, StringField

from directory.search.catalog import Catalog
from directory.search.criteria import (
    DEFAULT_DISTANCE,
    DISTANCES,
    FILTERS,
    SORTS,
    Criteria,
    make_filters,
)
from directory.search.facets import known_values

LONGEST_TEXT = 200
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff\ufffd]")

# Parameters that criteria() either knows the value of, or drops.
_CHOSEN = frozenset({*FILTERS, "old", "sort"})
_ZONES = frozenset(zoneinfo.available_timezones())


@dataclass(frozen=True)
class Dropped:
    """A value that was asked for and that there is not."""

    name: str
    value: str


def clean_text(value: str | None) -> str:
    """One line of text in composed form, without control and direction marks, cut to LONGEST_TEXT."""
    text = _CONTROL.sub(" ", unicodedata.normalize("NFC", value or ""))
    return " ".join(text.split())[:LONGEST_TEXT].strip()


class SearchForm(Form):
    """The fields of the search page. Values that cannot be used are dropped and named, never refused."""

    q = SearchField(filters=[clean_text])
    near = StringField(filters=[clean_text])
    within = IntegerField(default=DEFAULT_DISTANCE)
    zone = StringField(filters=[clean_text])
    sort = StringField(filters=[clean_text])
    exact = BooleanField()
    old = BooleanField()
    page = IntegerField(default=1)

    def __init__(self, arguments: MultiDict[str, str], catalog: Catalog) -> None:
        super().__init__(arguments)
        self.catalog = catalog
        self.arguments = arguments
        self.dropped: list[Dropped] = []

    @property
    def is_chosen(self) -> bool:
        """Whether all was chosen among values of ours: no words, no place, nothing unknown. Ask after criteria()."""
        return not self.dropped and all(name in _CHOSEN for name in self.arguments)

    @property
    def is_cut(self) -> bool:
        """Whether more was typed than is read."""
        return any(len(self.arguments.get(name, "")) > LONGEST_TEXT for name in ("q", "near"))

    def criteria(self) -> Criteria:
        """What was asked, as a value."""
        return Criteria(
            q=self.q.data or "",
            near=self.near.data or "",
            within=self._one_of("within", self.within.data, DISTANCES, DEFAULT_DISTANCE),
            filters=make_filters(self._filters()),
            exact=bool(self.exact.data),
            old=bool(self.old.data),
            zone=self._zone(),
            sort=self._one_of("sort", self.sort.data or SORTS[0], SORTS, SORTS[0]),
            page=min(max(1, self.page.data or 1), 1_000_000),
        )

    def _filters(self) -> list[tuple[str, str]]:
        pairs = []
        for name in FILTERS:
            known = known_values(self.catalog, name)
            for value in self.arguments.getlist(name):
                if value in known:
                    pairs.append((name, value))
                elif value:
                    self.dropped.append(Dropped(name, clean_text(value)[:40]))
        return pairs

    def _one_of(self, name: str, value: Any, known: tuple[Any, ...], default: Any) -> Any:
        if value in known:
            return value
        if self.arguments.get(name):
            self.dropped.append(Dropped(name, clean_text(self.arguments[name])[:40]))
        return default

    def _zone(self) -> str:
        zone = self.zone.data or ""
        return zone if zone in _ZONES else ""
