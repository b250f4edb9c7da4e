"""A contributor's way: their listings, the form, what they sent and what became of it; and nothing beyond."""

from __future__ import annotations

import datetime as dt
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from directory.database import db
from directory.models import AuditEvent, Listing, Person, Revision
from tests.conftest import sign_in
from tests.curation.edits import content_of, edit, version_of
from tests.curation.proposing.asking import DECISIONS, FORM, decided, form_of, proposed
from tests.factories import commit, make_listing
from tests.page import Console, fields_of, text_of
from tests.suggesting.sending import all_suggestions

HIDDEN_FIELDS = ("publication", "publish_on", "slug", "kind", "private_notes", "successor-typed", "organization-typed")


def test_a_contributor_finds_their_listings_and_nothing_else_to_do(contributor: Console) -> None:
    make_listing("Other Circle")
    commit()
    assert contributor.open("/manage").headers["Location"] == "/manage/mine"
    page = contributor.get("/manage/mine")
    assert [text_of(row) for row in page.soup.select(".listing-row__name bdi")] == ["Quartz House", "Larkspur Circle"]
    assert "Never checked" in page.main_text
    entries = [text_of(entry) for entry in page.soup.select(".console-nav a")]
    assert entries == ["Your listings", "Overview", "My account"]
    for entry in page.soup.select(".console-nav a"):
        contributor.get(str(entry["href"]))


def test_a_coordinator_has_no_such_entry(coordinator: Console) -> None:
    assert "Your listings" not in coordinator.get("/manage").find(".console-nav").get_text()


def test_the_form_asks_only_what_is_theirs(contributor: Console, circle_id: int) -> None:
    page = form_of(contributor, circle_id)
    sent = fields_of(page.find(FORM))
    assert sent["name"] == "Larkspur Circle" and sent["phones-0-number"] == "859-555-0123"
    assert not {*HIDDEN_FIELDS} & {*sent}
    assert "anary" not in page.response.text
    assert "What should the coordinators know?" in page.main_text


def test_what_is_sent_waits_and_nothing_public_changes(contributor: Console, circle_id: int) -> None:
    values = {"summary": "We listen.", "phones-0-hours": "Mornings", "terms-need": ["i-feel-alone", "grief"]}
    answer = proposed(contributor, circle_id, reason="The hosts told me.", **values, **{"answers-0-value": "yes"})
    page = contributor.follow(answer)
    assert "Sent to the coordinators. You can see here what became of it." in page.text
    assert "Waits to be read" in page.main_text and page.find(".told ins").get_text() == "new: listen. end "
    assert content_of(circle_id)["summary"] == "We talk." and version_of(circle_id) == 1
    (kept,) = all_suggestions()
    assert (kept.kind, kept.state, kept.sent_by, kept.message) == (
        "change",
        "waiting",
        "Kim Fern",
        "The hosts told me.",
    )
    assert list(kept.fields) == ["summary", "phones", "answers.come-late", "terms.need"]
    assert kept.fields["terms.need"]["was"] == "I feel alone"
    assert kept.fields["terms.need"]["told"] == "I feel alone\nI lost someone"


def test_every_detail_of_a_row_is_carried(contributor: Console, circle_id: int) -> None:
    values = {"phones-0-type": "text", "locations-0-visibility": "city", "schedules-0-mode": "online"}
    proposed(contributor, circle_id, **values, **{"locations-0-directions": "The blue door."})
    fields = all_suggestions()[0].fields
    assert {*fields} == {"phones", "locations", "schedules"}
    assert "to text" in fields["phones"]["told"] and "The blue door." in fields["locations"]["told"]


