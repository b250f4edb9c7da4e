"""Sign-in by Flask-Security-Too: passwords with argon2, codes of an authenticator app, passkeys, recovery codes.

What it offers under /manage is chosen here; its screens are templates/security/. Sessions are cookies that only the
console sets: a page for visitors never has one.
"""

from __future__ import annotations

from typing import Any

from flask import Flask, Request, Response, request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from flask_security import Security, SQLAlchemyUserDatastore

from directory.database import db, utc_now
from directory.models import Passkey, Person, Role
from directory.people.access import is_of_console
from directory.people.tokens import csrf

security = Security()


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
    """Set up sign-in, the session cookie and the tokens of forms."""
    for name, value in _settings(app).items():
        app.config.setdefault(name, value)
    app.session_interface = ConsoleSession()
    csrf.init_app(app)
    security.init_app(app, SQLAlchemyUserDatastore(db, Person, Role, Passkey))


def _settings(app: Flask) -> dict[str, Any]:
    return {
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        # Visitors' forms have no session and so no token; the guard of the console asks for one.
        "WTF_CSRF_CHECK_DEFAULT": False,
        "WTF_CSRF_TIME_LIMIT": None,
        "SECURITY_URL_PREFIX": "/manage",
        "SECURITY_POST_LOGIN_VIEW": "/manage",
        "SECURITY_POST_LOGOUT_VIEW": "/",
        "SECURITY_PASSWORD_SINGLE_HASH": True,
        "SECURITY_PASSWORD_LENGTH_MIN": 12,
        "SECURITY_TWO_FACTOR": True,
        "SECURITY_TWO_FACTOR_REQUIRED": True,
        "SECURITY_TWO_FACTOR_ENABLED_METHODS": ["authenticator"],
        "SECURITY_TOTP_SECRETS": {"1": app.config["SECRET_KEY"]},
        "SECURITY_TOTP_ISSUER": app.config["SITE_NAME"].replace(":", " "),
        "SECURITY_DATETIME_FACTORY": utc_now,
        "SECURITY_RETURN_GENERIC_RESPONSES": True,
    }
