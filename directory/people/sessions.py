"""Sessions of people who are signed in: one row for each, its secret in the cookie, the hash of it in the table.

A row can be ended from here whatever the cookie says: by its owner, by an admin, by time. Settings say how long a
session may be unused and how long it may last.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import secrets
from collections.abc import MutableMapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import current_app, request, session
from sqlalchemy import Row, delete, select, update
from sqlalchemy.exc import OperationalError

from directory.database import db, is_sqlite, utc_now
from directory.models import Person, Role, SignIn
from directory.models.people import entrusted, person_role
from directory.people.permissions import is_allowed

# How long a sign-in may be out of date about when it was last used: not every request writes.
SEEN_EVERY = dt.timedelta(minutes=2)
# What guards an account asks for a second factor that is no older than this.
FRESH_FOR = dt.timedelta(minutes=15)
# Ended sign-ins are forgotten after this.
KEPT_FOR = dt.timedelta(days=30)
_KEY = "sign_in"


@dataclass(frozen=True)
class SignedIn:
    """The person of this request. organizations: ids of the listings entrusted to a contributor."""

    id: int
    name: str
    email: str
    roles: frozenset[str]
    organizations: frozenset[int]

    def may(self, action: str) -> bool:
        """Whether their role has an action (people/permissions.py)."""
        return is_allowed(self.roles, action)


@dataclass(frozen=True)
class FoundSession:
    """A sign-in that a cookie names. is_alive: neither ended nor too old, and the person is active."""

    id: int
    person: SignedIn
    seen_at: dt.datetime
    proven_at: dt.datetime
    is_alive: bool

    @property
    def is_fresh(self) -> bool:
        """Whether a second factor was shown a short while ago."""
        return utc_now() - self.proven_at <= FRESH_FOR


def begin_session(person: Person) -> None:
    """Sign a person in: a new row and a new secret; whatever the cookie said before is gone. The edge commits.

    Source: OWASP ASVS v5.0.0-7.2.4 (a new session at every sign-in).
    """
    carry_on(make_sign_in(person.id, agent=in_words(request.user_agent.string)))


def carry_on(secret: str, cookie: MutableMapping[str, Any] = session) -> None:
    """Let the cookie name this sign-in and nothing else: nothing that was in it before a sign-in outlives it."""
    cookie.clear()
    cookie[_KEY] = secret


def make_sign_in(person_id: int, agent: str = "") -> str:
    """A new sign-in of a person, in the session; gives its secret."""
    secret = secrets.token_urlsafe(32)
    db.session.execute(delete(SignIn).where(SignIn.person_id == person_id, SignIn.started_at < utc_now() - KEPT_FOR))
    db.session.add(SignIn(person_id=person_id, key_hash=hash_of(secret), agent=agent))
    db.session.flush()
    return secret


def renew_session(sign_in_id: int) -> None:
    """Give the own sign-in another secret and count its second factor as fresh: at a change of rights or factors."""
    secret = secrets.token_urlsafe(32)
    row = db.session.get_one(SignIn, sign_in_id)
    row.key_hash, row.proven_at = hash_of(secret), utc_now()
    carry_on(secret)


def find_session() -> FoundSession | None:
    """The sign-in that the cookie of this request names, alive or not; None for a stranger. One statement.

    The transaction is ended, so that a view may begin to write.
    """
    secret = session.get(_KEY)
    if not isinstance(secret, str):
        return None
    rows = db.session.execute(
        select(
            *(SignIn.id, SignIn.started_at, SignIn.seen_at, SignIn.proven_at, SignIn.ended_at),
            *(Person.id.label("person_id"), Person.name, Person.email, Person.active),
            *(Role.name.label("role"), entrusted.c.listing_id),
        )
        .join(Person, SignIn.person_id == Person.id)
        .outerjoin(person_role, person_role.c.person_id == Person.id)
        .outerjoin(Role, Role.id == person_role.c.role_id)
        .outerjoin(entrusted, entrusted.c.person_id == Person.id)
        .where(SignIn.key_hash == hash_of(secret))
    ).all()
    db.session.rollback()
    return _found(rows) if rows else None


def note_seen(found: FoundSession) -> None:
    """Note that a session is in use, if that was last noted a while ago: in a transaction of its own, never waiting."""
    now = utc_now()
    if now - found.seen_at < SEEN_EVERY:
        return
    with db.engine.connect() as connection:
        if is_sqlite():
            connection.exec_driver_sql("PRAGMA busy_timeout = 0")
        try:
            connection.execute(update(SignIn).where(SignIn.id == found.id).values(seen_at=now))
            connection.commit()
        except OperationalError:
            connection.rollback()  # somebody else writes: the next request will note it
        finally:
            if is_sqlite():
                waiting_ms = current_app.config["DATABASE_BUSY_TIMEOUT"] * 1000
                connection.exec_driver_sql(f"PRAGMA busy_timeout = {waiting_ms}")


def end_sessions(person_id: int, but: int | None = None) -> None:
    """End every sign-in of a person, but one if it is named. The edge commits."""
    ending = update(SignIn).where(SignIn.person_id == person_id, SignIn.ended_at.is_(None))
    db.session.execute((ending.where(SignIn.id != but) if but else ending).values(ended_at=utc_now()))


def end_session(sign_in_id: int, person_id: int) -> bool:
    """End one sign-in of a person; False if they have none with this id that is open."""
    ending = update(SignIn).where(SignIn.id == sign_in_id, SignIn.person_id == person_id, SignIn.ended_at.is_(None))
    return bool(db.session.execute(ending.values(ended_at=utc_now())).rowcount)  # type: ignore[attr-defined]


def sessions_of(person: SignedIn) -> Sequence[SignIn]:
    """The sign-ins of a person that are alive, the last used first."""
    found = db.session.scalars(
        select(SignIn).where(SignIn.person_id == person.id, SignIn.ended_at.is_(None)).order_by(SignIn.seen_at.desc())
    )
    return [row for row in found if _is_in_time(row.started_at, row.seen_at, person.roles)]


def hash_of(secret: str) -> str:
    """What is kept of a long random secret. It needs no salt: nobody can list 2²⁵⁶ of them."""
    return hashlib.sha256(secret.encode()).hexdigest()


def in_words(agent: str) -> str:
    """A browser as its owner would call it: "Firefox on Android"."""
    browsers = (("Edg", "Edge"), ("OPR", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox|FxiOS", "Firefox"),
                ("Chrome|CriOS|Chromium", "Chrome"), ("Safari", "Safari"))  # fmt: skip
    systems = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
               ("CrOS", "Chromebook"), ("Mac OS X|Macintosh", "Mac"), ("Linux", "Linux"))  # fmt: skip
    browser, system = (next((word for sign, word in known if re.search(sign, agent)), "") for known in
                       (browsers, systems))  # fmt: skip
    return " on ".join(filter(None, (browser, system)))


def _found(rows: Sequence[Row]) -> FoundSession:
    first = rows[0]
    roles = frozenset(row.role for row in rows if row.role)
    person = SignedIn(
        id=first.person_id,
        name=first.name,
        email=first.email,
        roles=roles,
        organizations=frozenset(row.listing_id for row in rows if row.listing_id),
    )
    is_open = first.active and first.ended_at is None
    is_alive = is_open and _is_in_time(first.started_at, first.seen_at, roles)
    return FoundSession(first.id, person, first.seen_at, first.proven_at, is_alive)


def _is_in_time(started_at: dt.datetime, seen_at: dt.datetime, roles: frozenset[str]) -> bool:
    config, now = current_app.config, utc_now()
    idle = config["SESSION_IDLE_ADMIN" if "admin" in roles else "SESSION_IDLE"]
    # A clock that was put back must not let a session live on: its time may not lie in the future either.
    is_used = abs(now - seen_at) <= dt.timedelta(minutes=idle)
    return is_used and now - started_at <= dt.timedelta(hours=config["SESSION_LONGEST"])