def test_a_proposal_is_accepted_in_part_and_its_sender_sees_why(
    contributor: Console, coordinator: Console, circle_id: int
) -> None:
    answer = proposed(contributor, circle_id, summary="We listen.", url="https://circle.example.org")
    decided(coordinator, summary="accept", url="refuse", **{"part_url-own": "That page is empty."})
    assert content_of(circle_id)["summary"] == "We listen." and content_of(circle_id)["url"] is None
    page = contributor.follow(answer)
    assert "Taken over in part" in page.main_text
    parts = [text_of(part) for part in page.soup.select(".part")]
    assert parts[0].endswith("Taken over") and parts[1].endswith("Not taken over That page is empty.")
    assert "Robin" not in page.main_text
    assert not page.soup.select("main form")
    assert "Taken over in part Larkspur Circle In one sentence, Web page" in contributor.get("/manage/mine").main_text


def test_the_history_says_from_whom_it_came(contributor: Console, coordinator: Console, circle_id: int) -> None:
    proposed(contributor, circle_id, summary="We listen.", **{"terms-need": "grief"})
    decided(coordinator, summary="accept", terms__need="accept")
    made = db.session.scalars(select(Revision).order_by(Revision.version.desc())).first()
    assert made is not None
    assert (made.source, made.made_by) == ("suggestion", "Robin Larkspur")
    assert made.reason == "Suggested by Kim Fern: What it is, in short, Needs and filters"


def test_the_coordinator_sees_who_says_so_part_by_part(
    contributor: Console, coordinator: Console, circle_id: int
) -> None:
    proposed(contributor, circle_id, summary="We listen.", reason="As of May.", **{"terms-need": "grief"})
    queue = coordinator.get("/manage")
    assert "Kim Fern proposes a change." in queue.main_text
    page = coordinator.get("/manage/suggestions")
    assert "by Kim Fern, contributor" in page.main_text
    page = coordinator.get(page.link("Larkspur Circle"))
    assert [text_of(title) for title in page.soup.select(".part > h2")] == ["In one sentence", "What it helps with"]
    assert "As of May." in page.main_text
    assert page.find("del").get_text() == "gone: talk. end " and page.find("ins").get_text() == "new: listen. end "


def test_what_is_sent_again_while_it_waits_takes_its_place(contributor: Console, circle_id: int) -> None:
    proposed(contributor, circle_id, summary="We listen.", reason="First.")
    page = form_of(contributor, circle_id)
    assert "What you send now takes its place." in page.main_text
    assert "We listen." in page.find("#summary").get_text() and "First." in page.find("#reason").get_text()
    contributor.submit(page, FORM, url="https://circle.example.org", reason="Second.")
    (kept,) = all_suggestions()
    assert (list(kept.fields), kept.message) == (["summary", "url"], "Second.")


def test_a_form_sent_twice_is_one_proposal(contributor: Console, circle_id: int) -> None:
    page = form_of(contributor, circle_id)
    for _ in range(2):
        contributor.submit(page, FORM, summary="We listen.")
    assert len(all_suggestions()) == 1


def test_a_coordinator_who_reads_an_older_text_decides_on_nothing(
    contributor: Console, coordinator: Console, circle_id: int
) -> None:
    proposed(contributor, circle_id, **{"phones-0-number": "859-555-0144"})
    page = coordinator.get(f"/manage/suggestions/{all_suggestions()[0].id}")
    proposed(contributor, circle_id, **{"phones-0-number": "859-555-0155"})
    again = coordinator.submit(page, DECISIONS, 409, **{"part_phones-verdict": "accept"})
    assert "The sender has changed what they propose." in again.main_text and "859-555-0155" in again.main_text
    coordinator.submit(again, DECISIONS, **{"part_phones-verdict": "accept"})
    assert content_of(circle_id)["phones"][0]["number"] == "859-555-0155"


def test_what_is_decided_stays_and_what_is_sent_then_is_a_second_one(
    contributor: Console, coordinator: Console, circle_id: int
) -> None:
    proposed(contributor, circle_id, summary="We listen.", url="https://circle.example.org")
    decided(coordinator, summary="refuse")
    page = form_of(contributor, circle_id)
    assert page.find("#summary").get_text().strip() == "We talk."
    contributor.submit(page, FORM, summary="We sing.")
    first, second = all_suggestions()
    assert (first.state, list(first.fields)) == ("refused", ["summary"])
    assert (second.state, list(second.fields)) == ("waiting", ["summary", "url"])


