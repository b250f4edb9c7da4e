"""Changes of several listings that were made together: their mark, what belongs to it, and undoing it as one.

The edge calls begin_writing() first and commits at the end; this module flushes.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from directory.curation.editing import revert
from directory.curation.history import find_revision_before
from directory.database import db, require_writing
from directory.models import Listing, Revision

BULK, MERGE, UNDO = "bulk", "merge", "undo"


@dataclass(frozen=True)
class Left:
    """A listing that was left as it is. why: a sentence."""

    listing_id: int
    name: str
    why: str


@dataclass(frozen=True)
class Undone:
    """What an undo did. batch: its own mark; names: of the listings that say again what they said; left: the others;
    notes: sentences about what could not come back."""

    batch: str
    names: tuple[str, ...]
    left: tuple[Left, ...]
    notes: tuple[str, ...] = ()


def new_batch(kind: str) -> str:
    """A mark for changes that are made together. kind: BULK, MERGE or UNDO."""
    return f"{kind}-{secrets.token_hex(12)}"


def kind_of(batch: str) -> str:
    """How changes came to be made together."""
    return batch.partition("-")[0]


def revisions_in(batch: str) -> list[Revision]:
    """The revisions that were made together, by listing; none if there is no such batch."""
    found = select(Revision).where(Revision.batch == batch).order_by(Revision.listing_id, Revision.version)
    return list(db.session.scalars(found))


def sizes_of(batches: Iterable[str | None]) -> dict[str, int]:
    """Batch → of how many listings it is."""
    wanted = {batch for batch in batches if batch}
    counted = select(Revision.batch, func.count(Revision.listing_id.distinct())).where(Revision.batch.in_(wanted))
    return {str(batch): count for batch, count in db.session.execute(counted.group_by(Revision.batch))}


def lock_listings(listing_ids: Iterable[int]) -> dict[int, Listing]:
    """The listings by id, in whose turn nobody else changes them until the commit. What there is not is left out.

    In the order of their ids, so that two who lock the same ones do not wait for each other for ever.
    """
    require_writing()
    found = (
        select(Listing)
        .where(Listing.id.in_(set(listing_ids)))
        .order_by(Listing.id)
        .options(joinedload(Listing.organization), joinedload(Listing.successor))
        .execution_options(populate_existing=True)
        .with_for_update(of=Listing, key_share=True)
    )
    return {listing.id: listing for listing in db.session.scalars(found)}


def undo_batch(batch: str, *, by: str) -> Undone:
    """Give every listing of a batch what it said before, as revisions of a batch of their own.

    A listing that was changed since is left and named. Of a merge all or nothing comes back, since one half would
    say everything twice. Raises LookupError if there is no such batch.
    """
    revisions = revisions_in(batch)
    if not revisions:
        raise LookupError(f"There is no batch {batch!r}.")
    listings = lock_listings(revision.listing_id for revision in revisions)
    left = {r.listing_id: found for r in revisions if (found := _stands_in_the_way(r, listings[r.listing_id]))}
    undone = Undone(new_batch(UNDO), (), tuple(left.values()))
    if left and kind_of(batch) == MERGE:
        return undone
    names, notes = [], []
    for revision in revisions:
        before = find_revision_before(revision)
        if revision.listing_id in left or before is None:
            continue
        listing, name = listings[revision.listing_id], before.content["name"]
        reason = _("Undone: %(what)s", what=revision.reason or _("several at once"))[:300]
        made = revert(listing.id, before.id, by=by, version=listing.version, reason=reason, batch=undone.batch)
        names.append(name)
        notes += [f"{name}: {sentence}" for sentence in made.left_out]
    return Undone(undone.batch, tuple(names), undone.left, tuple(notes))


def _stands_in_the_way(revision: Revision, listing: Listing) -> Left | None:
    """Why a revision cannot be undone, or None."""
    if listing.version == revision.version:
        return None
    latest = select(Revision.made_by).where(Revision.listing_id == listing.id).order_by(Revision.version.desc())
    who = db.session.scalars(latest.limit(1)).first()
    return Left(listing.id, listing.name, _("%(who)s has changed it since.", who=who or _("Somebody")))
