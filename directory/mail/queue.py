"""The queue of mails: what may enter it, and what still waits in it. Sending is in sending.py."""

from __future__ import annotations

import re

from flask import g
from sqlalchemy import select

from directory.database import db, utc_now
from directory.models import OutgoingMail

LONGEST_SUBJECT = 200
LONGEST_RECIPIENT = 254
# One address and nothing that would begin another one, a name or a header.
_PART = r"[^\s@<>,;:\"()\[\]\\\x00-\x1f\x7f-\x9f]+"
_ADDRESS = re.compile(rf"(?=[!-~]+@){_PART}@{_PART}")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


class BadMail(ValueError):
    """A mail that cannot be queued; the message says why."""


def queue_mail(recipient: str, subject: str, body: str, purpose: str) -> OutgoingMail:
    """The mail, queued in the caller's transaction: it is sent if that is committed, else there is none.

    recipient: one address without a name. subject: line breaks become spaces, the end is cut after 200 characters.
    body: plain text; never what somebody told us in confidence. purpose: a word such as "reminder".
    Raises BadMail for an address that is none, and for an empty subject or body.
    """
    if len(recipient) > LONGEST_RECIPIENT or not _ADDRESS.fullmatch(recipient):
        raise BadMail(f"{recipient!r} is not a mail address.")
    mail = OutgoingMail(
        recipient=recipient,
        subject=_one_line(subject)[:LONGEST_SUBJECT].rstrip(),
        body=_plain(body),
        purpose=purpose,
        next_attempt_at=utc_now(),
    )
    if not mail.subject or not mail.body:
        raise BadMail("A mail needs a subject and a text.")
    db.session.add(mail)
    db.session.flush()
    just_queued().append(mail.id)
    return mail


def just_queued() -> list[int]:
    """The ids of the mails queued within this request or command; send_soon() takes them out."""
    if "just_queued_mail" not in g:
        g.just_queued_mail = []
    ids: list[int] = g.just_queued_mail
    return ids


def waiting_mail(limit: int = 200) -> list[OutgoingMail]:
    """Mails that were not sent: first those given up, then those that will be tried again, the oldest first.

    last_error says why, and is None for what was not tried yet.
    """
    query = (
        select(OutgoingMail)
        .where(OutgoingMail.sent_at.is_(None))
        .order_by(OutgoingMail.next_attempt_at.is_not(None), OutgoingMail.created_at, OutgoingMail.id)
        .limit(limit)
    )
    return list(db.session.scalars(query))


def try_again(mail_id: int) -> bool:
    """Make a mail that was given up due once more, in the caller's transaction; say whether there was such a mail.

    One whose text is forgotten already cannot be sent any more.
    """
    mail = db.session.get(OutgoingMail, mail_id)
    if mail is None or not mail.is_given_up or not mail.body:
        return False
    mail.attempts = 0
    mail.next_attempt_at = utc_now()
    db.session.flush()
    return True


def _one_line(text: str) -> str:
    """Source: OWASP ASVS 5.0, 1.3.11: no line break may get into a header."""
    return " ".join(_CONTROLS.sub(" ", text).split())


def _plain(text: str) -> str:
    """Lines that end alike: a lone carriage return could pass for the end of a mail on some servers.

    Source: https://sec-consult.com/blog/detail/smtp-smuggling-spoofing-e-mails-worldwide/
    """
    lines = re.split(r"\r\n|\r|\n", text.expandtabs(4))
    whole = "\n".join(_CONTROLS.sub(" ", line).rstrip() for line in lines).strip("\n")
    return f"{whole}\n" if whole else ""
