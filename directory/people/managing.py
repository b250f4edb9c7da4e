"""People, for admins: who there is, who is invited, what they may do. Nobody locks the last admin out."""

from __future__ import annotations

import secrets
from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from sqlalchemy import func, select
from werkzeug.wrappers import Response as AnyResponse

from directory.database import begin_writing, db
from directory.forms import select_choices
from directory.mail import is_mail_written_to_files, send_soon
from directory.models import ROLES, Invitation, Listing, Person, Role, SignIn
from directory.models.people import person_role
from directory.people.access import needs, signed_in
from directory.people.account import needs_fresh_factor
from directory.people.audit import record_event
from directory.people.door import form_page, log_unknown_fields
from directory.people.entrusting import entrust, find_organization, organization_names
from directory.people.forms import InviteForm, RoleForm
from directory.people.invitations import get_role, highest_role, invite, invite_back, link_of, open_invitations
from directory.people.letters import write_invitation
from directory.people.sessions import end_sessions

blueprint = Blueprint("people", __name__, url_prefix="/manage/people")

PEOPLE, PERSON, INVITED = "people/people.html", "people/person.html", "people/invited.html"


@blueprint.get("")
@needs("people.manage")
def show_people() -> Response:
    """Everybody who signs in, and who is invited."""
    return _people_page(InviteForm())


@blueprint.post("/invitations")
@needs("people.manage")
@needs_fresh_factor
def send_invitation() -> AnyResponse:
    """Invite somebody: by mail, and with a link to hand over."""
    form, me = InviteForm(), signed_in()
    begin_writing()
    log_unknown_fields(form, me.name)
    organization = find_organization(form.organization.data)
    is_good = form.validate()
    if is_good and organization is None and form.role.data == "contributor":
        form.organization.errors = [_("Choose whose listings they look after.")]
        is_good = False
    if is_good and db.session.scalar(select(Person.id).where(Person.email == form.email.data)):
        form.email.errors = [_("Somebody with this address is here already.")]
        is_good = False
    if not is_good:
        db.session.commit()
        return _people_page(form, 422)
    email, role = form.email.data or "", str(form.role.data)
    wanted = organization.id if organization and role == "contributor" else None
    secret = invite(email, role, me.name, name=form.name.data or "", organization_id=wanted)
    return _hand_over(email, secret, "invited", role=role)


@blueprint.post("/invitations/<int:invitation_id>/withdraw")
@needs("people.manage")
def withdraw_invitation(invitation_id: int) -> AnyResponse:
    """Make the link of an invitation worth nothing."""
    begin_writing()
    invitation = db.session.get(Invitation, invitation_id)
    if invitation is None or invitation.used_at:
        db.session.rollback()
        abort(404)
    record_event("invitation-withdrawn", signed_in().name, role=invitation.role)
    db.session.delete(invitation)
    db.session.commit()
    flash(_("The invitation is withdrawn. Its link does not work any more."), "done")
    return redirect(url_for("people.show_people"), 303)


@blueprint.get("/<int:person_id>")
@needs("people.manage")
def show_person(person_id: int) -> Response:
    """One person, and what can be changed about them."""
    person = db.session.get(Person, person_id) or abort(404)
    is_last = _is_last_admin(person)
    role = highest_role(person)
    return render_person(person, role, is_last)


@blueprint.post("/<int:person_id>/role")
@needs("people.manage")
@needs_fresh_factor
def change_role(person_id: int) -> AnyResponse:
    """Give a person another role, and a contributor the organizations they look after.

    With another role they sign in again; what is entrusted to them holds at once.
    """
    person, form, me = _get(person_id), RoleForm(), signed_in().name
    if form.role.data not in ROLES:
        abort(400)
    if form.role.data != "admin" and _is_last_admin(person):
        return _refuse(person)
    organizations = _chosen(person, form) if form.role.data == "contributor" else []
    if form.organization.errors:
        return render_person(person, highest_role(person), is_last=False, form=form, status=422)
    is_other_role, is_new = form.role.data != highest_role(person), entrust(person, organizations, me)
    if is_other_role:
        record_event("role-changed", me, person=person.name, to=form.role.data, before=highest_role(person))
        person.roles = [get_role(form.role.data)]
        end_sessions(person.id)
        return _done(person, _("The role is changed. They sign in again to have it."))
    return _done(person, _("Changed. It holds from now on.") if is_new else _("There was nothing to change."))


@blueprint.post("/<int:person_id>/active")
@needs("people.manage")
@needs_fresh_factor
def change_active(person_id: int) -> AnyResponse:
    """Close an account, or open it again. What the person did stays in the histories."""
    person = _get(person_id)
    wanted = request.form.get("active") == "yes"
    if not wanted and _is_last_admin(person):
        return _refuse(person)
    set_active(person, wanted, signed_in().name)
    return _done(person, _("The account is open.") if wanted else _("The account is closed."))


