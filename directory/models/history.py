"""What happened to a listing: who made sure that it is still right, what it said at each version, what it is not."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from directory.database import Base, UtcDateTime, utc_now
from directory.models.listing import one_of

AREAS = ("all", "contact", "schedule", "joining")
METHODS = ("phone", "email", "web", "visit")
SOURCES = ("person", "seed", "demo", "suggestion", "import")


class Check(Base):
    """Somebody made sure that an area of a listing is right. "Updated" is never "checked"."""

    __tablename__ = "check"
    __table_args__ = (one_of("area", AREAS), one_of("method", METHODS))

    id: Mapped[int] = mapped_column(primary_key=True)
    listing_id: Mapped[int] = mapped_column(ForeignKey("listing.id", ondelete="CASCADE"), index=True)
    area: Mapped[str] = mapped_column(String(20), default="all")
    method: Mapped[str] = mapped_column(String(20))
    checked_on: Mapped[dt.date]


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


class NotDuplicate(Base):
    """Somebody looked at two listings that are alike and said that they are two."""

    __tablename__ = "not_duplicate"
    __table_args__ = (CheckConstraint("first_id < second_id", name="order"),)

    first_id: Mapped[int] = mapped_column(ForeignKey("listing.id", ondelete="CASCADE"), primary_key=True)
    second_id: Mapped[int] = mapped_column(ForeignKey("listing.id", ondelete="CASCADE"), primary_key=True, index=True)
    said_at: Mapped[dt.datetime] = mapped_column(UtcDateTime, default=utc_now)
    said_by: Mapped[str] = mapped_column(String(120))
