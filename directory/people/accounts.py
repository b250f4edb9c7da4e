"""What sign-in stands on: Flask-Security-Too for passwords and codes, and the cookie of the console.

Of Flask-Security its hashing, its codes and its models are used, not its pages: see docs/decisions/0015-sign-in.md.
Sessions are cookies that only the console sets: a page for visitors never has one.
"""

from __future__ import annotations

from typing import Any

from flask import Flask, Request, Response, request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from flask_security import Security, SQLAlchemyUserDatastore

from directory.database import db, utc_now
from directory.models import Passkey, Person, Role
from directory.people import audit, codes
from directory.people.access import is_of_console
from directory.people.tokens import csrf

security = Security()
COOKIE = {
    "SESSION_COOKIE_HTTPONLY": True,
    # Not Strict: a coordinator opens the console from a link in a mail. No GET changes anything.
    "SESSION_COOKIE_SAMESITE": "Lax",
}


class ConsoleSession(SecureCookieSessionInterface):
    """A cookie of the console: elsewhere it is neither read nor set, and it is bound to this host where it can be.

    Source: https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis (the __Host- prefix)
    """

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """What the cookie says; nothing outside the console, so that a page for visitors knows nobody."""
        return super().open_session(app, request) if is_of_console(request.path) else SecureCookieSession()

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Set the cookie if something changed; never outside the console."""
        if is_of_console(request.path):
            super().save_session(app, session, response)

    def get_cookie_name(self, app: Flask) -> str:
        """Browsers keep a __Host- cookie only from an encrypted connection."""
        return "__Host-session" if request.is_secure else "session"

    def get_cookie_secure(self, app: Flask) -> bool:
        """Whether it is sent over encrypted connections alone."""
        return request.is_secure


def init_app(app: Flask) -> None:
    """Set up passwords, codes, the session cookie and the tokens of forms."""
    app.config |= COOKIE
    for name, value in _settings().items():
        app.config.setdefault(name, value)
    app.session_interface = ConsoleSession()
    csrf.init_app(app)
    datastore = SQLAlchemyUserDatastore(db, Person, Role, Passkey)
    security.init_app(app, datastore, register_blueprint=False)
    codes.init_app(app)
    audit.init_app(app)


def _settings() -> dict[str, Any]:
    return {
        # Visitors' forms have no session and so no token; the guard of the console asks for one.
        "WTF_CSRF_CHECK_DEFAULT": False,
        "WTF_CSRF_TIME_LIMIT": None,
        # It would compare the referrer, which our pages do not send; security.py looks at Sec-Fetch-Site and Origin.
        "WTF_CSRF_SSL_STRICT": False,
        "SECURITY_PASSWORD_HASH": "argon2",
        "SECURITY_PASSWORD_SCHEMES": ["argon2"],
        "SECURITY_PASSWORD_SINGLE_HASH": True,
        "SECURITY_DATETIME_FACTORY": utc_now,
    }
