"""What may enter the queue of mails, and what still waits in it."""

from __future__ import annotations

import pytest
from flask import Flask

from directory.database import begin_writing, db
from directory.mail import BadMail, queue_mail, try_again, waiting_mail
from directory.models import OutgoingMail
from tests.factories import commit
from tests.mail.letters import queue


def test_a_mail_exists_if_its_change_is_committed(any_app: Flask) -> None:
    begin_writing()
    queue_mail("ada@example.org", "Welcome", "Hello.", "invitation")
    commit()
    assert [(mail.recipient, mail.purpose, mail.attempts) for mail in waiting_mail()] == [
        ("ada@example.org", "invitation", 0)
    ]


def test_a_mail_goes_with_a_change_that_is_rolled_back(any_app: Flask) -> None:
    begin_writing()
    queue_mail("ada@example.org", "Welcome", "Hello.", "invitation")
    db.session.rollback()
    assert waiting_mail() == []


@pytest.mark.parametrize(
    "recipient",
    [
        "",
        "ada",
        "ada@",
        "@example.org",
        "ada@example.org\nBcc: eve@example.org",
        "ada@example.org\r\nBcc: eve@example.org",
        "ada@example.org\n",
        "ada@example.org,eve@example.org",
        "ada@example.org;eve@example.org",
        "Ada <ada@example.org>",
        "ada@example.org\0",
        "ada@example.org\x85Bcc",
        "adá@example.org",
        "a" * 250 + "@example.org",
    ],
    ids=[
        "empty",
        "no-domain",
        "half",
        "other-half",
        "newline",
        "crlf",
        "newline-at-end",
        "two",
        "two-semicolon",
        "name",
        "nul",
        "next-line",
        "accent",
        "long",
    ],
)
def test_what_is_not_one_address_is_refused(app: Flask, recipient: str) -> None:
    with pytest.raises(BadMail, match="is not a mail address"):
        queue_mail(recipient, "Welcome", "Hello.", "invitation")
    assert waiting_mail() == []


@pytest.mark.parametrize(
    ("subject", "queued"),
    [
        ("Still right?\r\nBcc: eve@example.org", "Still right? Bcc: eve@example.org"),
        ("Still\u2028right?\x85\x00", "Still right?"),
        ("  Still   right? ", "Still right?"),
        ("x" * 300, "x" * 200),
    ],
    ids=["header", "other-line-ends", "spaces", "long"],
)
def test_a_subject_is_one_line(app: Flask, subject: str, queued: str) -> None:
    """v5.0.0-1.3.11. ASVS 1.3.11."""
    assert queue_mail("ada@example.org", subject, "Hello.", "reminder").subject == queued


@pytest.mark.parametrize(("subject", "body"), [("\n", "Hello."), ("Welcome", " \n")], ids=["subject", "body"])
def test_a_mail_that_says_nothing_is_refused(app: Flask, subject: str, body: str) -> None:
    with pytest.raises(BadMail, match="needs a subject and a text"):
        queue_mail("ada@example.org", subject, body, "reminder")


def test_lines_of_a_text_end_alike(app: Flask) -> None:
    mail = queue_mail("ada@example.org", "Welcome", "One\r\nTwo\r.\rThree\x00\n\n", "notice")
    assert mail.body == "One\nTwo\n.\nThree\n"


def test_given_up_mails_are_told_first_and_sent_ones_not_at_all(any_app: Flask) -> None:
    queue("waiting@example.org")
    queue("given-up@example.org", next_attempt_at=None, last_error="The mail server refused the address: 550 No")
    mail = queue("sent@example.org", next_attempt_at=None)
    mail.sent_at = mail.created_at
    commit()
    assert [(mail.recipient, mail.is_given_up) for mail in waiting_mail()] == [
        ("given-up@example.org", True),
        ("waiting@example.org", False),
    ]


def test_only_a_mail_that_was_given_up_can_be_tried_again(app: Flask, clock: object) -> None:
    given_up = queue("ada@example.org", next_attempt_at=None, attempts=10)
    waiting = queue("bo@example.org")
    forgotten = queue("cy@example.org", next_attempt_at=None, body="")
    assert [try_again(mail.id) for mail in (given_up, waiting, forgotten)] == [True, False, False]
    assert not try_again(999)
    again = db.session.get(OutgoingMail, given_up.id)
    assert again is not None
    assert (again.attempts, again.is_given_up) == (0, False)
