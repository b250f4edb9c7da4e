"""Revisions as they are looked for: which ones, with the version before each, in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from directory.curation.batches import sizes_of
from directory.curation.difference_words import FieldChange, changes_in_words, short_words
from directory.curation.naming import names_for
from directory.database import db
from directory.models import KINDS, SOURCES, Listing, Revision
from directory.models.content import Content
from directory.site_zone import zone_here

PAGE_SIZE = 40
_LAST_PAGE = 100_000


@dataclass(frozen=True)
class Asked:
    """What changes are looked for; empty is no filter. since: a day on the site's clock."""

    by: str = ""
    source: str = ""
    kind: str = ""
    since: dt.date | None = None
    listing_id: int | None = None
    batch: str = ""

    @property
    def arguments(self) -> dict[str, str]:
        """The address part that asks for the same."""
        since = self.since.isoformat() if self.since else ""
        said = {"by": self.by, "source": self.source, "kind": self.kind, "since": since, "batch": self.batch}
        return {name: value for name, value in said.items() if value}


@dataclass(frozen=True)
class Change:
    """One revision with what it changed. fields: None for the first version that was kept; others: how many more
    listings were changed together with it."""

    revision: Revision
    listing: Listing
    fields: list[FieldChange] | None
    others: int = 0

    @property
    def short(self) -> str:
        """What was changed, in a few words."""
        return short_words(self.fields or ())


@dataclass(frozen=True)
class Changes:
    """One page of changes, newest first. total: of all pages."""

    rows: list[Change]
    total: int
    page: int

    @property
    def pages(self) -> int:
        """How many pages there are, one at least."""
        return max(1, -(-self.total // PAGE_SIZE))


def read_asked(arguments: Mapping[str, str]) -> Asked:
    """What an address asks for; what makes no sense is no filter."""
    source, kind = arguments.get("source", ""), arguments.get("kind", "")
    try:
        since = dt.date.fromisoformat(arguments.get("since", ""))
    except ValueError:
        since = None
    return Asked(
        arguments.get("by", "")[:120],
        source if source in SOURCES else "",
        kind if kind in KINDS else "",
        since,
        batch=arguments.get("batch", "")[:40],
    )


def find_changes(asked: Asked, page: int = 1) -> Changes:
    """A page of the changes that were asked for, newest first."""
    total = db.session.scalar(select(func.count()).select_from(_wanted(asked).subquery())) or 0
    page = min(max(page, 1), max(1, -(-total // PAGE_SIZE)), _LAST_PAGE)
    return Changes(load_changes(asked, PAGE_SIZE, (page - 1) * PAGE_SIZE), total, page)


def load_changes(
    asked: Asked, most: int, skipped: int = 0, seen: Callable[[Content], Content] | None = None
) -> list[Change]:
    """Some of the changes that were asked for, newest first, in words. seen: what may be told of a content; all."""
    seen = seen or _whole
    rows = db.session.execute(_wanted(asked).limit(most).offset(skipped)).all()
    before = _contents([row.before_id for row in rows if row.before_id])
    names = names_for([*before.values(), *(row.Revision.content for row in rows)])
    sizes = sizes_of(row.Revision.batch for row in rows)
    return [
        Change(
            row.Revision,
            row.Listing,
            changes_in_words(seen(before[row.before_id]), seen(row.Revision.content), names) if row.before_id else None,
            max(0, sizes.get(row.Revision.batch or "", 1) - 1),
        )
        for row in rows
    ]


def who_changed() -> list[str]:
    """The names of all who ever changed something, in order."""
    return list(db.session.scalars(select(Revision.made_by).distinct().order_by(Revision.made_by)))


def words_between(old: Content, new: Content) -> list[FieldChange]:
    """What is told differently in two contents of one listing."""
    return changes_in_words(old, new, names_for([old, new]))


def _wanted(asked: Asked) -> Select[tuple[Revision, Listing, int | None]]:
    earlier = aliased(Revision)
    before_id = (
        select(earlier.id)
        .where(earlier.listing_id == Revision.listing_id, earlier.version < Revision.version)
        .order_by(earlier.version.desc())
        .limit(1)
        .correlate(Revision)
        .scalar_subquery()
    )
    found = select(Revision, Listing, before_id.label("before_id")).join(Listing, Listing.id == Revision.listing_id)
    if asked.by:
        found = found.where(Revision.made_by == asked.by)
    if asked.source:
        found = found.where(Revision.source == asked.source)
    if asked.kind:
        found = found.where(Listing.kind == asked.kind)
    if asked.batch:
        found = found.where(Revision.batch == asked.batch)
    if asked.listing_id is not None:
        return found.where(Revision.listing_id == asked.listing_id).order_by(Revision.version.desc())
    if asked.since:
        found = found.where(Revision.made_at >= dt.datetime.combine(asked.since, dt.time(), zone_here()))
    return found.order_by(Revision.made_at.desc(), Revision.id.desc())


def _contents(revision_ids: Sequence[int]) -> dict[int, Content]:
    found = select(Revision.id, Revision.content).where(Revision.id.in_(revision_ids))
    return {row.id: row.content for row in db.session.execute(found)}


def _whole(content: Content) -> Content:
    return content
