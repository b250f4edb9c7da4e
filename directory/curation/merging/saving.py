"""A merge as one transaction: the one that stays says what was chosen, the other is closed and names it.

Checks and suggestions stay where they were made, both histories can be read. What belonged to the one that goes
belongs to the one that stays. The edge calls begin_writing() first and commits at the end; this module flushes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import or_, select

from directory.curation.batches import MERGE, lock_listings, new_batch
from directory.curation.editing import BadChange, save
from directory.curation.lint import missing_for_publication
from directory.curation.merging.plan import LEFT, choices_between, merged_content
from directory.database import db
from directory.models import Listing
from directory.models.content import Content, whole_content_of


@dataclass(frozen=True)
class Wanted:
    """A merge as it was chosen. left_id, right_id: the two; versions: of both, as they were seen; stays: LEFT or
    RIGHT; said: field → LEFT, RIGHT or BOTH."""

    left_id: int
    right_id: int
    versions: tuple[int, int]
    stays: str
    said: Mapping[str, str]
    reason: str = ""

    @property
    def ids(self) -> tuple[int, int]:
        """(the one that stays, the one that goes)."""
        return (self.left_id, self.right_id) if self.stays == LEFT else (self.right_id, self.left_id)


def merge(wanted: Wanted, *, by: str) -> str:
    """Make one listing of two; the batch of all that this changed.

    Raises StaleEdit if one of the two is at another version, BadChange with a sentence if it cannot be done,
    LookupError if one is not there. After an error nothing may be committed.
    """
    stays_id, goes_id = wanted.ids
    dependents = _dependents(goes_id, stays_id)
    listings = lock_listings([wanted.left_id, wanted.right_id, *dependents])
    if not {stays_id, goes_id} <= listings.keys() or stays_id == goes_id:
        raise LookupError(f"There are no two listings {wanted.left_id} and {wanted.right_id}.")
    stays, goes = listings[stays_id], listings[goes_id]
    _refuse(stays, goes)
    versions = dict(zip((wanted.left_id, wanted.right_id), wanted.versions, strict=True))
    left, right = (whole_content_of(listings[id]) for id in (wanted.left_id, wanted.right_id))
    changes = merged_content(
        left, right, choices_between(left, right, stays=wanted.stays, said=wanted.said), stays=wanted.stays
    )
    _refuse_incomplete({**whole_content_of(stays), **changes})
    batch, hsds_id = new_batch(MERGE), stays.hsds_id
    reason = _("Merged with “%(name)s”.", name=goes.name)
    if changes.get("organization") in (hsds_id, goes.hsds_id):
        changes["organization"] = None
    save(stays_id, changes, by=by, version=versions[stays_id], reason=_why(reason, wanted), batch=batch)
    closing = {
        "publication": "closed",
        "closed_reason": _("It was listed twice. The other page goes on."),
        "successor": hsds_id,
        "publish_at": None,
    }
    reason = _("Merged into “%(name)s”.", name=stays.name)
    save(goes_id, closing, by=by, version=versions[goes_id], reason=_why(reason, wanted), batch=batch)
    for listing_id in dependents:
        _repoint(listings[listing_id], goes_id, hsds_id, by=by, reason=reason, batch=batch)
    return batch


def count_dependents(listing_id: int) -> int:
    """How many listings belong to a listing, or name it as what is in their place."""
    return len(_dependents(listing_id, 0))


def _dependents(listing_id: int, other_id: int) -> list[int]:
    pointing = or_(Listing.organization_id == listing_id, Listing.successor_id == listing_id)
    found = select(Listing.id).where(pointing, Listing.id.not_in((listing_id, other_id))).order_by(Listing.id)
    return list(db.session.scalars(found))


def _repoint(listing: Listing, goes_id: int, hsds_id: str, *, by: str, reason: str, batch: str) -> None:
    changes: Content = {}
    if listing.organization_id == goes_id:
        changes["organization"] = hsds_id
    if listing.successor_id == goes_id:
        changes["successor"] = hsds_id
    save(listing.id, changes, by=by, version=listing.version, reason=reason[:300], batch=batch)


def _refuse(stays: Listing, goes: Listing) -> None:
    if stays.publication == "closed":
        raise BadChange(_("“%(name)s” is closed, so it cannot be the one that stays.", name=stays.name))
    if goes.publication == "closed":
        raise BadChange(_("“%(name)s” is closed already.", name=goes.name))


def _refuse_incomplete(content: Content) -> None:
    if content["publication"] == "published" and (missing := missing_for_publication(content)):
        raise BadChange(" ".join(finding.message for finding in missing))


def _why(reason: str, wanted: Wanted) -> str:
    return f"{reason} {wanted.reason}".strip()[:300]
