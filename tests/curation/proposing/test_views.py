"""A contributor's form: what it sends, what it carries and what it gives back."""

from __future__ import annotations

import datetime as dt
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine

from tests.clients import Console
from tests.curation.edits import content_of, edit, version_of
from tests.curation.proposing.asking import FORM, form_of, proposed
from tests.page import fields_of, read_text
from tests.suggesting.sending import all_suggestions


def test_what_is_sent_waits_and_nothing_public_changes(contributor: Console, circle_id: int) -> None:
    values = {"summary": "We listen.", "phones-0-hours": "Mornings", "terms-need": ["i-feel-alone", "grief"]}
    answer = proposed(contributor, circle_id, reason="The hosts told me.", **values, **{"answers-0-value": "yes"})
    page = contributor.follow(answer)
    assert "Sent to the coordinators. You can see here what became of it." in page.text
    assert "Waits to be read" in page.main_text and page.find(".told ins").text_content() == "new: listen. end "
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


def test_what_is_sent_again_while_it_waits_takes_its_place(contributor: Console, circle_id: int) -> None:
    proposed(contributor, circle_id, summary="We listen.", reason="First.")
    page = form_of(contributor, circle_id)
    assert "What you send now takes its place." in page.main_text
    assert "We listen." in page.find("#summary").text_content() and "First." in page.find("#reason").text_content()
    contributor.submit(page, FORM, url="https://circle.example.org", reason="Second.")
    (kept,) = all_suggestions()
    assert (list(kept.fields), kept.message) == (["summary", "url"], "Second.")


def test_a_form_sent_twice_is_one_proposal(contributor: Console, circle_id: int) -> None:
    page = form_of(contributor, circle_id)
    for _ in range(2):
        contributor.submit(page, FORM, summary="We listen.")
    assert len(all_suggestions()) == 1


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
    assert "looking for a new room" in form_of(contributor, circle_id).find("#reason").text_content()


def test_what_a_coordinator_changed_meanwhile_is_not_taken_back_by_it(contributor: Console, circle_id: int) -> None:
    page = form_of(contributor, circle_id)
    edit(circle_id, alert="New room.", url="https://circle.example.org")
    values = {"summary": "We listen.", "url": "https://circle.example.org"}
    contributor.submit(page, FORM, **values)
    (kept,) = all_suggestions()
    assert (list(kept.fields), kept.base_version) == (["summary"], 1)


@pytest.mark.parametrize("step", [{"add": "phones"}, {"remove": "phones-0"}, {"show": "all"}], ids=str)
def test_a_step_without_script_sends_nothing(contributor: Console, circle_id: int, step: dict[str, str]) -> None:
    page = proposed(contributor, circle_id, 200, summary="We listen.", **step)
    assert "We listen." in page.find("#summary").text_content()
    assert len(page.select("#rows-phones > .row")) == {"add": 2, "remove": 0, "show": 1}[next(iter(step))]
    assert all_suggestions() == []


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
    summary = read_text(page.find(".summary-of-problems"))
    assert summary.startswith("Not sent yet") and sentence in summary
    assert "Typed with care." in page.find("#description").text_content() and all_suggestions() == []


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
    assert "Typed with care." in contributor.get(address).find("#summary").text_content()
