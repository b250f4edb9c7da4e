"""Who is signed in, and the door of the console: closed unless a view says who may come in.

Everything under /manage needs a signed-in person with a second factor, and a view that names its action. The person
is read before the view, as a plain value, and that transaction is ended: a view may call begin_writing() at once.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ParamSpec, TypeVar

from flask import Flask, abort, current_app, g, redirect, request, session, url_for
from flask_security import current_user
from sqlalchemy import select
from werkzeug.wrappers import Response

from directory.database import db
from directory.models import Listing
from directory.models.people import entrusted
from directory.people.permissions import is_allowed
from directory.people.tokens import csrf

CONSOLE = "/manage"
_NEEDED = "needed_action"

Args = ParamSpec("Args")
Answer = TypeVar("Answer")


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


def init_app(app: Flask) -> None:
    """Close the console to everyone who may not come in."""
    app.before_request(guard_console)
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


def is_entrusted(listing: Listing) -> bool:
    """Whether the signed-in person may propose changes to a listing: a curator to all, a contributor to their own."""
    person = signed_in()
    return person.may("listing.edit") or not person.organizations.isdisjoint({listing.id, listing.organization_id})


def is_of_console(path: str) -> bool:
    """Whether a path is one of the console."""
    return path == CONSOLE or path.startswith(f"{CONSOLE}/")


def guard_console() -> Response | None:
    """Nothing under /manage is answered before this is passed."""
    if not is_of_console(request.path) or _is_door():
        return None
    person = _read_person()
    if person is None:
        return _answer_stranger()
    if request.method not in ("GET", "HEAD"):
        csrf.protect()
    g.signed_in = person
    view = current_app.view_functions.get(request.endpoint or "")
    if view is None:
        return None  # no such page: 404, or 405
    action = getattr(view, _NEEDED, None)
    if action is None or not person.may(action):
        abort(403)
    return None


def _is_door() -> bool:
    """Sign-in, invitations and what belongs to them guard themselves."""
    return request.blueprint in ("security", "door")


def _read_person() -> SignedIn | None:
    if "_user_id" not in session or not current_user.is_authenticated:
        db.session.rollback()
        return None
    found = select(entrusted.c.listing_id).where(entrusted.c.person_id == current_user.id)
    person = SignedIn(
        id=current_user.id,
        name=current_user.name,
        email=current_user.email,
        roles=frozenset(role.name for role in current_user.roles),
        organizations=frozenset(db.session.scalars(found)),
    )
    db.session.rollback()  # so that the view may begin to write
    return person


def _answer_stranger() -> Response:
    if request.method not in ("GET", "HEAD"):
        abort(401)
    return redirect(url_for("security.login", next=request.full_path.removesuffix("?")), 303)


def make_signed_in_session(values: dict[str, Any], person_key: str) -> None:
    """Fill a session as a finished sign-in does; person_key: Person.fs_uniquifier."""
    values |= {"_user_id": person_key, "_fresh": True}
