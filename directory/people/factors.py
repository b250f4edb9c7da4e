"""My second factors: another authenticator app, passkeys, new recovery codes. One that works always stays."""

from __future__ import annotations

from flask import abort, flash, redirect, session, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from directory.database import begin_writing, db
from directory.handout import make_qr_code
from directory.models import Passkey
from directory.people import passkeys
from directory.people.access import needs_signed_in, signed_in
from directory.people.account import blueprint, close_change, get_own, needs_fresh_factor
from directory.people.codes import make_app_secret, make_recovery_codes, read_app_secret, take_app_code
from directory.people.door import form_page
from directory.people.forms import CodeForm, PasskeyForm
from directory.people.joining import codes_page
from directory.people.letters import write_notice

APP, PASSKEY = "people/new_app.html", "people/new_passkey.html"
MOST_PASSKEYS = 10
_NEW_APP = "new_app"


@blueprint.post("/app/new")
@needs_signed_in
@needs_fresh_factor
def begin_app() -> AnyResponse:
    """Begin to set up another app: its secret waits, encrypted, until a code of it comes."""
    session[_NEW_APP] = make_app_secret()
    return redirect(url_for("account.show_app"), 303)


@blueprint.get("/app")
@needs_signed_in
@needs_fresh_factor
def show_app() -> AnyResponse:
    """What the other app needs."""
    return _app_page(CodeForm()) if session.get(_NEW_APP) else redirect(url_for("account.show_account"), 303)


@blueprint.post("/app")
@needs_signed_in
@needs_fresh_factor
def change_app() -> AnyResponse:
    """Take the first code of the other app; the one before is worth nothing from now on."""
    secret, form = session.get(_NEW_APP), CodeForm()
    if not secret:
        return redirect(url_for("account.show_account"), 303)
    begin_writing()
    person = get_own()
    person.totp_step = None
    if not form.validate() or not take_app_code(person, form.code.data or "", secret):
        db.session.rollback()
        sentence = _("That code does not fit. Wait for the next one in your app, and write that.")
        return _app_page(form, 422, "" if form.errors else sentence)
    person.tf_totp_secret, person.tf_primary_method = secret, "authenticator"
    write_notice(person.email, _("Your account has another authenticator app."))
    close_change("app-changed", _("Your new app is set up, and you are signed out everywhere else."))
    return redirect(url_for("account.show_account"), 303)


@blueprint.get("/passkeys/new")
@needs_signed_in
@needs_fresh_factor
def show_new_passkey() -> AnyResponse:
    """Ask the browser for a passkey."""
    return _passkey_page()


@blueprint.post("/passkeys")
@needs_signed_in
@needs_fresh_factor
def add_passkey() -> AnyResponse:
    """Take a new passkey."""
    begin_writing()
    person = get_own()
    key = passkeys.find_new_passkey(PasskeyForm().credential.data or "")
    if key is None or len(person.webauthn) >= MOST_PASSKEYS:
        db.session.rollback()
        return _passkey_page(422, _("The passkey could not be set up. Try again."))
    person.fs_webauthn_user_handle = person.fs_webauthn_user_handle or session.get("handle")
    person.webauthn.append(key)
    write_notice(person.email, _("Your account has another passkey."))
    close_change("passkey-added", _("Your passkey is set up, and you are signed out everywhere else."))
    return redirect(url_for("account.show_account"), 303)


@blueprint.post("/passkeys/<int:passkey_id>/remove")
@needs_signed_in
@needs_fresh_factor
def remove_passkey(passkey_id: int) -> AnyResponse:
    """Take a passkey of mine away, unless it is the last factor."""
    begin_writing()
    person = get_own()
    key = db.session.get(Passkey, passkey_id)
    if key is None or key.user_id != person.id:
        db.session.rollback()
        abort(404)
    if not person.tf_totp_secret and len(person.webauthn) == 1:
        db.session.rollback()
        flash(_("This is your only second step. Set up another one first, then remove it."), "problem")
        return redirect(url_for("account.show_account"), 303)
    person.webauthn.remove(key)
    write_notice(person.email, _("A passkey of your account was removed."))
    close_change("passkey-removed", _("The passkey is removed, and you are signed out everywhere else."))
    return redirect(url_for("account.show_account"), 303)


@blueprint.post("/recovery-codes")
@needs_signed_in
@needs_fresh_factor
def renew_codes() -> AnyResponse:
    """New recovery codes, shown this once; the ones before are worth nothing from now on."""
    begin_writing()
    person = get_own()
    codes = make_recovery_codes(person)
    write_notice(person.email, _("Your account has new recovery codes."))
    close_change("recovery-codes-renewed", _("These are your new codes. The old ones do not work any more."))
    return codes_page(codes)


def _app_page(form: CodeForm, status: int = 200, sentence: str = "") -> AnyResponse:
    secret = read_app_secret(session[_NEW_APP], signed_in().email)
    return form_page(APP, form, status, sentence, secret=secret, qr=make_qr_code(secret.address))


def _passkey_page(status: int = 200, sentence: str = "") -> AnyResponse:
    if not passkeys.has_name():
        abort(404)
    person = get_own()
    session["handle"] = person.fs_webauthn_user_handle or session.get("handle") or passkeys.make_handle()
    options = passkeys.options_to_create(session["handle"], person.email, person.name, person.webauthn)
    return form_page(PASSKEY, PasskeyForm(formdata=None), status, sentence, options=options)
