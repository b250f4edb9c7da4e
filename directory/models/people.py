"""People who sign in, how they prove who they are, and what they did that is not an edit.

Visitors never sign in and are in no table. The names of columns that Flask-Security asks for are its own.
"""

from __future__ import annotations

import datetime as dt
import secrets
from typing import Any

from flask_security import RoleMixin, UserMixin, WebAuthnMixin
from sqlalchemy import JSON, Column, ForeignKey, LargeBinary, String, Table
from sqlalchemy.ext.mutable import MutableList
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.database import Base, UtcDateTime, utc_now
from directory.models.listing import Listing, one_of

ROLES = ("contributor", "coordinator", "admin")
PURPOSES = ("join", "return", "password")

person_role = Table(
    "person_role",
    Base.metadata,
    Column("person_id", ForeignKey("person.id", ondelete="CASCADE"), primary_key=True),
    Column("role_id", ForeignKey("role.id", ondelete="CASCADE"), primary_key=True),
)
entrusted = Table(
    "entrusted",
    Base.metadata,
    Column("person_id", ForeignKey("person.id", ondelete="CASCADE"), primary_key=True),
    Column("listing_id", ForeignKey("listing.id", ondelete="CASCADE"), primary_key=True),
)
"""The organizations whose listings a contributor may propose changes to."""


class Role(Base, RoleMixin):
    """What a person may do: one of ROLES (people/permissions.py)."""

    __tablename__ = "role"
    __table_args__ = (one_of("name", ROLES),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(20), unique=True)


class Person(Base, UserMixin):
    """Somebody who signs in to curate."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    """What stands in histories; seen by coordinators alone."""
    password: Mapped[str | None] = mapped_column(String(255))
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True, default=lambda: secrets.token_hex(32))
    """Stands for the person in a session; a new one ends all of them."""
    created_at: Mapped[dt.datetime] = mapped_column(UtcDateTime, default=utc_now)
    tf_primary_method: Mapped[str | None] = mapped_column(String(64))
    tf_totp_secret: Mapped[str | None] = mapped_column(String(255))
    """Encrypted with TOTP_KEY."""
    totp_step: Mapped[int | None]
    """The time step of the last code that was taken: none is taken twice."""
    mf_recovery_codes: Mapped[list[str] | None] = mapped_column(MutableList.as_mutable(JSON()))
    """Hashes; each code is taken out when it is used."""
    fs_webauthn_user_handle: Mapped[str | None] = mapped_column(  # type: ignore[assignment]
        String(64), unique=True
    )

    roles: Mapped[list[Role]] = relationship(secondary=person_role, lazy="selectin")  # type: ignore[assignment]
    webauthn: Mapped[list[Passkey]] = relationship(back_populates="person", cascade="all, delete-orphan")  # type: ignore[assignment]
    entrusted_with: Mapped[list[Listing]] = relationship(secondary=entrusted)


class Passkey(Base, WebAuthnMixin):
    """A key that a phone or computer of a person keeps (WebAuthn)."""

    __tablename__ = "passkey"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    credential_id: Mapped[bytes] = mapped_column(LargeBinary(1024), unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int] = mapped_column(default=0)
    transports: Mapped[list[str] | None] = mapped_column(MutableList.as_mutable(JSON()))
    backup_state: Mapped[bool]
    device_type: Mapped[str] = mapped_column(String(64))
    extensions: Mapped[str | None] = mapped_column(String(255))
    created_at: Mapped[dt.datetime] = mapped_column(UtcDateTime, default=utc_now)
    lastuse_datetime: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    name: Mapped[str] = mapped_column(String(64))
    usage: Mapped[str] = mapped_column(String(64))

    person: Mapped[Person] = relationship(back_populates="webauthn")


class SignIn(Base):
    """One sign-in that lasts until it is ended: by the person, by an admin, or by time."""

    __tablename__ = "sign_in"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    key_hash: Mapped[str] = mapped_column(String(64), unique=True)
    """SHA-256 of the secret in the cookie."""
    started_at: Mapped[dt.datetime] = mapped_column(UtcDateTime, default=utc_now)
    seen_at: Mapped[dt.datetime] = mapped_column(UtcDateTime, default=utc_now)
    """To within a few minutes."""
    proven_at: Mapped[dt.datetime] = mapped_column(UtcDateTime, default=utc_now)
    """When a second factor was last shown: what guards the account asks for a fresh one."""
    agent: Mapped[str] = mapped_column(String(80), default="")
    """The browser in words, so that a person knows it again."""
    ended_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)

    person: Mapped[Person] = relationship()


class Invitation(Base):
    """A link that opens one door, once: to join, to come back without the old keys, or to set a new password."""

    __tablename__ = "invitation"
    __table_args__ = (one_of("role", ROLES), one_of("purpose", PURPOSES))

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    purpose: Mapped[str] = mapped_column(String(20), default="join")
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    """Whose account it is, if there is one already."""
    email: Mapped[str] = mapped_column(String(254), default="")
    """Empty: whoever joins writes it (the first admin)."""
    name: Mapped[str] = mapped_column(String(120), default="")
    role: Mapped[str] = mapped_column(String(20))
    organization_id: Mapped[int | None] = mapped_column(ForeignKey("listing.id", ondelete="SET NULL"))
    """What a contributor will be entrusted with."""
    made_by: Mapped[str] = mapped_column(String(120))
    made_at: Mapped[dt.datetime] = mapped_column(UtcDateTime, default=utc_now)
    expires_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    password: Mapped[str | None] = mapped_column(String(255))
    """The hash of what was chosen, until a second factor is set up as well and the person is made."""
    totp_secret: Mapped[str | None] = mapped_column(String(255))

    person: Mapped[Person | None] = relationship()
    organization: Mapped[Listing | None] = relationship()


class KeptForm(Base):
    """What somebody had typed when their session was over: kept for an hour, for the same person alone."""

    __tablename__ = "kept_form"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    path: Mapped[str] = mapped_column(String(500))
    fields: Mapped[list[list[str]]] = mapped_column(JSON)
    """Names and values, in the order in which they were sent; no passwords, no codes."""
    made_at: Mapped[dt.datetime] = mapped_column(UtcDateTime, default=utc_now)


class AuditEvent(Base):
    """Something that happened around rights and data: only ever added, never changed."""

    __tablename__ = "audit_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    made_at: Mapped[dt.datetime] = mapped_column(UtcDateTime, default=utc_now, index=True)
    event: Mapped[str] = mapped_column(String(40), index=True)
    made_by: Mapped[str | None] = mapped_column(String(120))
    detail: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    """No secrets, no contacts of visitors, no searches."""


class Attempt(Base):
    """How often something that can be guessed was tried of late; kept by a hash of who or what."""

    __tablename__ = "attempt"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    failures: Mapped[int] = mapped_column(default=0)
    last_at: Mapped[dt.datetime] = mapped_column(UtcDateTime, default=utc_now)
