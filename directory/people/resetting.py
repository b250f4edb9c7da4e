"""A new password by a link in a mail. It replaces the password alone: the second factor stays.

Whether an account is there is told to nobody but the owner of the mailbox.
"""

from __future__ import annotations

import secrets
from functools import partial

from flask import Flask, current_app, flash, redirect, request, session, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response as AnyResponse

from directory.database import begin_writing, db, utc_now
from directory.mail import is_mail_written_to_files, send_queued, send_soon
from directory.models import Invitation, Person
from directory.pages import render_page
from directory.people.audit import record_event
from directory.people.door import blueprint, form_page, log_unknown_fields, too_many
from directory.people.forms import ForgotForm, NewPasswordForm
from directory.people.invitations import find_invitation, make_reset
from directory.people.letters import write_notice, write_reset
from directory.people.passwords import hashed
from directory.people.sessions import end_sessions
from directory.people.throttling import begin_try, end_try

FORGOT, RESET = "people/forgot.html", "people/reset.html"
_RESET = "reset"


@blueprint.get("/forgot")
def show_forgot() -> AnyResponse:
    """Ask where to send a link."""
    return form_page(FORGOT, ForgotForm(), has_mail=not is_mail_written_to_files())


@blueprint.post("/forgot")
def send_reset() -> AnyResponse:
    """Send a link, if there is such an account; the answer is the same."""
    form, has_mail = ForgotForm(), not is_mail_written_to_files()
    if not form.validate():
        return form_page(FORGOT, form, 422, has_mail=has_mail)
    email = form.email.data or ""
    if until := begin_try("reset", email):
        return too_many(FORGOT, form, until, has_mail=has_mail)
    begin_writing()
    person = db.session.scalar(select(Person).where(Person.email == email, Person.active, Person.password.is_not(None)))
    record_event("reset-asked", person.name if person else None)
    if person:
        write_reset(person.email, make_reset(person))
    db.session.commit()
    page = "people/reset_sent.html"
    response = render_page(page, page)
    # After the answer has gone: how long a mail server takes would tell that there is an account.
    response.call_on_close(partial(_send_later, current_app._get_current_object()))  # type: ignore[attr-defined]
    return response


@blueprint.get("/reset")
def open_reset() -> AnyResponse:
    """Where a new password is chosen. The secret of the link leaves the address line first."""
    if token := request.args.get("token"):
        session[_RESET] = token
        return redirect(url_for("door.open_reset"), 303)
    link = _find()
    return form_page(RESET, NewPasswordForm(link.name, link.email), email=link.email) if link else _gone()


@blueprint.post("/reset")
def reset() -> AnyResponse:
    """Take the new password: all sessions end, the link is used, and a sign-in asks for the second factor as ever."""
    if until := begin_try("reset-link"):
        return too_many("people/gone.html", ForgotForm(formdata=None), until)
    begin_writing()
    link = _find()
    if link is None or link.person is None:
        db.session.rollback()
        return _gone()
    end_try("reset-link")
    form = NewPasswordForm(link.name, link.email)
    log_unknown_fields(form, link.person.name)
    if not form.validate():
        db.session.commit()
        return form_page(RESET, form, 422, email=link.email)
    set_password(link.person, form.password.data or "")
    link.used_at = utc_now()
    end_sessions(link.person.id)
    record_event("password-reset", link.person.name)
    db.session.commit()
    send_soon()
    session.clear()
    flash(_("Your new password is set. Sign in with it, and with your second step as before."), "done")
    return redirect(url_for("door.show_sign_in"), 303)


def set_password(person: Person, password: str) -> None:
    """Another password for a person, who is told by mail. What was half signed in is not any more."""
    person.password = hashed(password)
    person.fs_uniquifier = secrets.token_hex(32)
    write_notice(person.email, _("The password of your account was changed."))


def _send_later(app: Flask) -> None:
    with app.app_context():
        send_queued(limit=10)


def _find() -> Invitation | None:
    return find_invitation(session.get(_RESET), "password")


def _gone() -> AnyResponse:
    page = "people/gone.html"
    return render_page(page, page, status=410, form=None, problems=[], sentence="")
