"""How the search tests ask: find() in one line, all that the index holds, and the statements it takes."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event, select, text

from directory.database import db
from directory.search.catalog import CatalogKeeper
from directory.search.criteria import Criteria
from directory.search.find import Results, find
from directory.search.index import engine_index, entry_table

EVERYTHING = 10_000


def criteria_of(q: str = "", **asked: Any) -> Criteria:
    """Criteria in one line: filters by name, each a value or a tuple of values."""
    own = {
        name: asked.pop(name) for name in ("near", "within", "exact", "old", "zone", "sort", "page") if name in asked
    }
    filters = {name: (value,) if isinstance(value, str) else tuple(value) for name, value in asked.items()}
    return Criteria(q=q, filters=filters, **own)


def search(q: str = "", now: dt.datetime | None = None, page_size: int = EVERYTHING, **asked: Any) -> Results:
    """What find() answers, by default all of it on one page. asked: as for criteria_of()."""
    return find(criteria_of(q, **asked), now, page_size=page_size)


def found_names(q: str = "", **asked: Any) -> list[str]:
    """The names of the listings found, in order. asked: as for search()."""
    return [card.name for card in search(q, **asked).cards]


def found_ids(q: str = "", **asked: Any) -> set[int]:
    """The ids of the listings found. asked: as for search()."""
    return {card.id for card in search(q, **asked).cards}


def index_content() -> dict[str, Any]:
    """All that the index holds of listings: facts, cards, where every word stands, and how often."""
    rows = db.session.execute(select(entry_table).where(entry_table.c.facts.is_not(None)))
    entries = {row.listing_id: (json.loads(row.facts), json.loads(row.card)) for row in rows}
    connection = db.session.connection()
    vocabulary = engine_index().vocabulary(connection)
    postings = engine_index().postings(connection, sorted(vocabulary)) if vocabulary else {}
    places = {word: {field: sorted(ids) for field, ids in fields.items()} for word, fields in postings.items()}
    return {"entries": entries, "vocabulary": vocabulary, "postings": places}


def index_text() -> str:
    """Every character that the index keeps, whatever it is kept for."""
    statements = ("SELECT * FROM search_entry", "SELECT * FROM search_text")
    return "\n".join(str(tuple(row)) for statement in statements for row in db.session.execute(text(statement)))


def catalog_content(keeper: CatalogKeeper) -> dict[str, Any]:
    """What a catalog knows, in a form that can be compared."""
    catalog = keeper.current()
    return {
        "entries": catalog.entries,
        "sets": {key: sorted(ids) for key, ids in catalog.sets.items()},
        "terms": {id: [label.label for label in term.labels] for id, term in catalog.terms.items()},
        "term_ids": catalog.term_ids,
        "words": dict(catalog.vocabulary.counts),
        "meanings": dict(catalog.vocabulary.meanings),
    }


@contextmanager
def counted_statements() -> Iterator[list[str]]:
    """The SQL statements that the application in context runs meanwhile."""
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
