"""Atom feeds of listings that are new or were changed (RFC 4287). Only public columns are read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from directory.exchange.addresses import listing_address
from directory.exchange.texts import file_text
from directory.models import Listing

MOST_ENTRIES = 50
# The change of a feed without entries: Atom wants one.
_BEGINNING = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Entry:
    """One listing in a feed."""

    id: str
    title: str
    summary: str
    kind: str
    address: str
    published: str
    updated: str


@dataclass(frozen=True)
class Feed:
    """A feed. about: what it is of, in words; address: its own; page: the address of the page beside it."""

    about: str
    address: str
    page: str
    entries: tuple[Entry, ...]
    changed_at: dt.datetime

    @property
    def updated(self) -> str:
        """The newest change as RFC 3339."""
        return _moment(self.changed_at)


def make_feed(listings: Sequence[Listing], *, about: str, address: str, page: str) -> Feed:
    """A feed of listings, the newest first. address, page: whole."""
    entries = tuple(_entry(listing) for listing in listings)
    changed_at = max((listing.updated_at for listing in listings), default=_BEGINNING)
    return Feed(file_text(about), address, page, entries, changed_at)


def _entry(listing: Listing) -> Entry:
    return Entry(
        id=f"urn:uuid:{listing.hsds_id}",
        title=file_text(listing.name),
        summary=file_text(listing.summary),
        kind=listing.kind,
        address=listing_address(listing),
        published=_moment(listing.created_at),
        updated=_moment(listing.updated_at),
    )


def _moment(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
