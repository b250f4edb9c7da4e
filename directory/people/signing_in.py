"""Signing in: password, then a second factor; or a passkey alone, which is both. And signing out.

What is wrong is told in the same words, with the same status and after the same work, whether an account is there or
not. A try is counted in one transaction, a password is compared between transactions, a sign-in is written in another.
"""

from __future__ import annotations

from flask import Response, flash, redirect, request, session, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select
from werkzeug.wrappers import Response as AnyResponse

from directory.database import begin_writing, db
from directory.models import Person
from directory.pages import render_page
from directory.people import passkeys
from directory.people.audit import record_event
from directory.people.codes import take_app_code, take_recovery_code
from directory.people.door import (
    begin_half,
    blueprint,
    find_half_person,
    form_page,
    half_going_to,
    is_signed_in,
    own_page,
    too_many,
)
from directory.people.forms import CodeForm, PasskeyForm, RecoveryForm, SignInForm, normal_address
from directory.people.passwords import is_right, renew_hash
from directory.people.sessions import begin_session, end_session, find_session
from directory.people.throttling import begin_try, end_try

CLEAR = '"cache", "cookies", "storage"'
SIGN_IN, CODE, RECOVERY = "people/sign_in.html", "people/code.html", "people/recovery.html"


@blueprint.get("/login")
def show_sign_in() -> AnyResponse:
    """Where people sign in, with a password or a passkey."""
    going_to = own_page(request.args.get("next"))
    if is_signed_in():
        return redirect(going_to, 303)
    return _sign_in_page(SignInForm(data={"next": going_to}))


@blueprint.post("/login")
def sign_in() -> AnyResponse:
    """Take a mail address and a password; a second factor comes next."""
    form = SignInForm()
    if not form.validate():
        return _sign_in_page(form, 422)
    email = _typed_address(form)
    if until := begin_try("password", email):
        return too_many(SIGN_IN, form, until, **_passkey_way(form))
    password = form.password.data or ""
    kept = db.session.scalar(select(Person.password).where(Person.email == email, Person.active))
    db.session.rollback()
    verified = is_right(kept, password)
    begin_writing()
    person = db.session.scalar(select(Person).where(Person.email == email, Person.active).with_for_update())
    if person is None or not verified or person.password != kept:
        _log_failure(person, "password")
        return _sign_in_page(form, 422, _("That address and password do not go together. Check both and try again."))
    end_try("password", email)
    renew_hash(person, password)
    db.session.flush()
    begin_half(person, own_page(form.next.data))
    db.session.commit()
    return redirect(url_for("door.show_code"), 303)


@blueprint.get("/login/code")
def show_code() -> AnyResponse:
    """Ask for the second factor."""
    person = find_half_person()
    return _code_page(CodeForm(), person) if person else _begin_again()


@blueprint.post("/login/code")
def take_code() -> AnyResponse:
    """Take the code of an authenticator app."""
    return _take(CodeForm(), CODE, take_app_code, _("That code is not right, or was used already. Wait for the next."))


@blueprint.get("/login/recovery")
def show_recovery() -> AnyResponse:
    """Ask for a recovery code."""
    return form_page(RECOVERY, RecoveryForm()) if find_half_person() else _begin_again()


@blueprint.post("/login/recovery")
def take_recovery() -> AnyResponse:
    """Take a recovery code."""
    return _take(RecoveryForm(), RECOVERY, take_recovery_code, _("That is none of your codes, or it was used already."))


@blueprint.post("/login/passkey")
def take_passkey() -> AnyResponse:
    """Take a passkey: whoever shows one needs nothing else. Wrong passwords do not slow it down."""
    form = PasskeyForm()
    going_to = own_page(form.next.data)
    again = SignInForm(formdata=None, data={"next": going_to})
    if until := begin_try("passkey"):
        return too_many(SIGN_IN, again, until, **_passkey_way(again))
    begin_writing()
    person = passkeys.find_person_of(form.credential.data or "")
    if person is None:
        _log_failure(None, "passkey")
        return _sign_in_page(again, 422, _("That passkey is not known here. Try another, or use your password."))
    end_try("passkey")
    return _finish(person, "passkey", going_to)


