"""The search index: what is kept of each published listing, and how it is kept in step.

Three things are written in the same transaction as the listing itself: its words (in FTS5 or in
tsvectors, see sqlite_index.py and postgresql_index.py), its facts (what filters and order need) and
its card (what a result shows). A removed listing leaves an empty entry, so that every process
notices by asking for what changed since it last looked (catalog.py).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from types import ModuleType

from sqlalchemy import (
    Column,
    Integer,
    Table,
    Text,
    bindparam,
    delete,
    event,
    insert,
    select,
    update,
)
from sqlalchemy.orm import Session, SessionTransaction, joinedload

from directory.database import Base, db, is_sqlite
from directory.models import (
    Alias,
    CheckLink,
    CheckTry,
    Claim,
    ContentRevision,
    Guide,
    GuideNeed,
    LinkCheck,
    Listing,
    ListingTerm,
    NoteDone,
    Revision,
    Schedule,
    ScheduleException,
    SiteSetting,
    Suggestion,
    Synonym,
    Taxonomy,
    Term,
    TermLabel,
)
from directory.models.listing import with_children
from directory.search import cards, facts, postgresql_index, sqlite_index
from directory.search.words import indexed_words

BATCH = 500
_CHANGED = "search_changed"

entry_table = Table(
    "search_entry",
    Base.metadata,
    Column("listing_id", Integer, primary_key=True, autoincrement=False),
    Column("generation", Integer, nullable=False, index=True),
    Column("facts", Text),
    Column("card", Text),
)
state_table = Table(
    "search_state",
    Base.metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("generation", Integer, nullable=False),
    Column("format", Integer, nullable=False),
)
# Raise it with every change of what is kept of a listing: `flask prepare` then writes the index anew.
FORMAT = 3


def engine_index() -> ModuleType:
    """The word index of the engine in use: write, remove, clear, postings, vocabulary."""
    return sqlite_index if is_sqlite() else postgresql_index


def watch_changes() -> None:
    """Keep the index in step with every committed change of a listing, its children or its terms."""
    if not event.contains(db.session, "after_flush", _note_changes):
        event.listen(db.session, "before_flush", _note_carriers_of_deleted_terms)
        event.listen(db.session, "after_flush", _note_changes)
        event.listen(db.session, "before_commit", _write_changes)
        event.listen(db.session, "after_soft_rollback", _forget_changes)


def rebuild_index() -> Iterator[int]:
    """Write the whole index anew in the session's transaction; yield how many listings are done."""
    engine_index().clear(db.session.connection())
    db.session.execute(update(state_table).values(format=FORMAT))
    # Deleted listings keep their empty entry: a process that has not noticed yet needs it.
    ids = sorted({*db.session.scalars(select(entry_table.c.listing_id)), *db.session.scalars(select(Listing.id))})
    db.session.execute(delete(entry_table))
    generation = _next_generation()
    for start in range(0, len(ids), BATCH):
        batch = ids[start : start + BATCH]
        _write_entries(batch, generation)
        db.session.expire_all()
        yield start + len(batch)


def is_index_current() -> bool:
    """Whether the index was written in the form that this program reads."""
    return db.session.scalar(select(state_table.c.format)) == FORMAT


def index_listings(listing_ids: Iterable[int]) -> None:
    """Write the index rows of some listings in the session's transaction, as one new generation."""
    ids = sorted(set(listing_ids))
    generation = _next_generation()
    for start in range(0, len(ids), BATCH):
        _write_entries(ids[start : start + BATCH], generation)


def text_of(listing: Listing) -> dict[str, list[str]]:
    """The words of a listing by field; private notes and hidden places are in none of them."""
    organization = listing.public_organization
    owner = [organization.name, *(alias.name for alias in organization.aliases)] if organization else []
    labels = [label for row in listing.listing_terms for label in row.term.labels]
    places = [f"{place.city} {place.state}" for place in listing.locations if place.visibility != "hidden"]
    texts = {
        "names": [listing.name],
        "aliases": [alias.name for alias in listing.aliases],
        "organization": owner,
        "terms": [text for label in labels for text in (label.label, label.short or "")],
        "summary": [listing.summary],
        "description": [
            listing.description,
            *places,
            *(phone.hours or "" for phone in listing.phones),
        ],
        "joining": [
            listing.application_process or "",
            listing.eligibility_description or "",
        ],
    }
    return {field: indexed_words(" ".join(parts)) for field, parts in texts.items()}


