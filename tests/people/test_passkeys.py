"""Passkeys: both factors at once, for this site alone, and none that is copied, unverified or answered twice."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from directory.database import db
from directory.models import Passkey, Person
from tests.clients import Console, Door
from tests.factories import commit
from tests.page import Page, fields_of
from tests.people.arriving import PASSWORD, is_signed_in, make_link, make_member
from tests.people.authenticator import Authenticator
from tests.people.test_joining import choose_password
from tests.people.test_throttling import guess


def options_on(page: Page) -> str:
    """What a page asks the browser for."""
    return page.find("[data-passkey]").attrib["data-passkey-options"]


@pytest.fixture
def phone(app: Flask) -> Authenticator:
    """A phone with a passkey of somebody who joined with it."""
    phone, door = Authenticator(), Door(app)
    choose_password(door, make_link("ash@example.org"))
    page = door.get("/manage/join/factor")
    door.submit(page, "[data-passkey]", 200, credential=phone.create(options_on(page)))
    assert is_signed_in(door)
    return phone


def show(app: Flask, phone: Authenticator, status: int = 303) -> Door:
    """A browser that has shown a passkey on the page of signing in."""
    door = Door(app)
    page = door.get("/manage/login")
    door.submit(page, "[data-passkey]", status, credential=phone.get(options_on(page)))
    return door


def test_a_passkey_alone_lets_in(app: Flask, phone: Authenticator) -> None:
    """v5.0.0-6.3.3: it is both factors, because its owner was verified."""
    assert is_signed_in(show(app, phone))


def test_a_passkey_is_the_second_step_after_a_password(app: Flask, phone: Authenticator) -> None:
    door = Door(app)
    page = door.follow(door.submit(door.get("/manage/login"), "form.panel", email="ash@example.org", password=PASSWORD))
    door.submit(page, "[data-passkey]", credential=phone.get(options_on(page)))
    assert is_signed_in(door)


def of_another_site(phone: Authenticator) -> None:
    """A page elsewhere has asked for it."""
    phone.origin = "http://evil.example.org"


def for_another_name(phone: Authenticator) -> None:
    """The key belongs to another name."""
    phone.site = "evil.example.org"


def without_its_owner(phone: Authenticator) -> None:
    """Nobody showed finger, face or PIN."""
    phone.is_verified = False


def of_another_phone(phone: Authenticator) -> None:
    """Nobody here knows this key."""
    phone.id = b"unknown"


def with_another_secret(phone: Authenticator) -> None:
    """The name of the key is right, the signature is not."""
    phone._key = Authenticator()._key


@pytest.mark.parametrize(
    "spoil",
    [of_another_site, for_another_name, without_its_owner, of_another_phone, with_another_secret],
    ids=lambda spoil: spoil.__name__,
)
def test_a_passkey_that_is_not_right_is_refused(
    app: Flask, phone: Authenticator, spoil: Callable[[Authenticator], None]
) -> None:
    """F-35; v5.0.0-6.3.3"""
    spoil(phone)
    assert not is_signed_in(show(app, phone, 422))


def test_a_passkey_that_was_copied_is_refused(app: Flask, phone: Authenticator) -> None:
    """F-35: the counter of a copy does not go on where that of the other stopped."""
    show(app, phone)
    phone.count = 0
    assert not is_signed_in(show(app, phone, 422))


def test_an_answer_works_once_and_for_the_page_that_asked(app: Flask, phone: Authenticator) -> None:
    """v5.0.0-6.5.1"""
    door = Door(app)
    answer = phone.get(options_on(door.get("/manage/login")))
    other = Door(app)
    other.submit(other.get("/manage/login"), "[data-passkey]", 422, credential=answer)
    assert not is_signed_in(other)


@pytest.mark.parametrize(
    "answer",
    ["", "{}", "[]", "null", '{"rawId": 1}', '{"rawId": "AA", "response": {}}', "💥", "[" * 20_000],
    ids=lambda answer: ascii(answer[:40]),
)
def test_what_is_no_answer_is_refused(app: Flask, phone: Authenticator, answer: str) -> None:
    """v5.0.0-2.2.1"""
    door = Door(app)
    door.submit(door.get("/manage/login"), "[data-passkey]", 422, credential=answer)


def test_a_passkey_gets_in_while_passwords_are_guessed(
    app: Flask, phone: Authenticator, clock: time_machine.Coordinates
) -> None:
    """v5.0.0-6.3.1, F-32"""
    guess(app, "ash@example.org", 60, "127.0.0.1")
    assert is_signed_in(show(app, phone))


def test_the_passkey_of_a_closed_account_is_refused(app: Flask, phone: Authenticator) -> None:
    db.session.scalars(select(Person)).one().active = False
    commit()
    assert not is_signed_in(show(app, phone, 422))


def test_a_passkey_is_added_and_removed(app: Flask) -> None:
    phone, person = Authenticator(), make_member()
    console = Console(app, person)
    page = console.get("/manage/account/passkeys/new")
    console.submit(page, "[data-passkey]", credential=phone.create(options_on(page)))
    assert is_signed_in(show(app, phone))
    console.submit(console.get("/manage/account"), "form[action$='/remove']")
    assert not db.session.scalars(select(Passkey)).all()


def test_a_passkey_is_called_by_the_browser_that_made_it(app: Flask) -> None:
    phone, person = Authenticator(), make_member()
    console = Console(app, person)
    page = console.get("/manage/account/passkeys/new")
    agent = "Mozilla/5.0 (Android 15; Mobile; rv:145.0) Gecko/145.0 Firefox/145.0"
    fields = {**fields_of(page.find("[data-passkey]")), "credential": phone.create(options_on(page))}
    console.send("/manage/account/passkeys", fields, User_Agent=agent)
    assert "Passkey, Firefox on Android" in console.get("/manage/account").main_text


def test_the_last_factor_cannot_be_removed(app: Flask, phone: Authenticator) -> None:
    """v5.0.0-6.3.3"""
    console = show(app, phone)
    console.submit(console.get("/manage/account"), "form[action$='/remove']")
    assert len(db.session.scalars(select(Passkey)).all()) == 1


def test_the_passkey_of_another_is_not_mine_to_remove(app: Flask, phone: Authenticator) -> None:
    """v5.0.0-8.2.2, F-36"""
    key = db.session.scalars(select(Passkey.id)).one()
    console = Console(app, make_member())
    console.send(f"/manage/account/passkeys/{key}/remove", {"csrf_token": console.token()}, 404)


def test_a_site_without_a_name_offers_no_passkeys(app: Flask) -> None:
    page = Door(app).open("/manage/login", base_url="http://127.0.0.1:8000").text
    assert "data-passkey" not in page
