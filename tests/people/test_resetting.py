"""A new password by mail: for the owner of the mailbox alone, once, for half an hour; the second factor stays."""

from __future__ import annotations

import datetime as dt
import re

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from directory.database import db
from directory.models import Invitation, OutgoingMail
from tests.clients import Door
from tests.page import Page
from tests.people.arriving import (
    OTHER_PASSWORD,
    PASSWORD,
    app_code,
    give_password,
    is_signed_in,
    make_codes,
    make_member,
    sign_in_as,
    try_code,
)


def ask(app: Flask, email: str, status: int = 200) -> Page:
    """The answer to who asks for a link."""
    door = Door(app)
    return door.send("/manage/forgot", {"email": email, "csrf_token": door.token()}, status)


def mailed_link() -> str:
    """The path of the link in the last mail."""
    db.session.rollback()
    body = db.session.scalars(select(OutgoingMail.body).order_by(OutgoingMail.id.desc())).first()
    found = re.search(r"http://127\.0\.0\.1:8000(/manage/reset\?token=\S+)", body or "")
    assert found
    return found[1]


def open_link(app: Flask, link: str) -> Door:
    """A browser that has opened a link."""
    door = Door(app)
    assert door.open(link).headers["Location"] == "/manage/reset"
    return door


def test_a_link_in_a_mail_leads_to_a_new_password(app: Flask) -> None:
    """v5.0.0-6.4.3"""
    person = make_member(email="ash@example.org")
    ask(app, "Ash@example.org")
    door = open_link(app, mailed_link())
    door.submit(door.get("/manage/reset"), "form.panel", password=OTHER_PASSWORD)
    give_password(app, "ash@example.org", PASSWORD, 422)
    after = give_password(app, "ash@example.org", OTHER_PASSWORD)
    assert not is_signed_in(after)
    try_code(after, app_code(person))
    assert is_signed_in(after)


def test_a_new_password_ends_all_sessions_and_leaves_the_factors(app: Flask) -> None:
    """v5.0.0-6.4.3, 7.4.3, F-31"""
    person = make_member(email="ash@example.org")
    make_codes(person)
    elsewhere, secret = sign_in_as(app, person), person.tf_totp_secret
    ask(app, "ash@example.org")
    door = open_link(app, mailed_link())
    door.submit(door.get("/manage/reset"), "form.panel", password=OTHER_PASSWORD)
    assert not is_signed_in(elsewhere)
    db.session.refresh(person)
    assert (person.tf_totp_secret, len(person.mf_recovery_codes or [])) == (secret, 8)


@pytest.mark.parametrize("email", ["nobody@example.org", "closed@example.org"])
def test_the_answer_is_the_same_without_an_account_and_no_mail_is_sent(app: Flask, email: str) -> None:
    """v5.0.0-6.3.8, F-33"""
    make_member(email="ash@example.org")
    make_member(email="closed@example.org", active=False)
    assert ask(app, email).main_text == ask(app, "ash@example.org").main_text
    assert [mail.recipient for mail in db.session.scalars(select(OutgoingMail))] == ["ash@example.org"]


def test_a_link_works_once(app: Flask) -> None:
    """v5.0.0-6.4.1"""
    make_member(email="ash@example.org")
    ask(app, "ash@example.org")
    link = mailed_link()
    door = open_link(app, link)
    door.submit(door.get("/manage/reset"), "form.panel", password=OTHER_PASSWORD)
    assert open_link(app, link).get("/manage/reset", 410).h1 == "This link does not work any more"


def test_a_link_works_for_half_an_hour(app: Flask, clock: time_machine.Coordinates) -> None:
    """v5.0.0-6.4.1"""
    make_member(email="ash@example.org")
    ask(app, "ash@example.org")
    link = mailed_link()
    clock.shift(dt.timedelta(minutes=30, seconds=1))
    open_link(app, link).get("/manage/reset", 410)


def test_a_link_is_kept_as_a_hash(app: Flask) -> None:
    """v5.0.0-6.4.1"""
    make_member(email="ash@example.org")
    ask(app, "ash@example.org")
    secret = mailed_link().partition("token=")[2]
    assert secret not in str(vars(db.session.scalars(select(Invitation)).one()))


def test_a_link_for_a_password_makes_nobody(app: Flask) -> None:
    make_member(email="ash@example.org")
    ask(app, "ash@example.org")
    door = Door(app)
    door.open(mailed_link().replace("reset", "join"))
    door.get("/manage/join", 410)


def test_a_weak_new_password_is_refused_and_the_link_stays_good(app: Flask) -> None:
    """v5.0.0-6.2.4"""
    make_member(email="ash@example.org")
    ask(app, "ash@example.org")
    door = open_link(app, mailed_link())
    page = door.submit(door.get("/manage/reset"), "form.panel", 422, password="password" * 2)
    door.submit(page, "form.panel", password=OTHER_PASSWORD)


def test_asking_again_and_again_is_slowed_down(app: Flask, clock: time_machine.Coordinates) -> None:
    """v5.0.0-6.3.1: nobody fills a mailbox."""
    make_member(email="ash@example.org")
    for _time in range(5):
        ask(app, "ash@example.org")
    ask(app, "ash@example.org", 429)
