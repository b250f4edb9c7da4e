"""What a contributor is not to see, to ask for or to decide."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from directory.database import db
from directory.models import AuditEvent, Listing, Person
from tests.clients import Console
from tests.conftest import sign_in
from tests.curation.edits import content_of, edit
from tests.curation.proposing.asking import FORM, form_of, proposed
from tests.factories import commit, make_listing
from tests.page import fields_of, read_text
from tests.suggesting.sending import all_suggestions

HIDDEN_FIELDS = ("publication", "publish_on", "slug", "kind", "private_notes", "successor-typed", "organization-typed")


def test_a_contributor_finds_their_listings_and_nothing_else_to_do(contributor: Console) -> None:
    make_listing("Other Circle")
    commit()
    assert contributor.open("/manage").headers["Location"] == "/manage/mine"
    page = contributor.get("/manage/mine")
    assert [read_text(row) for row in page.select(".listing-row__name bdi")] == ["Quartz House", "Larkspur Circle"]
    assert "Never checked" in page.main_text
    entries = [read_text(entry) for entry in page.select(".console-nav a")]
    assert entries == ["Your listings", "Overview", "My account"]
    for entry in page.select(".console-nav a"):
        contributor.get(entry.attrib["href"])


def test_a_coordinator_has_no_such_entry(coordinator: Console) -> None:
    assert "Your listings" not in coordinator.get("/manage").find(".console-nav").text_content()


def test_the_form_asks_only_what_is_theirs(contributor: Console, circle_id: int) -> None:
    page = form_of(contributor, circle_id)
    sent = fields_of(page.find(FORM))
    assert sent["name"] == "Larkspur Circle" and sent["phones-0-number"] == "859-555-0123"
    assert not {*HIDDEN_FIELDS} & {*sent}
    assert "anary" not in page.response.text
    assert "What should the coordinators know?" in page.main_text


@pytest.mark.parametrize("version", ["0", "99", "-1", "x", ""], ids=str)
def test_a_version_that_was_tampered_with_breaks_nothing(contributor: Console, circle_id: int, version: str) -> None:
    proposed(contributor, circle_id, summary="We listen.", version=version)
    (kept,) = all_suggestions()
    assert (list(kept.fields), kept.base_version) == (["summary"], 1)


def test_what_no_contributor_decides_is_ignored_and_noted(contributor: Console, circle_id: int) -> None:
    """Mass assignment; v5.0.0-15.3.3."""
    extra = {
        "publication": "hidden", "slug": "mine", "kind": "role", "private_notes": "x", "closed_reason": "x",
        "publish_on": "1 Dec 2027", "organization-typed": "Larkspur Circle", "successor-meant": "x", "source_url": "x",
    }  # fmt: skip
    before = content_of(circle_id)
    db.session.rollback()
    proposed(contributor, circle_id, summary="We listen.", **extra)
    assert list(all_suggestions()[0].fields) == ["summary"]
    assert content_of(circle_id) == before
    event = db.session.scalars(select(AuditEvent)).one()
    assert (event.event, event.made_by) == ("unknown-fields", "Kim Fern")
    assert "kind" in event.detail["fields"]


def test_the_choice_of_another_listing_is_no_step_of_theirs(contributor: Console, circle_id: int) -> None:
    page = proposed(contributor, circle_id, 200, choose="organization:x")
    assert all_suggestions() == [] and page.h1 == "Propose a change"


@pytest.mark.parametrize(
    ("method", "path"), [("GET", ""), ("POST", ""), ("POST", "/preview")], ids=["form", "send", "preview"]
)
def test_a_listing_that_is_not_entrusted_is_as_if_there_were_none(contributor: Console, method: str, path: str) -> None:
    other = make_listing("Other Circle", organization=make_listing("Other House", kind="organization"))
    commit()
    answers = [
        contributor.open(f"/manage/listings/{id}/proposal{path}", method, data={"csrf_token": contributor.token()},
                         headers={"Sec-Fetch-Site": "same-origin"})
        for id in (other.id, 999)
    ]  # fmt: skip
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].text == answers[1].text
    events = db.session.scalars(select(AuditEvent)).all()
    assert [(event.event, event.detail["listing"]) for event in events] == [("refused", other.id)]


def test_what_has_closed_is_no_longer_proposed_for(contributor: Console, circle_id: int) -> None:
    edit(circle_id, publication="closed", closed_reason="Over.")
    contributor.get(f"/manage/listings/{circle_id}/proposal", 404)
    assert "Larkspur Circle" not in contributor.get("/manage/mine").main_text


def test_what_others_sent_is_not_theirs_to_see_or_take_back(app: Flask, contributor: Console, circle_id: int) -> None:
    proposed(contributor, circle_id, summary="We listen.")
    path = f"/manage/mine/{all_suggestions()[0].id}"
    house = db.session.scalars(select(Listing).where(Listing.slug == "quartz-house")).one()
    other = sign_in(app, "contributor", name="Ash Fernley", entrusted_with=[house])
    other.get(path, 404)
    other.send(f"{path}/withdrawal", {"csrf_token": other.token()}, 404)
    assert "What you sent" not in other.get("/manage/mine").main_text
    assert "takes its place" not in form_of(other, circle_id).main_text
    assert len(all_suggestions()) == 1


def test_what_is_no_longer_entrusted_is_closed_at_once(contributor: Console, kim: Person, circle_id: int) -> None:
    page = form_of(contributor, circle_id)
    db.session.get_one(Person, kim.id).entrusted_with = []
    commit()
    contributor.submit(page, FORM, 404, summary="We listen.")
    assert all_suggestions() == []
    assert "No organization is entrusted to you yet." in contributor.get("/manage/mine").main_text
