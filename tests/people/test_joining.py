"""Joining: one link, once, for 24 hours; a password, a second factor, recovery codes, and not one right more."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from directory.database import begin_writing, db
from directory.models import AuditEvent, Invitation, Person
from directory.people.invitations import invite_back
from tests.clients import Door
from tests.factories import commit, make_listing
from tests.people.arriving import (
    OTHER_PASSWORD,
    PASSWORD,
    choose_password,
    give_first_code,
    give_password,
    is_signed_in,
    make_link,
    make_member,
    sign_in_as,
)

GONE = "This link does not work any more"


def test_a_link_leads_to_password_factor_codes_and_the_console(app: Flask) -> None:
    """v5.0.0-6.3.3, 6.4.1"""
    door = Door(app)
    choose_password(door, make_link("ash@example.org"))
    page = give_first_code(door)
    assert len(page.select(".door__codes code")) == 8
    assert is_signed_in(door)
    person = db.session.scalars(select(Person)).one()
    assert (person.name, person.email, [role.name for role in person.roles]) == (
        "Ash Fernley", "ash@example.org", ["coordinator"],
    )  # fmt: skip


def test_the_secret_leaves_the_address_at_once(app: Flask) -> None:
    """v5.0.0-14.2.1"""
    answer = Door(app).open(make_link())
    assert (answer.status_code, answer.headers["Location"]) == (303, "/manage/join")


def test_the_secret_of_a_link_is_kept_as_a_hash(app: Flask) -> None:
    """v5.0.0-6.4.1"""
    secret = make_link().partition("token=")[2]
    kept = db.session.scalars(select(Invitation)).one()
    assert len(secret) >= 43
    assert secret not in str(vars(kept))


def used(app: Flask, _clock: time_machine.Coordinates) -> str:
    """A link that somebody has joined with."""
    link, door = make_link(), Door(app)
    choose_password(door, link)
    give_first_code(door)
    return link


def expired(_app: Flask, clock: time_machine.Coordinates) -> str:
    """A link of yesterday."""
    link = make_link()
    clock.shift(dt.timedelta(hours=24, seconds=1))
    return link


def unknown(_app: Flask, _clock: time_machine.Coordinates) -> str:
    """A link that never was."""
    return "/manage/join?token=nobody-made-this"


def replaced(_app: Flask, _clock: time_machine.Coordinates) -> str:
    """A link with a newer one for the same address."""
    link = make_link("ash@example.org")
    make_link("ash@example.org")
    return link


@pytest.mark.parametrize("kind", [used, expired, unknown, replaced], ids=lambda kind: kind.__name__)
def test_a_link_that_does_not_work_says_the_same_whatever_the_reason(
    app: Flask, clock: time_machine.Coordinates, kind: object
) -> None:
    """v5.0.0-6.4.1: single use, 24 hours at most; and no hints."""
    link = kind(app, clock)  # type: ignore[operator]
    door = Door(app)
    door.open(link)
    page = door.get("/manage/join", 410)
    assert page.h1 == GONE
    assert page.main_text == Door(app).get("/manage/join", 410).main_text


def test_a_link_can_be_opened_again_until_everything_is_set_up(app: Flask) -> None:
    link = make_link()
    choose_password(Door(app), link)
    door = Door(app)
    choose_password(door, link)
    give_first_code(door)
    assert is_signed_in(door)


def test_nobody_is_made_before_the_second_factor(app: Flask) -> None:
    """v5.0.0-6.3.3"""
    choose_password(Door(app), make_link("ash@example.org"))
    assert not db.session.scalars(select(Person)).all()
    assert not is_signed_in(give_password(app, "ash@example.org", status=422))


def test_a_wrong_first_code_keeps_the_form(app: Flask) -> None:
    door = Door(app)
    choose_password(door, make_link())
    page = door.submit(door.get("/manage/join/factor"), "form.form", 422, code="123")
    assert "does not fit" in page.main_text
    give_first_code(door)
    assert is_signed_in(door)


def test_rights_that_the_form_does_not_have_are_ignored_and_noted(app: Flask) -> None:
    """v5.0.0-15.3.3, 16.3.3, F-36: role=admin in the form makes nobody an admin."""
    door = Door(app)
    choose_password(door, make_link(), role="admin", active="yes", email="boss@example.org")
    give_first_code(door)
    person = db.session.scalars(select(Person)).one()
    assert ([role.name for role in person.roles], person.email) == (["coordinator"], "ash@example.org")
    noted = db.session.scalars(select(AuditEvent).where(AuditEvent.event == "unknown-fields")).one()
    assert noted.detail["fields"] == ["active", "email", "role"]


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("short words", "at least 12"),
        ("password1234", "guessed first"),
        ("zxcvbnm,./asdf", "follows the keys"),
        ("aaaaaaaaaaaaaa", "repeats"),
        ("leanonleanon12", "name of this site"),
        ("fernley-ash-2026", "your name"),
        ("x y" * 100, "256"),
    ],
    ids=["short", "common", "keys", "repeats", "site", "own-name", "long"],
)
def test_a_weak_password_is_refused_and_the_sentence_says_why(app: Flask, password: str, words: str) -> None:
    """v5.0.0-6.2.1, 6.2.4, 6.2.9, 6.2.12"""
    page = choose_password(Door(app), make_link("fernley.ash@example.org"), 422, password=password)
    problem = page.find(".field__problem").text_content()
    assert words in problem.replace("At least", "at least").replace("Use at", "use at")
    assert page.find("input[name=name]").attrib["value"] == "Ash Fernley"


@pytest.mark.parametrize(
    "password",
    ["  spaces at both ends  ", "ünïcödé wörds täste gööd", "🦆 walks by the 🏞️ at noon", "l" + "ong words " * 25],
)
def test_any_characters_are_taken_as_they_are(app: Flask, password: str) -> None:
    """v5.0.0-6.2.5, 6.2.8, 6.2.9: nothing trimmed, nothing cut."""
    door = Door(app)
    choose_password(door, make_link("ash@example.org"), password=password)
    give_first_code(door)
    give_password(app, "ash@example.org", password)
    give_password(app, "ash@example.org", password.strip()[:-1], 422)


def test_a_contributor_is_entrusted_with_the_organization_of_the_invitation(app: Flask) -> None:
    organization = make_listing("Fernley Circle", kind="organization")
    commit()
    door = Door(app)
    choose_password(door, make_link(role="contributor", organization_id=organization.id))
    give_first_code(door)
    person = db.session.scalars(select(Person)).one()
    assert [listing.name for listing in person.entrusted_with] == ["Fernley Circle"]


def test_who_comes_back_has_new_keys_and_the_old_are_worth_nothing(app: Flask) -> None:
    """v5.0.0-6.4.3, 7.4.2"""
    person = make_member(email="ash@example.org")
    before = sign_in_as(app, person)
    begin_writing()
    secret = invite_back(db.session.get_one(Person, person.id), "Robin Larkspur")
    commit()
    assert not is_signed_in(before)
    give_password(app, "ash@example.org", PASSWORD, 422)
    door = Door(app)
    choose_password(door, f"/manage/join?token={secret}", password=OTHER_PASSWORD)
    give_first_code(door)
    assert is_signed_in(door)
    assert len(db.session.scalars(select(Person)).all()) == 1
