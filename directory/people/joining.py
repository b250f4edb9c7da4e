"""Joining by an invitation: name and password, then a second factor, then the recovery codes, then the console.

The secret of the link goes from the address into the cookie at once. Until the second factor is set up nobody is made:
what was chosen waits in the row of the invitation, and the link can be opened again.
"""

from __future__ import annotations

import secrets
from typing import Any

from flask import redirect, request, session, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from werkzeug.wrappers import Response as AnyResponse

from directory.database import begin_writing, db, utc_now
from directory.handout import make_qr_code
from directory.models import Invitation, Listing, Passkey, Person
from directory.pages import render_page
from directory.people import passkeys
from directory.people.audit import record_event
from directory.people.codes import make_app_secret, make_recovery_codes, read_app_secret, take_app_code
from directory.people.door import blueprint, first_page, form_page, log_unknown_fields, too_many
from directory.people.forms import CodeForm, FirstJoinForm, JoinForm, PasskeyForm
from directory.people.invitations import FIRST, find_invitation, get_role
from directory.people.passwords import hashed
from directory.people.sessions import begin_session
from directory.people.throttling import begin_try, end_try

PURPOSES = ("join", "return")
JOIN, FACTOR = "people/join.html", "people/factor.html"
_INVITATION, _HANDLE = "invitation", "handle"


@blueprint.get("/join")
def open_invitation() -> AnyResponse:
    """What an invitation leads to. Its secret leaves the address line first."""
    if token := request.args.get("token"):
        session[_INVITATION] = token
        return redirect(url_for("door.open_invitation"), 303)
    invitation = _find()
    return form_page(JOIN, _join_form(invitation), invitation=invitation) if invitation else _gone()


@blueprint.post("/join")
def join() -> AnyResponse:
    """Take name and password. Role and organization are those of the invitation, whatever is sent."""
    if until := begin_try("join"):
        return too_many("people/gone.html", CodeForm(formdata=None), until)
    begin_writing()
    invitation = _find()
    if invitation is None:
        db.session.rollback()
        return _gone()
    end_try("join")
    form = _join_form(invitation)
    log_unknown_fields(form)
    if not form.validate():
        db.session.commit()
        return form_page(JOIN, form, 422, invitation=invitation)
    invitation.name, invitation.password = form.name.data or "", hashed(form.password.data or "")
    if isinstance(form, FirstJoinForm):
        invitation.email = form.email.data or ""
    invitation.totp_secret = invitation.totp_secret or make_app_secret()
    db.session.commit()
    return redirect(url_for("door.show_factor"), 303)


@blueprint.get("/join/factor")
def show_factor() -> AnyResponse:
    """Set up an authenticator app, or a passkey."""
    invitation = _find_begun()
    return _factor_page(CodeForm(), invitation) if invitation else redirect(url_for("door.open_invitation"), 303)


@blueprint.post("/join/factor")
def join_with_app() -> AnyResponse:
    """Take the first code of an authenticator app: it proves that the app has the secret."""
    form = CodeForm()
    if until := begin_try("join-code"):
        return too_many("people/gone.html", form, until)
    begin_writing()
    invitation = _find_begun()
    if invitation is None:
        db.session.rollback()
        return redirect(url_for("door.open_invitation"), 303)
    person = _person_of(invitation)
    if not form.validate() or not take_app_code(person, form.code.data or "", invitation.totp_secret):
        db.session.rollback()
        sentence = _("That code does not fit. Wait for the next one in your app, and write that.")
        return _factor_page(form, _find_begun(), 422, "" if form.errors else sentence)
    person.tf_totp_secret, person.tf_primary_method = invitation.totp_secret, "authenticator"
    end_try("join-code")
    return _welcome(invitation, person)


@blueprint.post("/join/passkey")
def join_with_passkey() -> AnyResponse:
    """Take a passkey as the second factor."""
    begin_writing()
    invitation = _find_begun()
    if invitation is None:
        db.session.rollback()
        return redirect(url_for("door.open_invitation"), 303)
    key = passkeys.find_new_passkey(PasskeyForm().credential.data or "")
    if key is None:
        db.session.rollback()
        sentence = _("The passkey could not be set up. Try again, or use an app.")
        return _factor_page(CodeForm(formdata=None), _find_begun(), 422, sentence)
    person = _person_of(invitation)
    person.fs_webauthn_user_handle = session.get(_HANDLE)
    person.webauthn.append(key)
    return _welcome(invitation, person, key)


def _find() -> Invitation | None:
    """The invitation that this cookie names, if it can still be used, and nobody has its address meanwhile."""
    invitation = find_invitation(session.get(_INVITATION), *PURPOSES)
    if invitation is None or invitation.purpose == "return":
        return invitation
    is_taken = db.session.scalar(select(Person.id).where(Person.email == invitation.email)) is not None
    return None if is_taken else invitation


def _find_begun() -> Invitation | None:
    """The same, if a password was chosen."""
    invitation = _find()
    return invitation if invitation and invitation.password else None


def _join_form(invitation: Invitation) -> JoinForm:
    """A form for this invitation; the first admin also writes an address."""
    about = (invitation.name, invitation.email, request.form.get("name", ""), request.form.get("email", ""))
    form = FirstJoinForm if invitation.made_by == FIRST else JoinForm
    return form(*about, data={"name": invitation.name, "email": invitation.email})


def _person_of(invitation: Invitation) -> Person:
    """Who joins or comes back, with the name and the password they chose."""
    with db.session.no_autoflush:
        person = invitation.person or Person(email=invitation.email, roles=[get_role(invitation.role)])
        if invitation.person is None and invitation.organization_id:
            person.entrusted_with = [db.session.get_one(Listing, invitation.organization_id)]
        person.name, person.password = invitation.name, invitation.password
        person.fs_uniquifier = secrets.token_hex(32)
    return person


def _welcome(invitation: Invitation, person: Person, key: Passkey | None = None) -> AnyResponse:
    """Make the person, sign them in and show the recovery codes, this once."""
    codes = make_recovery_codes(person)
    db.session.add(person)
    invitation.used_at, invitation.password, invitation.totp_secret = utc_now(), None, None
    event = "joined" if invitation.purpose == "join" else "came-back"
    record_event(event, person.name, role=invitation.role, factor="passkey" if key else "app")
    try:
        db.session.flush()
    except IntegrityError:
        db.session.rollback()
        return _gone()
    begin_session(person)
    db.session.commit()
    return codes_page(codes)


def codes_page(codes: list[str]) -> AnyResponse:
    """The recovery codes, shown this once."""
    page = "people/codes.html"
    return render_page(page, page, codes=codes, going_on=first_page())


def _factor_page(form: CodeForm, invitation: Invitation | None, status: int = 200, sentence: str = "") -> AnyResponse:
    if invitation is None or invitation.totp_secret is None:
        return _gone()
    secret = read_app_secret(invitation.totp_secret, invitation.email)
    values: dict[str, Any] = {"secret": secret, "qr": make_qr_code(secret.address), "passkey": None}
    if passkeys.has_name():
        session[_HANDLE] = session.get(_HANDLE) or passkeys.make_handle()
        options = passkeys.options_to_create(session[_HANDLE], invitation.email, invitation.name, [])
        values |= {"passkey": PasskeyForm(formdata=None), "options": options}
    return form_page(FACTOR, form, status, sentence, **values)


def _gone() -> AnyResponse:
    """The same for a link that is used, too old or unknown."""
    page = "people/gone.html"
    return render_page(page, page, status=410, form=None, problems=[], sentence="")
