"""Words of searches that found nothing, counted by the week; written only where COUNT_EMPTY_SEARCHES is on.

Nothing here says who, where, with which other words or when within a week. Until a word was seen often enough it is a
keyed digest alone, which nobody can read.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.database import Base

LONGEST_EMPTY_WORD = 40


class EmptySearchWord(Base):
    """One word, known by its digest. Without a row number, which would tell the order in which words came."""

    __tablename__ = "empty_search_word"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 (SQLAlchemy's own form)

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    word: Mapped[str | None] = mapped_column(String(LONGEST_EMPTY_WORD))
    """The word itself, from the fifth time on."""

    weeks: Mapped[list[EmptySearchWeek]] = relationship(
        cascade="all, delete-orphan", order_by="EmptySearchWeek.week", passive_deletes=True
    )


class EmptySearchWeek(Base):
    """How often a word was seen in one week."""

    __tablename__ = "empty_search_week"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012

    digest: Mapped[str] = mapped_column(
        String(64), ForeignKey("empty_search_word.digest", ondelete="CASCADE"), primary_key=True
    )
    week: Mapped[dt.date] = mapped_column(primary_key=True)
    """Its Monday."""
    times: Mapped[int] = mapped_column(default=0)
