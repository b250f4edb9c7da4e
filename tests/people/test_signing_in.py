"""Signing in: two factors, the same words for everybody, each code once, and back to the page that was wanted."""

from __future__ import annotations

import logging

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from directory.database import db
from directory.models import AuditEvent, Person
from directory.people import passwords
from directory.people.passwords import hashed
from tests.clients import Door
from tests.factories import commit, make_person
from tests.page import read_text
from tests.people.arriving import (
    PASSWORD,
    app_code,
    give_password,
    is_signed_in,
    make_codes,
    make_member,
    sign_in_as,
    try_code,
    try_password,
)


def test_password_and_code_let_a_person_in(app: Flask) -> None:
    """v5.0.0-6.3.3"""
    assert is_signed_in(sign_in_as(app, make_member()))


def test_the_forms_can_be_filled_in_by_hand(app: Flask) -> None:
    person = make_member(email="ash@example.org")
    code, door = app_code(person), Door(app)
    page = door.submit(door.get("/manage/login"), "form.panel", email=" Ash@Example.org ", password=PASSWORD)
    door.submit(door.follow(page), "form.panel", code=f"{code[:3]} {code[3:]}")
    assert is_signed_in(door)


def test_a_password_alone_opens_nothing(app: Flask) -> None:
    """v5.0.0-6.3.3"""
    assert not is_signed_in(give_password(app, make_member().email))


@pytest.mark.parametrize("role", ["contributor", "coordinator", "admin"])
def test_a_password_without_any_second_factor_opens_nothing(app: Flask, role: str) -> None:
    """v5.0.0-6.3.3: no role goes without."""
    person = make_person(role=role, password=hashed(PASSWORD))
    commit()
    door = give_password(app, person.email)
    try_code(door, "000000", 422)
    assert not is_signed_in(door)


def test_the_field_of_the_code_asks_phones_for_digits(app: Flask) -> None:
    door = give_password(app, make_member().email)
    field = door.get("/manage/login/code").find("input[name=code]")
    assert (field.attrib["inputmode"], field.attrib["autocomplete"]) == ("numeric", "one-time-code")


@pytest.mark.parametrize(
    "email", ["ash@example.org", "nobody@example.org", "closed@example.org", "invited@example.org"], ids=str
)
def test_who_has_an_account_is_not_told(app: Flask, email: str) -> None:
    """v5.0.0-6.3.8, F-33: known, unknown, closed and without a password get the same text and status."""
    make_member(email="ash@example.org")
    make_member(email="closed@example.org", active=False)
    make_person(email="invited@example.org")
    commit()
    page = try_password(Door(app), email, "not the password at all", 422)
    assert read_text(page.find(".summary-of-problems")) == (
        "That address and password do not go together. Check both and try again."
    )


def test_an_account_that_is_not_there_costs_a_comparison_as_well(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """v5.0.0-6.3.8, F-33: as much work for nobody as for somebody."""
    compared: list[str] = []
    context = app.extensions["security"].pwd_context
    real = context.verify
    monkeypatch.setattr(context, "verify", lambda password, kept: compared.append(kept) or real(password, kept))
    try_password(Door(app), "nobody@example.org", PASSWORD)
    assert compared == [passwords._nobodys_hash()]


def test_a_code_works_once(app: Flask, clock: time_machine.Coordinates) -> None:
    """v5.0.0-6.5.1, F-34"""
    person = make_member()
    code = app_code(person)
    sign_in_as(app, person)
    try_code(give_password(app, person.email), code, 422)
    clock.shift(30)
    try_code(give_password(app, person.email), code, 422)


@pytest.mark.parametrize(
    ("seconds", "status"), [(-60, 422), (-30, 303), (0, 303), (30, 303), (60, 422)], ids=lambda value: str(value)
)
def test_a_clock_may_be_one_step_off(app: Flask, clock: time_machine.Coordinates, seconds: int, status: int) -> None:
    """v5.0.0-6.5.5"""
    person = make_member()
    clock.shift(seconds)
    code = app_code(person)
    clock.shift(-seconds)
    try_code(give_password(app, person.email), code, status)


@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "000000"], ids=ascii)
def test_what_is_no_code_is_refused(app: Flask, code: str) -> None:
    door = give_password(app, make_member().email)
    try_code(door, code, 422)
    assert not is_signed_in(door)


def test_a_recovery_code_works_once_however_it_is_typed(app: Flask) -> None:
    """v5.0.0-6.5.1, F-34"""
    person = make_member()
    first, *_others = make_codes(person)
    for typed, status in ((first.upper().replace("-", " "), 303), (first, 422)):
        door = give_password(app, person.email)
        door.send("/manage/login/recovery", {"code": typed, "csrf_token": door.token()}, status)
        assert is_signed_in(door) is (status == 303)


def test_recovery_codes_are_kept_as_hashes(app: Flask) -> None:
    """v5.0.0-6.5.2, 6.5.3: from a secure source, not to be read back."""
    person = make_member()
    codes = make_codes(person)
    kept = str(person.mf_recovery_codes)
    assert len(set(codes)) == 8
    assert not [code for code in codes if code in kept or code.replace("-", "") in kept]


