"""My account: where I am signed in, and a new password. Factors are in factors.py.

What guards an account asks for a second factor that was shown within the last quarter of an hour, and ends the other
sessions.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import ParamSpec

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response as AnyResponse

from directory.database import begin_writing, db
from directory.mail import send_soon
from directory.models import Passkey, Person
from directory.people import passkeys
from directory.people.access import needs_signed_in, signed_in, this_session
from directory.people.audit import record_event
from directory.people.codes import take_app_code
from directory.people.door import form_page, own_page, too_many
from directory.people.forms import ChangePasswordForm, CodeForm, PasskeyForm
from directory.people.kept import keep_form
from directory.people.passwords import is_right
from directory.people.resetting import set_password
from directory.people.sessions import end_session, end_sessions, renew_session, sessions_of
from directory.people.throttling import begin_try, end_try

blueprint = Blueprint("account", __name__, url_prefix="/manage/account")

ACCOUNT, PASSWORD, PROVE = "people/account.html", "people/password.html", "people/prove.html"

Args = ParamSpec("Args")


def needs_fresh_factor(view: Callable[Args, AnyResponse]) -> Callable[Args, AnyResponse]:
    """Asks for the second factor first, if it was not shown a short while ago; what was sent is kept meanwhile."""

    @functools.wraps(view)
    def guarded(*args: Args.args, **values: Args.kwargs) -> AnyResponse:
        if this_session().is_fresh:
            return view(*args, **values)
        back = request.path if request.method == "GET" else keep_form(signed_in().id)
        if back is None:
            back = url_for("people.show_people" if request.blueprint == "people" else "account.show_account")
        return redirect(url_for("account.show_prove", next=back), 303)

    return guarded


@blueprint.get("")
@needs_signed_in
def show_account() -> AnyResponse:
    """My sessions and factors."""
    person = get_own()
    return form_page(
        ACCOUNT,
        CodeForm(formdata=None),
        person=person,
        sessions=sessions_of(signed_in()),
        this_session=this_session(),
        can_have_passkeys=passkeys.has_name(),
        codes_left=len(person.mf_recovery_codes or ()),
    )


@blueprint.post("/sessions/<int:session_id>/end")
@needs_signed_in
def end_one(session_id: int) -> AnyResponse:
    """End one of my sessions."""
    begin_writing()
    if not end_session(session_id, signed_in().id):
        db.session.rollback()
        abort(404)
    record_event("session-ended", signed_in().name)
    db.session.commit()
    flash(_("That session is ended."), "done")
    return redirect(url_for("account.show_account"), 303)


@blueprint.post("/sessions/end-others")
@needs_signed_in
def end_others() -> AnyResponse:
    """End all my sessions but this one."""
    begin_writing()
    end_sessions(signed_in().id, but=this_session().id)
    record_event("other-sessions-ended", signed_in().name)
    db.session.commit()
    flash(_("You are signed out everywhere else."), "done")
    return redirect(url_for("account.show_account"), 303)


@blueprint.get("/password")
@needs_signed_in
@needs_fresh_factor
def show_password() -> AnyResponse:
    """Choose another password."""
    return form_page(PASSWORD, ChangePasswordForm())


@blueprint.post("/password")
@needs_signed_in
@needs_fresh_factor
def change_password() -> AnyResponse:
    """Take another password, for whoever knows the present one."""
    me = signed_in()
    form = ChangePasswordForm(me.name, me.email)
    if not form.validate():
        return form_page(PASSWORD, form, 422)
    if until := begin_try("password", me.email):
        return too_many(PASSWORD, form, until)
    begin_writing()
    person = get_own()
    if not is_right(person.password, form.present.data or ""):
        record_event("sign-in-failed", me.name, step="present password")
        db.session.commit()
        return form_page(PASSWORD, form, 422, _("Your present password is not right."))
    end_try("password", me.email)
    set_password(person, form.password.data or "")
    close_change("password-changed", _("Your password is changed, and you are signed out everywhere else."))
    return redirect(url_for("account.show_account"), 303)


@blueprint.get("/prove")
@needs_signed_in
def show_prove() -> AnyResponse:
    """Ask for the second factor once more."""
    return prove_page(CodeForm(data={}), own_page(request.args.get("next")))


@blueprint.post("/prove")
@needs_signed_in
def prove() -> AnyResponse:
    """Take a code, once more."""
    going_to, form, whom = own_page(request.args.get("next")), CodeForm(), str(signed_in().id)
    if not form.validate():
        return prove_page(form, going_to, 422)
    if until := begin_try("code", whom):
        return too_many(PROVE, form, until, **_ways(going_to))
    begin_writing()
    if not take_app_code(get_own(), form.code.data or ""):
        record_event("sign-in-failed", signed_in().name, step="fresh code")
        db.session.commit()
        return prove_page(form, going_to, 422, _("That code is not right, or was used already. Wait for the next."))
    end_try("code", whom)
    renew_session(this_session().id)
    db.session.commit()
    return redirect(going_to, 303)


@blueprint.post("/prove/passkey")
@needs_signed_in
def prove_with_passkey() -> AnyResponse:
    """Take a passkey of mine, once more."""
    form = PasskeyForm()
    going_to = own_page(form.next.data)
    begin_writing()
    person = passkeys.find_person_of(form.credential.data or "")
    if person is None or person.id != signed_in().id:
        record_event("sign-in-failed", signed_in().name, step="fresh passkey")
        db.session.commit()
        return prove_page(CodeForm(formdata=None), going_to, 422, _("That passkey is not one of yours."))
    renew_session(this_session().id)
    db.session.commit()
    return redirect(going_to, 303)


def get_own() -> Person:
    """The row of the signed-in person, locked if the transaction writes."""
    return db.session.scalars(select(Person).where(Person.id == signed_in().id).with_for_update()).one()


def close_change(event: str, sentence: str) -> None:
    """End the other sessions, renew this one, note the change, commit and tell."""
    end_sessions(signed_in().id, but=this_session().id)
    record_event(event, signed_in().name)
    renew_session(this_session().id)
    db.session.commit()
    send_soon()
    flash(sentence, "done")


def prove_page(form: CodeForm, going_to: str, status: int = 200, sentence: str = "") -> AnyResponse:
    """The page that asks for a fresh second factor, with the ways that the person has."""
    return form_page(PROVE, form, status, sentence, **_ways(going_to))


def _ways(going_to: str) -> dict[str, object]:
    person = get_own()
    has_app = bool(person.tf_totp_secret)
    has_key = db.session.scalar(select(Passkey.id).where(Passkey.user_id == person.id).limit(1)) is not None
    ways: dict[str, object] = {"going_to": going_to, "has_app": has_app, "passkey": None}
    if has_key and passkeys.has_name():
        form = PasskeyForm(formdata=None, data={"next": going_to})
        ways |= {"passkey": form, "options": passkeys.options_to_prove()}
    return ways
