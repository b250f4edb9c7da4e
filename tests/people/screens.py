"""The screens of people, of one's own account, and of the doors (tests/console_screens.py)."""

from __future__ import annotations

import os

from flask import Flask
from sqlalchemy import select

from directory.curation.checking.asking import make_link as make_link_to_check
from directory.database import db, utc_now
from directory.models import Listing, Passkey
from directory.people.invitations import make_reset
from directory.people.sessions import make_sign_in
from tests.clients import Client, Console
from tests.factories import begin, commit, make_person
from tests.people.arriving import (
    choose_password,
    give_first_code,
    give_password,
    make_link,
    make_member,
    try_code,
    try_password,
)
from tests.shown import Screens, ShowingConsole, ShowingDoor, shown

ACCOUNT = {
    "account": "/manage/account",
    "account-password": "/manage/account/password",
    "account-passkey": "/manage/account/passkeys/new",
    "account-prove": "/manage/account/prove",
    "people": "/manage/people",
    "audit": "/manage/audit",
}
SHORT = {"password": "short"}
DOORS = {
    "door": "/manage/login",
    "door-lost": "/manage/login/lost",
    "door-forgot": "/manage/forgot",
    "door-signed-out": "/manage/signed-out",
    "door-link-gone": "/manage/join?token=x",
}


def screens_of_people(app: Flask) -> Screens:
    """What an admin sees of people and of themselves."""
    me = make_person("Robin Larkspur", "admin", email="robin@example.org")
    ash = make_member("contributor", name="Ash Fernley", email="ash@example.org")
    make_person("Wren Harrow", active=False)
    me.webauthn.append(_a_passkey())
    commit()
    ash_id = ash.id
    console = ShowingConsole(app, me)
    make_sign_in(me.id, "Firefox on Android")
    commit()
    make_link("fern@example.org")
    yield from (shown(name, console.get(path)) for name, path in ACCOUNT.items())
    yield shown("person", console.get(f"/manage/people/{ash_id}"))
    yield from _of_forms(console)


def _of_forms(console: Console) -> Screens:
    password = console.get("/manage/account/password")
    yield shown("account-password-problems", console.submit(password, "form.panel", 422, **SHORT))
    console.send("/manage/account/app/new", {"csrf_token": console.token()})
    yield shown("account-app", console.get("/manage/account/app"))
    people = console.get("/manage/people")
    yield shown("people-problems", console.submit(people, "form.panel", 422, email="nobody", role="contributor"))
    invited = console.submit(people, "form.panel", 200, email="reed@example.org", role="coordinator")
    yield shown("people-invited", invited)
    old = console.send("/manage/account/password", {"present": "x"}, 403)
    yield shown("form-too-old", old)
    old = console.send("/manage/words/new/need", {"label": "I cannot sleep", "lay": "awake\nat night"}, 403)
    yield shown("form-filled-again", console.get(old.find("main a.button").attrib["href"]))
    old = console.send("/manage/people/1/role", {"role": "admin"}, 403)
    yield shown("form-kept", console.open(old.find("main a.button").attrib["href"], follow_redirects=True))


def screens_of_doors(app: Flask) -> Screens:
    """What somebody sees who is not in yet, or no longer."""
    door = ShowingDoor(app)
    yield from (shown(name, door.open(path, follow_redirects=True)) for name, path in DOORS.items())
    yield from _of_joining(app)
    member = make_member(email="sam@example.org")
    begin()
    secret = make_reset(member)
    commit()
    yield shown("door-reset", door.open(f"/manage/reset?token={secret}", follow_redirects=True))
    sent = door.submit(door.get("/manage/forgot"), "form.panel", 200, email="sam@example.org")
    yield shown("door-reset-sent", sent)
    yield shown("door-problems", try_password(ShowingDoor(app), "sam@example.org", "wrong words"))
    known = give_password(app, "sam@example.org")
    yield shown("door-code", known.get("/manage/login/code"))
    yield shown("door-recovery", known.get("/manage/login/recovery"))
    yield shown("door-code-problems", try_code(known, "000000", 422))
    over = ShowingDoor(app).send("/manage/words/new/need", {"label": "I cannot sleep"}, 401)
    yield shown("door-session-over", over)
    yield from _of_groups(app)


def _of_joining(app: Flask) -> Screens:
    door, link = ShowingDoor(app), make_link("fern.hill@example.org")
    yield shown("join", door.open(link, follow_redirects=True))
    yield shown("join-problems", choose_password(door, link, 422, **SHORT))
    choose_password(door, link)
    yield shown("join-factor", door.get("/manage/join/factor"))
    yield shown("join-codes", give_first_code(door))


def _of_groups(app: Flask) -> Screens:
    """The page behind the link that groups get by mail."""
    listing = db.session.scalars(select(Listing).where(Listing.slug == "demo-warmline-listener")).one()
    begin()
    link = make_link_to_check(listing, "circle@example.org")
    commit()
    client = Client(app)
    yield shown("check", client.get(f"/check/{link}"))


def _a_passkey() -> Passkey:
    used = {"lastuse_datetime": utc_now(), "usage": "first", "backup_state": False, "device_type": "single_device"}
    return Passkey(credential_id=os.urandom(32), public_key=b"key", name="Phone", **used)
