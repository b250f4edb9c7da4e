"""What becomes of a proposal: decided part by part, taken back, or met by what others did meanwhile."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import select

from directory.database import db
from directory.models import Listing, Revision
from tests.clients import Console
from tests.conftest import sign_in
from tests.curation.edits import content_of, edit
from tests.curation.proposing.asking import DECISIONS, FORM, decided, form_of, proposed
from tests.page import read_text
from tests.suggesting.sending import all_suggestions


def test_a_proposal_is_accepted_in_part_and_its_sender_sees_why(
    contributor: Console, coordinator: Console, circle_id: int
) -> None:
    answer = proposed(contributor, circle_id, summary="We listen.", url="https://circle.example.org")
    decided(coordinator, summary="accept", url="refuse", **{"part_url-own": "That page is empty."})
    assert content_of(circle_id)["summary"] == "We listen." and content_of(circle_id)["url"] is None
    page = contributor.follow(answer)
    assert "Taken over in part" in page.main_text
    parts = [read_text(part) for part in page.select(".part")]
    assert parts[0].endswith("Taken over") and parts[1].endswith("Not taken over That page is empty.")
    assert "Robin" not in page.main_text
    assert not page.select("main form")
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
    assert [read_text(title) for title in page.select(".part > h2")] == ["In one sentence", "What it helps with"]
    assert "As of May." in page.main_text
    assert page.find("del").text_content() == "gone: talk. end "
    assert page.find("ins").text_content() == "new: listen. end "


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
    assert page.find("#summary").text_content().strip() == "We talk."
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


def test_where_both_changed_the_same_the_coordinator_sees_all_three(
    contributor: Console, coordinator: Console, circle_id: int
) -> None:
    page = form_of(contributor, circle_id)
    edit(circle_id, summary="We walk.")
    contributor.submit(page, FORM, summary="We listen.")
    shown = read_text(coordinator.get(f"/manage/suggestions/{all_suggestions()[0].id}").find(".part"))
    assert "It says now We walk." in shown and "When it was sent, it said: We talk." in shown and "listen." in shown


def test_a_row_that_was_added_is_proposed(contributor: Console, coordinator: Console, circle_id: int) -> None:
    page = proposed(contributor, circle_id, 200, add="phones")
    contributor.submit(page, FORM, **{"phones-1-number": "859-555-0177"})
    decided(coordinator, phones="accept")
    assert [phone["number"] for phone in content_of(circle_id)["phones"]] == ["859-555-0123", "859-555-0177"]


def test_a_long_text_can_be_accepted(contributor: Console, coordinator: Console, circle_id: int) -> None:
    proposed(contributor, circle_id, description="word " * 1_500)
    decided(coordinator, description="accept")
    assert len(content_of(circle_id)["description"]) > 7_000


def test_two_contributors_have_a_proposal_each(app: Flask, contributor: Console, circle_id: int) -> None:
    house = db.session.scalars(select(Listing).where(Listing.slug == "quartz-house")).one()
    other = sign_in(app, "contributor", name="Ash Fernley", entrusted_with=[house])
    for console in (contributor, other):
        proposed(console, circle_id, summary="We listen.")
    assert [one.sent_by for one in all_suggestions()] == ["Kim Fern", "Ash Fernley"]
