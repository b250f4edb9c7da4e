"""What people tell us is wrong, new, unsafe or closed, waiting for a coordinator, and what keeps floods out.

A visitor has no account: a receipt stands for whoever sent a suggestion, and of its link only a hash is kept.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.database import Base, UtcDateTime, utc_now
from directory.models.listing import Listing, one_of

SUGGESTION_KINDS = ("change", "new", "unsafe", "closed")
SUGGESTION_STATES = ("waiting", "accepted", "partly", "refused", "held")
# Why one is held back as probable spam: the trap was filled in, nothing but links, too many in a day.
HELD_BECAUSE = ("trap", "links", "flood")


class Suggestion(Base):
    """A change, a new listing, or a report, proposed by anyone; nothing of it is public before it is accepted."""

    __tablename__ = "suggestion"
    __table_args__ = (
        one_of("kind", SUGGESTION_KINDS),
        one_of("state", SUGGESTION_STATES),
        one_of("held_because", HELD_BECAUSE),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    listing_id: Mapped[int | None] = mapped_column(ForeignKey("listing.id", ondelete="SET NULL"), index=True)
    base_version: Mapped[int | None]
    """The version of the listing that the sender saw."""
    fields: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    """Part (suggesting/parts.py) → {"was": words, "told": words, and from a contributor "content": the new value}.

    A contributor's parts are called as in a content, terms and answers one by one: "phones", "terms.need".
    """
    message: Mapped[str] = mapped_column(Text, default="")
    """What else was said, in the sender's own words. Never public."""
    dangers: Mapped[list[str]] = mapped_column(JSON, default=list)
    """The kinds of unsafe that were ticked."""
    is_of_group: Mapped[bool] = mapped_column(default=False)
    """Whether the sender says that they are from the listing themselves; with sent_by, it is so."""
    sent_by: Mapped[str | None] = mapped_column(String(120))
    """Who sent it, if we know: the name of a contributor, or of a group that we asked by mail; None for a visitor."""
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    """The contributor who sees what becomes of it."""
    text_hash: Mapped[str] = mapped_column(String(64), index=True)
    """SHA-256 of the folded words: the same again is counted, not kept twice."""
    times: Mapped[int] = mapped_column(default=1)
    state: Mapped[str] = mapped_column(String(10), default="waiting", index=True)
    held_because: Mapped[str | None] = mapped_column(String(10))
    is_urgent: Mapped[bool] = mapped_column(default=False)
    speaks_of_self_harm: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[dt.datetime] = mapped_column(UtcDateTime, default=utc_now)
    decided_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    decided_by: Mapped[str | None] = mapped_column(String(120))
    decisions: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    """Part → {"is_accepted", "reason", "by", "at"}; the sender sees the first two."""

    listing: Mapped[Listing | None] = relationship()
    receipts: Mapped[list[Receipt]] = relationship(
        cascade="all, delete-orphan", order_by="Receipt.made_at", back_populates="suggestion"
    )


class Receipt(Base):
    """One time that a suggestion was sent: the sender's private link, and how to ask them, if they told."""

    __tablename__ = "receipt"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    """SHA-256 of what stands in the link."""
    suggestion_id: Mapped[int] = mapped_column(ForeignKey("suggestion.id", ondelete="CASCADE"), index=True)
    contact: Mapped[str | None] = mapped_column(String(254))
    """A mail address for questions; deleted some time after the decision. Seen by coordinators alone."""
    made_at: Mapped[dt.datetime] = mapped_column(UtcDateTime, default=utc_now)

    suggestion: Mapped[Suggestion] = relationship(back_populates="receipts")


class SuggestionLimit(Base):
    """How many suggestions came in a stretch of time: from one network, or of all. Deleted when it is over."""

    __tablename__ = "suggestion_limit"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    """A keyed hash of the stretch and the network, so that no address is kept."""
    until: Mapped[dt.datetime] = mapped_column(UtcDateTime, index=True)
    count: Mapped[int] = mapped_column(default=0)


class SpentChallenge(Base):
    """A proof of work that was used: it counts once. Deleted when it would no longer be taken anyway."""

    __tablename__ = "spent_challenge"

    nonce: Mapped[str] = mapped_column(String(64), primary_key=True)
    until: Mapped[dt.datetime] = mapped_column(UtcDateTime, index=True)
