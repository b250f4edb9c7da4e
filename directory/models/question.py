"""What people ask before a first visit, and what a listing answers."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.database import Base
from directory.models.listing import one_of
from directory.models.taxonomy import DEFAULT_LOCALE

SHAPES = ("yes_no", "open")
VALUES = ("yes", "no", "ask", "unknown", "told")


class Question(Base):
    """One question that a first-time visitor asks, and for which listings it is asked.

    kinds: the kinds it is asked of. formats: only of listings with one of these formats; None: all.
    """

    __tablename__ = "question"
    __table_args__ = (one_of("shape", SHAPES),)

    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    position: Mapped[int] = mapped_column(default=0)
    shape: Mapped[str] = mapped_column(String(10))
    kinds: Mapped[list[str]] = mapped_column(JSON)
    formats: Mapped[list[str] | None] = mapped_column(JSON)
    good: Mapped[str | None] = mapped_column(String(3))
    """The answer that a nervous visitor hopes for: yes or no."""
    labels: Mapped[list[QuestionLabel]] = relationship(
        cascade="all, delete-orphan", order_by="QuestionLabel.locale", lazy="selectin"
    )

    def label_in(self, locale: str) -> QuestionLabel:
        """The wording in a locale; English where there is none."""
        by_locale = {label.locale: label for label in self.labels}
        return by_locale.get(locale) or by_locale[DEFAULT_LOCALE]

    def is_asked_of(self, kind: str, formats: set[str]) -> bool:
        """Whether the question makes sense for a listing of this kind and these formats."""
        return kind in self.kinds and (not self.formats or bool(formats.intersection(self.formats)))


class QuestionLabel(Base):
    """A question's wording in one locale."""

    __tablename__ = "question_label"
    __table_args__ = (UniqueConstraint("question_key", "locale"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    question_key: Mapped[str] = mapped_column(ForeignKey("question.key", ondelete="CASCADE"))
    locale: Mapped[str] = mapped_column(String(10), default=DEFAULT_LOCALE)
    label: Mapped[str] = mapped_column(String(120))
    yes: Mapped[str | None] = mapped_column(String(60))
    no: Mapped[str | None] = mapped_column(String(60))
    """How the answers are worded, where a plain yes or no would not do."""


class Answer(Base):
    """A listing's answer: yes, no, ask, unknown, or told (an open question; the note is the answer)."""

    __tablename__ = "answer"
    __table_args__ = (
        one_of("value", VALUES),
        UniqueConstraint("listing_id", "question_key"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    listing_id: Mapped[int] = mapped_column(ForeignKey("listing.id", ondelete="CASCADE"), index=True)
    question_key: Mapped[str] = mapped_column(ForeignKey("question.key", ondelete="CASCADE"))
    value: Mapped[str] = mapped_column(String(10))
    note: Mapped[str | None] = mapped_column(Text)
    checked_on: Mapped[dt.date | None]
