"""What happened to a listing, or to what stands around it: checks, and what it said at each version."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, Protocol

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from directory.database import Base, UtcDateTime, utc_now
from directory.models.listing import one_of

AREAS = ("all", "contact", "schedule", "joining")
# "organization": the group itself said so, by a link that was mailed to it.
METHODS = ("phone", "email", "web", "visit", "organization")
CHECKED_BY = ("person", "organization")
PARTS_OF_ALL = ("contact", "schedule", "joining")
SOURCES = ("person", "seed", "demo", "suggestion", "import")
SUBJECTS = ("term", "question", "guide", "setting")


class Check(Base):
    """Somebody made sure that an area of a listing is right. "Updated" is never "checked"."""

    __tablename__ = "check"
    __table_args__ = (one_of("area", AREAS), one_of("method", METHODS), one_of("source", CHECKED_BY))

    id: Mapped[int] = mapped_column(primary_key=True)
    listing_id: Mapped[int] = mapped_column(ForeignKey("listing.id", ondelete="CASCADE"), index=True)
    area: Mapped[str] = mapped_column(String(20), default="all")
    method: Mapped[str] = mapped_column(String(20))
    checked_on: Mapped[dt.date]
    source: Mapped[str] = mapped_column(String(20), default="person")
    made_by: Mapped[str | None] = mapped_column(String(120))
    """The name of who made sure; none for those of the demo. Seen by coordinators alone."""
    made_at: Mapped[dt.datetime] = mapped_column(UtcDateTime, default=utc_now)
    note: Mapped[str | None] = mapped_column(String(300))
    """What was learned, for coordinators alone."""


class Revision(Base):
    """All that a listing said at one of its versions, who made it say so, and why."""

    __tablename__ = "revision"
    __table_args__ = (one_of("source", SOURCES), UniqueConstraint("listing_id", "version"))

    id: Mapped[int] = mapped_column(primary_key=True)
    listing_id: Mapped[int] = mapped_column(ForeignKey("listing.id", ondelete="CASCADE"), index=True)
    version: Mapped[int]
    made_at: Mapped[dt.datetime] = mapped_column(UtcDateTime, default=utc_now, index=True)
    made_by: Mapped[str] = mapped_column(String(120))
    """The name or the role of who did it, such as "seed"."""
    source: Mapped[str] = mapped_column(String(20))
    """By what way it came."""
    reason: Mapped[str | None] = mapped_column(String(300))
    batch: Mapped[str | None] = mapped_column(String(40), index=True)
    """What all revisions of one change of several listings share (curation/batches.py)."""
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    """The whole content (models/content.py); listings that it points at by their hsds_id."""


class ContentRevision(Base):
    """All that a term, a question, a guide or a group of settings said at one of its versions."""

    __tablename__ = "content_revision"
    __table_args__ = (
        one_of("subject_kind", SUBJECTS),
        one_of("source", SOURCES),
        UniqueConstraint("subject_kind", "subject_key", "version"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    subject_kind: Mapped[str] = mapped_column(String(20))
    subject_key: Mapped[str] = mapped_column(String(120))
    """What it is known by for ever, such as "need/i-feel-alone": it outlives the row."""
    version: Mapped[int]
    made_at: Mapped[dt.datetime] = mapped_column(UtcDateTime, default=utc_now)
    made_by: Mapped[str] = mapped_column(String(120))
    source: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str | None] = mapped_column(String(300))
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    """The whole content; of a term that is gone {"is_gone": true, "moved_to": its successor's slug or null}."""


class NotDuplicate(Base):
    """Somebody looked at two listings that are alike and said that they are two."""

    __tablename__ = "not_duplicate"
    __table_args__ = (CheckConstraint("first_id < second_id", name="order"),)

    first_id: Mapped[int] = mapped_column(ForeignKey("listing.id", ondelete="CASCADE"), primary_key=True)
    second_id: Mapped[int] = mapped_column(ForeignKey("listing.id", ondelete="CASCADE"), primary_key=True, index=True)
    said_at: Mapped[dt.datetime] = mapped_column(UtcDateTime, default=utc_now)
    said_by: Mapped[str] = mapped_column(String(120))


class Checked(Protocol):
    """What tells that an area was checked on a day: a Check, or a row of a query."""

    @property
    def area(self) -> str:
        """One of AREAS."""

    @property
    def checked_on(self) -> dt.date:
        """The day."""


def checked_since(checks: Iterable[Checked]) -> dt.date | None:
    """The day since when nobody made sure: of the areas that were ever checked, the one checked longest ago.

    None if none was. An area that was never checked does not count: what we never knew does not grow old.
    """
    return min(_latest_by_area(checks).values(), default=None)


def is_wholly_checked(checks: Iterable[Checked]) -> bool:
    """Whether somebody has made sure of every area, at once or one by one."""
    return len(_latest_by_area(checks)) == len(PARTS_OF_ALL)


def _latest_by_area(checks: Iterable[Checked]) -> dict[str, dt.date]:
    latest: dict[str, dt.date] = {}
    for check in checks:
        for area in PARTS_OF_ALL if check.area == "all" else (check.area,):
            latest[area] = max(check.checked_on, latest.get(area, check.checked_on))
    return latest
