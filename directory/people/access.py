"""Who is signed in, and the door of the console: closed unless a view says who may come in.

Everything under /manage needs a signed-in person with a second factor, and a view that names its action. The person
is read before the view, as a plain value, and that transaction is ended: a view may call begin_writing() at once.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from flask import Flask, Response, abort, current_app, flash, g, make_response, redirect, request, url_for
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.wrappers import Response as AnyResponse

from directory.database import begin_writing, db
from directory.models import Listing
from directory.pages import render_page
from directory.people.audit import log_event, record_event
from directory.people.kept import PARAMETER, keep_form, load_kept_form
from directory.people.sessions import FoundSession, SignedIn, find_session, note_seen
from directory.people.tokens import csrf
from directory.security import SAFE_METHODS

CONSOLE = "/manage"
# Sign-in, invitations and what belongs to them guard themselves.
DOOR = "door"
_NEEDED = "needed_action"

Args = ParamSpec("Args")
Answer = TypeVar("Answer")


def init_app(app: Flask) -> None:
    """Close the console to everyone who may not come in."""
    app.before_request(guard_console)
    app.after_request(show_what_was_kept)
    app.jinja_env.globals["signed_in"] = find_signed_in


def needs(action: str) -> Callable[[Callable[Args, Answer]], Callable[Args, Answer]]:
    """Marks a view of the console with the action that it needs; others get 403."""

    def mark(view: Callable[Args, Answer]) -> Callable[Args, Answer]:
        @functools.wraps(view)
        def marked(*args: Args.args, **values: Args.kwargs) -> Answer:
            return view(*args, **values)

        setattr(marked, _NEEDED, action)
        return marked

    return mark


def needs_signed_in(view: Callable[Args, Answer]) -> Callable[Args, Answer]:
    """Marks a view that everyone who is signed in may open."""
    return needs("account.own")(view)


def signed_in() -> SignedIn:
    """The person of this request. Raises LookupError outside the console."""
    if (person := find_signed_in()) is None:
        raise LookupError("Nobody is signed in.")
    return person


def find_signed_in() -> SignedIn | None:
    """The person of this request if it is one of the console, else None: public pages ask no cookie."""
    return g.get("signed_in")


def this_session() -> FoundSession:
    """The sign-in of this request. Raises LookupError outside the console."""
    if "session" not in g:
        raise LookupError("Nobody is signed in.")
    found: FoundSession = g.session
    return found


def is_entrusted(listing: Listing) -> bool:
    """Whether the signed-in person may propose changes to a listing: a curator to all, a contributor to their own."""
    person = signed_in()
    return person.may("listing.edit") or not person.organizations.isdisjoint({listing.id, listing.organization_id})


def require_entrusted(listing: Listing | None) -> None:
    """Return quietly if the signed-in person may propose changes to a listing; else 404, the same as for one that
    there is not, and a line in the audit log. Ends the transaction if it refuses."""
    if listing is not None and is_entrusted(listing):
        return
    if listing is not None:
        listing_id = listing.id
        db.session.rollback()
        _log_refusal("refused", signed_in(), action="listing.propose", listing=listing_id)
    abort(404)


def is_of_console(path: str) -> bool:
    """Whether a path is one of the console."""
    return path == CONSOLE or path.startswith(f"{CONSOLE}/")


def guard_console() -> AnyResponse | None:
    """Nothing under /manage is answered before this is passed."""
    if not is_of_console(request.path):
        return None
    if request.blueprint == DOOR:
        return _refuse_foreign_form(None)
    found = find_session()
    if found is None or not found.is_alive:
        return _answer_stranger(found)
    note_seen(found)
    g.session, g.signed_in = found, found.person
    refused = _refuse_foreign_form(found)
    if refused is not None:
        return refused
    view = current_app.view_functions.get(request.endpoint or "")
    if view is None:
        return None  # no such page: 404, or 405
    action = getattr(view, _NEEDED, None)
    if action is None or not found.person.may(action):
        _log_refusal("refused", found.person, action=action or "none", endpoint=request.endpoint)
        abort(403)
    load_kept_form(found.person.id)
    return None


def show_what_was_kept(response: Response) -> Response:
    """Go to the page of what was kept where the page of the form did not take it: nothing typed is lost."""
    if "kept_form" not in g or response.status_code != 200 or not response.is_sequence:
        return response
    if g.get("is_kept_form_used"):
        return response
    return redirect(url_for("kept.show_kept", key=request.args[PARAMETER]), 303)  # type: ignore[return-value]


def _refuse_foreign_form(found: FoundSession | None) -> AnyResponse | None:
    """403 for a form without the token of this session.

    A form of ours can have an old token: its owner signed out and in again in another tab. The browser says that it
    came from here, so what was typed is kept, and its owner sends it again with one that is good.
    """
    if request.method in SAFE_METHODS:
        return None
    try:
        csrf.protect()
    except CSRFError:
        person = found.person if found else None
        _log_refusal("foreign-form", person, endpoint=request.endpoint)
        is_ours = request.headers.get("Sec-Fetch-Site") == "same-origin"
        address = keep_form(person.id) if person and is_ours else None
        if address is None:
            abort(403)
        page = "people/too_old.html"
        return render_page(page, page, status=403, address_of_form=address)
    return None


def _answer_stranger(found: FoundSession | None) -> AnyResponse:
    """Ask for a sign-in, and come back to this page, or to the form that was just sent."""
    if request.method in SAFE_METHODS:
        return redirect(_sign_in_address(request.full_path.removesuffix("?")), 303)
    address = keep_form(found.person.id) if found else None
    sentence = _was_kept() if address else _was_not_kept()
    if request.headers.get("HX-Request"):
        flash(sentence, "problem")
        response = make_response("", 401)
        response.headers["HX-Redirect"] = _sign_in_address(address or CONSOLE)
        return response
    page = "people/signed_out.html"
    sign_in = _sign_in_address(address or CONSOLE)
    return render_page(page, page, status=401, sentence=sentence, is_kept=address is not None, sign_in=sign_in)


def _sign_in_address(coming_from: str) -> str:
    return url_for("door.show_sign_in", next=coming_from)


def _was_kept() -> str:
    return _("You were signed out. What you typed is kept for an hour: sign in, and it is back in the form.")


def _was_not_kept() -> str:
    return _(
        "You were signed out. Sign in in another tab, come back to this one and reload it: "
        "your browser then sends again what you typed."
    )


def _log_refusal(event: str, person: SignedIn | None, **detail: object) -> None:
    """Into the table for somebody who is signed in; a stranger cannot fill it."""
    if person is None:
        return log_event(event, None, **detail)
    begin_writing()
    record_event(event, person.name, **detail)
    db.session.commit()
    return None
