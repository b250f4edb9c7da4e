"""What happened to a listing: who made sure that it is still right, of what, how and when."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from directory.database import Base
from directory.models.listing import one_of

AREAS = ("all", "contact", "schedule", "joining")
METHODS = ("phone", "email", "web", "visit")


class Check(Base):
    """Somebody made sure that an area of a listing is right. "Updated" is never "checked"."""

    __tablename__ = "check"
    __table_args__ = (one_of("area", AREAS), one_of("method", METHODS))

    id: Mapped[int] = mapped_column(primary_key=True)
    listing_id: Mapped[int] = mapped_column(ForeignKey("listing.id", ondelete="CASCADE"), index=True)
    area: Mapped[str] = mapped_column(String(20), default="all")
    method: Mapped[str] = mapped_column(String(20))
    checked_on: Mapped[dt.date]
