"""The list of all listings in the console: found by name and address, by kind and state of publication, by pages."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Select, func, or_, select

from directory.database import db
from directory.models import KINDS, PUBLICATIONS, Alias, Listing

PAGE_SIZE = 40


@dataclass(frozen=True)
class ListingRows:
    """One page of the list. total: of all pages."""

    rows: list[Listing]
    total: int
    page: int

    @property
    def pages(self) -> int:
        """How many pages there are, one at least."""
        return max(1, -(-self.total // PAGE_SIZE))


def find_rows(typed: str, kind: str, publication: str, page: int) -> ListingRows:
    """The listings whose name, other name or address has what was typed, by name. What is not known is no filter."""
    found: Select[tuple[Listing]] = select(Listing)
    if typed:
        named = select(Alias.listing_id).where(func.lower(Alias.name).contains(typed.lower(), autoescape=True))
        found = found.where(
            or_(
                func.lower(Listing.name).contains(typed.lower(), autoescape=True),
                Listing.slug.contains(typed.lower(), autoescape=True),
                Listing.id.in_(named),
            )
        )
    if kind in KINDS:
        found = found.where(Listing.kind == kind)
    if publication in PUBLICATIONS:
        found = found.where(Listing.publication == publication)
    total = db.session.scalar(select(func.count()).select_from(found.subquery())) or 0
    page = min(max(page, 1), max(1, -(-total // PAGE_SIZE)))
    rows = found.order_by(func.lower(Listing.name), Listing.id).limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE)
    return ListingRows(list(db.session.scalars(rows)), total, page)
