"""What was found at the links of listings: which are due, what is kept, which keep failing.

Nothing here changes or hides a listing. Features flush, the edge commits.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, and_, delete, exists, not_, or_, select, union
from sqlalchemy.orm import contains_eager

from directory.curation.links.judging import Outcome, Result
from directory.database import db, require_writing, utc_now
from directory.models import Link, LinkCheck, Listing, Publication
from directory.models.link_check import URL_LENGTH

LOOKED_AFTER = (Publication.PUBLISHED, Publication.DRAFT)
NOT_OF_THE_WEB = ("mailto:", "tel:", "sms:")
FAILURES_BEFORE_TOLD = 2
FAILING_FOR = dt.timedelta(days=1)


@dataclass(frozen=True)
class FailingLink:
    """An address of a listing that has failed twice or more, a day or more apart. since: the first time."""

    listing: Listing
    url: str
    result: Result
    detail: str
    since: dt.datetime


def find_due_links(
    *, not_since: dt.datetime | None = None, listing_id: int | None = None, limit: int | None = None
) -> list[str]:
    """The addresses to look at: those never looked at, then those longest ago.

    not_since: leaves out what has been looked at at this moment or later; listing_id: of one listing alone.
    """
    links = _links(listing_id).subquery()
    last = select(links.c.url, LinkCheck.checked_at).outerjoin(
        LinkCheck, and_(LinkCheck.listing_id == links.c.listing_id, LinkCheck.url == links.c.url)
    )
    never = dt.datetime.min.replace(tzinfo=dt.UTC)
    checked_at: dict[str, dt.datetime] = {}
    for url, at in db.session.execute(last):
        if not url.strip().lower().startswith(NOT_OF_THE_WEB):
            checked_at[url] = min(at or never, checked_at.get(url, at or never))
    due = [url for url, at in checked_at.items() if not_since is None or at < not_since]
    return sorted(due, key=lambda url: (checked_at[url], url))[:limit]


def record_outcome(url: str, outcome: Outcome) -> None:
    """Keep what was found at an address, for every listing that has it. Call begin_writing() first."""
    require_writing()
    links = _links().subquery()
    owners = select(Listing.id).where(Listing.id.in_(select(links.c.listing_id).where(links.c.url == url)))
    # Locked (on SQLite the whole database is), or two runs at once would both write the first check of a link.
    listing_ids = db.session.scalars(owners.order_by(Listing.id).with_for_update(key_share=True)).all()
    kept = {check.listing_id: check for check in db.session.scalars(select(LinkCheck).where(LinkCheck.url == url))}
    for listing_id in listing_ids:
        check = kept.get(listing_id) or LinkCheck(listing_id=listing_id, url=url, failures=0)
        _note(check, outcome)
        db.session.add(check)
    db.session.flush()


def forget_gone_links() -> None:
    """Delete what was found at addresses that their listings no longer have. Call begin_writing() first."""
    require_writing()
    db.session.execute(delete(LinkCheck).where(not_(_is_current())), execution_options={"synchronize_session": False})


def failing_links() -> list[FailingLink]:
    """The links of published and draft listings that keep failing, longest first.

    Once is no failure, nor is twice within a day: a site may be down for an hour.
    """
    found = (
        select(LinkCheck)
        .join(LinkCheck.listing)
        .options(contains_eager(LinkCheck.listing))
        .where(LinkCheck.failures >= FAILURES_BEFORE_TOLD, Listing.publication.in_(LOOKED_AFTER), _is_current())
        .order_by(LinkCheck.first_failed_at, LinkCheck.id)
    )
    return [
        FailingLink(check.listing, check.url, Result(check.result), check.detail, check.first_failed_at)
        for check in db.session.scalars(found)
        if check.first_failed_at and check.checked_at - check.first_failed_at >= FAILING_FOR
    ]


def _links(listing_id: int | None = None) -> CompoundSelect[Any]:
    """listing_id and url of every address of the listings that are looked after."""
    own = select(Listing.id.label("listing_id"), Listing.url).where(Listing.url.is_not(None), Listing.url != "")
    further = select(Link.listing_id, Link.url).join(Listing, Listing.id == Link.listing_id)
    is_meant: ColumnElement[bool] = Listing.publication.in_(LOOKED_AFTER)
    if listing_id is not None:
        is_meant = and_(is_meant, Listing.id == listing_id)
    return union(own.where(is_meant), further.where(is_meant))


def _is_current() -> ColumnElement[bool]:
    """Whether the listing of a LinkCheck still has its address."""
    own = exists().where(Listing.id == LinkCheck.listing_id, Listing.url == LinkCheck.url)
    further = exists().where(Link.listing_id == LinkCheck.listing_id, Link.url == LinkCheck.url)
    return or_(own.correlate(LinkCheck), further.correlate(LinkCheck))


def _note(check: LinkCheck, outcome: Outcome) -> None:
    now = utc_now()
    check.checked_at = now
    check.result = outcome.result
    check.detail = outcome.detail
    check.moved_to = outcome.moved_to if len(outcome.moved_to or "") <= URL_LENGTH else None
    if outcome.has_failed:
        check.failures += 1
        check.first_failed_at = check.first_failed_at or now
    elif outcome.result != Result.UNCLEAR:
        check.failures, check.first_failed_at = 0, None