def test_a_password_that_was_right_is_worth_nothing_after_ten_minutes(
    app: Flask, clock: time_machine.Coordinates
) -> None:
    person = make_member()
    door = give_password(app, person.email)
    clock.shift(601)
    assert try_code(door, app_code(person)).response.headers["Location"].startswith("/manage/login")
    assert not is_signed_in(door)


def test_a_password_that_was_changed_meanwhile_does_not_lead_on(app: Flask) -> None:
    person = make_member()
    code = app_code(person)
    door = give_password(app, person.email)
    person.fs_uniquifier = "another"
    commit()
    try_code(door, code)
    assert not is_signed_in(door)


def test_a_sign_in_goes_back_to_the_page_that_was_wanted(app: Flask) -> None:
    person = make_member()
    code = app_code(person)
    door = give_password(app, person.email, going_to="/manage/account/password?x=1")
    assert try_code(door, code).response.headers["Location"] == "/manage/account/password?x=1"


@pytest.mark.parametrize(
    "address",
    [
        "//evil.example.org", "/\\evil.example.org", "https:evil.example.org", "///evil.example.org",
        "https://evil.example.org/manage", "/%0d%0aLocation:evil", "/manage/../..//evil.example.org", "/managers",
        "/manage\\@evil.example.org", "/manage\n//evil", "javascript:alert(1)", " /manage", "\t//evil", "",
    ],
    ids=ascii,
)  # fmt: skip
def test_a_sign_in_leads_to_no_other_site(app: Flask, address: str) -> None:
    """v5.0.0-3.7.2, F-25: what is no page of the console is its first page."""
    person = make_member()
    code = app_code(person)
    door = give_password(app, person.email, going_to=address)
    assert try_code(door, code).response.headers["Location"] == "/manage"


def test_a_person_who_is_signed_in_is_not_asked_again(app: Flask) -> None:
    door = sign_in_as(app, make_member())
    answer = door.open("/manage/login?next=/manage/account/password")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/manage/account/password")


def test_sign_ins_and_failures_stand_in_the_audit_log_without_what_was_typed(app: Flask) -> None:
    """v5.0.0-16.3.1, 16.2.5"""
    person = make_member(email="ash@example.org")
    try_password(Door(app), "my password is tulip@example.org", "tulip tulip tulip")
    sign_in_as(app, person)
    events = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id)).all()
    assert [event.event for event in events] == ["sign-in-failed", "sign-in"]
    assert "tulip" not in str([event.detail for event in events])


def test_a_password_of_older_settings_is_hashed_anew(app: Flask) -> None:
    """v5.0.0-11.4.2: argon2id, and again when its settings change."""
    older = "$argon2id$v=19$m=16,t=2,p=1$"
    person = make_member()
    app.extensions["security"].pwd_context.update(argon2__time_cost=2, argon2__memory_cost=16)
    person.password = hashed(PASSWORD)
    commit()
    assert person.password.startswith(older)
    app.extensions["security"].pwd_context.update(argon2__time_cost=1, argon2__memory_cost=8)
    give_password(app, person.email)
    db.session.expire_all()
    assert str(db.session.get_one(Person, person.id).password).startswith("$argon2id$v=19$m=8,t=1,p=1$")


def test_without_anything_there_is_a_page_that_says_what_to_do(app: Flask) -> None:
    assert "Ask an admin" in Door(app).get("/manage/login/lost").main_text


@pytest.mark.parametrize("path", ["/manage/login", "/manage/join", "/manage/forgot", "/manage/logout"])
@pytest.mark.parametrize(
    "sent", [{}, {"csrf_token": "made.up"}, {"HX-Request": "true"}], ids=["none", "foreign", "htmx-header-alone"]
)
def test_a_form_without_our_token_is_refused(app: Flask, path: str, sent: dict[str, str]) -> None:
    """v5.0.0-3.5.1, F-30"""
    headers = {"HX-Request": "true"} if "HX-Request" in sent else {}
    answer = Door(app).open(path, "POST", data={} if headers else sent, headers=headers)
    assert answer.status_code == 403


def test_a_form_without_our_token_is_noted(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    """v5.0.0-16.3.3: of strangers in the log alone, so that they fill no table."""
    caplog.set_level(logging.INFO, "directory.audit")
    Door(app).open("/manage/login", "POST", data={"password": "tulip"})
    assert '"foreign-form"' in caplog.text
    assert "tulip" not in caplog.text


def test_a_token_of_another_session_is_refused(app: Flask) -> None:
    """v5.0.0-3.5.1, F-30"""
    one, other = Door(app), Door(app)
    with other._client.session_transaction("/manage") as session:
        session["csrf_token"] = "b" * 40
    one.token()
    assert one.open("/manage/login", "POST", data={"csrf_token": other.token()}).status_code == 403
