"""From the queue to a real mail server: once, in order, and again later where that helps."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine
from flask import Flask, g

from directory.database import begin_writing, db
from directory.mail import forget_mail, queue_mail, send_queued, send_soon, try_again, waiting_mail
from directory.mail.sending import CLAIM, MOST_ATTEMPTS, wait_after
from directory.models import OutgoingMail
from tests.conftest import NOW
from tests.factories import commit
from tests.mail.conftest import MakeMailApp
from tests.mail.letters import queue, read
from tests.mail.mailbox import Mailbox, free_port, serve


def test_a_mail_arrives_as_plain_text_from_a_program(mail_app: Flask, mailbox: Mailbox) -> None:
    queue("ada@example.org")
    assert send_queued().sent == 1
    [mail] = mailbox.mails
    assert mail["To"] == "ada@example.org"
    assert mail["From"] == "Lean On <desk@example.org>"
    assert mail["Subject"] == "Is this still right?"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Message-ID"].endswith("@lean.example.org>")
    assert mail.get_content_type() == "text/plain"
    assert mail.get_content().rstrip() == "Please look at it."
    assert (mailbox.envelopes[0].mail_from, mailbox.recipients) == ("desk@example.org", ["ada@example.org"])
    assert mailbox.greeted_as == ["lean.example.org"]


def test_letters_of_every_language_arrive(make_mail_app: MakeMailApp, mailbox: Mailbox) -> None:
    make_mail_app(**mailbox.settings(SITE_NAME="Círculo, Ayuda"))
    begin_writing()
    queue_mail("ada@example.org", "¿Sigue siendo así? 💛 " + "ñ" * 100, "Está todo bien — 祝好\n.\nFin", "reminder")
    commit()
    send_queued()
    [mail] = mailbox.mails
    # A long subject begins on a line of its own, which readers show without the space before it.
    assert mail["Subject"].lstrip() == "¿Sigue siendo así? 💛 " + "ñ" * 100
    assert mail["From"].addresses[0].display_name == "Círculo, Ayuda"
    assert mail.get_content().splitlines() == ["Está todo bien — 祝好", ".", "Fin"]


def test_a_line_break_in_a_subject_adds_no_header(mail_app: Flask, mailbox: Mailbox) -> None:
    """v5.0.0-1.3.11. ASVS 1.3.11, also for a row that did not come through queue_mail()."""
    queue("ada@example.org", subject="Welcome\r\nBcc: eve@example.org")
    assert send_queued().given_up == 1
    [mail] = waiting_mail()
    assert mail.is_given_up
    assert "newlines" in (mail.last_error or "")
    assert mailbox.recipients == []


def test_a_sent_mail_is_written_down_and_not_sent_again(
    any_mail_app: Flask, mailbox: Mailbox, clock: time_machine.Coordinates
) -> None:
    mail = queue()
    send_queued()
    clock.shift(dt.timedelta(days=30))
    assert send_queued().sent == 0
    assert len(mailbox.mails) == 1
    assert (read(mail).sent_at, mail.next_attempt_at, mail.last_error, mail.attempts) == (NOW, None, None, 1)
    assert waiting_mail() == []


def test_mails_wait_while_the_server_is_down_and_go_out_later(
    make_mail_app: MakeMailApp, clock: time_machine.Coordinates
) -> None:
    mailbox = Mailbox(free_port())
    make_mail_app(**mailbox.settings())
    first, second = queue("ada@example.org"), queue("bo@example.org")
    sending = send_queued()
    assert (sending.sent, sending.postponed) == (0, 1)
    assert f"The mail server 127.0.0.1:{mailbox.port} could not be used: Connection refused." == sending.problem
    assert (read(first).last_error, first.attempts) == (sending.problem, 1)
    assert (read(second).last_error, second.attempts) == (None, 0), "a server that is down is asked once, not for each"
    assert waiting_mail() == [first, second]
    with serve(mailbox):
        assert send_queued().sent == 1
        clock.shift(dt.timedelta(seconds=59))
        assert send_queued().sent == 0
        clock.shift(dt.timedelta(seconds=1))
        assert send_queued().sent == 1
    assert mailbox.recipients == ["bo@example.org", "ada@example.org"]
    db.session.rollback()
    assert waiting_mail() == []


def test_waits_grow_from_a_minute_to_a_day() -> None:
    waits = [wait_after(attempts) for attempts in range(1, MOST_ATTEMPTS)]
    assert [wait.total_seconds() / 60 for wait in waits] == [1, 4, 16, 64, 256, 1024, 1440, 1440, 1440]
    assert wait_after(10_000) == dt.timedelta(days=1)


def test_after_the_last_attempt_a_mail_stays_visible(make_mail_app: MakeMailApp) -> None:
    make_mail_app(**Mailbox(free_port()).settings())
    mail = queue(attempts=MOST_ATTEMPTS - 1)
    assert send_queued().given_up == 1
    assert waiting_mail() == [read(mail)]
    assert mail.is_given_up
    assert "Connection refused" in (mail.last_error or "")


def test_one_refused_address_holds_up_nobody(any_mail_app: Flask, mailbox: Mailbox) -> None:
    mailbox.refusals["gone@example.org"] = "550 5.1.1 No such mailbox"
    gone = queue("gone@example.org")
    queue("ada@example.org")
    sending = send_queued()
    assert (sending.sent, sending.given_up, sending.problem) == (1, 1, None)
    assert mailbox.recipients == ["ada@example.org"]
    assert read(gone).is_given_up
    assert gone.last_error == "The mail server refused the address: 550 5.1.1 No such mailbox"


def test_an_address_refused_for_now_is_tried_again(
    mail_app: Flask, mailbox: Mailbox, clock: time_machine.Coordinates
) -> None:
    mailbox.refusals["ada@example.org"] = "451 4.7.1 Come back in a minute"
    queue("ada@example.org")
    assert send_queued().postponed == 1
    mailbox.refusals.clear()
    clock.shift(dt.timedelta(minutes=1))
    assert send_queued().sent == 1


def test_a_refused_mail_can_be_tried_again_by_a_person(mail_app: Flask, mailbox: Mailbox) -> None:
    mailbox.answer = "554 5.7.1 Looks like spam"
    mail = queue()
    assert send_queued().given_up == 1
    assert read(mail).last_error == "The mail server refused the mail: 554 5.7.1 Looks like spam"
    mailbox.answer = "250 OK"
    db.session.rollback()
    begin_writing()
    assert try_again(mail.id)
    commit()
    assert send_queued().sent == 1


def test_many_senders_at_once_send_each_mail_once(any_mail_app: Flask, mailbox: Mailbox) -> None:
    for number in range(12):
        queue(f"person-{number}@example.org")

    def send(_: int) -> int:
        with any_mail_app.app_context():
            return send_queued().sent

    with ThreadPoolExecutor(4) as processes:
        assert sum(processes.map(send, range(4))) == 12
    assert sorted(mailbox.recipients) == sorted(f"person-{number}@example.org" for number in range(12))


def test_nobody_takes_a_mail_that_another_is_sending(
    any_mail_app: Flask, mailbox: Mailbox, clock: time_machine.Coordinates
) -> None:
    others = []

    def try_meanwhile() -> None:
        with any_mail_app.app_context():
            others.append(send_queued().sent)

    mailbox.on_mail = try_meanwhile
    queue()
    assert send_queued().sent == 1
    assert others == [0]


def test_a_mail_whose_sender_died_is_sent_after_its_claim(
    mail_app: Flask, mailbox: Mailbox, clock: time_machine.Coordinates
) -> None:
    mail = queue(attempts=1, tried_at=NOW, next_attempt_at=NOW + CLAIM)
    assert send_queued().sent == 0
    clock.shift(CLAIM)
    assert send_queued().sent == 1
    assert read(mail).attempts == 2


def test_every_attempt_has_the_same_message_id(
    make_mail_app: MakeMailApp, mailbox: Mailbox, clock: time_machine.Coordinates
) -> None:
    make_mail_app(**mailbox.settings())
    mail = queue()
    send_queued()
    db.session.rollback()
    mail.next_attempt_at, mail.sent_at = NOW, None
    commit()
    clock.shift(dt.timedelta(hours=1))
    send_queued()
    assert len(mailbox.mails) == 2
    assert len({mail["Message-ID"] for mail in mailbox.mails}) == 1


def test_the_longest_waiting_go_first_and_no_more_than_asked_for(mail_app: Flask, mailbox: Mailbox) -> None:
    for number in range(3):
        queue(f"person-{number}@example.org", next_attempt_at=NOW - dt.timedelta(hours=number))
    assert send_queued(limit=2).sent == 2
    assert mailbox.recipients == ["person-2@example.org", "person-1@example.org"]


def test_soon_sends_what_was_queued_in_this_request_alone(mail_app: Flask, mailbox: Mailbox) -> None:
    queue("before@example.org")
    g.pop("just_queued_mail")
    queue("now@example.org")
    assert send_soon().sent == 1
    assert send_soon().sent == 0
    assert mailbox.recipients == ["now@example.org"]


def test_soon_leaves_what_fails_in_the_queue(make_mail_app: MakeMailApp) -> None:
    make_mail_app(**Mailbox(free_port()).settings())
    mail = queue()
    assert "Connection refused" in (send_soon().problem or "")
    assert waiting_mail() == [read(mail)]


def test_soon_leaves_the_mails_to_later_while_the_database_is_busy(
    make_mail_app: MakeMailApp, mailbox: Mailbox
) -> None:
    make_mail_app(engine="sqlite", **mailbox.settings(DATABASE_BUSY_TIMEOUT=0))
    mail = queue()
    with db.engine.execution_options(sqlite_begin="IMMEDIATE").begin():
        assert send_soon().problem == "The database was busy."
    assert waiting_mail() == [read(mail)]
    assert mailbox.recipients == []


def test_nothing_is_sent_before_the_commit(any_mail_app: Flask, mailbox: Mailbox) -> None:
    begin_writing()
    queue_mail("ada@example.org", "Welcome", "Hello.", "invitation")
    with pytest.raises(RuntimeError, match="Commit first"):
        send_soon()
    db.session.rollback()
    assert send_queued().sent == 0
    assert mailbox.recipients == []


def test_a_log_names_neither_the_address_nor_the_text(
    mail_app: Flask, mailbox: Mailbox, caplog: pytest.LogCaptureFixture
) -> None:
    mailbox.refusals["gone@example.org"] = "550 gone@example.org is unknown"
    mail = queue("gone@example.org")
    send_queued()
    assert f"Mail {mail.id} was not sent" in caplog.text
    assert "gone@example.org" not in caplog.text
    assert "still right" not in caplog.text


def test_texts_are_forgotten_after_a_week_and_rows_after_ninety_days(
    any_mail_app: Flask, mailbox: Mailbox, clock: time_machine.Coordinates
) -> None:
    mailbox.refusals["gone@example.org"] = "550 No such mailbox"
    sent, given_up = queue("ada@example.org"), queue("gone@example.org")
    send_queued()
    waiting = queue("bo@example.org", created_at=NOW - dt.timedelta(days=100))
    clock.shift(dt.timedelta(days=7))
    assert forget_mail() == 0
    clock.shift(dt.timedelta(seconds=1))
    assert forget_mail() == 2
    assert [read(mail).body for mail in (sent, given_up)] == ["", ""]
    assert read(waiting).body == "Please look at it.\n"
    assert sent.recipient == "ada@example.org"
    clock.shift(dt.timedelta(days=83))
    forget_mail()
    db.session.rollback()
    assert [mail.recipient for mail in db.session.query(OutgoingMail)] == ["bo@example.org"]
