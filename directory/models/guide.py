"""Guidance: articles on relationships in recovery, and what peer supporters can practise."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.database import Base
from directory.models.listing import one_of
from directory.models.taxonomy import DEFAULT_LOCALE

if TYPE_CHECKING:
    from directory.models.taxonomy import Term

READERS = ("peer", "supporter", "family")
STYLES = ("anxious", "avoidant", "secure")
TECHNIQUES = ("empowerment", "empathy", "acceptance")
GUIDE_SUMMARY_LENGTH = 160
WORDS_A_MINUTE = 180


def minutes_to_read(body: str) -> int:
    """How long a text takes to read, in minutes, rounded up; at least one."""
    return max(1, -(-len(body.split()) // WORDS_A_MINUTE))


class Guide(Base):
    """One article of guidance in one locale."""

    __tablename__ = "guide"
    __table_args__ = (UniqueConstraint("slug", "locale"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(60), index=True)
    locale: Mapped[str] = mapped_column(String(10), default=DEFAULT_LOCALE)
    position: Mapped[int] = mapped_column(default=0)
    title: Mapped[str] = mapped_column(String(120))
    summary: Mapped[str] = mapped_column(String(GUIDE_SUMMARY_LENGTH))
    body: Mapped[str] = mapped_column(Text)
    """Markdown; its headings are of the second level."""
    readers: Mapped[list[str]] = mapped_column(JSON)
    """For whom, of READERS, the main one first."""
    styles: Mapped[list[str]] = mapped_column(JSON, default=list)
    """The relationship styles it is about, of STYLES."""
    techniques: Mapped[list[str]] = mapped_column(JSON, default=list)
    """What it teaches, of TECHNIQUES."""
    kinds: Mapped[list[str]] = mapped_column(JSON, default=list)
    """The kinds of listings before whose first visit it helps."""
    try_this: Mapped[list[str]] = mapped_column(JSON, default=list)
    """Small steps to do, one an entry."""
    sources: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)
    """title and url of what it rests on."""
    minutes: Mapped[int]
    """How long it takes to read."""
    checked_on: Mapped[dt.date | None]
    """When a person last made sure that it is right."""
    is_draft: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether it is still being written: visitors never see a draft."""
    seeded_as: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    """What the seed last wrote; where the row now differs, a person has edited it."""

    guide_needs: Mapped[list[GuideNeed]] = relationship(
        cascade="all, delete-orphan", order_by="GuideNeed.position", lazy="selectin"
    )

    @property
    def needs(self) -> list[Term]:
        """The needs it helps with, most fitting first."""
        return [row.term for row in self.guide_needs]


class GuideNeed(Base):
    """A guide helps with a need; the lower the position, the more it is about it."""

    __tablename__ = "guide_need"

    guide_id: Mapped[int] = mapped_column(ForeignKey("guide.id", ondelete="CASCADE"), primary_key=True)
    term_id: Mapped[int] = mapped_column(ForeignKey("term.id", ondelete="CASCADE"), primary_key=True, index=True)
    position: Mapped[int] = mapped_column(default=0)
    term: Mapped[Term] = relationship(lazy="joined")


class Sign(Base):
    """Something that a peer supporter sees in a person they support, and how to answer it."""

    __tablename__ = "sign"
    __table_args__ = (one_of("style", STYLES), UniqueConstraint("key", "locale"))

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(60))
    locale: Mapped[str] = mapped_column(String(10), default=DEFAULT_LOCALE)
    position: Mapped[int] = mapped_column(default=0)
    style: Mapped[str] = mapped_column(String(10))
    label: Mapped[str] = mapped_column(String(80))
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    """icon, meaning, approach; empower, empathize and accept, each with how, say and avoid; hand_over, safety,
    the slug of its guide and the key of its case."""


class PracticeCase(Base):
    """A short made-up story with choices, each with what it may bring about."""

    __tablename__ = "practice_case"
    __table_args__ = (one_of("style", STYLES), UniqueConstraint("key", "locale"))

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(60))
    locale: Mapped[str] = mapped_column(String(10), default=DEFAULT_LOCALE)
    position: Mapped[int] = mapped_column(default=0)
    style: Mapped[str] = mapped_column(String(10))
    title: Mapped[str] = mapped_column(String(80))
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    """story, question, choices (key, text, value, feedback), safety, after."""
