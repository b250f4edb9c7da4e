"""What files and feeds ask of the database: published listings, the newest, and where their pages are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import selectinload

from directory.database import db
from directory.models import Guide, Listing, ListingTerm, Publication, Term

# Databases take so many values in one statement, and not many more.
MOST_IDS = 10_000


def find_scheduled(ids: Sequence[int]) -> list[Listing]:
    """Published listings with their schedules and places, in the order given; those that there are not are left out."""
    rows = db.session.scalars(
        select(Listing)
        .where(Listing.id.in_(ids), Listing.publication == Publication.PUBLISHED)
        .options(selectinload(Listing.schedules), selectinload(Listing.locations))
    )
    found = {listing.id: listing for listing in rows}
    return [found[id] for id in ids if id in found]


def find_newest(most: int) -> list[Listing]:
    """The published listings that are new or were changed last, the newest first."""
    return list(db.session.scalars(_newest(most)))


def find_newest_for(need: Term, most: int) -> list[Listing]:
    """Those that help with a need."""
    return list(db.session.scalars(_newest(most).join(ListingTerm).where(ListingTerm.term_id == need.id)))


def find_newest_among(ids: Sequence[int], most: int) -> list[Listing]:
    """Those of some listings."""
    parts = (ids[start : start + MOST_IDS] for start in range(0, len(ids), MOST_IDS))
    found = [listing for part in parts for listing in db.session.scalars(_newest(most).where(Listing.id.in_(part)))]
    return sorted(found, key=lambda listing: (listing.updated_at, listing.id), reverse=True)[:most]


def count_pages() -> int:
    """How many published listings have a page."""
    return db.session.scalar(select(func.count()).where(Listing.publication == Publication.PUBLISHED)) or 0


def find_pages(skip: int, most: int) -> Sequence[Row[str, dt.datetime]]:
    """Slug and last change of published listings, in an order that stays."""
    published = select(Listing.slug, Listing.updated_at).where(Listing.publication == Publication.PUBLISHED)
    return db.session.execute(published.order_by(Listing.id).offset(skip).limit(most)).all()


def find_guide_slugs() -> list[str]:
    """The slugs of all guides, in their order."""
    return list(
        dict.fromkeys(
            db.session.scalars(select(Guide.slug).where(Guide.is_draft.is_(False)).order_by(Guide.position, Guide.id))
        )
    )


def _newest(most: int) -> Select[Listing]:
    published = select(Listing).where(Listing.publication == Publication.PUBLISHED)
    return published.order_by(Listing.updated_at.desc(), Listing.id.desc()).limit(most)