def test_a_proposal_is_taken_back(contributor: Console, coordinator: Console, circle_id: int) -> None:
    page = contributor.follow(proposed(contributor, circle_id, summary="We listen."))
    review = coordinator.get(f"/manage/suggestions/{all_suggestions()[0].id}")
    answer = contributor.follow(contributor.submit(page, "main form"))
    assert "Taken back. Nothing of it waits now." in answer.text
    assert all_suggestions() == []
    coordinator.submit(review, DECISIONS, 404, **{"part_summary-verdict": "accept"})


def test_taking_back_leaves_what_is_decided(contributor: Console, coordinator: Console, circle_id: int) -> None:
    page = contributor.follow(proposed(contributor, circle_id, summary="We listen.", url="https://circle.example.org"))
    decided(coordinator, summary="accept")
    contributor.submit(page, "main form")
    (kept,) = all_suggestions()
    assert (kept.state, list(kept.fields), kept.decided_by) == ("accepted", ["summary"], "Robin Larkspur")
    assert content_of(circle_id)["summary"] == "We listen."


def test_only_what_waits_is_taken_back(contributor: Console, coordinator: Console, circle_id: int) -> None:
    page = contributor.follow(proposed(contributor, circle_id, summary="We listen."))
    decided(coordinator, summary="accept")
    answer = contributor.follow(contributor.submit(page, "main form"))
    assert "nothing to take back" in answer.text and len(all_suggestions()) == 1


def test_to_put_all_back_in_the_form_takes_it_back_too(contributor: Console, circle_id: int) -> None:
    proposed(contributor, circle_id, summary="We listen.")
    answer = contributor.follow(proposed(contributor, circle_id, summary="We talk."))
    assert "Taken back." in answer.text and all_suggestions() == []


def test_nothing_changed_and_nothing_said_is_nothing_to_send(contributor: Console, circle_id: int) -> None:
    answer = contributor.follow(proposed(contributor, circle_id))
    assert "There was nothing to send" in answer.text and all_suggestions() == []


def test_words_alone_can_be_sent(contributor: Console, circle_id: int) -> None:
    page = contributor.follow(proposed(contributor, circle_id, reason="The host is looking for a new room."))
    assert "Something else The host is looking for a new room." in page.main_text
    assert "looking for a new room" in form_of(contributor, circle_id).find("#reason").get_text()


def test_what_a_coordinator_changed_meanwhile_is_not_taken_back_by_it(contributor: Console, circle_id: int) -> None:
    page = form_of(contributor, circle_id)
    edit(circle_id, alert="New room.", url="https://circle.example.org")
    values = {"summary": "We listen.", "url": "https://circle.example.org"}
    contributor.submit(page, FORM, **values)
    (kept,) = all_suggestions()
    assert (list(kept.fields), kept.base_version) == (["summary"], 1)


def test_where_both_changed_the_same_the_coordinator_sees_all_three(
    contributor: Console, coordinator: Console, circle_id: int
) -> None:
    page = form_of(contributor, circle_id)
    edit(circle_id, summary="We walk.")
    contributor.submit(page, FORM, summary="We listen.")
    shown = text_of(coordinator.get(f"/manage/suggestions/{all_suggestions()[0].id}").find(".part"))
    assert "It says now We walk." in shown and "When it was sent, it said: We talk." in shown and "listen." in shown


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


@pytest.mark.parametrize("step", [{"add": "phones"}, {"remove": "phones-0"}, {"show": "all"}], ids=str)
def test_a_step_without_script_sends_nothing(contributor: Console, circle_id: int, step: dict[str, str]) -> None:
    page = proposed(contributor, circle_id, 200, summary="We listen.", **step)
    assert "We listen." in page.find("#summary").get_text()
    assert len(page.soup.select("#rows-phones > .row")) == {"add": 2, "remove": 0, "show": 1}[next(iter(step))]
    assert all_suggestions() == []


