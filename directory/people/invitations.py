"""Links that work once: to join, to come back without the old password and factors, to choose a new password.

What is kept is a hash of the link's secret. The secret stands in the query of the link, which no log of ours has, and
leaves the address as soon as the link is opened.
"""

from __future__ import annotations

import datetime as dt
import secrets

from sqlalchemy import delete, func, select

from directory.database import db, utc_now
from directory.mail import site_address
from directory.models import Invitation, Person, Role
from directory.people.sessions import end_sessions, hash_of

VALID_FOR = dt.timedelta(hours=24)
RESET_VALID_FOR = dt.timedelta(minutes=30)
# Who made the invitation of the first admin: nobody did.
FIRST = "prepare"
PATHS = {"join": "/manage/join", "return": "/manage/join", "password": "/manage/reset"}


def invite(email: str, role: str, by: str, *, name: str = "", organization_id: int | None = None) -> str:
    """A new invitation; gives the secret of its link. Older ones for the same address are void. The edge commits."""
    _void(Invitation.email == email, Invitation.person_id.is_(None))
    return _add(email=email, role=role, made_by=by, name=name, organization_id=organization_id)


def invite_back(person: Person, by: str) -> str:
    """A way in for somebody who lost their keys: their factors are taken away, sessions end, the link sets new ones."""
    person.tf_totp_secret = person.mf_recovery_codes = person.totp_step = person.tf_primary_method = None
    person.webauthn.clear()
    person.password = None
    person.fs_uniquifier = secrets.token_hex(32)
    end_sessions(person.id)
    _void(Invitation.person_id == person.id)
    role = highest_role(person)
    return _add(purpose="return", person_id=person.id, email=person.email, name=person.name, role=role, made_by=by)


def make_reset(person: Person) -> str:
    """A link for a new password, good for half an hour. The second factor stays what it is."""
    _void(Invitation.person_id == person.id, Invitation.purpose == "password")
    about = {"person_id": person.id, "email": person.email, "name": person.name, "made_by": person.name}
    return _add(RESET_VALID_FOR, purpose="password", role=highest_role(person), **about)


def find_invitation(secret: str | None, *purposes: str) -> Invitation | None:
    """The invitation of a link if it can still be used, else None: for unknown, used and expired ones alike."""
    if not secret:
        return None
    found = db.session.scalar(
        select(Invitation)
        .where(Invitation.token_hash == hash_of(secret), Invitation.purpose.in_(purposes))
        .with_for_update()
    )
    if found is None or found.used_at or found.expires_at < utc_now():
        return None
    return found if found.person is None or found.person.active else None


def find_first_invitation() -> str | None:
    """The secret of an invitation for the first admin, new at each call; None once there is somebody, or invited."""
    if db.session.scalar(select(func.count()).select_from(Person)):
        return None
    is_open = (Invitation.used_at.is_(None), Invitation.expires_at > utc_now())
    if db.session.scalar(select(Invitation.id).where(*is_open, Invitation.made_by != FIRST).limit(1)):
        return None
    _void(Invitation.made_by == FIRST)
    return _add(email="", role="admin", made_by=FIRST)


def open_invitations() -> list[Invitation]:
    """Those that wait for somebody, the newest first."""
    waiting = select(Invitation).where(
        Invitation.used_at.is_(None), Invitation.expires_at > utc_now(), Invitation.purpose != "password"
    )
    return list(db.session.scalars(waiting.order_by(Invitation.id.desc())))


def link_of(secret: str, purpose: str = "join") -> str:
    """The whole address of a link, for a mail or a terminal: it follows from settings, never from a request."""
    return site_address(f"{PATHS[purpose]}?token={secret}")


def highest_role(person: Person) -> str:
    """The one role of a person; they have no more than one."""
    return next((role.name for role in person.roles), "contributor")


def get_role(name: str) -> Role:
    """The row of a role. Raises NoResultFound for one that there is not."""
    return db.session.scalars(select(Role).where(Role.name == name)).one()


def _add(valid_for: dt.timedelta = VALID_FOR, **values: object) -> str:
    secret = secrets.token_urlsafe(32)
    db.session.add(Invitation(token_hash=hash_of(secret), expires_at=utc_now() + valid_for, **values))
    db.session.flush()
    return secret


def _void(*which: object) -> None:
    db.session.execute(delete(Invitation).where(Invitation.used_at.is_(None), *which))  # type: ignore[arg-type]
