"""People, for admins: invited, changed, closed, let back in; each noted, and the last admin never locked out."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from directory.database import db
from directory.models import AuditEvent, Invitation, Listing, OutgoingMail, Person
from tests.clients import Console
from tests.conftest import sign_in
from tests.factories import commit, make_listing, make_person
from tests.people.arriving import is_signed_in, make_link, make_member

ROLE = "form[action$='/role']"


@pytest.fixture
def admin(app: Flask) -> Console:
    """An admin, called Robin Larkspur."""
    return sign_in(app, "admin")


def send(admin: Console, path: str, **values: str) -> None:
    """Send a form of the page of a person."""
    admin.send(path, {"csrf_token": admin.token(), **values})
    db.session.expire_all()


def entrusted_with(person: Person) -> list[Listing]:
    """What is entrusted to a person, as the database has it."""
    db.session.expire_all()
    return db.session.get_one(Person, person.id).entrusted_with


def noted() -> list[str]:
    """What stands in the audit log."""
    return list(db.session.scalars(select(AuditEvent.event).order_by(AuditEvent.id)))


def test_everybody_is_listed_with_role_and_factor(admin: Console) -> None:
    make_member(name="Ash Fernley", role="contributor")
    make_person("Wren Harrow", active=False)
    commit()
    text = admin.get("/manage/people").main_text
    assert all(words in text for words in ("Ash Fernley", "contributor", "app with codes", "Wren Harrow", "closed"))


def test_an_invitation_is_mailed_shown_once_and_noted(admin: Console) -> None:
    """v5.0.0-16.3.2"""
    page = admin.submit(admin.get("/manage/people"), "form.panel", 200, email="Ash@example.org", role="coordinator")
    link = page.find("#link").attrib["value"]
    mail = db.session.scalars(select(OutgoingMail)).one()
    assert mail.recipient == "ash@example.org"
    assert link in mail.body
    assert "ash@example.org" in admin.get("/manage/people").main_text
    assert noted() == ["invited"]


def test_a_contributor_is_invited_for_an_organization(admin: Console) -> None:
    organization = make_listing("Fernley Circle", kind="organization")
    commit()
    page = admin.get("/manage/people")
    page = admin.submit(page, "form.panel", 422, email="ash@example.org", role="contributor")
    assert "Choose whose listings" in page.main_text
    admin.submit(page, "form.panel", 200, organization="fernley circle")
    assert db.session.scalars(select(Invitation.organization_id)).one() == organization.id


@pytest.mark.parametrize("email", ["not an address", "", "here@example.org"], ids=["odd", "empty", "taken"])
def test_an_invitation_that_cannot_be_is_refused_with_what_was_typed(admin: Console, email: str) -> None:
    make_person(email="here@example.org")
    commit()
    page = admin.submit(admin.get("/manage/people"), "form.panel", 422, email=email, name="Ash")
    assert page.find("input[name=name]").attrib["value"] == "Ash"
    assert not db.session.scalars(select(Invitation)).all()


def test_an_invitation_is_withdrawn(app: Flask, admin: Console) -> None:
    link = make_link()
    admin.submit(admin.get("/manage/people"), "form[action$='/withdraw']")
    door = Console(app, make_member())
    door.open(link)
    door.get("/manage/join", 410)


def test_another_role_ends_the_sessions_and_is_noted(app: Flask, admin: Console) -> None:
    """v5.0.0-7.2.4, 16.3.2"""
    person = make_member()
    console = Console(app, person)
    send(admin, f"/manage/people/{person.id}/role", role="admin")
    assert [role.name for role in person.roles] == ["admin"]
    assert not is_signed_in(console)
    assert noted() == ["role-changed"]


def test_a_coordinator_who_becomes_a_contributor_is_entrusted_with_an_organization(admin: Console) -> None:
    person = make_member()
    make_listing("Fernley Circle", kind="organization")
    commit()
    page = admin.get(f"/manage/people/{person.id}")
    page = admin.submit(page, ROLE, 422, role="contributor")
    assert "Choose whose listings they look after." in page.find(".summary-of-problems").text_content()
    page = admin.submit(page, ROLE, 422, organization="Nobody's House")
    assert "We have no such organization." in page.find(".summary-of-problems").text_content()
    assert page.find("[name=role][checked]").attrib["value"] == "contributor"
    page = admin.follow(admin.submit(page, ROLE, organization="fernley circle"))
    assert "Looks after: Fernley Circle" in page.main_text
    assert [listing.name for listing in entrusted_with(person)] == ["Fernley Circle"]
    assert noted() == ["entrusted", "role-changed"]


def test_organizations_are_added_and_taken_away_without_a_new_sign_in(app: Flask, admin: Console) -> None:
    first, second = (make_listing(name, kind="organization") for name in ("Fernley Circle", "Quartz House"))
    person = make_member(role="contributor", entrusted_with=[first])
    console = Console(app, person)
    page = admin.follow(admin.submit(admin.get(f"/manage/people/{person.id}"), ROLE, organization="Quartz House"))
    assert {listing.id for listing in entrusted_with(person)} == {first.id, second.id}
    assert "Quartz House" in console.get("/manage/mine").main_text
    admin.submit(page, ROLE, keep=str(second.id))
    assert [listing.id for listing in entrusted_with(person)] == [second.id]
    assert "Fernley Circle" not in console.get("/manage/mine").main_text
    events = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id)).all()
    assert [event.detail["to"] for event in events] == [["Fernley Circle", "Quartz House"], ["Quartz House"]]


def test_the_same_again_changes_nothing(app: Flask, admin: Console) -> None:
    house = make_listing("Fernley Circle", kind="organization")
    person = make_member(role="contributor", entrusted_with=[house])
    console = Console(app, person)
    page = admin.follow(admin.submit(admin.get(f"/manage/people/{person.id}"), ROLE))
    assert "There was nothing to change." in page.text
    assert is_signed_in(console) and noted() == []


def test_who_is_no_contributor_any_more_keeps_nothing_of_it(admin: Console) -> None:
    person = make_member(role="contributor", entrusted_with=[make_listing("Fernley Circle", kind="organization")])
    admin.submit(admin.get(f"/manage/people/{person.id}"), ROLE, role="coordinator")
    assert entrusted_with(person) == [] and [role.name for role in person.roles] == ["coordinator"]


def test_only_an_organization_that_visitors_see_is_entrusted(admin: Console) -> None:
    make_listing("Fernley Walk", kind="group")
    make_listing("Hidden House", kind="organization", publication="hidden")
    person = make_member()
    page = admin.get(f"/manage/people/{person.id}")
    for name in ("Fernley Walk", "Hidden House"):
        admin.submit(page, ROLE, 422, role="contributor", organization=name)


def test_an_account_is_closed_and_opened_again(app: Flask, admin: Console) -> None:
    """v5.0.0-7.4.2"""
    person = make_member()
    console = Console(app, person)
    send(admin, f"/manage/people/{person.id}/active", active="no")
    assert (person.active, is_signed_in(console)) == (False, False)
    send(admin, f"/manage/people/{person.id}/active", active="yes")
    assert (person.active, noted()) == (True, ["deactivated", "activated"])


def test_an_admin_ends_the_sessions_of_anybody(app: Flask, admin: Console) -> None:
    """v5.0.0-7.4.5"""
    person = make_member()
    console = Console(app, person)
    send(admin, f"/manage/people/{person.id}/sessions/end")
    assert not is_signed_in(console)


def test_who_lost_their_keys_gets_a_link_and_the_old_keys_are_gone(admin: Console) -> None:
    """v5.0.0-6.4.3"""
    person = make_member(email="ash@example.org")
    page = admin.submit(admin.get(f"/manage/people/{person.id}"), "form[action$='factors/reset']", 200)
    db.session.expire_all()
    assert "/manage/join?token=" in page.find("#link").attrib["value"]
    assert (person.password, person.tf_totp_secret) == (None, None)


@pytest.mark.parametrize(
    ("path", "values"),
    [("role", {"role": "contributor"}), ("active", {"active": "no"}), ("factors/reset", {})],
    ids=["role", "active", "factors"],
)
def test_the_last_admin_cannot_lock_everybody_out(admin: Console, path: str, values: dict[str, str]) -> None:
    make_person(role="admin", active=False)
    commit()
    me = db.session.scalars(select(Person).where(Person.active)).one()
    me_id = me.id
    send(admin, f"/manage/people/{me_id}/{path}", **values)
    me = db.session.get_one(Person, me_id)
    assert (me.active, [role.name for role in me.roles]) == (True, ["admin"])
    assert noted() == []


def test_a_role_that_there_is_not_is_refused(admin: Console) -> None:
    person = make_member()
    admin.send(f"/manage/people/{person.id}/role", {"csrf_token": admin.token(), "role": "owner"}, 400)


def test_the_audit_log_is_shown_chosen_from_and_exported_and_that_is_noted(admin: Console) -> None:
    """v5.0.0-16.3.2, 16.2.1; F-19: no cell is a formula."""
    db.session.add(AuditEvent(event="joined", made_by="=HYPERLINK(1)", detail={"role": "admin"}))
    db.session.add(AuditEvent(event="sign-out", made_by="Wren Harrow", detail={}))
    commit()
    assert "Wren Harrow" not in admin.get("/manage/audit?event=joined").main_text
    page = admin.get("/manage/audit")
    assert page.main_text.index("Wren Harrow") < page.main_text.index("HYPERLINK")
    answer = admin.open("/manage/audit/export", "POST", data={"csrf_token": admin.token()})
    assert ",joined,'=HYPERLINK(1)," in answer.text
    assert noted()[-1] == "audit-exported"


@pytest.mark.parametrize("query", ["?before=-1", "?before=9999999999999", "?before=x", "?event=%00"], ids=str)
def test_an_odd_query_of_the_audit_log_is_no_fault(admin: Console, query: str) -> None:
    admin.get(f"/manage/audit{query}")
