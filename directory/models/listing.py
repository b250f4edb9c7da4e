"""One thing a peer can turn to: the listing, for all six kinds.

One table for every kind, because search, checks and hand-outs treat them alike. Columns carry the
names of HSDS 3.1 organization and service; its shape is made at the border, not here.
"""

from __future__ import annotations

import datetime as dt
import uuid
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship, selectinload

from directory.database import Base, UtcDateTime, utc_now

if TYPE_CHECKING:
    from sqlalchemy.sql.base import ExecutableOption

    from directory.models.contact import Alias, Link, Phone
    from directory.models.history import Check
    from directory.models.location import Location, ServiceArea
    from directory.models.question import Answer
    from directory.models.schedule import Schedule
    from directory.models.taxonomy import ListingTerm, Term

SUMMARY_LENGTH = 160


class Kind(StrEnum):
    """What a listing is."""

    ORGANIZATION = "organization"
    GROUP = "group"
    PROGRAM = "program"
    HELPLINE = "helpline"
    ROLE = "role"
    COMMUNITY = "community"


class Publication(StrEnum):
    """Whether visitors see a listing. *closed* is a tombstone that blocks a second import."""

    DRAFT = "draft"
    PUBLISHED = "published"
    HIDDEN = "hidden"
    CLOSED = "closed"


KINDS = tuple(str(kind) for kind in Kind)
PUBLICATIONS = tuple(str(state) for state in Publication)
# HSDS 3.1 service.status
STATUSES = ("active", "inactive", "defunct", "temporarily closed")


def one_of(column: str, values: tuple[str, ...]) -> CheckConstraint:
    """A check constraint that a column holds one of *values*."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


class Listing(Base):
    """One organization, group, program, helpline, role or community."""

    __tablename__ = "listing"
    __table_args__ = (
        one_of("kind", KINDS),
        one_of("publication", PUBLICATIONS),
        one_of("status", STATUSES),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    hsds_id: Mapped[str] = mapped_column(String(36), unique=True, default=lambda: str(uuid.uuid4()))
    slug: Mapped[str] = mapped_column(String(120), unique=True)
    kind: Mapped[str] = mapped_column(String(20), index=True)
    name: Mapped[str] = mapped_column(String(200))
    summary: Mapped[str] = mapped_column(String(SUMMARY_LENGTH), default="")
    description: Mapped[str] = mapped_column(Text, default="")
    url: Mapped[str | None] = mapped_column(String(500))
    email: Mapped[str | None] = mapped_column(String(254))

    status: Mapped[str] = mapped_column(String(20), default="active")
    alert: Mapped[str | None] = mapped_column(Text)
    application_process: Mapped[str | None] = mapped_column(Text)
    """How to join, one step a line."""
    eligibility_description: Mapped[str | None] = mapped_column(Text)
    fees_description: Mapped[str | None] = mapped_column(Text)
    is_free: Mapped[bool | None]
    minimum_age: Mapped[int | None]
    maximum_age: Mapped[int | None]

    organization_id: Mapped[int | None] = mapped_column(ForeignKey("listing.id", ondelete="SET NULL"), index=True)
    publication: Mapped[str] = mapped_column(String(20), default=Publication.DRAFT, index=True)
    publish_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime, index=True)
    """When a draft is to be published; `flask listings publish-due` does it."""
    closed_reason: Mapped[str | None] = mapped_column(Text)
    successor_id: Mapped[int | None] = mapped_column(ForeignKey("listing.id", ondelete="SET NULL"), index=True)
    version: Mapped[int] = mapped_column(default=1)
    private_notes: Mapped[str | None] = mapped_column(Text)
    """For coordinators only: shown on no page, in no export, feed or index."""

    source: Mapped[str] = mapped_column(String(40), default="person")
    """Where the row came from: person, seed, demo or the name of an import."""
    source_url: Mapped[str | None] = mapped_column(String(500))
    """The public page where the facts were seen."""
    seed_key: Mapped[str | None] = mapped_column(String(120), unique=True)
    seeded_as: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    """What the seed last wrote; where the row now differs, a person has edited it."""
    created_at: Mapped[dt.datetime] = mapped_column(UtcDateTime, default=utc_now)
    updated_at: Mapped[dt.datetime] = mapped_column(UtcDateTime, default=utc_now, onupdate=utc_now)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 (SQLAlchemy's own form)

    organization: Mapped[Listing | None] = relationship(
        foreign_keys=[organization_id], remote_side=[id], back_populates="members"
    )
    members: Mapped[list[Listing]] = relationship(foreign_keys=[organization_id], back_populates="organization")
    successor: Mapped[Listing | None] = relationship(foreign_keys=[successor_id], remote_side=[id])

    aliases: Mapped[list[Alias]] = relationship(cascade="all, delete-orphan", order_by="Alias.id")
    phones: Mapped[list[Phone]] = relationship(cascade="all, delete-orphan", order_by="Phone.id")
    links: Mapped[list[Link]] = relationship(cascade="all, delete-orphan", order_by="Link.id")
    locations: Mapped[list[Location]] = relationship(cascade="all, delete-orphan", order_by="Location.id")
    service_areas: Mapped[list[ServiceArea]] = relationship(cascade="all, delete-orphan", order_by="ServiceArea.id")
    schedules: Mapped[list[Schedule]] = relationship(cascade="all, delete-orphan", order_by="Schedule.id")
    answers: Mapped[list[Answer]] = relationship(cascade="all, delete-orphan", order_by="Answer.id")
    checks: Mapped[list[Check]] = relationship(
        cascade="all, delete-orphan",
        order_by="Check.checked_on.desc(), Check.id.desc()",
    )
    listing_terms: Mapped[list[ListingTerm]] = relationship(
        cascade="all, delete-orphan",
        order_by="ListingTerm.position",
        back_populates="listing",
    )

    @property
    def is_public(self) -> bool:
        """Whether visitors may see this listing."""
        return self.publication == Publication.PUBLISHED

    @property
    def public_organization(self) -> Listing | None:
        """The organization it belongs to, if visitors may see that one."""
        return self.organization if self.organization and self.organization.is_public else None

    @property
    def join_steps(self) -> list[str]:
        """How to join, one step an entry."""
        return [line.strip() for line in (self.application_process or "").splitlines() if line.strip()]

    def terms_of(self, taxonomy: str) -> list[Term]:
        """The terms of one taxonomy that this listing carries, most important first."""
        return [row.term for row in self.listing_terms if row.term.taxonomy_slug == taxonomy]

    def has_term(self, taxonomy: str, slug: str) -> bool:
        """Whether the listing carries a term."""
        return any(term.slug == slug for term in self.terms_of(taxonomy))


def with_children() -> list[ExecutableOption]:
    """Options that load everything belonging to a listing, one statement for each kind of child."""
    children = (
        Listing.aliases,
        Listing.phones,
        Listing.links,
        Listing.locations,
        Listing.service_areas,
        Listing.schedules,
        Listing.answers,
        Listing.checks,
        Listing.listing_terms,
    )
    return [selectinload(child) for child in children]


class SlugRedirect(Base):
    """A slug that a listing had before; its page redirects."""

    __tablename__ = "slug_redirect"

    slug: Mapped[str] = mapped_column(String(120), primary_key=True)
    listing_id: Mapped[int] = mapped_column(ForeignKey("listing.id", ondelete="CASCADE"), index=True)
    listing: Mapped[Listing] = relationship()
