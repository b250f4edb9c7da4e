"""The directory as sets: which listings have which value, kept in memory by every process.

A set of listings is a bitmap (pyroaring), so a filter is an intersection and a count beside a filter
value costs a microsecond. The database stays the truth: before each search one statement asks for the
entries that changed since the catalog was made, and a new catalog is made of the old one and those.
"""

from __future__ import annotations

import datetime as dt
import json
import threading
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from flask import current_app
from pyroaring import BitMap
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from directory.database import db
from directory.models import Term
from directory.models.schedule import Pattern
from directory.search.facts import pattern_from_json
from directory.search.fragments import Fragments, Pages
from directory.search.guides import GuideEntry, read_guides
from directory.search.index import engine_index, entry_table, state_table
from directory.search.sphere import Vector, vector_of
from directory.search.vocabulary import Vocabulary, make_vocabulary
from directory.site_settings import note_settings_current, read_rows, take_settings

NOTHING = BitMap()
CELL_DEGREES = 0.5
MOST_POSTINGS = 5_000
MOST_MEMORIES = 500
Made = TypeVar("Made")
# Built once: it is asked for with every search.
_GENERATION = select(state_table.c.generation)


@dataclass(frozen=True)
class Entry:
    """What order needs to know of one listing. checked: YYYY-MM-DD, or empty."""

    name: str
    checked: str
    needs: tuple[int, ...]
    vectors: tuple[Vector, ...]
    """Its shown places on the unit sphere."""
    values: tuple[Any, ...]
    """Every key of Catalog.sets that holds this listing."""


@dataclass
class Catalog:
    """One state of the directory. Never changed once made, but for what it remembers.

    sets: (group, value) → listing ids. Groups: kind, term, need_first (its first or second need), free,
    crisis, number (of a crisis line), called (a whole name or alias), pattern, day (a weekday of a
    pattern), state, area, cell, all.
    """

    generation: int = 0
    entries: dict[int, Entry] = field(default_factory=dict)
    sets: dict[tuple[str, Any], BitMap] = field(default_factory=dict)
    terms: dict[int, Term] = field(default_factory=dict)
    term_ids: dict[tuple[str, str], int] = field(default_factory=dict)
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    postings: dict[str, dict[str, BitMap]] = field(default_factory=dict)
    memory: dict[Any, Any] = field(default_factory=dict)
    guides: tuple[GuideEntry, ...] = ()
    places: dict[tuple[int, int], list[tuple[int, Vector]]] = field(default_factory=dict)
    """Cell → the shown places of its listings, as they were asked for (reach.py)."""
    cards: dict[int, dict[str, Any]] = field(default_factory=dict)
    """Stored cards that were read (reading.py)."""
    fragments: Fragments = field(default_factory=Fragments)
    pages: Pages = field(default_factory=Pages)

    @property
    def everything(self) -> BitMap:
        """All published listings."""
        return self.having("all", True)

    def having(self, group: str, value: Any) -> BitMap:
        """The listings that have a value; none for a value that nobody has."""
        return self.sets.get((group, value), NOTHING)

    def unchecked_since(self, day: dt.date | None) -> BitMap:
        """The listings that were checked once, but before a day; none for no day. Crisis lines are never among them.

        Made once for each day, so that no index must be written anew when time goes by.
        """
        if day is None:
            return NOTHING
        limit = day.isoformat()

        def collect() -> BitMap:
            return BitMap(id for id, entry in self.entries.items() if "" < entry.checked < limit)

        return self.remember(("unchecked since", limit), collect) - self.having("crisis", True)

    def patterns(self) -> list[tuple[Pattern, BitMap]]:
        """Every schedule pattern in use and the listings that follow it."""
        return [(pattern_from_json(key[1]), ids) for key, ids in self.sets.items() if key[0] == "pattern"]

    def find_postings(self, words: Iterable[str]) -> dict[str, dict[str, BitMap]]:
        """Where words stand: word → field → listing ids. One SQL statement at the most."""
        # Taken before the memory is emptied, perhaps by another thread.
        known = {word: self.postings.get(word) for word in words}
        missing = [word for word, fields in known.items() if fields is None]
        if missing:
            found = engine_index().postings(db.session.connection(), missing)
            if len(self.postings) > MOST_POSTINGS:
                self.postings = {}
            known.update({word: found.get(word, {}) for word in missing})
            self.postings.update({word: found.get(word, {}) for word in missing})
        return {word: fields or {} for word, fields in known.items()}

    def remember(self, key: Any, make: Callable[[], Made]) -> Made:
        """What *make* gives, made once for a key; the keys of a catalog are forgotten with it."""
        found = self.memory.get(key)
        if found is None:
            if len(self.memory) > MOST_MEMORIES:
                self.memory = {}
            found = self.memory[key] = make()
        return found


