"""Mails on their way out. A mail is a row first, so that it exists exactly if the change it speaks of does."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from directory.database import Base, UtcDateTime, utc_now


class OutgoingMail(Base):
    """One mail to one address, as plain text: waiting, sent, or given up."""

    __tablename__ = "outgoing_mail"

    id: Mapped[int] = mapped_column(primary_key=True)
    recipient: Mapped[str] = mapped_column(String(254))
    subject: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    """Emptied some days after the last attempt: it may hold a link that lets somebody in."""
    purpose: Mapped[str] = mapped_column(String(40))
    """What it is for, such as "invitation"."""
    created_at: Mapped[dt.datetime] = mapped_column(UtcDateTime, default=utc_now)
    attempts: Mapped[int] = mapped_column(default=0)
    tried_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    """When the last attempt began."""
    next_attempt_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime, index=True)
    """When it is due; during an attempt, when another process may take over. None: sent, or given up."""
    sent_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    last_error: Mapped[str | None] = mapped_column(String(300))
    """Why the last attempt failed, as a sentence."""

    @property
    def is_given_up(self) -> bool:
        """Whether it was not sent and will not be tried again by itself."""
        return self.sent_at is None and self.next_attempt_at is None
