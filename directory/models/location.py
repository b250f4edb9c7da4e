"""Where: locations and service areas of a listing, and the gazetteer that turns words into places."""

from __future__ import annotations

from sqlalchemy import Float, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from directory.database import Base
from directory.models.listing import one_of

VISIBILITIES = ("full", "city", "hidden")
PLACE_TYPES = ("postal_code", "town")
WORLDWIDE = "worldwide"
# Source: ISO 3166-2:US, with the postal codes of the USPS.
STATES = {
    "AL": "Alabama", "AK": "Alaska", "AZ": "Arizona", "AR": "Arkansas", "CA": "California", "CO": "Colorado",
    "CT": "Connecticut", "DE": "Delaware", "DC": "District of Columbia", "FL": "Florida", "GA": "Georgia",
    "HI": "Hawaii", "ID": "Idaho", "IL": "Illinois", "IN": "Indiana", "IA": "Iowa", "KS": "Kansas",
    "KY": "Kentucky", "LA": "Louisiana", "ME": "Maine", "MD": "Maryland", "MA": "Massachusetts", "MI": "Michigan",
    "MN": "Minnesota", "MS": "Mississippi", "MO": "Missouri", "MT": "Montana", "NE": "Nebraska", "NV": "Nevada",
    "NH": "New Hampshire", "NJ": "New Jersey", "NM": "New Mexico", "NY": "New York", "NC": "North Carolina",
    "ND": "North Dakota", "OH": "Ohio", "OK": "Oklahoma", "OR": "Oregon", "PA": "Pennsylvania", "PR": "Puerto Rico",
    "RI": "Rhode Island", "SC": "South Carolina", "SD": "South Dakota", "TN": "Tennessee", "TX": "Texas",
    "UT": "Utah", "VT": "Vermont", "VA": "Virginia", "WA": "Washington", "WV": "West Virginia", "WI": "Wisconsin",
    "WY": "Wyoming",
}  # fmt: skip


class Location(Base):
    """A place where a listing meets or works.

    visibility *city* shows the town only, *hidden* nothing at all (a shelter's address).
    """

    __tablename__ = "location"
    __table_args__ = (one_of("visibility", VISIBILITIES),)

    id: Mapped[int] = mapped_column(primary_key=True)
    listing_id: Mapped[int] = mapped_column(ForeignKey("listing.id", ondelete="CASCADE"), index=True)
    name: Mapped[str | None] = mapped_column(String(200))
    address_1: Mapped[str | None] = mapped_column(String(200))
    city: Mapped[str] = mapped_column(String(100))
    state: Mapped[str] = mapped_column(String(20))
    postal_code: Mapped[str | None] = mapped_column(String(20))
    country: Mapped[str] = mapped_column(String(2), default="US")
    latitude: Mapped[float | None] = mapped_column(Float)
    longitude: Mapped[float | None] = mapped_column(Float)
    visibility: Mapped[str] = mapped_column(String(10), default="full")
    directions: Mapped[str | None] = mapped_column(Text)
    """How to find the door."""


class ServiceArea(Base):
    """Whom a listing serves by place: a country (US), a state (US-KY) or *worldwide*."""

    __tablename__ = "service_area"

    id: Mapped[int] = mapped_column(primary_key=True)
    listing_id: Mapped[int] = mapped_column(ForeignKey("listing.id", ondelete="CASCADE"), index=True)
    extent: Mapped[str] = mapped_column(String(20))


class Place(Base):
    """One postal code or town of the gazetteer, with its centre and time zone."""

    __tablename__ = "place"
    __table_args__ = (
        one_of("type", PLACE_TYPES),
        Index("ix_place_latitude_longitude", "latitude", "longitude"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    type: Mapped[str] = mapped_column(String(12))
    key: Mapped[str] = mapped_column(String(120), index=True)
    """What is looked up: the postal code, or the folded name of the town."""
    city: Mapped[str] = mapped_column(String(100))
    state: Mapped[str] = mapped_column(String(20))
    country: Mapped[str] = mapped_column(String(2), default="US")
    latitude: Mapped[float] = mapped_column(Float)
    longitude: Mapped[float] = mapped_column(Float)
    timezone: Mapped[str] = mapped_column(String(40))
    size: Mapped[int] = mapped_column(default=1)
    """How many postal codes a town has: the larger town is offered first."""
    source: Mapped[str] = mapped_column(String(10), default="seed")
