"""What the link checker last found at an address of a listing."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.database import Base, UtcDateTime, utc_now
from directory.models.listing import Listing, one_of

URL_LENGTH = 500
LINK_RESULTS = ("ok", "moved", "dead", "sign_in", "unclear")


class LinkCheck(Base):
    """The last look at one address of one listing. It never changes or hides the listing."""

    __tablename__ = "link_check"
    __table_args__ = (one_of("result", LINK_RESULTS), UniqueConstraint("listing_id", "url"))

    id: Mapped[int] = mapped_column(primary_key=True)
    listing_id: Mapped[int] = mapped_column(ForeignKey("listing.id", ondelete="CASCADE"), index=True)
    url: Mapped[str] = mapped_column(String(URL_LENGTH), index=True)
    checked_at: Mapped[dt.datetime] = mapped_column(UtcDateTime, default=utc_now)
    result: Mapped[str] = mapped_column(String(20))
    detail: Mapped[str] = mapped_column(String(300), default="")
    """What was found, as a sentence."""
    moved_to: Mapped[str | None] = mapped_column(String(URL_LENGTH))
    failures: Mapped[int] = mapped_column(default=0)
    """How many looks in a row have failed."""
    first_failed_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    """When the first of those was."""

    listing: Mapped[Listing] = relationship()
