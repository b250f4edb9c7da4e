"""`flask reminders send`, through a real mail server: who is asked, how often, and how the link is answered."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

import pytest
import time_machine
from click.testing import Result
from flask import Flask
from sqlalchemy import select

from directory.database import db
from directory.models import Check, CheckLink, Listing, OutgoingMail
from tests.clients import Client
from tests.factories import commit, make_check, make_listing
from tests.mail.conftest import mail_app, mailbox, make_mail_app
from tests.mail.mailbox import Mailbox

__all__ = ["mail_app", "mailbox", "make_mail_app"]

TODAY = dt.date(2026, 11, 23)
OVERDUE = 400


@pytest.fixture
def desk(mail_app: Flask, clock: time_machine.Coordinates) -> Iterator[Flask]:
    """An organization with an address and two groups that are due; a group of nobody with an address of its own."""
    house = make_listing("Quartz & House", kind="organization", email="desk@example.org", checks=[make_check(5, TODAY)])
    make_listing("Circle", organization=house, email="circle@example.org", checks=[make_check(OVERDUE, TODAY)])
    make_listing("Walk", organization=house, checks=[make_check(OVERDUE, TODAY)])
    make_listing("Alone", email="alone@example.org", checks=[make_check(OVERDUE, TODAY)])
    make_listing("Silent", checks=[make_check(OVERDUE, TODAY)])
    make_listing("Fresh", email="fresh@example.org", checks=[make_check(5, TODAY)])
    make_listing("Hidden", email="hidden@example.org", publication="hidden", checks=[make_check(OVERDUE, TODAY)])
    make_listing("Closed", email="closed@example.org", publication="closed", checks=[make_check(OVERDUE, TODAY)])
    make_listing("Never", email="never@example.org")
    commit()
    yield mail_app


def send(app: Flask, *options: str) -> Result:
    """Run the command."""
    db.session.remove()
    result = app.test_cli_runner().invoke(args=["reminders", "send", *options])
    assert result.exit_code == 0, result.output
    return result


def links_in(text: str) -> list[str]:
    """The paths of the links in a mail."""
    return re.findall(r"https://lean\.example\.org(/check/\S+)", text)


@pytest.mark.parametrize("options", [(), ("--dry-run",), ("--really", "--dry-run")])
def test_without_really_it_only_says_what_it_would_do(desk: Flask, mailbox: Mailbox, options: tuple[str, ...]) -> None:
    result = send(desk, *options)
    assert "desk@example.org: Circle, Walk" in result.output
    assert "2 mails would be written. With --really they are." in result.output
    assert mailbox.envelopes == []
    assert db.session.scalars(select(OutgoingMail)).all() == db.session.scalars(select(CheckLink)).all() == []


def test_each_organization_gets_one_mail_with_a_link_for_each_listing(desk: Flask, mailbox: Mailbox) -> None:
    send(desk, "--really")
    assert sorted(mailbox.recipients) == ["alone@example.org", "desk@example.org"]
    mail = next(mail for mail in mailbox.mails if mail["To"] == "desk@example.org")
    text = mail.get_content()
    assert mail["Subject"] == "Are your 2 listings still right?"
    assert text.startswith("Hello Quartz & House,")
    assert "Circle" in text and "Walk" in text and len(links_in(text)) == 2


def test_a_group_confirms_by_its_mail_and_the_second_use_says_that_it_is_used(desk: Flask, mailbox: Mailbox) -> None:
    send(desk, "--really")
    mail = next(mail for mail in mailbox.mails if mail["To"] == "alone@example.org")
    (path,) = links_in(mail.get_content())
    group = Client(desk)
    version = group.get(path).find("input[name=version]").attrib["value"]
    for _ in range(2):
        data = {"said": "right", "version": version}
        db.session.rollback()  # what the test itself has read
        answer = group.open(path, "POST", data=data, headers={"Sec-Fetch-Site": "same-origin"})
        assert answer.status_code == 303
    assert "This link is used: it counts once." in group.get(path).main_text
    checks = select(Check).join(Listing).where(Listing.name == "Alone", Check.method == "organization")
    assert len(db.session.scalars(checks).all()) == 1
    assert "Checked 23 Nov 2026 by the group itself" in group.get("/find?q=alone").main_text


def test_an_address_is_left_alone_for_a_while(desk: Flask, mailbox: Mailbox, clock: time_machine.Coordinates) -> None:
    send(desk, "--really")
    clock.shift(dt.timedelta(days=59))
    assert "0 mails written" in send(desk, "--really").output
    clock.shift(dt.timedelta(days=2))
    assert "2 mails written, 2 sent" in send(desk, "--really").output
    assert len(mailbox.envelopes) == 4


def test_who_has_answered_is_not_asked_again_before_somebody_has_read_it(
    desk: Flask, mailbox: Mailbox, clock: time_machine.Coordinates
) -> None:
    send(desk, "--really")
    mail = next(mail for mail in mailbox.mails if mail["To"] == "alone@example.org")
    data = {"said": "closed", "version": "1"}
    Client(desk).open(links_in(mail.get_content())[0], "POST", data=data, headers={"Sec-Fetch-Site": "same-origin"})
    clock.shift(dt.timedelta(days=61))
    assert "alone@example.org" not in send(desk, "--really").output


def test_what_was_never_checked_is_asked_about_only_if_told_so(desk: Flask) -> None:
    assert "never@example.org" not in send(desk).output
    assert "never@example.org: Never" in send(desk, "--never-checked").output


def test_a_bad_address_is_said_and_hinders_nobody(desk: Flask, mailbox: Mailbox) -> None:
    db.session.scalars(select(Listing).where(Listing.name == "Alone")).one().email = "no address"
    commit()
    assert "not written: 'no address' is not a mail address." in send(desk, "--really").output
    assert mailbox.recipients == ["desk@example.org"]
    assert {link.sent_to for link in db.session.scalars(select(CheckLink))} == {"desk@example.org"}