def _write_entries(listing_ids: Sequence[int], generation: int) -> None:
    connection = db.session.connection()
    listings = db.session.scalars(
        select(Listing)
        .where(Listing.id.in_(listing_ids), Listing.publication == "published")
        .options(joinedload(Listing.organization).selectinload(Listing.aliases), *with_children())
        .execution_options(populate_existing=True)
    ).all()
    by_id = {listing.id: listing for listing in listings}
    engine_index().remove(connection, listing_ids)
    engine_index().write(connection, [(id, text_of(listing)) for id, listing in by_id.items()])
    connection.execute(delete(entry_table).where(entry_table.c.listing_id.in_(listing_ids)))
    connection.execute(
        insert(entry_table),
        [
            {
                "listing_id": id,
                "generation": generation,
                "facts": _to_json(facts.facts_of(by_id[id])) if id in by_id else None,
                "card": _to_json(cards.card_of(by_id[id])) if id in by_id else None,
            }
            for id in listing_ids
        ],
    )


def _to_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _next_generation() -> int:
    """The number of this change. The row stays locked until the commit: no process can miss one."""
    connection = db.session.connection()
    changed = connection.execute(
        update(state_table).where(state_table.c.id == bindparam("row")).values(generation=state_table.c.generation + 1),
        {"row": 1},
    )
    if not changed.rowcount:
        connection.execute(insert(state_table).values(id=1, generation=1, format=FORMAT))
    return int(connection.scalar(select(state_table.c.generation)) or 0)


def _note_carriers_of_deleted_terms(session: Session, _context: object, _rows: object) -> None:
    """Before the flush: the database takes a deleted term from its listings without a word (ON DELETE CASCADE)."""
    changed: set[int] = session.info.setdefault(_CHANGED, set())
    for row in session.deleted:
        if isinstance(row, Term):
            changed.update(_carriers(session, row.id))


# Neither what a listing said before is found, nor what others say of it, how its links are, who works on it.
NOT_FOUND = (Revision, ContentRevision, LinkCheck, Claim, CheckLink, CheckTry, NoteDone, Suggestion)


def _note_changes(session: Session, _context: object) -> None:
    """Remember which listings a flush touched, directly or through a child or a term."""
    changed: set[int] = session.info.setdefault(_CHANGED, set())
    for row in (*session.new, *session.dirty, *session.deleted):
        if isinstance(
            row, Revision | ContentRevision | LinkCheck | Claim | CheckLink | CheckTry | NoteDone | Suggestion
        ):
            continue  # Neither what a listing said before nor how its links are nor who works on it is found.
        if isinstance(row, Listing):
            changed.add(row.id)
            changed.update(_members(session, row.id))
        elif isinstance(row, ScheduleException):
            schedule = session.get(Schedule, row.schedule_id)
            changed.update([schedule.listing_id] if schedule else [])
        elif isinstance(row, Term | TermLabel):
            term_id = row.id if isinstance(row, Term) else row.term_id
            changed.update(_carriers(session, term_id))
            session.info["search_vocabulary"] = True
        elif isinstance(row, Synonym | Taxonomy | Guide | GuideNeed | SiteSetting):
            session.info["search_vocabulary"] = True
        elif hasattr(row, "listing_id"):
            changed.add(row.listing_id)
            if isinstance(row, Alias):
                changed.update(_members(session, row.listing_id))


def _members(session: Session, listing_id: int) -> Iterable[int]:
    with session.no_autoflush:
        return session.execute(select(Listing.id).where(Listing.organization_id == listing_id)).scalars().all()


def _carriers(session: Session, term_id: int) -> Iterable[int]:
    with session.no_autoflush:
        found = select(ListingTerm.listing_id).where(ListingTerm.term_id == term_id)
        return session.execute(found).scalars().all()


def _write_changes(session: Session) -> None:
    if session.in_nested_transaction():
        return  # A savepoint: what it changed is written with the whole, at the commit.
    session.flush()
    changed = session.info.pop(_CHANGED, set())
    vocabulary = session.info.pop("search_vocabulary", False)
    if changed or vocabulary:
        index_listings(id for id in changed if id is not None)


def _forget_changes(session: Session, previous: SessionTransaction) -> None:
    if previous.nested:
        return  # Only a savepoint: what changed before it is still to be written.
    session.info.pop(_CHANGED, None)
    session.info.pop("search_vocabulary", None)
