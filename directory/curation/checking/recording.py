"""Keeping that somebody made sure of a listing, or tried to. To check is not to edit: no version, no revision.

The edge calls begin_writing() first and commits at the end; this module flushes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from sqlalchemy import delete, func, select

from directory.database import db, require_writing
from directory.models import AREAS, METHODS, PARTS_OF_ALL, Check, CheckTry, Claim, Listing
from directory.site_zone import today_here

LONGEST_NOTE = 300
TRIES_BEFORE_TOLD = 3


def record_check(
    listing_id: int,
    areas: Collection[str],
    method: str,
    *,
    by: str | None,
    on: dt.date | None = None,
    note: str | None = None,
    source: str = "person",
) -> list[Check]:
    """The checks that say so: a listing is right in some areas, somebody made sure of it in a way on a day.

    areas: of AREAS; all parts together are "all". The same again is no second check, it only takes the newer note.
    Ends whatever claim there is on the listing. Call begin_writing() first. Raises ValueError for no area, or an
    unknown one or way; LookupError if there is no such listing.
    """
    _lock(listing_id)
    if not areas or not {*areas} <= {*AREAS} or method not in METHODS:
        raise ValueError("A check needs an area and a way that there are.")
    on = on or today_here()
    wanted = ["all"] if "all" in areas or {*areas} >= {*PARTS_OF_ALL} else [a for a in PARTS_OF_ALL if a in areas]
    same = select(Check).where(
        Check.listing_id == listing_id, Check.method == method, Check.checked_on == on, Check.made_by == by
    )
    known = {check.area: check for check in db.session.scalars(same)}
    checks = [
        known.get(area)
        or Check(listing_id=listing_id, area=area, method=method, checked_on=on, made_by=by, source=source)
        for area in wanted
    ]
    for check in checks:
        check.note = (note or "")[:LONGEST_NOTE] or check.note
    db.session.add_all(checks)
    db.session.execute(delete(Claim).where(Claim.listing_id == listing_id))
    _flush_for(listing_id)
    return checks


def take_back(listing_id: int, *, by: str) -> int:
    """How many checks of today were taken back: those that somebody made by mistake. Call begin_writing() first."""
    _lock(listing_id)
    mine = select(Check).where(Check.listing_id == listing_id, Check.made_by == by, Check.checked_on == today_here())
    checks = db.session.scalars(mine.where(Check.source == "person")).all()
    for check in checks:
        db.session.delete(check)
    _flush_for(listing_id)
    return len(checks)


def record_try(listing_id: int, *, by: str) -> int:
    """How often nobody has answered since the last check, this time included; once a day and person counts.

    Ends the claim on the listing, which comes up again another day. Call begin_writing() first. Raises LookupError.
    """
    _lock(listing_id)
    today = today_here()
    tried = select(CheckTry.id).where(
        CheckTry.listing_id == listing_id, CheckTry.tried_on == today, CheckTry.made_by == by
    )
    if db.session.scalar(tried) is None:
        db.session.add(CheckTry(listing_id=listing_id, tried_on=today, made_by=by))
    db.session.execute(delete(Claim).where(Claim.listing_id == listing_id))
    db.session.flush()
    return count_tries([listing_id]).get(listing_id, 0)


def count_tries(listing_ids: Collection[int]) -> dict[int, int]:
    """Listing id → on how many occasions nobody answered since its last check; without those that have none."""
    last = select(Check.listing_id, func.max(Check.checked_on).label("day")).group_by(Check.listing_id).subquery()
    found = (
        select(CheckTry.listing_id, func.count().label("times"))
        .outerjoin(last, last.c.listing_id == CheckTry.listing_id)
        .where(CheckTry.listing_id.in_(listing_ids), (last.c.day.is_(None)) | (CheckTry.tried_on > last.c.day))
        .group_by(CheckTry.listing_id)
    )
    return {row.listing_id: row.times for row in db.session.execute(found)}


def _lock(listing_id: int) -> None:
    """Let nobody else check the listing until the commit, so that a form sent twice is one check."""
    require_writing()
    found = select(Listing.id).where(Listing.id == listing_id).with_for_update(key_share=True)
    if db.session.scalar(found) is None:
        raise LookupError(f"There is no listing {listing_id}.")


def _flush_for(listing_id: int) -> None:
    db.session.flush()
    if listing := db.session.get(Listing, listing_id):
        db.session.expire(listing, ["checks"])
