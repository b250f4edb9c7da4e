"""Ways through the door, as a browser goes them: what the tests of signing in have in common."""

from __future__ import annotations

import pyotp
from flask import Flask, current_app
from sqlalchemy import select

from directory.database import begin_writing, db
from directory.models import Invitation, Person
from directory.people.codes import make_app_secret, make_recovery_codes
from directory.people.invitations import invite
from directory.people.passwords import hashed
from tests.clients import Door
from tests.factories import commit, make_person
from tests.page import Page

PASSWORD = "seven herons by the weir"
OTHER_PASSWORD = "a kettle sings at dawn"


def make_member(role: str = "coordinator", **values: object) -> Person:
    """Somebody with a password and an authenticator app."""
    person = make_person(role=role, password=hashed(PASSWORD), tf_totp_secret=make_app_secret(), **values)
    commit()
    return person


def make_codes(person: Person) -> list[str]:
    """Recovery codes of a person."""
    codes = make_recovery_codes(person)
    commit()
    return codes


def app_code(person: Person) -> str:
    """What the authenticator app of a person shows now."""
    return code_of(str(person.tf_totp_secret))


def code_of(encrypted: str) -> str:
    """What an app with this secret shows now."""
    return pyotp.TOTP(current_app.extensions["totp"].get_totp_b32_key(encrypted)).now()


def make_link(email: str = "ash@example.org", role: str = "coordinator", **values: object) -> str:
    """The path of an invitation."""
    db.session.rollback()
    begin_writing()
    secret = invite(email, role, "Robin Larkspur", **values)  # type: ignore[arg-type]
    commit()
    return f"/manage/join?token={secret}"


def give_password(app: Flask, email: str, password: str = PASSWORD, status: int = 303, going_to: str = "") -> Door:
    """A browser that has sent a mail address and a password."""
    door = Door(app)
    try_password(door, email, password, status, going_to)
    return door


def try_password(door: Door, email: str, password: str, status: int = 422, going_to: str = "") -> Page:
    """The answer to a mail address and a password."""
    form = {"email": email, "password": password, "next": going_to, "csrf_token": door.token()}
    return door.send("/manage/login", form, status)


def try_code(door: Door, code: str, status: int = 303) -> Page:
    """The answer to a code, after the password."""
    return door.send("/manage/login/code", {"code": code, "csrf_token": door.token()}, status)


def sign_in_as(app: Flask, person: Person, going_to: str = "") -> Door:
    """A browser in which a person has signed in, with password and code."""
    db.session.refresh(person)
    email, code = person.email, app_code(person)
    door = give_password(app, email, going_to=going_to)
    try_code(door, code)
    db.session.rollback()
    return door


def is_signed_in(door: Door) -> bool:
    """Whether the console lets this browser in."""
    return door.open("/manage/account").status_code == 200


def choose_password(door: Door, link: str, status: int = 303, **values: str) -> Page:
    """Open a link and send the first form."""
    opened = door.follow(Page(door.open(link), link))
    return door.submit(opened, "form.panel", status, **{"name": "Ash Fernley", "password": PASSWORD, **values})


def give_first_code(door: Door, status: int = 200) -> Page:
    """Send the first code of the app."""
    db.session.rollback()
    secret = db.session.scalars(select(Invitation.totp_secret).where(Invitation.totp_secret.is_not(None))).one()
    return door.submit(door.get("/manage/join/factor"), "form.form", status, code=code_of(str(secret)))
