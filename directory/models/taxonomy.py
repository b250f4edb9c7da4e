"""The vocabularies: taxonomies, their terms, what the terms are called and which words lead to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.database import Base
from directory.models.listing import one_of

if TYPE_CHECKING:
    from directory.models.listing import Listing

REASONS = ("lay", "clinical", "misspelling")
DEFAULT_LOCALE = "en"


class Taxonomy(Base):
    """One vocabulary: needs, audiences, conditions, formats …"""

    __tablename__ = "taxonomy"

    slug: Mapped[str] = mapped_column(String(40), primary_key=True)
    label: Mapped[str] = mapped_column(String(80))
    position: Mapped[int] = mapped_column(default=0)
    terms: Mapped[list[Term]] = relationship(back_populates="taxonomy", order_by="Term.position")


class Term(Base):
    """One value of a taxonomy. A need's parent is its group, a term of the same taxonomy."""

    __tablename__ = "term"
    __table_args__ = (UniqueConstraint("taxonomy_slug", "slug"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    taxonomy_slug: Mapped[str] = mapped_column(ForeignKey("taxonomy.slug", ondelete="CASCADE"), index=True)
    slug: Mapped[str] = mapped_column(String(60))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("term.id", ondelete="CASCADE"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    icon: Mapped[str | None] = mapped_column(String(20))
    is_crisis: Mapped[bool] = mapped_column(default=False)
    """Whether crisis lines stand first for this need."""
    external_ids: Mapped[dict[str, list[str]] | None] = mapped_column(JSON)
    """The same term in other taxonomies, by their name."""

    taxonomy: Mapped[Taxonomy] = relationship(back_populates="terms")
    parent: Mapped[Term | None] = relationship(remote_side=[id], back_populates="children")
    children: Mapped[list[Term]] = relationship(back_populates="parent", order_by="Term.position")
    labels: Mapped[list[TermLabel]] = relationship(
        cascade="all, delete-orphan", order_by="TermLabel.locale", lazy="selectin"
    )
    synonyms: Mapped[list[Synonym]] = relationship(cascade="all, delete-orphan", order_by="Synonym.id")

    def label_in(self, locale: str) -> TermLabel:
        """What the term is called in a locale; English where it has no name there."""
        by_locale = {label.locale: label for label in self.labels}
        return by_locale.get(locale) or by_locale[DEFAULT_LOCALE]


class TermLabel(Base):
    """What a term is called in one locale."""

    __tablename__ = "term_label"
    __table_args__ = (UniqueConstraint("term_id", "locale"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    term_id: Mapped[int] = mapped_column(ForeignKey("term.id", ondelete="CASCADE"))
    locale: Mapped[str] = mapped_column(String(10), default=DEFAULT_LOCALE)
    label: Mapped[str] = mapped_column(String(120))
    short: Mapped[str | None] = mapped_column(String(60))
    """A shorter name, for chips and filters."""
    description: Mapped[str | None] = mapped_column(Text)


class Synonym(Base):
    """A word or phrase that leads to a term, and why: lay, clinical or misspelling."""

    __tablename__ = "synonym"
    __table_args__ = (one_of("reason", REASONS),)

    id: Mapped[int] = mapped_column(primary_key=True)
    term_id: Mapped[int] = mapped_column(ForeignKey("term.id", ondelete="CASCADE"), index=True)
    locale: Mapped[str] = mapped_column(String(10), default=DEFAULT_LOCALE)
    phrase: Mapped[str] = mapped_column(String(120))
    reason: Mapped[str] = mapped_column(String(20))


class ListingTerm(Base):
    """A listing carries a term; the lower the position, the more the term is what it is for."""

    __tablename__ = "listing_term"

    listing_id: Mapped[int] = mapped_column(ForeignKey("listing.id", ondelete="CASCADE"), primary_key=True)
    term_id: Mapped[int] = mapped_column(ForeignKey("term.id", ondelete="CASCADE"), primary_key=True, index=True)
    position: Mapped[int] = mapped_column(default=0)
    listing: Mapped[Listing] = relationship(back_populates="listing_terms")
    term: Mapped[Term] = relationship(lazy="joined")
