"""Editing a listing: one change at a time, nobody's work overwritten, every version kept.

The edge calls begin_writing() first and commits at the end; this module flushes.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm.attributes import flag_modified

from directory.curation.history import differences, find_revision, record, record_present
from directory.curation.references import Known, known_of
from directory.database import db, require_writing, utc_now
from directory.models import Listing, Revision, SlugRedirect
from directory.models.content import Content, apply_content, completed, is_same, unknown_names, whole_content_of
from directory.models.listing import with_children


class BadChange(Exception):
    """The change names something that there is not; the message is a sentence that says what."""


class StaleEdit(Exception):
    """Somebody has changed the listing since the version that an edit is based on."""

    def __init__(
        self, version: int, current: Content, based_on: Content | None, changed_by: str, changed_at: dt.datetime
    ) -> None:
        """version, current: what there is now; based_on: what the edit began with, if that was recorded."""
        super().__init__(f"The listing is at version {version} now, changed by {changed_by}.")
        self.version = version
        self.current = current
        self.based_on = based_on
        self.changed_by = changed_by
        self.changed_at = changed_at


@dataclass(frozen=True)
class Reverted:
    """What a revert made (None: the listing said so already), and sentences about what could not come back."""

    revision: Revision | None
    left_out: tuple[str, ...]


@dataclass(frozen=True)
class Making:
    """What a revision says of how it came about; see models/history.py."""

    by: str
    source: str
    reason: str | None = None
    batch: str | None = None


def save(
    listing_id: int,
    changes: Content,
    *,
    by: str,
    version: int,
    reason: str | None = None,
    source: str = "person",
    batch: str | None = None,
) -> Revision | None:
    """Change a part of a listing; the revision that this made, or None if nothing differs.

    changes: a part of a whole content (models/content.py): columns and lists of children as they shall be;
    organization and successor by hsds_id. version: the one that the change is based on. batch: what changes of
    several listings that are made together share (batches.py).
    Call begin_writing() first. Raises StaleEdit if the listing is at another version, BadChange for names that
    there are not, LookupError if there is no such listing, RuntimeError in a transaction that only reads.
    """
    listing = _get_locked(listing_id, version)
    present = whole_content_of(listing)
    if unknown := unknown_names(changes):
        raise BadChange(f"A listing has no {', '.join(unknown)}.")
    wanted = _merged(present, changes)
    known = known_of(wanted, listing.id)
    if known.problems:
        raise BadChange(" ".join(known.problems))
    return _write(listing, present, wanted, known, Making(by, source, reason, batch))


def revert(
    listing_id: int,
    revision_id: int,
    *,
    by: str,
    version: int,
    reason: str | None = None,
    batch: str | None = None,
) -> Reverted:
    """Give a listing what it said at a revision, as a new revision.

    Terms, questions and listings that there are no more are left out and named, and so is a slug that another
    listing has now. Raises like save(), and LookupError if the listing has no such revision.
    """
    listing = _get_locked(listing_id, version)
    revision = db.session.get(Revision, revision_id)
    if revision is None or revision.listing_id != listing_id:
        raise LookupError(f"Listing {listing_id} has no revision {revision_id}.")
    present = whole_content_of(listing)
    wanted = completed({**present, **revision.content})
    known = known_of(wanted, listing.id)
    possible = known.without_missing(wanted, slug=listing.slug)
    reason = reason or f"Back to version {revision.version}."
    made = _write(listing, present, possible, known, Making(by, "person", reason, batch))
    return Reverted(made, known.problems)


def _get_locked(listing_id: int, version: int) -> Listing:
    """The listing as it is now; nobody else changes it until the commit."""
    require_writing()
    listing = db.session.scalars(
        select(Listing)
        .where(Listing.id == listing_id)
        .options(*with_children())
        .execution_options(populate_existing=True)
        # NO KEY UPDATE: other listings may go on pointing at this one.
        .with_for_update(of=Listing, key_share=True)
    ).first()
    if listing is None:
        raise LookupError(f"There is no listing {listing_id}.")
    if listing.version != version:
        raise _stale(listing, version)
    return listing


def _stale(listing: Listing, version: int) -> StaleEdit:
    before, last = find_revision(listing.id, version), find_revision(listing.id, listing.version)
    return StaleEdit(
        listing.version,
        whole_content_of(listing),
        before.content if before else None,
        last.made_by if last else listing.source,
        last.made_at if last else listing.updated_at,
    )


def _merged(present: Content, changes: Content) -> Content:
    """The present content with the changes. An answer counts as checked only as long as it says the same."""
    wanted = completed({**present, **changes})
    for key, answer in (changes.get("answers") or {}).items():
        before = present["answers"].get(key)
        if before and "checked_on" not in answer and is_same({**before, "checked_on": None}, wanted["answers"][key]):
            wanted["answers"][key]["checked_on"] = before["checked_on"]
    return wanted


def _write(listing: Listing, present: Content, wanted: Content, known: Known, making: Making) -> Revision | None:
    if not differences(present, wanted):
        return None
    record_present(listing)
    # One flush, so that one edit is one version.
    with db.session.no_autoflush:
        apply_content(listing, wanted, known.term_ids)
        listing.organization_id = known.listing_ids.get(wanted["organization"])
        listing.successor_id = known.listing_ids.get(wanted["successor"])
        _move(listing, wanted["slug"])
        listing.updated_at = utc_now()
        # Also where only a child changed, or the clock stood still: the version counts every edit.
        flag_modified(listing, "updated_at")
    db.session.flush()
    db.session.expire(listing, ["organization", "successor"])
    revision = record(listing, **vars(making), made_at=listing.updated_at)
    db.session.flush()
    return revision


def _move(listing: Listing, slug: str) -> None:
    """Give a listing its slug; an address that it had redirects to it, the one that it has does not."""
    if slug == listing.slug:
        return
    if redirect := db.session.get(SlugRedirect, slug):
        db.session.delete(redirect)
    db.session.merge(SlugRedirect(slug=listing.slug, listing_id=listing.id))
    listing.slug = slug
