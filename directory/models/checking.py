"""What surrounds checks: who has a listing in hand, who was not reached, groups that were asked, notes done with."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.database import Base, UtcDateTime, utc_now
from directory.models.listing import Listing, one_of
from directory.models.people import Person
from directory.models.suggestion import Suggestion

CHECK_ANSWERS = ("right", "changed", "closed")


class Claim(Base):
    """A listing that somebody has taken to check; others see it and may still work. It ends by itself."""

    __tablename__ = "claim"

    listing_id: Mapped[int] = mapped_column(ForeignKey("listing.id", ondelete="CASCADE"), primary_key=True)
    """One row for each listing: it is handed out once."""
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    until: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    position: Mapped[int] = mapped_column(default=0)
    """Its place in the handful."""

    person: Mapped[Person] = relationship()
    listing: Mapped[Listing] = relationship()


class CheckTry(Base):
    """A day on which somebody tried to reach a listing and nobody answered."""

    __tablename__ = "check_try"
    __table_args__ = (UniqueConstraint("listing_id", "tried_on", "made_by"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    listing_id: Mapped[int] = mapped_column(ForeignKey("listing.id", ondelete="CASCADE"))
    tried_on: Mapped[dt.date]
    made_by: Mapped[str] = mapped_column(String(120))


class CheckLink(Base):
    """A link mailed to a group, by which it says once whether its listing is still right."""

    __tablename__ = "check_link"
    __table_args__ = (one_of("answer", CHECK_ANSWERS),)

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    """SHA-256 of what stands in the link."""
    listing_id: Mapped[int] = mapped_column(ForeignKey("listing.id", ondelete="CASCADE"), index=True)
    sent_to: Mapped[str] = mapped_column(String(254), index=True)
    made_at: Mapped[dt.datetime] = mapped_column(UtcDateTime, default=utc_now)
    expires_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    answer: Mapped[str | None] = mapped_column(String(10))
    words: Mapped[str | None] = mapped_column(Text)
    """What has changed, in the group's own words. Never public."""
    suggestion_id: Mapped[int | None] = mapped_column(ForeignKey("suggestion.id", ondelete="SET NULL"), index=True)
    """What an answer other than "right" has become."""

    listing: Mapped[Listing] = relationship()
    suggestion: Mapped[Suggestion | None] = relationship()


class NoteDone(Base):
    """The private notes of a listing, as they were when somebody had dealt with them. The notes stay where they are."""

    __tablename__ = "note_done"

    listing_id: Mapped[int] = mapped_column(ForeignKey("listing.id", ondelete="CASCADE"), primary_key=True)
    text_hash: Mapped[str] = mapped_column(String(64))
    """SHA-256 of the notes: others that are written later come up again."""
    made_by: Mapped[str] = mapped_column(String(120))
    made_at: Mapped[dt.datetime] = mapped_column(UtcDateTime, default=utc_now)