class CatalogKeeper:
    """Holds the current catalog of one application and brings it up to date. Safe for threads."""

    def __init__(self) -> None:
        self._catalog = Catalog()
        self._lock = threading.Lock()

    def current(self) -> Catalog:
        """The catalog as of now. One SQL statement when nothing has changed since the last call."""
        generation = db.session.connection().scalar(_GENERATION) or 0
        catalog = self._catalog
        if generation != catalog.generation:
            with self._lock:
                catalog = self._catalog
                if generation != catalog.generation:
                    catalog = self._catalog = _renewed(catalog, generation)
        note_settings_current()
        return catalog


def get_catalog() -> Catalog:
    """The catalog of the running application, up to date."""
    keeper: CatalogKeeper = current_app.extensions["search"]
    return keeper.current()


def _renewed(old: Catalog, generation: int) -> Catalog:
    # A rebuild, or a database put back from a backup, may count from an earlier number: start anew.
    since = old.generation if old.generation < generation else 0
    rows = db.session.execute(
        select(entry_table.c.listing_id, entry_table.c.facts).where(entry_table.c.generation > since)
    ).all()
    entries, sets = (dict(old.entries), dict(old.sets)) if since else ({}, {})
    _take_out(entries, sets, [listing_id for listing_id, _ in rows])
    _put_in(
        entries,
        sets,
        [(listing_id, json.loads(text)) for listing_id, text in rows if text],
    )
    # In a session of their own: they outlive the request, and the request's session may be editing them.
    with Session(db.engine) as session:
        terms = {term.id: term for term in _in_page_order(list(session.scalars(_all_terms())))}
        guides = read_guides(session)
        # They are changed with a new generation too, so no page has to ask for them.
        settings = read_rows(session)
    take_settings(settings)
    words = engine_index().vocabulary(db.session.connection())
    return Catalog(
        generation=generation,
        entries=entries,
        sets=sets,
        terms=terms,
        term_ids={(term.taxonomy_slug, term.slug): term.id for term in terms.values()},
        vocabulary=make_vocabulary(words, terms.values()),
        guides=guides,
    )


def _all_terms() -> Any:
    return select(Term).options(
        selectinload(Term.labels),
        selectinload(Term.synonyms),
        selectinload(Term.taxonomy),
    )


def _in_page_order(terms: list[Term]) -> list[Term]:
    """Terms by taxonomy, each need behind its group and the groups in their order."""
    positions = {term.id: term.position for term in terms}
    return sorted(
        terms,
        key=lambda term: (
            term.taxonomy_slug,
            positions.get(term.parent_id or 0, term.position),
            term.parent_id or 0,
            term.position,
            term.id,
        ),
    )


def _take_out(entries: dict[int, Entry], sets: dict[tuple[str, Any], BitMap], ids: list[int]) -> None:
    leaving: dict[tuple[str, Any], list[int]] = defaultdict(list)
    for id in ids:
        if entry := entries.pop(id, None):
            for key in entry.values:
                leaving[key].append(id)
    for key, gone in leaving.items():
        rest = sets[key] - BitMap(gone)
        sets.pop(key)
        if rest:
            sets[key] = rest


def _put_in(
    entries: dict[int, Entry],
    sets: dict[tuple[str, Any], BitMap],
    rows: list[tuple[int, dict]],
) -> None:
    coming: dict[tuple[str, Any], list[int]] = defaultdict(list)
    for id, facts in rows:
        entry = _entry(facts)
        entries[id] = entry
        for key in entry.values:
            coming[key].append(id)
    for key, ids in coming.items():
        sets[key] = sets.get(key, NOTHING) | BitMap(ids)


def _entry(facts: dict[str, Any]) -> Entry:
    values: list[tuple[str, Any]] = [("all", True), ("kind", facts["kind"])]
    values += [("term", term_id) for term_id in facts["terms"]]
    values += [("need_first", term_id) for term_id in facts["needs"][:2]]
    values += pattern_values(facts["patterns"])
    values += [("state", state) for state in facts["states"]]
    values += [("area", area) for area in facts["areas"]]
    values += [("cell", cell_of(*point)) for point in facts["points"]]
    values += [("number", number) for number in facts["numbers"]]
    values += [("called", name) for name in facts["called"]]
    values += [(name, True) for name in ("free", "crisis") if facts[name]]
    return Entry(
        name=facts["name"],
        checked=facts["checked"] or "",
        needs=tuple(facts["needs"]),
        vectors=tuple(vector_of((latitude, longitude)) for latitude, longitude in facts["points"]),
        values=tuple(dict.fromkeys(values)),
    )


def pattern_values(patterns: Iterable[str]) -> list[tuple[str, str]]:
    """The keys of Catalog.sets for schedules, each as JSON: the pattern itself and its weekdays."""
    return [
        key
        for text in patterns
        for key in (("pattern", text), *(("day", day) for day in sorted(pattern_from_json(text).weekdays)))
    ]


def cell_of(latitude: float, longitude: float) -> tuple[int, int]:
    """The cell of half a degree that a point lies in."""
    return int(latitude // CELL_DEGREES), int(longitude // CELL_DEGREES)
