"""One answer to every error: a page, or a fragment for htmx, always with the crisis numbers."""

from __future__ import annotations

from flask import Flask, Response, current_app, g
from flask.globals import request_ctx
from flask_babel import gettext as _
from sqlalchemy.exc import DatabaseError, DataError, OperationalError
from werkzeug.exceptions import HTTPException

from directory.database import db
from directory.pages import render_page
from directory.site_settings import current_crisis_lines

RETRY_AFTER_S = 30
# Of an error, they say what would be answered. Source: RFC 9110, 15.5.6 and 10.2.3
KEPT_HEADERS = frozenset({"Allow", "Retry-After"})
# What SQLite says of a damaged file. Source: https://sqlite.org/rescode.html#corrupt, #notadb
DAMAGE = ("malformed", "not a database")


def init_app(app: Flask) -> None:
    """Answer every error in the same way."""
    app.register_error_handler(HTTPException, answer_http_error)
    app.register_error_handler(OperationalError, answer_busy_database)
    app.register_error_handler(DataError, answer_unreadable)
    app.register_error_handler(DatabaseError, answer_damaged_database)
    app.register_error_handler(Exception, answer_fault)


def answer_http_error(error: HTTPException) -> Response:
    """The page of an HTTP error. Redirects and ready answers pass through."""
    if error.code is None or error.code < 400 or error.response is not None:
        return error.get_response()  # type: ignore[return-value]
    response = _answer(error.code)
    response.headers.update({name: value for name, value in error.get_headers() if name in KEPT_HEADERS})
    return response


def answer_busy_database(error: OperationalError) -> Response:
    """503 when the database cannot answer just now."""
    current_app.logger.error("The database did not answer: %s", error.orig)
    response = _answer(503)
    response.headers["Retry-After"] = str(RETRY_AFTER_S)
    return response


def answer_unreadable(error: DataError) -> Response:
    """400 for what a database takes for no text or number, such as a NUL on PostgreSQL."""
    db.session.rollback()
    current_app.logger.warning("The database could not read a value: %s", type(error.orig).__name__)
    return _answer(400)


def answer_damaged_database(error: DatabaseError) -> Response:
    """503 when the file of the database is damaged; 500 for another of its faults."""
    db.session.rollback()
    if not any(words in str(error.orig) for words in DAMAGE):
        return answer_fault(error)
    current_app.logger.critical(
        "The database is damaged: %s. Stop the server, keep the file, and put back your last backup: "
        "docs/operating.md, “Backup and restore”.",
        error.orig,
    )
    title = _("Our list cannot be read just now")
    return _answer(503, (title, _("We must put it right first. The numbers above work at any time.")))


def answer_fault(error: Exception) -> Response:
    """500 for a mistake of ours; it is logged without what the visitor looked for."""
    if current_app.testing and current_app.config.get("PROPAGATE_FAULTS", True):
        raise error
    current_app.logger.exception("A fault in the program")
    return _answer(500)


def _answer(code: int, words: tuple[str, str] | None = None) -> Response:
    title, advice = words or _words(code)
    if request_ctx.url_adapter is None:
        # A Host that is not ours (TRUSTED_HOSTS): no address of ours can be made, so no page of ours either.
        lines = current_crisis_lines()
        return Response(f"{title}. {advice} {_('Call or text %(number)s at any time.', number=lines.call)}\n", code)
    return render_page(
        "errors/error.html",
        "errors/_error.html",
        status=code,
        title=title,
        advice=advice,
        code=code,
    )


def _words(code: int) -> tuple[str, str]:
    """The title and the advice for a status code."""
    known = {
        400: (
            _("We could not read that request"),
            _("The address has something in it that we cannot use. Start again with a few plain words."),
        ),
        403: (
            _("That came from another site"),
            _("For your safety we only take what is sent from our own pages. Go back, reload, and try again."),
        ),
        404: (
            _("We could not find that page"),
            _("It may have moved, or the address has a slip in it. Search for what would help instead."),
        ),
        405: (
            _("That does not work here"),
            _("This page can only be opened. Search for what would help instead."),
        ),
        410: (
            _("This page is gone"),
            _("It was taken down. Search for what would help instead."),
        ),
        413: (
            _("That is too much at once"),
            _("What was sent is too large for us. Try again with less."),
        ),
        429: (_("That was too fast"), _("Please wait a minute, then try again.")),
        503: (
            _("We are busy for a moment"),
            _("Please try again in half a minute. The numbers above work at any time."),
        ),
    }
    if code == 403 and g.get("signed_in"):
        return (
            _("This page is not open to you"),
            _("Your role does not have it. If you need it for your work, ask an admin."),
        )
    fault = (_("Something went wrong on our side"), _("It is not your fault. Try again in a minute."))
    return known.get(code, fault)
