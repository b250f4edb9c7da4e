"""“Give me five”: a handful of listings for an hour, so that two people do not call the same group.

A claim is soft: others see it and may still work. It ends by itself, and a listing is never handed out twice.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import delete, func, select
from sqlalchemy.dialects import postgresql, sqlite

from directory.curation.checking.due import due_listings
from directory.database import db, is_sqlite, require_writing, utc_now
from directory.models import Claim

HANDFUL = 5
CLAIM_FOR = dt.timedelta(hours=1)


def take_handful(person_id: int, count: int = HANDFUL) -> list[int]:
    """The ids of the listings that a person has in hand now: what they had, filled up to *count* with the most urgent.

    Call begin_writing() first. Two who ask at once get different ones: a listing has one row, and who comes second
    takes the next.
    """
    require_writing()
    now = utc_now()
    db.session.execute(delete(Claim).where(Claim.until <= now))
    mine = in_hand(person_id)
    last = db.session.scalar(select(func.max(Claim.position)).where(Claim.person_id == person_id)) or 0
    for one in due_listings():
        if len(mine) >= count:
            break
        if one.held_by is None and not one.tried_today and _claim(one.id, person_id, last + len(mine) + 1, now):
            mine.append(one.id)
    return mine


def in_hand(person_id: int) -> list[int]:
    """The ids of the listings that a person has in hand, in their order."""
    held = select(Claim.listing_id).where(Claim.person_id == person_id, Claim.until > utc_now())
    return list(db.session.scalars(held.order_by(Claim.position, Claim.listing_id)))


def give_back(person_id: int) -> None:
    """Let others have what a person has in hand. Call begin_writing() first."""
    require_writing()
    db.session.execute(delete(Claim).where(Claim.person_id == person_id))


def find_claim(listing_id: int) -> Claim | None:
    """Who has a listing in hand, if somebody has."""
    return db.session.scalars(select(Claim).where(Claim.listing_id == listing_id, Claim.until > utc_now())).first()


def _claim(listing_id: int, person_id: int, position: int, now: dt.datetime) -> bool:
    """Whether the listing was free: on PostgreSQL another process may be taking it at this very moment."""
    insert = sqlite.insert if is_sqlite() else postgresql.insert
    values = {"listing_id": listing_id, "person_id": person_id, "until": now + CLAIM_FOR, "position": position}
    made = db.session.execute(insert(Claim).values(values).on_conflict_do_nothing().returning(Claim.listing_id))
    return made.scalar() is not None