@blueprint.post("/<int:person_id>/sessions/end")
@needs("people.manage")
def end_all(person_id: int) -> AnyResponse:
    """Sign somebody out everywhere."""
    person = _get(person_id)
    end_sessions(person.id)
    record_event("sessions-ended", signed_in().name, person=person.name)
    return _done(person, _("They are signed out everywhere."))


@blueprint.post("/<int:person_id>/factors/reset")
@needs("people.manage")
@needs_fresh_factor
def reset_factors(person_id: int) -> AnyResponse:
    """Let somebody who lost their keys come back by a link; the old keys are worth nothing from now on."""
    person = _get(person_id)
    if not person.active or person.id == signed_in().id:
        return _refuse(person)
    secret = invite_back(person, signed_in().name)
    return _hand_over(person.email, secret, "factors-reset", person=person.name)


def set_active(person: Person, wanted: bool, by: str) -> None:
    """Close or open an account. The edge commits."""
    if wanted != person.active:
        record_event("activated" if wanted else "deactivated", by, person=person.name)
    person.active = wanted
    if not wanted:
        person.fs_uniquifier = secrets.token_hex(32)
        end_sessions(person.id)


def render_person(
    person: Person, role: str, is_last: bool, *, form: RoleForm | None = None, status: int = 200
) -> Response:
    """The page of one person. form: as it was sent, if something is wrong with it."""
    seen = db.session.scalar(select(func.max(SignIn.seen_at)).where(SignIn.person_id == person.id))
    if form is None:
        form = RoleForm(data={"role": role, "keep": [listing.id for listing in person.entrusted_with]})
    form.keep.choices = select_choices((listing.id, listing.name) for listing in person.entrusted_with)
    values: dict[str, Any] = {"person": person, "is_last": is_last, "seen": seen}
    return form_page(
        PERSON, form, status, organizations=organization_names(), is_me=person.id == signed_in().id, **values
    )


def _people_page(form: InviteForm, status: int = 200) -> Response:
    last = select(SignIn.person_id, func.max(SignIn.seen_at).label("at")).group_by(SignIn.person_id).subquery()
    rows = select(Person, last.c.at).outerjoin(last, last.c.person_id == Person.id)
    people = db.session.execute(rows.order_by(Person.active.desc(), func.lower(Person.name), Person.id)).all()
    return form_page(
        PEOPLE,
        form,
        status,
        people=people,
        role_of=highest_role,
        invitations=open_invitations(),
        organizations=organization_names(),
    )


def _chosen(person: Person, form: RoleForm) -> list[Listing]:
    """The organizations that a form entrusts to a contributor; what is wrong is said at its field."""
    kept = [listing for listing in person.entrusted_with if listing.id in (form.keep.data or ())]
    added = find_organization(form.organization.data)
    if form.organization.data and added is None:
        form.organization.errors = [_("We have no such organization. Choose one from the list.")]
    elif not kept and added is None:
        form.organization.errors = [_("Choose whose listings they look after.")]
    return [*kept, added] if added else kept


def _hand_over(email: str, secret: str, event: str, **detail: str) -> AnyResponse:
    """Queue the mail, note it, commit, and show the link this once."""
    write_invitation(email, secret, signed_in().name)
    record_event(event, signed_in().name, **detail)
    db.session.commit()
    send_soon()
    has_mail = not is_mail_written_to_files()
    return form_page(INVITED, InviteForm(formdata=None), email=email, link=link_of(secret), has_mail=has_mail)


def _get(person_id: int) -> Person:
    """The row of a person, in a transaction that writes. 404 if there is none."""
    begin_writing()
    person = db.session.get(Person, person_id)
    if person is None:
        db.session.rollback()
        abort(404)
    return person


def _is_last_admin(person: Person) -> bool:
    """Whether without this person nobody could look after people any more."""
    admins = select(Person.id).join(person_role).join(Role).where(Role.name == "admin", Person.active)
    return set(db.session.scalars(admins)) == {person.id}


def _refuse(person: Person) -> AnyResponse:
    person_id = person.id
    db.session.rollback()
    flash(_("Not done: this would lock out the last admin, or yourself. Ask another admin to do it."), "problem")
    return redirect(url_for("people.show_person", person_id=person_id), 303)


def _done(person: Person, sentence: str) -> AnyResponse:
    person_id = person.id
    db.session.commit()
    flash(sentence, "done")
    return redirect(url_for("people.show_person", person_id=person_id), 303)
