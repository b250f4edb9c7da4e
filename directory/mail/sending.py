"""From the queue to the mail server. No transaction is open while a server is waited for.

A mail is claimed (no other process takes it for a while), sent, and its outcome written; claim and outcome have short
transactions of their own. If the program dies before the outcome is written, the mail is sent once more after the claim
has run out, with the same Message-ID.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from flask import current_app
from flask_mailman import EmailMessage
from flask_mailman.backends.base import BaseEmailBackend
from sqlalchemy import Row, delete, func, select, update
from sqlalchemy.exc import OperationalError

from directory.database import db, is_writing, utc_now
from directory.mail.addresses import sender, site_host
from directory.mail.failures import Failure, failure_of
from directory.mail.queue import just_queued
from directory.models import OutgoingMail
from directory.site_settings import look_at_settings

FIRST_WAIT = dt.timedelta(minutes=1)
LONGEST_WAIT = dt.timedelta(days=1)
MOST_ATTEMPTS = 10
"""With the waits between them about four days, as RFC 5321 (4.5.4.1) advises."""
# Longer than any server takes for one mail, so that nobody else tries it meanwhile.
CLAIM = dt.timedelta(minutes=15)
BODY_DAYS = 7
ROW_DAYS = 90


@dataclass(frozen=True)
class Sending:
    """What became of the mails that were due. problem: why it was broken off, if it was."""

    sent: int = 0
    postponed: int = 0
    given_up: int = 0
    problem: str | None = None


def send_queued(limit: int = 100, only: Collection[int] | None = None) -> Sending:
    """Send what is due, the longest waiting first; tell what became of it.

    only: ids, if others are to be left. Breaks off when the mail server cannot be used at all: the rest stays due.
    Raises RuntimeError within a transaction that writes: what is not committed must not be told to anyone.
    """
    if is_writing():
        raise RuntimeError("Commit first: mails are sent when the change they speak of is there.")
    sending = Sending()
    connection = current_app.extensions["mailman"].get_connection()
    try:
        while sending.sent + sending.postponed + sending.given_up < limit and not sending.problem:
            if (mail := _claim(only)) is None:
                break
            failure = _deliver(mail, connection)
            _record(mail, failure)
            sending = _counted(sending, mail, failure)
    finally:
        connection.close()
    return sending


def send_soon() -> Sending:
    """Try the mails queued in this request once, now that they are committed; what fails stays queued.

    It takes as long as the mail server does, at most MAIL_TIMEOUT for each of its answers.
    """
    ids = list(just_queued())
    just_queued().clear()
    if not ids:
        return Sending()
    try:
        return send_queued(limit=len(ids), only=ids)
    except OperationalError:
        # The change is committed and the mail is queued: a busy database is no reason for an error page.
        current_app.logger.warning("Mails were left in the queue: the database was busy.")
        return Sending(problem="The database was busy.")


def forget_mail() -> int:
    """Empty the texts of mails done with for 7 days, delete their rows after 90; how many texts were emptied.

    Done with is what was sent or given up. In transactions of its own.
    """
    now = utc_now()
    is_done = OutgoingMail.next_attempt_at.is_(None)
    done_at = func.coalesce(OutgoingMail.tried_at, OutgoingMail.created_at)
    with _writing() as connection:
        connection.execute(delete(OutgoingMail).where(is_done, done_at < now - dt.timedelta(days=ROW_DAYS)))
        emptied = connection.execute(
            update(OutgoingMail)
            .where(is_done, done_at < now - dt.timedelta(days=BODY_DAYS), OutgoingMail.body != "")
            .values(body="")
        )
    return emptied.rowcount


def wait_after(attempts: int) -> dt.timedelta:
    """How long to wait after so many failed attempts: 1, 4, 16, … minutes, a day at most."""
    return min(FIRST_WAIT * 4 ** min(attempts - 1, 10), LONGEST_WAIT)


def message_of(mail: OutgoingMail | Row[Any]) -> EmailMessage:
    """The mail as it is sent: plain text, to one address, marked as written by a program (RFC 3834).

    Its Message-ID is the same at every attempt, so that a second copy can be known as one.
    """
    # `flask mail send` draws no page, so nothing else brings the name of the site up to date there.
    look_at_settings()
    return EmailMessage(
        mail.subject,
        mail.body,
        from_email=sender(),
        to=[mail.recipient],
        headers={
            "Message-ID": f"<{mail.created_at:%Y%m%d-%H%M%S.%f}.{mail.id}@{site_host()}>",
            "Auto-Submitted": "auto-generated",
        },
    )


def _claim(only: Collection[int] | None) -> Row[Any] | None:
    """The next mail that is due, taken by this process for a while, or None."""
    now = utc_now()
    due = select(OutgoingMail.id).where(OutgoingMail.next_attempt_at <= now)
    if only is not None:
        due = due.where(OutgoingMail.id.in_(only))
    # PostgreSQL passes over what another process is claiming just now; on SQLite there is one writer at a time.
    due = due.order_by(OutgoingMail.next_attempt_at, OutgoingMail.id).limit(1).with_for_update(skip_locked=True)
    claim = (
        update(OutgoingMail)
        .where(OutgoingMail.id == due.correlate(None).scalar_subquery())
        .values(attempts=OutgoingMail.attempts + 1, tried_at=now, next_attempt_at=now + CLAIM)
        .returning(*OutgoingMail.__table__.columns)
    )
    with _writing() as connection:
        return connection.execute(claim).one_or_none()


def _deliver(mail: Row[Any], connection: BaseEmailBackend) -> Failure | None:
    """Hand the mail over; None if that went well."""
    try:
        message = message_of(mail)
        connection.open()
        connection.send_messages([message])
    except (OSError, ValueError) as error:
        failure = failure_of(error)
        # Neither address nor text, and no words of the server: they may hold the address.
        current_app.logger.warning("Mail %s was not sent (%s): see `flask mail list`.", mail.id, type(error).__name__)
        return failure
    return None


def _record(mail: Row[Any], failure: Failure | None) -> None:
    """Write down how the attempt ended, unless it failed and another process has taken the mail over since."""
    change = update(OutgoingMail).where(OutgoingMail.id == mail.id)
    if failure is None:
        change = change.values(sent_at=utc_now(), next_attempt_at=None, last_error=None)
    else:
        next_attempt_at = None if _is_last(mail, failure) else utc_now() + wait_after(mail.attempts)
        change = change.where(OutgoingMail.attempts == mail.attempts, OutgoingMail.sent_at.is_(None))
        change = change.values(next_attempt_at=next_attempt_at, last_error=failure.reason)
    with _writing() as connection:
        connection.execute(change)


def _is_last(mail: Row[Any], failure: Failure) -> bool:
    return failure.is_final or mail.attempts >= MOST_ATTEMPTS


def _counted(sending: Sending, mail: Row[Any], failure: Failure | None) -> Sending:
    if failure is None:
        return replace(sending, sent=sending.sent + 1)
    problem = failure.reason if failure.is_of_server else None
    if _is_last(mail, failure):
        return replace(sending, given_up=sending.given_up + 1, problem=problem)
    return replace(sending, postponed=sending.postponed + 1, problem=problem)


def _writing() -> Any:
    """A short transaction apart from the session's: a caller may hold objects that it wants to show."""
    return db.engine.execution_options(sqlite_begin="IMMEDIATE").begin()
