"""`flask mail …`, as a timer and an operator use it."""

from __future__ import annotations

import datetime as dt

import time_machine
from click.testing import Result
from flask import Flask

from directory.database import db, utc_now
from tests.mail.conftest import MakeMailApp
from tests.mail.letters import queue, read
from tests.mail.mailbox import Mailbox, free_port


def mail(app: Flask, *words: str) -> Result:
    """What `flask mail` says."""
    db.session.rollback()
    return app.test_cli_runner().invoke(args=["mail", *words])


def test_sending_tells_what_became_of_the_mails(mail_app: Flask, mailbox: Mailbox) -> None:
    mailbox.refusals["gone@example.org"] = "550 No such mailbox"
    queue("ada@example.org")
    queue("gone@example.org")
    result = mail(mail_app, "send")
    assert result.output == "Mails: 1 sent, 0 will be tried again, 1 could not be sent.\n"
    assert result.exit_code == 0


def test_sending_fails_if_the_server_is_down(make_mail_app: MakeMailApp) -> None:
    app = make_mail_app(**Mailbox(free_port()).settings())
    queue()
    result = mail(app, "send")
    assert result.exit_code == 1
    assert "Connection refused" in result.output


def test_sending_says_when_mails_are_only_files(app: Flask) -> None:
    queue()
    assert f"written to {app.config['MAIL_FOLDER']}: MAIL_SERVER is not set" in mail(app, "send").output


def test_sending_forgets_old_texts(app: Flask) -> None:
    old = queue(tried_at=utc_now() - dt.timedelta(days=8), next_attempt_at=None)
    mail(app, "send")
    assert read(old).body == ""


def test_the_list_has_what_waits_and_why(app: Flask, clock: time_machine.Coordinates) -> None:
    assert mail(app, "list").output == "No mail waits.\n"
    queue("ada@example.org")
    queue("bo@example.org", attempts=2, last_error="The mail server is closed.")
    queue("cy@example.org", attempts=10, next_attempt_at=None, last_error="The mail server is closed.")
    assert mail(app, "list").output.splitlines() == [
        "3  reminder to cy@example.org: given up, tried 10×. The mail server is closed.",
        "1  reminder to ada@example.org: not tried yet",
        "2  reminder to bo@example.org: tried 2×, again after 2026-11-23 17:00 UTC. The mail server is closed.",
    ]


def test_a_mail_that_was_given_up_is_tried_again_on_request(mail_app: Flask, mailbox: Mailbox) -> None:
    given_up = queue("ada@example.org", attempts=10, next_attempt_at=None)
    assert mail(mail_app, "retry", str(given_up.id)).exit_code == 0
    mail(mail_app, "send")
    assert mailbox.recipients == ["ada@example.org"]
    refused = mail(mail_app, "retry", str(given_up.id))
    assert (refused.exit_code, "Not given up, or forgotten already: 1." in refused.output) == (1, True)
