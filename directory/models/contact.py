"""How to reach a listing: other names, phones and links."""

from __future__ import annotations

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from directory.database import Base
from directory.models.listing import one_of

PHONE_TYPES = ("voice", "text", "tty", "videophone")


class Alias(Base):
    """Another name of a listing: former name, abbreviation, spoken name."""

    __tablename__ = "alias"

    id: Mapped[int] = mapped_column(primary_key=True)
    listing_id: Mapped[int] = mapped_column(ForeignKey("listing.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(200))


class Phone(Base):
    """A number to call or text. Short codes (988, 741741) stay as they are dialled."""

    __tablename__ = "phone"
    __table_args__ = (one_of("type", PHONE_TYPES),)

    id: Mapped[int] = mapped_column(primary_key=True)
    listing_id: Mapped[int] = mapped_column(ForeignKey("listing.id", ondelete="CASCADE"), index=True)
    number: Mapped[str] = mapped_column(String(40))
    extension: Mapped[str | None] = mapped_column(String(20))
    type: Mapped[str] = mapped_column(String(20), default="voice")
    label: Mapped[str | None] = mapped_column(String(120))
    menu: Mapped[str | None] = mapped_column(String(120))
    """What to press after the call is answered."""
    text_body: Mapped[str | None] = mapped_column(String(120))
    """The word to send as a text message."""
    hours: Mapped[str | None] = mapped_column(String(200))
    """Opening hours in words."""
    languages: Mapped[list[str] | None] = mapped_column(JSON)
    """BCP 47 codes, when other than the listing's."""


class Link(Base):
    """A further page of a listing: its chat, its meeting finder."""

    __tablename__ = "link"

    id: Mapped[int] = mapped_column(primary_key=True)
    listing_id: Mapped[int] = mapped_column(ForeignKey("listing.id", ondelete="CASCADE"), index=True)
    label: Mapped[str] = mapped_column(String(120))
    url: Mapped[str] = mapped_column(String(500))
