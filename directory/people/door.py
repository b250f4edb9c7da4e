"""What all pages at the door share: the blueprint, where to go on, and who is half signed in.

Between the password and the second factor nobody is signed in. That the password was right stands in the cookie for
ten minutes, and is worth nothing without the factor.
"""

from __future__ import annotations

import datetime as dt
import math
import time
from typing import Any

from flask import Blueprint, Response, current_app, session, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select

from directory.database import db, utc_now
from directory.forms import SignedForm, problems_of
from directory.models import Person
from directory.pages import render_page
from directory.people.access import CONSOLE, DOOR
from directory.people.audit import record_unknown_fields
from directory.people.sessions import find_session
from directory.security import safe_next

blueprint = Blueprint(DOOR, __name__, url_prefix=CONSOLE)

HALF_VALID_S = 600
_HALF = "half"


def own_page(address: str | None) -> str:
    """The address if it is a page of the console, else the console's first page: where a sign-in may lead to."""
    path = safe_next(address)
    is_inside = path.startswith((f"{CONSOLE}/", f"{CONSOLE}?")) and ".." not in path
    return path if is_inside else first_page()


def first_page() -> str:
    """Where a day in the console begins: the queue."""
    return url_for("queue.show_queue" if "queue.show_queue" in current_app.view_functions else "account.show_account")


def is_signed_in() -> bool:
    """Whether the cookie names a sign-in that is alive."""
    found = find_session()
    return found is not None and found.is_alive


def begin_half(person: Person, going_to: str) -> None:
    """Note that a password was right; nothing else that was in the cookie outlives it."""
    session.clear()
    session[_HALF] = [person.id, person.fs_uniquifier, int(time.time()), going_to]


def find_half_person() -> Person | None:
    """Whose password was right a short while ago; locked if the transaction writes."""
    person_id, key, at, _going_to = session.get(_HALF) or (None, None, 0, "")
    if person_id is None or not 0 <= time.time() - at <= HALF_VALID_S:
        return None
    found = select(Person).where(Person.id == person_id, Person.fs_uniquifier == key, Person.active)
    return db.session.scalar(found.with_for_update())


def half_going_to() -> str:
    """Where whoever is half signed in wants to go."""
    kept = session.get(_HALF)
    return own_page(kept[3] if kept else None)


def log_unknown_fields(form: SignedForm, by: str | None = None) -> None:
    """Note fields that were sent but are none of the form's."""
    record_unknown_fields(form._fields, by)


def form_page(template: str, form: SignedForm, status: int = 200, sentence: str = "", **values: Any) -> Response:
    """A page of the door with its form. sentence: what is wrong that belongs to no field."""
    problems = list(problems_of(form))
    return render_page(template, template, status=status, form=form, problems=problems, sentence=sentence, **values)


def too_many(template: str, form: SignedForm, until: dt.datetime, **values: Any) -> Response:
    """The same page for whoever must wait: 429, with when to try again."""
    wait = max(until - utc_now(), dt.timedelta(seconds=1))
    response = form_page(template, form, 429, sentence=waiting_words(until), **values)
    response.headers["Retry-After"] = str(math.ceil(wait.total_seconds()))
    return response


def waiting_words(until: dt.datetime) -> str:
    """When to try again, in words."""
    minutes = max(math.ceil((until - utc_now()).total_seconds() / 60), 1)
    wait = ngettext("%(num)d minute", "%(num)d minutes", minutes)
    return _("That was too many tries. Please wait %(wait)s, then try again. Nobody is locked out.", wait=wait)