@blueprint.get("/login/lost")
def show_lost() -> Response:
    """What to do without password, app and codes."""
    return render_page("people/lost.html", "people/lost.html")


@blueprint.post("/logout")
def sign_out() -> AnyResponse:
    """End this sign-in here and in the browser."""
    found = find_session()
    if found is not None and found.is_alive:
        begin_writing()
        end_session(found.id, found.person.id)
        record_event("sign-out", found.person.name)
        db.session.commit()
    session.clear()
    response = redirect(url_for("door.show_signed_out"), 303)
    response.headers["Clear-Site-Data"] = CLEAR
    return response


@blueprint.get("/signed-out")
def show_signed_out() -> Response:
    """Say that it is done."""
    return render_page("people/good_bye.html", "people/good_bye.html")


def _take(form: CodeForm | RecoveryForm, page: str, take: object, sentence: str) -> AnyResponse:
    """A typed second factor: counted, compared, used up, all for the person whose password was right."""
    person = find_half_person()
    db.session.rollback()
    if person is None:
        return _begin_again()
    whom, going_to = str(person.id), half_going_to()
    db.session.rollback()
    if not form.validate():
        return _second_page(page, form, 422)
    if until := begin_try("code", whom):
        return too_many(page, form, until, **_second_ways(page))
    begin_writing()
    person = find_half_person()
    if person is None or not take(person, form.code.data or ""):  # type: ignore[operator]
        _log_failure(person, "code" if page == CODE else "recovery")
        return _second_page(page, form, 422, sentence)
    end_try("code", whom)
    if page == RECOVERY:
        _tell_left(len(person.mf_recovery_codes or ()))
    return _finish(person, "code" if page == CODE else "recovery code", going_to)


def _finish(person: Person, how: str, going_to: str) -> AnyResponse:
    record_event("sign-in", person.name, how=how)
    said = session.get("_flashes")
    begin_session(person)
    if said:
        session["_flashes"] = said
    db.session.commit()
    return redirect(going_to, 303)


def _tell_left(left: int) -> None:
    flash(ngettext("You have %(num)d recovery code left.", "You have %(num)d recovery codes left.", left), "done")
    if left < 3:
        flash(_("Make new recovery codes soon, under “My account”."), "problem")


def _log_failure(person: Person | None, step: str) -> None:
    """A sign-in that failed. Nothing that was typed is kept: people write passwords into the wrong field."""
    record_event("sign-in-failed", person.name if person else None, step=step)
    db.session.commit()


def _typed_address(form: SignInForm) -> str:
    """The address as accounts have it; what is none is looked up as it was typed, and found nowhere."""
    try:
        return normal_address(form.email.data)
    except ValueError:
        return (form.email.data or "").lower()


def _sign_in_page(form: SignInForm, status: int = 200, sentence: str = "") -> Response:
    return form_page(SIGN_IN, form, status, sentence, **_passkey_way(form))


def _passkey_way(form: SignInForm) -> dict[str, object]:
    """What the form of the passkey beside a form needs."""
    if not passkeys.has_name():
        return {"passkey": None}
    going_to = own_page(form.next.data)
    return {"passkey": PasskeyForm(formdata=None, data={"next": going_to}), "options": passkeys.options_to_prove()}


def _code_page(form: CodeForm, person: Person, status: int = 200, sentence: str = "") -> Response:
    ways = _second_ways(CODE) if person.webauthn else {"passkey": None}
    return form_page(CODE, form, status, sentence, has_app=bool(person.tf_totp_secret), **ways)


def _second_page(page: str, form: CodeForm | RecoveryForm, status: int, sentence: str = "") -> Response:
    return form_page(page, form, status, sentence, has_app=True, **_second_ways(page))


def _second_ways(page: str) -> dict[str, object]:
    going_to = SignInForm(formdata=None, data={"next": half_going_to()})
    return _passkey_way(going_to) if page == CODE else {}


def _begin_again() -> AnyResponse:
    flash(_("That took a while. Please begin again with your password."), "problem")
    return redirect(url_for("door.show_sign_in", next=half_going_to()), 303)
