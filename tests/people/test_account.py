"""My account: sessions that I see and end, and factors that only a fresh factor changes."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from directory.database import db
from directory.models import AuditEvent, OutgoingMail, SignIn
from tests.clients import Console
from tests.conftest import sign_in
from tests.factories import commit
from tests.people.arriving import OTHER_PASSWORD, app_code, code_of, is_signed_in, make_codes, make_member, sign_in_as

GUARDED = (
    ("GET", "/manage/account/password"),
    ("POST", "/manage/account/password"),
    ("POST", "/manage/account/app/new"),
    ("POST", "/manage/account/app"),
    ("POST", "/manage/account/passkeys"),
    ("POST", "/manage/account/passkeys/1/remove"),
    ("POST", "/manage/account/recovery-codes"),
)


def test_i_see_where_i_am_signed_in(app: Flask) -> None:
    """v5.0.0-7.5.2"""
    person = make_member()
    Console(app, person)
    page = Console(app, person).get("/manage/account")
    assert len(page.select("section[aria-labelledby=sessions] .rows__one")) == 2
    assert page.text.count("this one") == 1


def test_i_end_one_session(app: Flask) -> None:
    """v5.0.0-7.5.2"""
    person = make_member()
    elsewhere, console = Console(app, person), Console(app, person)
    console.submit(console.get("/manage/account"), "form[action*='/sessions/'][action$='/end']")
    assert (is_signed_in(elsewhere), is_signed_in(console)) == (False, True)


def test_i_end_all_others(app: Flask) -> None:
    """v5.0.0-7.4.3, 7.5.2"""
    person = make_member()
    others, console = [Console(app, person) for _each in range(3)], Console(app, person)
    console.submit(console.get("/manage/account"), "form[action$='end-others']")
    assert not [other for other in others if is_signed_in(other)]
    assert is_signed_in(console)


def test_nobody_ends_the_session_of_another(app: Flask) -> None:
    """v5.0.0-8.2.2, F-36"""
    other = sign_in(app)
    theirs = db.session.scalars(select(SignIn.id)).one()
    me = sign_in(app)
    me.send(f"/manage/account/sessions/{theirs}/end", {"csrf_token": me.token()}, 404)
    assert is_signed_in(other)


@pytest.mark.parametrize(("method", "path"), GUARDED, ids=[f"{method} {path}" for method, path in GUARDED])
def test_what_guards_the_account_asks_for_a_fresh_factor(
    app: Flask, clock: time_machine.Coordinates, method: str, path: str
) -> None:
    """v5.0.0-7.5.1"""
    console = sign_in(app)
    clock.shift(dt.timedelta(minutes=16))
    data = {"csrf_token": console.token()} if method == "POST" else None
    answer = console.open(path, method, data=data)
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/manage/account/prove?next=/manage/account")


def test_a_fresh_code_opens_what_is_guarded(app: Flask, clock: time_machine.Coordinates) -> None:
    """v5.0.0-7.5.1"""
    person = make_member()
    console = sign_in_as(app, person)
    clock.shift(dt.timedelta(minutes=16))
    code = app_code(person)
    page = console.follow(console.send("/manage/account/app/new", {"csrf_token": console.token()}))
    console.submit(page, "form.panel", code=code)
    assert console.open("/manage/account/password").status_code == 200


def test_another_app_takes_the_place_of_the_first(app: Flask) -> None:
    """v5.0.0-7.4.3: and ends the other sessions."""
    person = make_member()
    elsewhere, console, before = Console(app, person), Console(app, person), person.tf_totp_secret
    page = console.follow(console.submit(console.get("/manage/account"), "form[action$='app/new']"))
    with console._client.session_transaction("/manage") as session:
        waiting = session["new_app"]
    console.submit(page, "form.form", code=code_of(waiting))
    db.session.refresh(person)
    assert person.tf_totp_secret == waiting != before
    assert (is_signed_in(elsewhere), is_signed_in(console)) == (False, True)


def test_another_app_is_not_taken_without_its_code(app: Flask) -> None:
    person = make_member()
    console, before = Console(app, person), person.tf_totp_secret
    page = console.follow(console.submit(console.get("/manage/account"), "form[action$='app/new']"))
    console.submit(page, "form.form", 422, code="000000")
    db.session.refresh(person)
    assert person.tf_totp_secret == before


def test_new_recovery_codes_take_the_place_of_the_old(app: Flask) -> None:
    person = make_member()
    make_codes(person)
    before = list(person.mf_recovery_codes or [])
    console = Console(app, person)
    page = console.submit(console.get("/manage/account"), "form[action$='recovery-codes']", 200)
    assert len(page.select(".door__codes code")) == 8
    db.session.refresh(person)
    assert not set(before) & set(person.mf_recovery_codes or [])


def test_a_password_is_changed_only_with_the_present_one(app: Flask) -> None:
    """v5.0.0-6.2.3"""
    person = make_member()
    console, before = Console(app, person), person.password
    page = console.get("/manage/account/password")
    console.submit(page, "form.panel", 422, present="wrong wrong wrong", password=OTHER_PASSWORD)
    db.session.refresh(person)
    assert person.password == before


def test_the_owner_is_told_of_a_change_by_mail_and_it_is_noted(app: Flask) -> None:
    """v5.0.0-6.3.7, 16.3.1"""
    person = make_member(email="ash@example.org")
    console = Console(app, person)
    console.submit(console.get("/manage/account"), "form[action$='recovery-codes']", 200)
    assert [mail.recipient for mail in db.session.scalars(select(OutgoingMail))] == ["ash@example.org"]
    assert db.session.scalars(select(AuditEvent.event)).all() == ["recovery-codes-renewed"]


def test_there_is_a_way_out_on_every_page_of_the_console(console: Console) -> None:
    page = console.submit(console.get("/manage/account"), ".console-nav form")
    assert page.response.headers["Location"] == "/manage/signed-out"
    commit()
    assert not is_signed_in(console)
