"""What a listing said before: recording it, reading it, and telling two contents apart."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from directory.database import db, utc_now
from directory.models import SOURCES, Listing, Revision
from directory.models.content import FIELDS, Content, said_in, whole_content_of


@dataclass(frozen=True)
class Difference:
    """A field in which two contents differ, with what each says."""

    field: str
    before: Any
    after: Any


def revisions_of(listing_id: int) -> list[Revision]:
    """All revisions of a listing, newest first."""
    found = select(Revision).where(Revision.listing_id == listing_id).order_by(Revision.version.desc())
    return list(db.session.scalars(found))


def find_revision(listing_id: int, version: int) -> Revision | None:
    """What a listing said at a version, if that was recorded."""
    found = select(Revision).where(Revision.listing_id == listing_id, Revision.version == version)
    return db.session.scalars(found).first()


def find_revision_before(revision: Revision) -> Revision | None:
    """The revision of the same listing before this one; None if this is the first that was kept."""
    found = select(Revision).where(Revision.listing_id == revision.listing_id, Revision.version < revision.version)
    return db.session.scalars(found.order_by(Revision.version.desc()).limit(1)).first()


def differences(before: Content, after: Content) -> list[Difference]:
    """The fields in which two contents differ, in the order of a content; what is empty equals what is missing."""
    names = (*FIELDS, *sorted({*before, *after} - {*FIELDS}))
    pairs = [(name, before.get(name), after.get(name)) for name in names]
    return [Difference(name, old, new) for name, old, new in pairs if said_in(old) != said_in(new)]


def record(
    listing: Listing,
    *,
    by: str,
    source: str,
    reason: str | None = None,
    made_at: dt.datetime | None = None,
    batch: str | None = None,
) -> Revision:
    """A revision of what a listing, already flushed, says now; added to the session. batch: see batches.py."""
    revision = Revision(
        listing_id=listing.id,
        version=listing.version,
        made_at=made_at or utc_now(),
        made_by=by,
        source=source,
        reason=reason,
        batch=batch,
        content=whole_content_of(listing),
    )
    db.session.add(revision)
    return revision


def record_present(listing: Listing) -> None:
    """Before the first edit: record what the listing says, if no revision of its version does.

    So is a listing that is older than its history, and one that something else than an edit has changed.
    """
    if find_revision(listing.id, listing.version) is None:
        source = listing.source if listing.source in SOURCES else "import"
        record(listing, by=listing.source, source=source, made_at=listing.updated_at)
