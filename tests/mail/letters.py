"""Mails for tests, queued and committed as a view does it."""

from __future__ import annotations

from typing import Any

from directory.database import db
from directory.mail import queue_mail
from directory.models import OutgoingMail
from tests.factories import begin, commit


def queue(recipient: str = "ada@example.org", **values: Any) -> OutgoingMail:
    """A committed mail that is due, valid by default."""
    begin()
    mail = queue_mail(recipient, "Is this still right?", "Please look at it.\n", "reminder")
    for name, value in values.items():
        setattr(mail, name, value)
    commit()
    return mail


def read(mail: OutgoingMail) -> OutgoingMail:
    """The mail as the database has it now."""
    db.session.rollback()
    db.session.refresh(mail)
    return mail
