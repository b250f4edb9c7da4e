"""The way in before there is a page: printed links, and what operators do when nobody else can."""

from __future__ import annotations

import re

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select

from directory.database import db
from directory.models import Invitation, OutgoingMail, Person
from directory.people.commands import tell_first_invitation
from tests.clients import Door
from tests.factories import commit, make_listing
from tests.people.arriving import PASSWORD, is_signed_in, make_member
from tests.people.test_joining import give_first_code


def run(app: Flask, *words: str) -> Result:
    """What `flask coordinators …` prints."""
    db.session.rollback()
    return app.test_cli_runner().invoke(args=["coordinators", *words])


def link_in(printed: str) -> str:
    """The path of the link in what was printed."""
    found = re.search(r"http://127\.0\.0\.1:8000(/manage/join\?token=\S+)", printed)
    assert found, printed
    return found[1]


def test_an_invitation_is_printed_and_queued_as_a_mail(app: Flask) -> None:
    """v5.0.0-6.3.2: no default account; the first comes by a link that works once."""
    printed = run(app, "invite", "Ash@example.org", "--role", "admin", "--name", "Ash Fernley").output
    invitation = db.session.scalars(select(Invitation)).one()
    assert (invitation.email, invitation.role, invitation.name) == ("ash@example.org", "admin", "Ash Fernley")
    assert link_in(printed) in db.session.scalars(select(OutgoingMail.body)).one()


def test_a_contributor_is_invited_for_an_organization(app: Flask) -> None:
    organization = make_listing(kind="organization", slug="fernley")
    commit()
    assert run(app, "invite", "ash@example.org", "--role", "contributor").exit_code == 1
    run(app, "invite", "ash@example.org", "--role", "contributor", "--organization", "fernley")
    assert db.session.scalars(select(Invitation.organization_id)).one() == organization.id


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("invite", "nonsense"), "is not a mail address"),
        (("invite", "here@example.org"), "has an account"),
        (("invite", "ash@example.org", "--organization", "nothing"), "no organization"),
        (("deactivate", "nobody@example.org"), "Nobody has the address"),
        (("reset", "nobody@example.org"), "Nobody has the address"),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_what_cannot_be_done_is_told(app: Flask, words: tuple[str, ...], told: str) -> None:
    make_member(email="here@example.org")
    result = run(app, *words)
    assert (result.exit_code, told in result.output) == (1, True)


def test_people_are_listed_closed_and_opened(app: Flask) -> None:
    make_member(email="ash@example.org", name="Ash Fernley")
    assert "ash@example.org  Ash Fernley, coordinator, never signed in" in run(app, "list").output
    run(app, "deactivate", "ash@example.org")
    assert "(closed)" in run(app, "list").output
    run(app, "activate", "ash@example.org")
    assert "(closed)" not in run(app, "list").output


def test_the_only_admin_comes_back_by_a_printed_link(app: Flask) -> None:
    make_member("admin", email="ash@example.org")
    link = link_in(run(app, "reset", "ash@example.org").output)
    door = Door(app)
    door.open(link)
    door.submit(door.get("/manage/join"), "form.panel", password=PASSWORD)
    give_first_code(door)
    assert is_signed_in(door)


def test_a_fresh_database_prints_the_way_in_for_the_first_admin(app: Flask, capsys: pytest.CaptureFixture[str]) -> None:
    """v5.0.0-6.3.2"""
    tell_first_invitation()
    door = Door(app)
    door.open(link_in(capsys.readouterr().out))
    page = door.get("/manage/join")
    door.submit(page, "form.panel", name="Ash Fernley", email="ash@example.org", password=PASSWORD)
    give_first_code(door)
    assert [role.name for role in db.session.scalars(select(Person)).one().roles] == ["admin"]


def test_each_start_prints_another_link_until_somebody_is_there(app: Flask, capsys: pytest.CaptureFixture[str]) -> None:
    tell_first_invitation()
    first = link_in(capsys.readouterr().out)
    tell_first_invitation()
    assert link_in(capsys.readouterr().out) != first
    door = Door(app)
    door.open(first)
    door.get("/manage/join", 410)
    make_member()
    tell_first_invitation()
    assert capsys.readouterr().out == ""


def test_no_first_admin_is_asked_for_while_somebody_is_invited(app: Flask, capsys: pytest.CaptureFixture[str]) -> None:
    run(app, "invite", "ash@example.org", "--role", "admin")
    capsys.readouterr()
    tell_first_invitation()
    assert capsys.readouterr().out == ""
