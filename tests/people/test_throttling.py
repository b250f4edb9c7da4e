"""Guessing gets slow, nobody is locked out for good, and nobody waits for what another did."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from directory.database import db
from directory.models import Attempt, AuditEvent
from tests.clients import Door
from tests.people.arriving import PASSWORD, app_code, give_password, is_signed_in, make_member, try_code, try_password


def guess(app: Flask, email: str, times: int, address: str = "203.0.113.7") -> list[int]:
    """The statuses of wrong passwords, one after the other, from one place."""
    door = from_place(app, address)
    token = door.token()
    form = {"email": email, "password": "wrong wrong wrong", "csrf_token": token}
    return [door.open("/manage/login", "POST", data=form).status_code for _try in range(times)]


def from_place(app: Flask, address: str) -> Door:
    """A browser with an address."""
    door = Door(app)
    door._client.environ_base["REMOTE_ADDR"] = address
    return door


def test_two_hundred_guesses_get_five_answers(app: Flask, clock: time_machine.Coordinates) -> None:
    """v5.0.0-6.1.1, 6.3.1, F-32"""
    answers = guess(app, make_member().email, 200)
    assert answers == [422] * 5 + [429] * 195


def test_who_must_wait_is_told_how_long_and_keeps_what_was_typed(app: Flask, clock: time_machine.Coordinates) -> None:
    email = make_member().email
    guess(app, email, 5)
    page = try_password(from_place(app, "203.0.113.7"), email, PASSWORD, 429)
    assert page.response.headers["Retry-After"] == "30"
    assert "wait 1 minute" in page.main_text
    assert page.find("input[name=email]").attrib["value"] == email


def test_each_further_guess_waits_twice_as_long_and_none_more_than_a_quarter_of_an_hour(
    app: Flask, clock: time_machine.Coordinates
) -> None:
    """v5.0.0-6.1.1: exponential, and never a lock."""
    email = make_member().email
    guess(app, email, 5)
    waits = []
    for _try in range(7):
        answer = try_password(from_place(app, "203.0.113.7"), email, "wrong wrong wrong", 429).response
        waits.append(int(answer.headers["Retry-After"]))
        clock.shift(waits[-1])
        guess(app, email, 1)
    assert waits == [30, 60, 120, 240, 480, 900, 900]


def test_the_right_password_lets_in_as_soon_as_the_wait_is_over(app: Flask, clock: time_machine.Coordinates) -> None:
    person = make_member()
    guess(app, person.email, 50)
    clock.shift(30)
    door = from_place(app, "203.0.113.7")
    try_password(door, person.email, PASSWORD, 303)
    try_code(door, app_code(person))
    assert is_signed_in(door)


def test_guessing_from_elsewhere_does_not_slow_down_the_owner(app: Flask, clock: time_machine.Coordinates) -> None:
    """v5.0.0-6.3.1: no lock-out by others."""
    person = make_member()
    guess(app, person.email, 40)
    try_password(from_place(app, "198.51.100.4"), person.email, PASSWORD, 303)


def test_guessing_one_account_does_not_slow_down_another(app: Flask, clock: time_machine.Coordinates) -> None:
    """v5.0.0-6.3.1"""
    guess(app, make_member(email="ash@example.org").email, 20)
    other = make_member(email="robin@example.org")
    try_password(from_place(app, "203.0.113.9"), other.email, PASSWORD, 303)


def test_one_place_cannot_go_through_many_accounts(app: Flask, clock: time_machine.Coordinates) -> None:
    """v5.0.0-6.3.1, F-32: stuffing."""
    answers = [guess(app, f"person-{number}@example.net", 1)[0] for number in range(40)]
    assert answers == [422] * 30 + [429] * 10


def test_many_places_cannot_go_through_one_account(app: Flask, clock: time_machine.Coordinates) -> None:
    """v5.0.0-6.3.1, F-32: distributed guessing is slowed down as well."""
    email = make_member().email
    answers = [guess(app, email, 1, f"198.51.{number}.1")[0] for number in range(60)]
    assert answers == [422] * 50 + [429] * 10


@pytest.mark.parametrize(
    ("first", "second", "is_same"),
    [
        ("203.0.113.7", "203.0.113.200", True),
        ("203.0.113.7", "203.0.114.7", False),
        ("2001:db8:0:1::1", "2001:db8:0:2::9", True),
        ("2001:db8:0:1::1", "2001:db8:1:1::1", False),
    ],
    ids=["ipv4-near", "ipv4-far", "ipv6-household", "ipv6-far"],
)
def test_a_household_counts_as_one_place(
    app: Flask, clock: time_machine.Coordinates, first: str, second: str, is_same: bool
) -> None:
    email = make_member().email
    guess(app, email, 5, first)
    assert guess(app, email, 1, second) == [429 if is_same else 422]


def test_codes_are_slowed_down_as_well(app: Flask, clock: time_machine.Coordinates) -> None:
    """v5.0.0-6.1.1, F-32: a million codes are few."""
    door = give_password(app, make_member().email)
    answers = [try_code(door, "000000", 422 if number < 5 else 429).response.status_code for number in range(7)]
    assert answers == [422] * 5 + [429] * 2


def test_recovery_codes_and_app_codes_are_counted_together(app: Flask, clock: time_machine.Coordinates) -> None:
    door = give_password(app, make_member().email)
    for _try in range(5):
        try_code(door, "000000", 422)
    door.send("/manage/login/recovery", {"code": "x" * 24, "csrf_token": door.token()}, 429)


def test_what_was_tried_is_forgotten_after_a_day(app: Flask, clock: time_machine.Coordinates) -> None:
    email = make_member().email
    guess(app, email, 8)
    clock.shift(dt.timedelta(days=1, seconds=1))
    assert guess(app, email, 2) == [422, 422]
    assert len(db.session.scalars(select(Attempt)).all()) == 3


def test_the_table_of_attempts_names_nobody(app: Flask) -> None:
    guess(app, "ash@example.org", 1)
    kept = [row.key for row in db.session.scalars(select(Attempt))]
    assert kept
    assert not [key for key in kept if "ash" in key or "203" in key[:4] or len(key) != 64]


def test_the_moment_when_guessing_is_slowed_down_is_noted_once(app: Flask, clock: time_machine.Coordinates) -> None:
    """v5.0.0-16.3.3: for an alert, and not to fill the disk."""
    guess(app, make_member().email, 30)
    events = db.session.scalars(select(AuditEvent.event)).all()
    assert events.count("slowed-down") == 1
    assert events.count("sign-in-failed") == 5


def test_both_databases_count_alike(any_app: Flask, clock: time_machine.Coordinates) -> None:
    assert guess(any_app, "ash@example.org", 7) == [422] * 5 + [429] * 2
