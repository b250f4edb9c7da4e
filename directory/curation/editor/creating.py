"""A new listing, made once: a form that is sent twice makes one, and its first version is kept."""

from __future__ import annotations

import hashlib
import hmac
import uuid

from sqlalchemy import select

from directory.curation.editing import BadChange
from directory.curation.history import record
from directory.curation.references import known_of
from directory.database import db, require_writing
from directory.models import Listing
from directory.models.content import FIELDS, Content, apply_content, completed


def new_key() -> str:
    """What makes one form for a new listing count once."""
    return str(uuid.uuid4())


def find_made(key: str, secret: str) -> Listing | None:
    """The listing that a form with this key has made."""
    return db.session.scalars(select(Listing).where(Listing.hsds_id == _hsds_id(key, secret))).first()


def create(content: Content, *, by: str, key: str, secret: str, reason: str | None = None) -> Listing:
    """A listing with a content, flushed; its first version is a revision.

    content: a part of a whole one, with kind, name and slug. key: of the form; secret: of this site, so that nobody
    chooses the id of a listing. Call begin_writing() first. Raises BadChange as save() does.
    """
    require_writing()
    wanted = completed({**dict.fromkeys(FIELDS), "status": "active", "publication": "draft", **content})
    known = known_of(wanted, 0)
    if known.problems:
        raise BadChange(" ".join(known.problems))
    listing = Listing(hsds_id=_hsds_id(key, secret), slug=wanted["slug"], source="person")
    with db.session.no_autoflush:
        apply_content(listing, wanted, known.term_ids)
        listing.organization_id = known.listing_ids.get(wanted["organization"])
        listing.successor_id = known.listing_ids.get(wanted["successor"])
        db.session.add(listing)
    db.session.flush()
    db.session.expire(listing)
    record(listing, by=by, source="person", reason=reason)
    db.session.flush()
    return listing


def _hsds_id(key: str, secret: str) -> str:
    digest = hmac.new(secret.encode(), key.encode(), hashlib.sha256).digest()
    return str(uuid.UUID(bytes=digest[:16], version=4))
