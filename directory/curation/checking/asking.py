"""A link by which a group itself says whether its listing is still right: made, found, answered once.

Only a hash of what stands in the link is kept. The edge calls begin_writing() first and commits; this module flushes.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from directory.curation.checking.recording import record_check
from directory.database import db, require_writing, utc_now
from directory.models import CHECK_ANSWERS, CheckLink, Listing, Publication
from directory.suggesting import tell_of_group

LASTS = dt.timedelta(days=30)
LONGEST_WORDS = 2000
LONGEST_NAME = 120


class UsedLink(Exception):
    """The link was used before; it counts once."""


def make_link(listing: Listing, sent_to: str) -> str:
    """The token of a new link for a listing, to be mailed to an address. Call begin_writing() first."""
    require_writing()
    token = secrets.token_urlsafe(24)
    link = CheckLink(
        token_hash=hash_of(token),
        listing_id=listing.id,
        sent_to=sent_to,
        made_at=utc_now(),
        expires_at=utc_now() + LASTS,
    )
    db.session.add(link)
    db.session.flush()
    return token


def find_link(token: str, *, to_answer: bool = False) -> CheckLink | None:
    """The link of a listing that visitors see; None for one that we never made. It may be used, or too old.

    to_answer: lets nobody else answer it until the commit.
    """
    found = (
        select(CheckLink)
        .join(CheckLink.listing)
        .options(contains_eager(CheckLink.listing))
        .where(CheckLink.token_hash == hash_of(token), Listing.publication == Publication.PUBLISHED)
    )
    return db.session.scalars(found.with_for_update(of=CheckLink) if to_answer else found).first()


def is_too_old(link: CheckLink) -> bool:
    """Whether the link has run out unused."""
    return link.used_at is None and link.expires_at <= utc_now()


def answer(link: CheckLink, said: str, words: str = "") -> None:
    """Keep what a group says of its listing: "right" is a check, all else a suggestion that waits for a coordinator.

    link: found to be answered. said: one of CHECK_ANSWERS. Raises UsedLink, ValueError.
    """
    require_writing()
    if said not in CHECK_ANSWERS:
        raise ValueError(f"{said!r} is no answer.")
    if link.used_at is not None or is_too_old(link):
        raise UsedLink
    link.used_at, link.answer, link.words = utc_now(), said, words[:LONGEST_WORDS] or None
    name = (link.listing.organization or link.listing).name[:LONGEST_NAME]
    if said == "right":
        record_check(link.listing_id, ["all"], "organization", by=name, source="organization")
    else:
        kind = "closed" if said == "closed" else "change"
        link.suggestion = tell_of_group(link.listing, kind, link.words or "", name=name)
    db.session.flush()


def hash_of(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
