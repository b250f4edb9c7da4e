"""A change of many listings: what it would do to each, and doing it in one transaction.

The edge calls begin_writing() before apply() and commits after it; this module flushes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from directory.curation.batches import BULK, Left, lock_listings, new_batch
from directory.curation.bulk.operations import Operation, why_not
from directory.curation.difference_words import FieldChange, changes_in_words
from directory.curation.editing import save
from directory.curation.history import differences, find_revision
from directory.curation.naming import names_for
from directory.database import db
from directory.models import Listing
from directory.models.content import Content, whole_content_of
from directory.models.listing import with_children


@dataclass(frozen=True)
class Planned:
    """One listing as it would be changed. version: the one that this is seen from."""

    listing_id: int
    version: int
    name: str
    changes: list[FieldChange]


@dataclass(frozen=True)
class Plan:
    """What a change of many would do. same: names of those that say so already; refused: those that must stay."""

    planned: list[Planned]
    same: list[str]
    refused: list[Left]


@dataclass(frozen=True)
class Applied:
    """What a change of many did. batch: its mark; count: of listings changed; left: the others that were planned."""

    batch: str
    count: int
    left: list[Left]


def plan(listing_ids: Iterable[int], operation: Operation) -> Plan:
    """What an operation would do to some listings, by name. Nothing is changed."""
    wanted = (
        select(Listing)
        .where(Listing.id.in_(set(listing_ids)))
        .order_by(Listing.name, Listing.id)
        .options(joinedload(Listing.organization), joinedload(Listing.successor), *with_children())
    )
    same, refused, planned = [], [], []
    for listing in db.session.scalars(wanted).unique().all():
        before = whole_content_of(listing)
        after = {**before, **operation.changes(before)}
        if not differences(before, after):
            same.append(listing.name)
        elif reason := why_not(before, after, listing.hsds_id):
            refused.append(Left(listing.id, listing.name, reason))
        else:
            planned.append((listing, before, after))
    names = names_for([content for _listing, *both in planned for content in both])
    told = [
        Planned(listing.id, listing.version, listing.name, changes_in_words(before, after, names))
        for listing, before, after in planned
    ]
    return Plan(told, same, refused)


def apply(picked: Mapping[int, int], operation: Operation, *, by: str) -> Applied:
    """Do it, in this transaction. picked: listing id → the version that was seen.

    A listing that somebody changed meanwhile, or that must stay as it is, is left and named. Raises BadChange if
    what is set is not there any more; then nothing may be committed.
    """
    listings = lock_listings(picked)
    reason = operation.words(names_for([_named(operation)]))[:300]
    batch, count, left = new_batch(BULK), 0, []
    for listing_id, version in sorted(picked.items()):
        listing = listings.get(listing_id)
        if listing is None:
            continue
        before = whole_content_of(listing)
        changes = operation.changes(before)
        if sentence := _in_the_way(listing, version, before, changes):
            left.append(Left(listing_id, listing.name, sentence))
        elif changes and save(listing_id, changes, by=by, version=version, reason=reason, batch=batch):
            count += 1
    return Applied(batch, count, left)


def _in_the_way(listing: Listing, version: int, before: Content, changes: Content) -> str | None:
    if listing.version != version:
        last = find_revision(listing.id, listing.version)
        return _("%(who)s has changed it meanwhile.", who=last.made_by if last else listing.source)
    after = {**before, **changes}
    return why_not(before, after, listing.hsds_id) if differences(before, after) else None


def _named(operation: Operation) -> Content:
    """A part of a content that names what the operation names."""
    return {"organization": operation.value} if operation.name == "organization" else {}