def test_a_row_that_was_added_is_proposed(contributor: Console, coordinator: Console, circle_id: int) -> None:
    page = proposed(contributor, circle_id, 200, add="phones")
    contributor.submit(page, FORM, **{"phones-1-number": "859-555-0177"})
    decided(coordinator, phones="accept")
    assert [phone["number"] for phone in content_of(circle_id)["phones"]] == ["859-555-0123", "859-555-0177"]


def test_the_choice_of_another_listing_is_no_step_of_theirs(contributor: Console, circle_id: int) -> None:
    page = proposed(contributor, circle_id, 200, choose="organization:x")
    assert all_suggestions() == [] and page.h1 == "Propose a change"


def test_the_card_and_the_words_follow_what_is_typed(contributor: Console, circle_id: int) -> None:
    sent = fields_of(form_of(contributor, circle_id).find(FORM))
    path = f"/manage/listings/{circle_id}/proposal/preview"
    page = contributor.send(path, {**sent, "name": "River Circle"}, 200, HX_Request="true")
    assert page.card_names() == ["River Circle"] and all_suggestions() == []


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [("name", " ", "Type the name."), ("phones-0-number", "1-800-273-8255", "988"), ("reason", "x" * 2001, "too long")],
)
def test_what_cannot_be_sent_is_said_and_nothing_typed_is_lost(
    contributor: Console, circle_id: int, field: str, value: str, sentence: str
) -> None:
    page = proposed(contributor, circle_id, 422, **{field: value, "description": "Typed with care."})
    summary = text_of(page.find(".summary-of-problems"))
    assert summary.startswith("Not sent yet") and sentence in summary
    assert "Typed with care." in page.find("#description").get_text() and all_suggestions() == []


def test_a_long_text_can_be_accepted(contributor: Console, coordinator: Console, circle_id: int) -> None:
    proposed(contributor, circle_id, description="word " * 1_500)
    decided(coordinator, description="accept")
    assert len(content_of(circle_id)["description"]) > 7_000


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


def test_two_contributors_have_a_proposal_each(app: Flask, contributor: Console, circle_id: int) -> None:
    house = db.session.scalars(select(Listing).where(Listing.slug == "quartz-house")).one()
    other = sign_in(app, "contributor", name="Ash Fernley", entrusted_with=[house])
    for console in (contributor, other):
        proposed(console, circle_id, summary="We listen.")
    assert [one.sent_by for one in all_suggestions()] == ["Kim Fern", "Ash Fernley"]


def test_what_is_no_longer_entrusted_is_closed_at_once(contributor: Console, kim: Person, circle_id: int) -> None:
    page = form_of(contributor, circle_id)
    db.session.get_one(Person, kim.id).entrusted_with = []
    commit()
    contributor.submit(page, FORM, 404, summary="We listen.")
    assert all_suggestions() == []
    assert "No organization is entrusted to you yet." in contributor.get("/manage/mine").main_text


def test_a_coordinator_is_shown_where_to_edit(coordinator: Console) -> None:
    assert coordinator.get("/manage/mine").link("All listings") == "/manage/listings"


def test_a_draft_of_theirs_says_that_nobody_sees_it(contributor: Console, circle_id: int) -> None:
    edit(circle_id, publication="hidden")
    assert "Visitors do not see it now." in form_of(contributor, circle_id).main_text


def test_what_was_typed_when_the_session_was_over_is_back_in_the_form(
    contributor: Console, circle_id: int, clock: time_machine.Coordinates
) -> None:
    proposed(contributor, circle_id, summary="We listen.")
    page = form_of(contributor, circle_id)
    clock.shift(dt.timedelta(days=2))
    answer = contributor.submit(page, FORM, 401, summary="Typed with care.")
    contributor.sign_in_again()
    address = parse_qs(urlsplit(answer.link("Sign in")).query)["next"][0]
    assert "Typed with care." in contributor.get(address).find("#summary").get_text()
