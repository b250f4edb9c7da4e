"""Private notes as a list of work: the notes stay with the listing, somebody says that they are dealt with."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from sqlalchemy import select

from directory.database import db, require_writing, utc_now
from directory.models import Listing, NoteDone, Publication

LOOKED_AFTER = (Publication.PUBLISHED, Publication.DRAFT)


@dataclass(frozen=True)
class OpenNote:
    """Notes that nobody has dealt with. hash: of their text."""

    listing_id: int
    name: str
    slug: str
    text: str
    hash: str


def open_notes() -> list[OpenNote]:
    """The notes of published and draft listings that are not dealt with, by name. Notes written later come up again."""
    found = (
        select(Listing.id, Listing.name, Listing.slug, Listing.private_notes, NoteDone.text_hash)
        .outerjoin(NoteDone, NoteDone.listing_id == Listing.id)
        .where(Listing.private_notes.is_not(None), Listing.private_notes != "", Listing.publication.in_(LOOKED_AFTER))
    )
    notes = [
        OpenNote(row.id, row.name, row.slug, row.private_notes, hash_of(row.private_notes))
        for row in db.session.execute(found)
        if row.text_hash != hash_of(row.private_notes)
    ]
    return sorted(notes, key=lambda note: (note.name.casefold(), note.listing_id))


def finish_note(listing_id: int, text_hash: str, *, by: str) -> bool:
    """Somebody has dealt with the notes as they read them; False if they say something else by now.

    Call begin_writing() first. Raises LookupError for a listing that there is not.
    """
    require_writing()
    listing = db.session.scalars(
        select(Listing).where(Listing.id == listing_id).with_for_update(key_share=True)
    ).first()
    if listing is None:
        raise LookupError(f"There is no listing {listing_id}.")
    if hash_of(listing.private_notes or "") != text_hash:
        return False
    db.session.merge(NoteDone(listing_id=listing_id, text_hash=text_hash, made_by=by, made_at=utc_now()))
    db.session.flush()
    return True


def hash_of(text: str) -> str:
    """What stands for a text."""
    return hashlib.sha256(text.encode()).hexdigest()
