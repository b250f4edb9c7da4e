"""Sessions: a secret of their own, ended by their owner, by admins and by time, whatever a stolen cookie says."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from flask import Flask
from sqlalchemy import event, select

from directory.database import db
from directory.models import SignIn
from directory.people.sessions import in_words
from tests.clients import Console, Door
from tests.conftest import sign_in
from tests.factories import commit
from tests.people.arriving import OTHER_PASSWORD, PASSWORD, is_signed_in, make_member, sign_in_as


def cookie_of(door: Console) -> str:
    """The session cookie of a browser."""
    cookie = door._client.get_cookie("session")
    assert cookie is not None
    return cookie.value


def with_cookie(app: Flask, value: str) -> Door:
    """Another browser, with a cookie that was taken from somewhere."""
    door = Door(app)
    door._client.set_cookie("session", value)
    return door


def secret_of(door: Console) -> str | None:
    """What the cookie of a browser has as the secret of its sign-in."""
    with door._client.session_transaction("/manage") as session:
        return session.get("sign_in")


def test_a_secret_from_before_the_sign_in_is_worth_nothing(app: Flask) -> None:
    """v5.0.0-7.2.4, F-31: nobody can fix the session of another."""
    person, planted = make_member(), "planted" * 7
    door = Door(app)
    with door._client.session_transaction("/manage") as session:
        session["sign_in"] = planted
    assert not is_signed_in(door)
    signed_in = sign_in_as(app, person)
    assert secret_of(signed_in) != planted
    assert not is_signed_in(door)


def test_every_sign_in_has_a_secret_of_its_own_kept_as_a_hash(app: Flask) -> None:
    """v5.0.0-7.2.3: 256 bits, and the table does not give them away."""
    secrets = {secret_of(sign_in(app, email=f"ash-{number}@example.org")) for number in range(3)}
    assert len(secrets) == 3
    assert all(len(str(secret)) >= 43 for secret in secrets)
    assert not secrets & set(db.session.scalars(select(SignIn.key_hash)))


def test_a_cookie_taken_before_signing_out_is_worth_nothing_after(app: Flask) -> None:
    """v5.0.0-7.4.1, 14.3.1, F-31"""
    door = sign_in_as(app, make_member())
    taken = cookie_of(door)
    answer = door.send("/manage/logout", {"csrf_token": door.token()})
    assert answer.response.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert not is_signed_in(with_cookie(app, taken))


def test_a_cookie_taken_before_a_change_of_password_is_worth_nothing_after(app: Flask) -> None:
    """v5.0.0-7.4.3, F-31; 7.2.4: the own session goes on with another secret."""
    person = make_member()
    door, elsewhere = sign_in_as(app, person), Console(app, person)
    taken = cookie_of(door)
    page = door.get("/manage/account/password")
    door.submit(page, "form.panel", present=PASSWORD, password=OTHER_PASSWORD)
    assert is_signed_in(door)
    assert not is_signed_in(with_cookie(app, taken))
    assert not is_signed_in(elsewhere)


def test_an_account_that_is_closed_is_out_at_once(app: Flask) -> None:
    """v5.0.0-7.4.2, F-31"""
    person = make_member()
    door = sign_in_as(app, person)
    person.active = False
    commit()
    assert not is_signed_in(door)


@pytest.mark.parametrize(
    ("role", "idle", "is_in"),
    [
        ("admin", dt.timedelta(minutes=29), True),
        ("admin", dt.timedelta(minutes=31), False),
        ("coordinator", dt.timedelta(hours=7, minutes=59), True),
        ("coordinator", dt.timedelta(hours=8, minutes=1), False),
        ("contributor", dt.timedelta(hours=8, minutes=1), False),
        ("coordinator", dt.timedelta(hours=-9), False),
    ],
    ids=["admin-29-min", "admin-31-min", "coordinator-7:59", "coordinator-8:01", "contributor-8:01", "clock-put-back"],
)
def test_a_session_ends_when_it_is_not_used(
    app: Flask, clock: time_machine.Coordinates, role: str, idle: dt.timedelta, is_in: bool
) -> None:
    """v5.0.0-7.3.1"""
    console = sign_in(app, role)
    clock.shift(idle)
    assert is_signed_in(console) is is_in


def test_a_session_ends_after_a_day_even_if_it_is_used(app: Flask, clock: time_machine.Coordinates) -> None:
    """v5.0.0-7.3.2"""
    console = sign_in(app)
    for _hour in range(23):
        clock.shift(dt.timedelta(hours=1))
        assert is_signed_in(console)
    clock.shift(dt.timedelta(hours=1, seconds=1))
    assert not is_signed_in(console)


def test_how_long_a_session_lasts_are_settings(app: Flask, clock: time_machine.Coordinates) -> None:
    """v5.0.0-7.1.1"""
    app.config["SESSION_IDLE"] = 5
    console = sign_in(app)
    clock.shift(dt.timedelta(minutes=6))
    assert not is_signed_in(console)


def test_the_guard_asks_the_database_once(app: Flask) -> None:
    console = sign_in(app)
    console.open("/manage/nothing-here")  # by now the settings of the site were read
    asked: list[str] = []

    def note(*values: object) -> None:
        asked.append(str(values[2]))

    event.listen(db.engine, "before_cursor_execute", note)
    console.open("/manage/nothing-here")
    event.remove(db.engine, "before_cursor_execute", note)
    assert [line.split()[0] for line in asked if "sign_in" in line] == ["SELECT"]
    assert len(asked) <= 2  # with the beginning of the transaction


def test_a_use_is_noted_every_few_minutes_and_not_at_every_request(app: Flask, clock: time_machine.Coordinates) -> None:
    console = sign_in(app)
    seen = []
    for _minute in range(3):
        clock.shift(dt.timedelta(minutes=1))
        console.open("/manage/nothing-here")
        db.session.rollback()
        seen.append(db.session.scalars(select(SignIn.seen_at)).one())
    assert len(set(seen)) == 2


def test_a_database_that_is_busy_does_not_keep_a_page_waiting(app: Flask, clock: time_machine.Coordinates) -> None:
    console = sign_in(app)
    clock.shift(dt.timedelta(minutes=3))
    with db.engine.connect().execution_options(sqlite_begin="IMMEDIATE") as busy:
        busy.begin()
        assert console.open("/manage/nothing-here").status_code == 404


@pytest.mark.parametrize("address", ["http://localhost", "https://localhost"])
def test_the_cookie_is_for_this_host_and_no_script(app: Flask, address: str) -> None:
    """v5.0.0-3.3.1, 3.3.2, 3.3.3, 3.3.4"""
    cookie = Door(app).open("/manage/login", base_url=address).headers["Set-Cookie"]
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= {part.strip() for part in cookie.split(";")}
    assert "Domain" not in cookie
    is_secure = address.startswith("https")
    assert cookie.startswith("__Host-session=" if is_secure else "session=")
    assert ("Secure" in cookie) is is_secure


def test_a_form_over_https_needs_no_referrer(app: Flask) -> None:
    """Our pages send none (v5.0.0-3.4.5); Flask-WTF would ask for one."""
    door = Door(app)
    page = door.open("/manage/login", base_url="https://localhost").text
    token = page.partition('name="csrf_token" type="hidden" value="')[2].partition('"')[0]
    data = {"csrf_token": token, "email": "ash@example.org", "password": "wrong wrong wrong"}
    assert door.open("/manage/login", "POST", base_url="https://localhost", data=data).status_code == 422


def test_pages_of_the_console_are_kept_by_no_cache(console: Console) -> None:
    """v5.0.0-14.3.2"""
    assert console.open("/manage/account").headers["Cache-Control"] == "no-store"


def test_a_session_goes_on_when_the_key_of_the_site_changes(app: Flask) -> None:
    """v5.0.0-13.3.1: rotation."""
    console = sign_in(app)
    app.config |= {"SECRET_KEY": "n" * 32, "SECRET_KEY_FALLBACKS": ["k" * 32]}
    assert is_signed_in(console)
    app.config["SECRET_KEY_FALLBACKS"] = None
    other = with_cookie(app, cookie_of(console).split(".")[0] + ".forged.forged")
    assert not is_signed_in(other)


def test_codes_are_right_after_the_key_of_the_site_changed(app: Flask) -> None:
    """v5.0.0-13.3.1: the secrets of apps have a key of their own."""
    person = make_member()
    app.config |= {"SECRET_KEY": "n" * 32}
    assert is_signed_in(sign_in_as(app, person))


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0", "Firefox on Android"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_4 like Mac OS X) Version/18.4 Safari/604",
            "Safari on iPhone",
        ),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537 Chrome/140 Safari/537 Edg/140", "Edge on Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537 Chrome/140 Safari/537", "Chrome on Linux"),
        ("curl/8", ""),
    ],
    ids=["firefox", "safari", "edge", "chrome", "unknown"],
)
def test_a_browser_is_named_as_its_owner_would(agent: str, words: str) -> None:
    assert in_words(agent) == words
